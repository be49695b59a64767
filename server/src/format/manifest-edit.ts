import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { type DependencySection, dependencySections } from '../model/package-facts.ts';
import { editBetween, removeJsonEntry, type SpanEdit } from './jsonc-edit.ts';
import { insertAt } from './jsonc-entries.ts';

/**
 * The edits that declare a package in a package.json: in its place where the names are sorted, in a section that is made
 * before those that usually follow it. None where the text is no such document, or declares it there already.
 */
export function declareEdits(
  text: string,
  section: DependencySection,
  name: string,
  range: string,
): readonly SpanEdit[] {
  return editBetween(text, declared(text, section, name, range));
}

/** The edits that move a package from one section of a package.json to another. */
export function moveEdits(
  text: string,
  name: string,
  from: DependencySection,
  to: DependencySection,
): readonly SpanEdit[] {
  const range = valueAt(valueAt(rootOf(text), from), name);
  if (typeof range?.value !== 'string') return [];
  return editBetween(text, declared(removeJsonEntry(text, [from, name]), to, name, range.value));
}

function declared(text: string, section: DependencySection, name: string, range: string): string {
  const root = rootOf(text);
  if (!root) return text;
  const made = `${JSON.stringify(name)}: ${JSON.stringify(range)}`;
  const there = valueAt(root, section);
  if (there?.type === 'object') {
    if (valueAt(there, name)) return text;
    return insertAt(text, there, sortedPlace(name, keysOf(there)), () => ({ text: made }));
  }
  if (there) return text;
  return insertAt(text, root, sectionPlace(section, keysOf(root)), (indent) => {
    const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
    const inner = `${lineBreak}${indent}${indent || '  '}`;
    return { text: `"${section}": {${inner}${made}${lineBreak}${indent}}` };
  });
}

/** As npm and pnpm sort: by the letters of English, whatever the machine's language. */
const { compare } = new Intl.Collator('en');

/** Where names are in no order, the end is as good a place as any. */
function sortedPlace(name: string, names: readonly string[]): number {
  const isSorted = names.every((one, index) => index === 0 || compare(names[index - 1] as string, one) <= 0);
  const next = isSorted ? names.findIndex((one) => compare(one, name) > 0) : -1;
  return next < 0 ? names.length : next;
}

function sectionPlace(section: DependencySection, keys: readonly string[]): number {
  const later: readonly string[] = dependencySections.slice(dependencySections.indexOf(section) + 1);
  const next = keys.findIndex((key) => later.includes(key));
  return next < 0 ? keys.length : next;
}

function rootOf(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  return errors.length === 0 && root?.type === 'object' ? root : undefined;
}

function valueAt(object: Node | undefined, key: string): Node | undefined {
  return object?.children?.find(({ children }) => children?.[0]?.value === key)?.children?.[1];
}

function keysOf(object: Node): readonly string[] {
  return (object.children ?? []).map(({ children }) => String(children?.[0]?.value));
}
