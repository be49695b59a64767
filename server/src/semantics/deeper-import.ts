import { ts } from 'ts-morph';
import type { DeeperImport } from '../model/fix.ts';
import { folderOf, lastSegment, wayTo } from '../model/path.ts';
import { type Origin, originOf } from './origins.ts';
import type { ParsedFiles } from './parsed.ts';

/** One binding of an import clause, as written. */
interface Binding {
  readonly local: string;
  readonly isTypeOnly: boolean;
  readonly origin: Origin;
}

/** See `Semantics.deeperImport`. */
export function deeperImport(files: ParsedFiles, path: string, statement: number): DeeperImport | undefined {
  const file = files.at(path, statement);
  const declaration = file?.statements.find((node) => node.getStart(file) === statement);
  if (!file || !declaration || !ts.isImportDeclaration(declaration) || declaration.attributes)
    return undefined;
  const { importClause, moduleSpecifier } = declaration;
  if (!importClause || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  if (importClause.phaseModifier !== undefined && !importClause.isTypeOnly) return undefined;
  const entry = files.follow(path, moduleSpecifier.text);
  const bindings = entry === undefined ? undefined : bindingsOf(importClause, entry, files);
  if (!bindings || bindings.length === 0) return undefined;
  if (bindings.some(({ origin }) => origin.module === entry || origin.module === path)) return undefined;
  const targets = [...new Set(bindings.map(({ origin }) => origin.module))];
  const quote = file.text[moduleSpecifier.getStart(file)] ?? "'";
  const end = file.text.slice(declaration.getStart(file), declaration.end).endsWith(';') ? ';' : '';
  const statements = targets.map((target) => {
    const named = bindings.filter(({ origin }) => origin.module === target);
    const specifier = specifierOf(path, target, named[0]?.origin.specifier ?? '');
    const text = `import ${clauseText(named, importClause.isTypeOnly)} from ${quote}${specifier}${quote}${end}`;
    return { file: target, text };
  });
  return { start: declaration.getStart(file), end: declaration.end, statements };
}

/** Undefined where a binding is not one export of the entry, or nobody can tell where it comes from. */
function bindingsOf(
  { name, namedBindings }: ts.ImportClause,
  entry: string,
  files: ParsedFiles,
): readonly Binding[] | undefined {
  if (namedBindings && !ts.isNamedImports(namedBindings)) return undefined;
  const elements = (namedBindings?.elements ?? []).map((element) => ({
    exported: (element.propertyName ?? element.name).text,
    local: element.name.text,
    isTypeOnly: element.isTypeOnly,
  }));
  const all = name ? [{ exported: 'default', local: name.text, isTypeOnly: false }, ...elements] : elements;
  const bindings: Binding[] = [];
  for (const { exported, local, isTypeOnly } of all) {
    const origin = originOf(files, entry, exported);
    const isOneName = typeof origin === 'object' && origin.name !== '*' && files.at(origin.module);
    if (!isOneName) return undefined;
    bindings.push({ local, isTypeOnly, origin });
  }
  return bindings;
}

function clauseText(bindings: readonly Binding[], isTypeOnly: boolean): string {
  const asDefault = bindings.find(({ origin, isTypeOnly }) => origin.name === 'default' && !isTypeOnly);
  const others = bindings.filter((binding) => binding !== asDefault);
  // A type-only import binds either a default or names.
  const isDefaultApart = asDefault && !(isTypeOnly && others.length > 0);
  const named = (isDefaultApart ? others : bindings).map(elementText);
  const parts = [
    ...(isDefaultApart ? [asDefault.local] : []),
    ...(named.length > 0 ? [`{ ${named.join(', ')} }`] : []),
  ];
  return `${isTypeOnly ? 'type ' : ''}${parts.join(', ')}`;
}

function elementText({ local, isTypeOnly, origin }: Binding): string {
  const text = origin.name === local ? local : `${origin.name} as ${local}`;
  return isTypeOnly ? `type ${text}` : text;
}

/** A relative specifier with the kind of ending that the re-export uses. */
function specifierOf(path: string, target: string, written: string): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.\w+)$/.exec(written) ?? [];
  const withoutEnding = target.replace(/(?:\.d)?\.\w+$/, '');
  const isFile = stem !== '' && lastSegment(withoutEnding) === lastSegment(stem);
  const way = wayTo(folderOf(path), withoutEnding);
  return isFile ? way + ending : way.replace(/\/index$/, '');
}
