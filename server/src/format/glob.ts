import picomatch from 'picomatch';

/** A compiled glob over POSIX paths relative to the policy's folder. */
export interface Glob {
  readonly source: string;
  /** The literal beginning, up to the first special character; its length ranks globs that match the same file. */
  readonly prefix: string;
  matches(path: string): boolean;
}

/** Brackets and parentheses are ordinary characters, because folders are named `[id]` and `(group)`. */
const special = /[*?{}]/;
const ordinary = /[[\]()!+@]/g;

/** Why a glob cannot be used, as the end of a sentence; undefined when it can. */
export function globProblem(glob: string): string | undefined {
  if (glob.trim() === '') return 'is empty';
  if (glob.startsWith('!'))
    return 'starts with "!"; put what does not belong under "exclude" or in a layer of its own';
  if (glob.startsWith('/')) return 'starts with "/"; patterns are relative to the policy\'s folder';
  if (/^\.\.?(\/|$)/.test(glob))
    return 'starts with "./" or "../"; patterns are relative to the policy\'s folder';
  if (glob.includes('\\'))
    return 'contains "\\"; folders are separated by "/", and "[", "]", "(" and ")" need no escape';
  if (/\{[^,{}]*\}/.test(glob)) return 'holds one name in braces; braces hold alternatives, such as "{a,b}"';
  if (glob.split('{').length !== glob.split('}').length) return 'has an unbalanced "{" or "}"';
  return undefined;
}

/** Compiles a glob that `globProblem` finds nothing wrong with. `*` stays in a segment, `**` crosses, dot files count. */
export function compileGlob(glob: string): Glob {
  const at = glob.search(special);
  const prefix = at < 0 ? glob : glob.slice(0, at);
  const simple = /^([^*?{}]*\/)\*\*(?:\/\*)?$/.exec(glob);
  if (simple) return { source: glob, prefix, matches: (path) => path.startsWith(simple[1] as string) };
  const matches = picomatch(glob.replace(ordinary, '\\$&'), { dot: true, nonegate: true });
  const needed = neededText(glob);
  return { source: glob, prefix, matches: (path) => path.includes(needed) && matches(path) };
}

/** What every match contains; most paths lack it, and a search for it costs a tenth of the expression. */
function neededText(glob: string): string {
  // Alternatives in braces need not be there, and a slash beside `**` may be no more than the path's beginning or end.
  if (glob.includes('{')) return '';
  return glob
    .split(/[^\w.-]+/)
    .reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}
