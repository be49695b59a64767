import ignore, { type Ignore } from 'ignore';
import { createIgnoreCandidates } from './ignore-candidates.ts';

/** What one ignore file says of one path: `silent` leaves the decision to a shallower file. */
export type IgnoreVerdict = 'ignored' | 'kept' | 'silent';

/** The rules of one ignore file. */
export interface IgnoreRules {
  /** `path` is relative POSIX to the folder of the file, without a trailing slash. */
  judge(path: string, isFolder: boolean): IgnoreVerdict;
}

/** Ignore files from the shallowest (at the end of the chain) to the deepest, which decides first. */
export interface IgnoreChain {
  readonly rules: IgnoreRules;
  /** What to put before a path of the walk to make it relative to the ignore file: for files above the root. */
  readonly prefix: string;
  /** How many characters to cut from a path of the walk: for files below the root. */
  readonly cut: number;
  readonly parent: IgnoreChain | undefined;
}

/** How many paths a matcher of the library may remember before it is made anew: it forgets none by itself. */
const remembered = 2048;

/** Reads a file in the format of gitignore. Case counts, on every system: the verdict must not depend on the disk. */
export function parseIgnoreFile(text: string): IgnoreRules {
  const create = () => ignore({ ignorecase: false }).add(text);
  let matcher = create();
  const mayMatch = createIgnoreCandidates(text);
  let asked = 0;
  return {
    judge(path, isFolder) {
      if (!mayMatch(path)) return 'silent';
      if (++asked % remembered === 0) matcher = create();
      return judgeOne(matcher, path, isFolder);
    },
  };
}

/** Whether the chain ignores a path whose folders are known not to be ignored. */
export function isIgnored(chain: IgnoreChain | undefined, path: string, isFolder: boolean): boolean {
  for (let link = chain; link; link = link.parent) {
    const verdict = link.rules.judge(link.prefix + path.slice(link.cut), isFolder);
    if (verdict !== 'silent') return verdict === 'ignored';
  }
  return false;
}

/**
 * The library also answers `ignored` for everything below an ignored folder. Whoever asks is inside that folder
 * although this file ignores it (a deeper file kept it, or the user opened it as the root), so there only the
 * path's own name is judged.
 */
function judgeOne(matcher: Ignore, path: string, isFolder: boolean): IgnoreVerdict {
  let result = matcher.test(isFolder ? `${path}/` : path);
  if (result.ignored) {
    const slash = path.lastIndexOf('/');
    if (slash > 0 && matcher.test(path.slice(0, slash + 1)).ignored) {
      const name = path.slice(slash + 1);
      result = matcher.test(isFolder ? `${name}/` : name);
    }
  }
  return result.ignored ? 'ignored' : result.unignored ? 'kept' : 'silent';
}
