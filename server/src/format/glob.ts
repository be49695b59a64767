import picomatch from 'picomatch';

/** A compiled glob over POSIX paths relative to the policy's folder. */
export interface Glob {
  readonly source: string;
  /** The literal beginning, up to the first special character; its length ranks globs that match the same file. */
  readonly prefix: string;
  matches(path: string): boolean;
}

const special = /[*?[\]{}()!+@\\]/;

/** Why a glob cannot be used, as the end of a sentence; undefined when it can. */
export function globProblem(glob: string): string | undefined {
  if (glob.trim() === '') return 'is empty';
  if (glob.startsWith('!'))
    return 'starts with "!"; put what does not belong under "exclude" or in a layer of its own';
  if (glob.startsWith('/')) return 'starts with "/"; patterns are relative to the policy\'s folder';
  if (/^\.\.?(\/|$)/.test(glob))
    return 'starts with "./" or "../"; patterns are relative to the policy\'s folder';
  if (glob.includes('\\')) return 'contains "\\"; folders are separated by "/"';
  if (/\{[^,{}]*\}/.test(glob)) return 'contains a capture in braces, which this place does not take';
  return bracketProblem(glob);
}

function bracketProblem(glob: string): string | undefined {
  for (const [open, close] of ['{}', '[]', '()']) {
    if (glob.split(open as string).length !== glob.split(close as string).length) {
      return `has an unbalanced "${open}" or "${close}"`;
    }
  }
  return undefined;
}

/** Compiles a glob that `globProblem` finds nothing wrong with. `*` stays in a segment, `**` crosses, dot files count. */
export function compileGlob(glob: string): Glob {
  const at = glob.search(special);
  const prefix = at < 0 ? glob : glob.slice(0, at);
  const simple = /^([^*?[\]{}()!+@]*\/)\*\*(?:\/\*)?$/.exec(glob);
  if (simple) return { source: glob, prefix, matches: (path) => path.startsWith(simple[1] as string) };
  return { source: glob, prefix, matches: picomatch(glob, { dot: true, nonegate: true }) };
}
