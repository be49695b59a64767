import { ts } from 'ts-morph';
import type { SyntaxTrees } from './syntax-trees.ts';

/** Tells which source file a specifier in a file leads to. */
export type Leads = (path: string, specifier: string) => string | undefined;

/** Where an exported name is declared, and how the last re-export on the way there names that file. */
export interface Origin {
  readonly path: string;
  readonly name: string;
  /** Empty when the file itself declares it. */
  readonly specifier: string;
}

/**
 * Follows re-exports of a name to the file that declares it. Undefined when that cannot be told: it leads out of the
 * workspace, two files of `export *` have it, or no file does.
 */
export function exportOrigin(
  trees: SyntaxTrees,
  leads: Leads,
  path: string,
  name: string,
  seen: ReadonlySet<string> = new Set(),
): Origin | undefined {
  const file = trees(path);
  if (!file || seen.has(path)) return undefined;
  const further = new Set([...seen, path]);
  const follow = (specifier: string, other: string): Origin | undefined => {
    const target = leads(path, specifier);
    const origin = target === undefined ? undefined : exportOrigin(trees, leads, target, other, further);
    return origin && (origin.specifier === '' ? { ...origin, specifier } : origin);
  };
  const stars: string[] = [];
  for (const statement of file.statements) {
    if (declares(statement, name)) return { path, name, specifier: '' };
    if (!ts.isExportDeclaration(statement)) continue;
    const { exportClause } = statement;
    const specifier = specifierOf(statement);
    if (!exportClause) {
      if (specifier !== undefined) stars.push(specifier);
      continue;
    }
    if (ts.isNamespaceExport(exportClause)) {
      if (exportClause.name.text === name) return { path, name, specifier: '' };
      continue;
    }
    const element = exportClause.elements.find((one) => one.name.text === name);
    if (!element) continue;
    const inner = (element.propertyName ?? element.name).text;
    if (specifier !== undefined) return follow(specifier, inner);
    const imported = importedAs(file, inner);
    return imported ? follow(imported.specifier, imported.name) : { path, name, specifier: '' };
  }
  if (name === 'default') return undefined;
  const found = stars.flatMap((specifier) => follow(specifier, name) ?? []);
  return new Set(found.map((origin) => `${origin.path}\n${origin.name}`)).size === 1 ? found[0] : undefined;
}

function specifierOf({ moduleSpecifier }: ts.ExportDeclaration): string | undefined {
  return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
}

/** True for `export const`, `export default` and the like of this name. */
function declares(statement: ts.Statement, name: string): boolean {
  if (ts.isExportAssignment(statement)) return name === 'default' && statement.isExportEquals !== true;
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind) => modifiers.some((modifier) => modifier.kind === kind);
  if (!has(ts.SyntaxKind.ExportKeyword)) return false;
  if (has(ts.SyntaxKind.DefaultKeyword)) return name === 'default';
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.some((declaration) => bindsName(declaration.name, name));
  const declared = (statement as ts.Statement & { readonly name?: ts.Node }).name;
  return declared !== undefined && ts.isIdentifier(declared) && declared.text === name;
}

function bindsName(binding: ts.BindingName, name: string): boolean {
  if (ts.isIdentifier(binding)) return binding.text === name;
  return binding.elements.some(
    (element) => !ts.isOmittedExpression(element) && bindsName(element.name, name),
  );
}

/** The import that binds a local name to one export of another file. */
function importedAs(
  file: ts.SourceFile,
  local: string,
): { readonly specifier: string; readonly name: string } | undefined {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier.text;
    const { name, namedBindings } = statement.importClause ?? {};
    if (name?.text === local) return { specifier, name: 'default' };
    if (!namedBindings || !ts.isNamedImports(namedBindings)) continue;
    const element = namedBindings.elements.find((one) => one.name.text === local);
    if (element) return { specifier, name: (element.propertyName ?? element.name).text };
  }
  return undefined;
}
