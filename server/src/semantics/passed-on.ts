import { ts } from 'ts-morph';

/**
 * The names under which a module exports what it imports from one of these specifiers under one of these names.
 * `export *` passes on everything but a default.
 */
export function passedOn(
  path: string,
  text: string,
  specifiers: readonly string[],
  names: readonly string[],
): readonly string[] {
  if (!/\bexport\s+(?:type\s+)?[*{]|\bexport\s+default\b/.test(text)) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const isFrom = (specifier: ts.Expression | undefined) =>
    specifier !== undefined && ts.isStringLiteral(specifier) && specifiers.includes(specifier.text);
  const locals = new Set<string>();
  const passed = new Set<string>();
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && isFrom(statement.moduleSpecifier)) {
      for (const local of importedAs(statement, names)) locals.add(local);
    }
  }
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) {
      const wanted = statement.moduleSpecifier ? isFrom(statement.moduleSpecifier) && new Set(names) : locals;
      for (const name of wanted ? exportedAs(statement, wanted) : []) passed.add(name);
    } else if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression)) {
      if (locals.has(statement.expression.text)) passed.add('default');
    }
  }
  return [...passed].sort();
}

function importedAs({ importClause }: ts.ImportDeclaration, names: readonly string[]): readonly string[] {
  const bindings = importClause?.namedBindings;
  const byDefault = importClause?.name && names.includes('default') ? [importClause.name.text] : [];
  if (!bindings || !ts.isNamedImports(bindings)) return byDefault;
  const named = bindings.elements.filter(({ propertyName, name }) =>
    names.includes((propertyName ?? name).text),
  );
  return [...byDefault, ...named.map(({ name }) => name.text)];
}

function exportedAs({ exportClause }: ts.ExportDeclaration, names: ReadonlySet<string>): readonly string[] {
  if (!exportClause) return [...names].filter((name) => name !== 'default');
  // A namespace offers everything under a name of its own.
  if (ts.isNamespaceExport(exportClause)) return [...names];
  return exportClause.elements
    .filter(({ propertyName, name }) => names.has((propertyName ?? name).text))
    .map(({ name }) => name.text);
}
