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
/** One name in braces stands for a whole name of a folder or file, or for a part of one. */
const capture = /\{(\w+)\}/g;

/** Why a glob cannot be used, as the end of a sentence; undefined when it can. `captures`: `{name}` may stand in it. */
export function globProblem(glob: string, captures = false): string | undefined {
  if (glob.trim() === '') return 'is empty';
  if (glob.startsWith('!'))
    return 'starts with "!"; put what does not belong under "exclude" or in a layer of its own';
  if (glob.startsWith('/')) return 'starts with "/"; patterns are relative to the policy\'s folder';
  if (/^\.\.?(\/|$)/.test(glob))
    return 'starts with "./" or "../"; patterns are relative to the policy\'s folder';
  if (glob.includes('\\'))
    return 'contains "\\"; folders are separated by "/", and "[", "]", "(" and ")" need no escape';
  const names = [...glob.matchAll(/\{([^,{}]*)\}/g)].map(([, name = '']) => name);
  if (names.length > 0 && !captures)
    return 'holds one name in braces; braces hold alternatives here, such as "{a,b}"';
  if (!names.every((name) => /^[A-Za-z]\w*$/.test(name)))
    return 'holds something in braces that is neither the name of a capture nor a list of alternatives';
  if (glob.split('{').length !== glob.split('}').length) return 'has an unbalanced "{" or "}"';
  return undefined;
}

/** Compiles a glob that `globProblem` finds nothing wrong with. `*` stays in a segment, `**` crosses, dot files count. */
export function compileGlob(glob: string): Glob {
  const at = glob.search(special);
  const prefix = at < 0 ? glob : glob.slice(0, at);
  const simple = /^([^*?{}]*\/)\*\*(?:\/\*)?$/.exec(glob);
  if (simple) return { source: glob, prefix, matches: (path) => path.startsWith(simple[1] as string) };
  const plain = glob.replace(capture, '*');
  const matches = matcherOf(glob, plain);
  const needed = neededText(plain);
  return { source: glob, prefix, matches: (path) => path.includes(needed) && matches(path) };
}

function matcherOf(glob: string, plain: string): (path: string) => boolean {
  const names = [...glob.matchAll(capture)].map(([, name = '']) => name);
  if (new Set(names).size === names.length)
    return picomatch(plain.replace(ordinary, '\\$&'), { dot: true, nonegate: true });
  const expression = captureExpression(glob, names);
  return (path) => expression.test(path);
}

/** What a path that matches a glob says beyond that it matches. */
export interface Captured {
  /** By name; empty where the glob has no captures. */
  readonly captures: Readonly<Record<string, string>>;
  /** The path up to the last capture, or to where the glob stops naming folders one by one: `src/features/cart`. */
  readonly folder: string;
}

/** Reads captures and folder off the paths that a glob matches; undefined for a path that it does not match. */
export function compileCaptures(glob: string): (path: string) => Captured | undefined {
  const names = [...glob.matchAll(capture)].map(([, name = '']) => name);
  if (names.length === 0) {
    const depth = namedDepth(glob);
    const folders = glob.split('/').slice(0, depth);
    if (!folders.some((name) => special.test(name))) {
      const only = { captures: {}, folder: folders.join('/') };
      return () => only;
    }
    return (path) => ({ captures: {}, folder: path.split('/').slice(0, depth).join('/') });
  }
  const expression = captureExpression(glob, names);
  const distinct = [...new Set(names)];
  return (path) => {
    const match = expression.exec(path);
    if (!match) return undefined;
    const ends = Object.values(match.indices?.groups ?? {}).map((range) => range?.[1] ?? 0);
    const end = Math.max(...ends);
    const folder =
      path[end] === '/' ? path.slice(0, end) : path.slice(0, Math.max(path.lastIndexOf('/', end), 0));
    return {
      captures: Object.fromEntries(distinct.map((name, index) => [name, match.groups?.[`c${index}`] ?? ''])),
      folder,
    };
  };
}

/** A name that stands twice must be the same text both times. */
function captureExpression(glob: string, names: readonly string[]): RegExp {
  const distinct = [...new Set(names)];
  const marked = glob.replace(capture, (_, name: string) => `PARAPETCAPTURE${distinct.indexOf(name)}E`);
  const { source } = picomatch.makeRe(marked.replace(ordinary, '\\$&'), { dot: true, nonegate: true });
  const seen = new Map<string, number>();
  const text = source.replace(/PARAPETCAPTURE(\d+)E/g, (_, index: string) => {
    const times = seen.get(index) ?? 0;
    seen.set(index, times + 1);
    return times === 0 ? `(?<c${index}>[^/]+)` : `(?<c${index}_${times}>\\k<c${index}>)`;
  });
  return new RegExp(text, 'd');
}

/** How many folders a glob names one by one, if only as `*`. */
function namedDepth(glob: string): number {
  const segments = glob.split('/');
  const open = segments.findIndex((segment) => segment.includes('**'));
  return open < 0 ? segments.length - 1 : open;
}

/** What every match contains; most paths lack it, and a search for it costs a tenth of the expression. */
function neededText(glob: string): string {
  // Alternatives in braces need not be there, and a slash beside `**` may be no more than the path's beginning or end.
  if (glob.includes('{')) return '';
  return glob
    .split(/[^\w.-]+/)
    .reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}
