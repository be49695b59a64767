import { ts } from 'ts-morph';

/** What a module imports by name and what it exports without declaring it. */
export interface Passing {
  readonly imports: readonly Binding[];
  readonly exports: readonly Binding[];
}

/** `from` is the other module; absent for what the module has by a name of its own. */
interface Binding {
  readonly from?: string;
  /** `*` stands for everything but a default, `* as` for everything. */
  readonly name: string;
  readonly as: string;
}

const nothing: Passing = { imports: [], exports: [] };

export function passingIn(path: string, text: string): Passing {
  if (!/\bexport\s+(?:type\s+)?[*{]|\bexport\s+default\b/.test(text)) return nothing;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const exports = file.statements.flatMap(exported);
  return exports.length > 0 ? { imports: file.statements.flatMap(imported), exports } : nothing;
}

/** The names under which a module exports what it imports from one of these specifiers under one of these names. */
export function passedOn(
  { imports, exports }: Passing,
  specifiers: readonly string[],
  names: readonly string[],
): readonly string[] {
  const isWanted = ({ from, name }: Binding) =>
    from !== undefined && specifiers.includes(from) && names.includes(name);
  const locals = new Set(imports.filter(isWanted).map((binding) => binding.as));
  const passed = exports.flatMap((binding): readonly string[] => {
    const { from, name, as } = binding;
    if (from === undefined) return locals.has(name) ? [as] : [];
    if (!specifiers.includes(from)) return [];
    if (name === '*') return names.filter((one) => one !== 'default');
    return name === '* as' ? names : isWanted(binding) ? [as] : [];
  });
  return [...new Set(passed)].sort();
}

function imported(statement: ts.Statement): readonly Binding[] {
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const from = statement.moduleSpecifier.text;
  const { name, namedBindings } = statement.importClause ?? {};
  const byDefault = name ? [{ from, name: 'default', as: name.text }] : [];
  if (!namedBindings || !ts.isNamedImports(namedBindings)) return byDefault;
  return [...byDefault, ...namedBindings.elements.map((element) => ({ from, ...namesOf(element) }))];
}

function exported(statement: ts.Statement): readonly Binding[] {
  if (ts.isExportAssignment(statement)) {
    const { expression } = statement;
    return ts.isIdentifier(expression) ? [{ name: expression.text, as: 'default' }] : [];
  }
  if (!ts.isExportDeclaration(statement)) return [];
  const { moduleSpecifier, exportClause } = statement;
  const from =
    moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? { from: moduleSpecifier.text } : undefined;
  if (!exportClause) return [{ ...from, name: '*', as: '*' }];
  // A namespace offers everything under a name of its own.
  if (ts.isNamespaceExport(exportClause)) return [{ ...from, name: '* as', as: exportClause.name.text }];
  return exportClause.elements.map((element) => ({ ...from, ...namesOf(element) }));
}

function namesOf({ propertyName, name }: ts.ImportOrExportSpecifier): { name: string; as: string } {
  return { name: (propertyName ?? name).text, as: name.text };
}
