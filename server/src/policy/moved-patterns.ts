import { parseJsonc } from '../format/jsonc.ts';
import type { TextEdit } from '../model/fix.ts';
import type { JsonNode, JsonString } from '../model/json.ts';
import { isBelow, joinPath, relativeTo } from '../model/path.ts';

/** The keys of a policy whose strings are globs and paths below its folder. */
const pathKeys: ReadonlySet<string> = new Set([
  ...['files', 'exclude', 'tests', 'cover'],
  ...['from', 'to', 'in', 'notIn', 'onlyIn', 'mustNotReach'],
]);

const special = /[*?{}]/;

/**
 * The edits that let a policy's globs and paths follow a move: those that are the path of something that moved, or begin
 * with it. What a glob matches by its wildcards it goes on to match, or not, at the new place.
 *
 * @param folders of the policy, before and after
 * @param place what a path, relative to the root, is called after the move
 */
export function movedPatterns(
  path: string,
  text: string,
  folders: { readonly before: string; readonly after: string },
  place: (path: string) => string,
): readonly TextEdit[] {
  const { root, problems } = parseJsonc(text);
  if (!root || problems.length > 0) return [];
  return [...pathStrings(root)].flatMap(({ value, span }) => {
    const glob = movedGlob(value, folders, place);
    return glob === value ? [] : [{ path, start: span.start, end: span.end, text: JSON.stringify(glob) }];
  });
}

function movedGlob(
  glob: string,
  folders: { readonly before: string; readonly after: string },
  place: (path: string) => string,
): string {
  const literal = literalOf(glob);
  if (literal === '') return glob;
  const before = joinPath(folders.before, literal);
  const after = place(before);
  // What leaves the policy's folder is no longer this policy's to name.
  if (after === before || !isBelow(folders.after, after)) return glob;
  return relativeTo(folders.after, after) + glob.slice(literal.length);
}

/** The path that a glob is, or that of the folder that everything it matches is in. */
function literalOf(glob: string): string {
  const at = glob.search(special);
  if (at < 0) return glob.replace(/\/$/, '');
  return glob.slice(0, Math.max(0, glob.lastIndexOf('/', at)));
}

function* pathStrings(node: JsonNode, key = ''): Iterable<JsonString> {
  if (node.kind === 'string' && pathKeys.has(key)) yield node;
  if (node.kind === 'array') for (const item of node.items) yield* pathStrings(item, key);
  if (node.kind === 'object') for (const member of node.members) yield* pathStrings(member.value, member.key);
}
