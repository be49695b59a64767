import { ts } from 'ts-morph';

/** Where an exported name comes from. */
export type Exported =
  /** Declared in the file itself; `isType` when it exists only for the compiler. */
  | { readonly by: 'declaration'; readonly isType: boolean }
  /** Taken from another module; `name` is `*` for all of it as one object. */
  | {
      readonly by: 'module';
      readonly specifier: string;
      readonly name: string;
      readonly isTypeOnly: boolean;
    };

/** What a module says that it exports. */
export interface ModuleExports {
  readonly names: ReadonlyMap<string, Exported>;
  /** `export * from`. */
  readonly stars: readonly { readonly specifier: string; readonly isTypeOnly: boolean }[];
  /** It exports in a way that its statements do not tell, as CommonJS does. */
  readonly isOpaque: boolean;
}

const read = new WeakMap<ts.SourceFile, ModuleExports>();

/** The exports of a module by its syntax alone. */
export function moduleExports(file: ts.SourceFile): ModuleExports {
  const known = read.get(file);
  if (known) return known;
  const found = collect(file);
  read.set(file, found);
  return found;
}

/** What a name stands for at the top level of a file: taken from another module, or declared there. */
export function moduleBinding(file: ts.SourceFile, name: string): Exported | undefined {
  const imported = importedNames(file).get(name);
  if (imported) return imported;
  const isType = declaredNames(file).get(name);
  return isType === undefined ? undefined : { by: 'declaration', isType };
}

function collect(file: ts.SourceFile): ModuleExports {
  const names = new Map<string, Exported>();
  const stars: { readonly specifier: string; readonly isTypeOnly: boolean }[] = [];
  const imported = importedNames(file);
  const declared = declaredNames(file);
  let isOpaque = false;
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) readExport(statement, imported, declared, names, stars);
    else if (ts.isExportAssignment(statement)) {
      if (statement.isExportEquals) isOpaque = true;
      else names.set('default', assigned(statement.expression, imported, declared));
    } else if (has(statement, ts.SyntaxKind.ExportKeyword)) readDeclaration(statement, declared, names);
  }
  const isModule = names.size > 0 || stars.length > 0 || file.statements.some(ts.isImportDeclaration);
  return { names, stars, isOpaque: isOpaque || !isModule };
}

function readExport(
  { exportClause, moduleSpecifier, isTypeOnly }: ts.ExportDeclaration,
  imported: ReadonlyMap<string, Exported>,
  declared: ReadonlyMap<string, boolean>,
  names: Map<string, Exported>,
  stars: { readonly specifier: string; readonly isTypeOnly: boolean }[],
): void {
  const specifier = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  if (!exportClause) {
    if (specifier !== undefined) stars.push({ specifier, isTypeOnly });
  } else if (ts.isNamespaceExport(exportClause)) {
    const from = specifier ?? '';
    names.set(exportClause.name.text, { by: 'module', specifier: from, name: '*', isTypeOnly });
  } else {
    for (const element of exportClause.elements) {
      const name = (element.propertyName ?? element.name).text;
      const only = isTypeOnly || element.isTypeOnly;
      const exported: Exported =
        specifier === undefined
          ? local(name, imported, declared, only)
          : { by: 'module', specifier, name, isTypeOnly: only };
      names.set(element.name.text, exported);
    }
  }
}

function local(
  name: string,
  imported: ReadonlyMap<string, Exported>,
  declared: ReadonlyMap<string, boolean>,
  isTypeOnly: boolean,
): Exported {
  const from = imported.get(name);
  if (from?.by === 'module') return { ...from, isTypeOnly: from.isTypeOnly || isTypeOnly };
  return { by: 'declaration', isType: isTypeOnly || (declared.get(name) ?? false) };
}

/** `export default name` exports what the name stands for; any other expression is a value of its own. */
function assigned(
  expression: ts.Expression,
  imported: ReadonlyMap<string, Exported>,
  declared: ReadonlyMap<string, boolean>,
): Exported {
  if (ts.isIdentifier(expression)) return local(expression.text, imported, declared, false);
  return { by: 'declaration', isType: false };
}

function readDeclaration(
  statement: ts.Statement,
  declared: ReadonlyMap<string, boolean>,
  names: Map<string, Exported>,
): void {
  const isDefault = has(statement, ts.SyntaxKind.DefaultKeyword);
  const own = namesOf(statement);
  if (isDefault) {
    const isType = ts.isInterfaceDeclaration(statement) && (declared.get(own[0] ?? '') ?? true);
    names.set('default', { by: 'declaration', isType });
  } else {
    for (const name of own) names.set(name, { by: 'declaration', isType: declared.get(name) ?? false });
  }
}

/** Top-level names with whether all of their declarations are types. */
function declaredNames(file: ts.SourceFile): ReadonlyMap<string, boolean> {
  const declared = new Map<string, boolean>();
  for (const statement of file.statements) {
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    for (const name of namesOf(statement)) declared.set(name, isType && (declared.get(name) ?? true));
  }
  return declared;
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  if (isNamed(statement) && statement.name && ts.isIdentifier(statement.name)) return [statement.name.text];
  return [];
}

function isNamed(node: ts.Node): node is ts.DeclarationStatement {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isImportEqualsDeclaration(node)
  );
}

function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** What the import statements of a file bind. */
function importedNames(file: ts.SourceFile): ReadonlyMap<string, Exported> {
  const imported = new Map<string, Exported>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !statement.importClause) continue;
    const { moduleSpecifier, importClause } = statement;
    if (!ts.isStringLiteral(moduleSpecifier)) continue;
    const specifier = moduleSpecifier.text;
    const only = importClause.phaseModifier === ts.SyntaxKind.TypeKeyword;
    const add = (bound: string, name: string, isTypeOnly: boolean) =>
      imported.set(bound, { by: 'module', specifier, name, isTypeOnly });
    const { name, namedBindings } = importClause;
    if (name) add(name.text, 'default', only);
    if (namedBindings && ts.isNamespaceImport(namedBindings)) add(namedBindings.name.text, '*', only);
    else {
      for (const element of namedBindings?.elements ?? [])
        add(element.name.text, (element.propertyName ?? element.name).text, only || element.isTypeOnly);
    }
  }
  return imported;
}

function has(statement: ts.Statement, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some((one) => one.kind === kind)
  );
}
