import { ts } from 'ts-morph';
import type { DeeperImport } from '../model/fix.ts';
import { folderOf, joinPath } from '../model/path.ts';
import { exportOrigin, type Leads, type Origin } from './export-origin.ts';
import type { SyntaxTrees } from './syntax-trees.ts';

/** One binding of an import clause, as written. */
interface Binding {
  readonly local: string;
  readonly isTypeOnly: boolean;
  readonly origin: Origin;
}

/** See `Semantics.deeperImport`. */
export function deeperImport(
  trees: SyntaxTrees,
  path: string,
  statement: number,
  leads: Leads,
): DeeperImport | undefined {
  const file = trees(path);
  const declaration = file?.statements.find((node) => node.getStart(file) === statement);
  if (!file || !declaration || !ts.isImportDeclaration(declaration) || declaration.attributes)
    return undefined;
  const { importClause, moduleSpecifier } = declaration;
  if (!importClause || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  if (importClause.phaseModifier !== undefined && !importClause.isTypeOnly) return undefined;
  const entry = leads(path, moduleSpecifier.text);
  const bindings = entry === undefined ? undefined : bindingsOf(importClause, entry, trees, leads);
  if (!bindings || bindings.length === 0) return undefined;
  if (bindings.some(({ origin }) => origin.path === entry || origin.path === path)) return undefined;
  const files = [...new Set(bindings.map(({ origin }) => origin.path))];
  const quote = file.text[moduleSpecifier.getStart(file)] ?? "'";
  const end = file.text.slice(declaration.getStart(file), declaration.end).endsWith(';') ? ';' : '';
  const statements = files.map((target) => {
    const named = bindings.filter(({ origin }) => origin.path === target);
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
  trees: SyntaxTrees,
  leads: Leads,
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
    const origin = exportOrigin(trees, leads, entry, exported);
    if (!origin) return undefined;
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
  const named = isFile
    ? withoutEnding + ending
    : withoutEnding.replace(/(^|\/)index$/, '$1.').replace(/\/\.$/, '');
  return relativeSpecifier(folderOf(path), named);
}

function relativeSpecifier(folder: string, target: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = target.split('/').filter((segment) => segment !== '.' && segment !== '');
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  const up = from.slice(shared).map(() => '..');
  const way = [...up, ...to.slice(shared)].join('/');
  if (way === '') return '.';
  return joinPath(folder, way) !== '' && up.length > 0 ? way : `./${way}`;
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
