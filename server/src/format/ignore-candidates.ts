import { lastSegment } from '../model/path.ts';
/**
 * Tells cheaply which paths the patterns of an ignore file may match at all. Almost no path of a workspace is
 * ignored, and the library tries every pattern on every path: on a workspace with 65 ignore files that was four
 * fifths of the walk. `true` means that the library must be asked.
 */
export function createIgnoreCandidates(text: string): (path: string) => boolean {
  const needs = text.split(/\r?\n/).flatMap(needOf);
  if (needs.some(({ kind }) => kind === 'anything')) return () => true;
  const names = new Set(needs.flatMap((need) => (need.kind === 'name' ? [need.text] : [])));
  const parts = needs.flatMap((need) => (need.kind === 'part' ? [escaped(need.text)] : []));
  const part = parts.length === 0 ? undefined : new RegExp([...new Set(parts)].join('|'));
  return (path) => names.has(lastSegment(path)) || part?.test(path) === true;
}

/** What a path must have so that a pattern can match it: a name, some text in it, or nothing special. */
type Need = { readonly kind: 'name' | 'part'; readonly text: string } | { readonly kind: 'anything' };

function needOf(line: string): readonly Need[] {
  if (line.trim() === '' || line.startsWith('#')) return [];
  const pattern = line.trim().replace(/^!/, '').replace(/\/+$/, '');
  // Escapes and classes have rules of their own; they are rare.
  if (/[\\[\]]/.test(pattern)) return [{ kind: 'anything' }];
  const last = lastSegment(pattern);
  if (last !== '' && !/[*?]/.test(last)) return [{ kind: 'name', text: last }];
  const literals = pattern.split(/[*?/]+/).sort((a, b) => b.length - a.length);
  return literals[0] ? [{ kind: 'part', text: literals[0] }] : [{ kind: 'anything' }];
}

function escaped(text: string): string {
  return text.replace(/[.+^${}()|]/g, '\\$&');
}
