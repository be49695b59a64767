import { ts } from 'ts-morph';
import { moduleExports } from './module-exports.ts';

/** Where the importer is put as it would be, beside itself as it is. */
export const afterName = 'parapet-after';

/** Writes a type that a module has, by the name under which the module is imported. */
type TypeOf = (module: string) => string;

/** A value of the second type has to be one of the first. */
interface Same {
  readonly to: string;
  readonly from: string;
}

/**
 * A module that type-checks only when one module can take another's place for everybody: each value of the second is
 * assignable to that of the first, and so is each type. What does not depend on the changed names is left out, and so
 * is what is private to a class, because two declarations of it are never the same. Undefined when the exports cannot be
 * told one by one.
 *
 * @param changed names of types that the module imports, and that mean something else afterwards
 */
export function comparison(
  file: ts.SourceFile,
  specifier: string,
  after: string,
  changed: readonly string[],
): string | undefined {
  if (moduleExports(file).isOpaque) return undefined;
  const { names, statements } = dependents(file, changed);
  if (statements.some((one) => ts.isModuleDeclaration(one) || takesTypes(one))) return undefined;
  const pairs = exportsOf(file, names, statements).flatMap(({ name, statement }) => sameOf(name, statement));
  const lines = pairs.map(
    ({ to, from }, at) => `declare const a${at}: ${from}; export const b${at}: ${to} = a${at};`,
  );
  return [
    `import type * as before from '${specifier}';`,
    `import type * as after from '${after}';`,
    ...lines,
    '',
  ].join('\n');
}

interface Dependents {
  readonly names: ReadonlySet<string>;
  readonly statements: readonly ts.Statement[];
}

/** What at the top level of a file names something, or what names that. */
function dependents(file: ts.SourceFile, changed: readonly string[]): Dependents {
  const names = new Set(changed);
  const statements = new Set<ts.Statement>();
  const all = file.statements
    .filter((one) => !ts.isImportDeclaration(one))
    .map((statement) => ({ statement, words: identifiersIn(statement) }));
  for (let size = -1; size !== statements.size; ) {
    size = statements.size;
    for (const { statement, words } of all) {
      if (statements.has(statement) || !words.some((word) => names.has(word))) continue;
      statements.add(statement);
      for (const name of declaredBy(statement)) names.add(name);
    }
  }
  return { names, statements: [...statements] };
}

function identifiersIn(node: ts.Node): readonly string[] {
  const words = new Set<string>();
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at)) words.add(at.text);
    ts.forEachChild(at, visit);
  };
  visit(node);
  return [...words];
}

function declaredBy(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => identifiersIn(name));
  const name = 'name' in statement ? (statement.name as ts.Node | undefined) : undefined;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

/** What takes types is compared by trying a few of them, which does not show how it is used with others. */
function takesTypes(node: ts.Node): boolean {
  return ts.isTypeParameterDeclaration(node) || (ts.forEachChild(node, takesTypes) ?? false);
}

interface Exported {
  readonly name: string;
  /** What declares it; absent for a type that is only passed on. */
  readonly statement?: ts.Statement;
}

function exportsOf(
  file: ts.SourceFile,
  names: ReadonlySet<string>,
  statements: readonly ts.Statement[],
): readonly Exported[] {
  const declaring = (name: string) => statements.find((one) => declaredBy(one).includes(name));
  const named = (name: string, local: string): Exported => {
    const statement = declaring(local);
    return { name, ...(statement && { statement }) };
  };
  const listed = file.statements.flatMap((one) => {
    const clause = ts.isExportDeclaration(one) && !one.moduleSpecifier ? one.exportClause : undefined;
    return clause && ts.isNamedExports(clause) ? clause.elements : [];
  });
  return [
    ...statements.flatMap((statement): readonly Exported[] => {
      if (ts.isExportAssignment(statement)) return [{ name: 'default', statement }];
      const flags = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
      if (!flags.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
      const isDefault = flags.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
      return isDefault
        ? [{ name: 'default', statement }]
        : declaredBy(statement).map((name) => ({ name, statement }));
    }),
    ...listed
      .map(({ name, propertyName }) => ({ name: name.text, local: (propertyName ?? name).text }))
      .filter(({ local }) => names.has(local))
      .map(({ name, local }) => named(name, local)),
  ];
}

function sameOf(name: string, statement: ts.Statement | undefined): readonly Same[] {
  const forth = (type: TypeOf): Same => ({ to: type('before'), from: type('after') });
  const back = (type: TypeOf): Same => ({ to: type('after'), from: type('before') });
  const isType = !statement || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  const own: TypeOf = (module) => `${module}.${name}`;
  if (isType) return [forth(own), back(own)];
  const value: TypeOf = (module) =>
    name === 'default' ? `typeof ${module}['default']` : `typeof ${module}.${name}`;
  if (!ts.isClassDeclaration(statement)) return [forth(value)];
  return [
    forth((module) => `{ [K in keyof ${own(module)}]: ${own(module)}[K] }`),
    forth((module) => `Omit<${value(module)}, 'prototype'>`),
    back((module) => `ConstructorParameters<${value(module)}>`),
    ...protectedIn(statement).map((member) => forth((module) => `${own(module)}['${member}']`)),
  ];
}

/** What classes that extend one see of it, and others do not. */
function protectedIn({ members }: ts.ClassDeclaration): readonly string[] {
  const all = members.flatMap((one): readonly ts.Declaration[] =>
    ts.isConstructorDeclaration(one) ? [...one.parameters] : [one],
  );
  return all.flatMap((one) => {
    const isProtected = ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Protected;
    const name = isProtected ? ts.getNameOfDeclaration(one) : undefined;
    return name && ts.isIdentifier(name) ? [name.text] : [];
  });
}
