import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { policyName } from './file-kinds.ts';
import { findGitRoot, upward } from './git-place.ts';

export interface PolicyPlace {
  /** Absolute: the policy's folder, else the git root, else the folder asked for. */
  readonly root: string;
  /** Absolute path of the policy; it may be anything of that name, even a folder. */
  readonly policy?: string;
  readonly gitRoot?: string;
}

/** Which policy judges a folder: the nearest one upward, never from above the git root. `from` is absolute. */
export function findRoot(from: string): PolicyPlace {
  const gitRoot = findGitRoot(from);
  const git = gitRoot === undefined ? {} : { gitRoot };
  for (const folder of upward(from)) {
    if (holdsPolicy(folder)) return { root: folder, policy: join(folder, policyName), ...git };
    if (folder === gitRoot) break;
  }
  return { root: gitRoot ?? from, ...git };
}

/** The link itself counts, not what it leads to: a dangling one is reported later, not overlooked. */
function holdsPolicy(folder: string): boolean {
  try {
    return lstatSync(join(folder, policyName), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
