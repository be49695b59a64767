import path from 'node:path';

export const policyName = 'parapet.jsonc';

/** What is on disk at an absolute path; the one effect of the search. */
export type Probe = (absolutePath: string) => Promise<'file' | 'folder' | 'none'>;

/**
 * The folder of the nearest policy upward from a folder, or undefined.
 * The way ends at the git root. Outside a git repository it ends at the workspace folder, and without one in the
 * folder itself: a `parapet.jsonc` forgotten in a home folder governs nothing.
 *
 * @param folder absolute path of the document's folder
 * @param workspaceFolder absolute path of the workspace folder that holds it
 */
export async function findPolicyFolder(
  folder: string,
  workspaceFolder: string | undefined,
  probe: Probe,
): Promise<string | undefined> {
  const boundary = workspaceFolder ?? folder;
  let aboveBoundary: string | undefined;
  for (const current of upward(folder)) {
    const [policy, git] = await Promise.all([
      probe(path.join(current, policyName)),
      probe(path.join(current, '.git')),
    ]);
    if (policy === 'file') {
      if (isWithin(boundary, current)) return current;
      aboveBoundary ??= current;
    }
    // In a linked working copy `.git` is a file.
    if (git !== 'none') return aboveBoundary;
  }
  return undefined;
}

/** True when `inner` is `outer` or lies below it; both absolute. */
export function isWithin(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return (
    relative === '' ||
    (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
  );
}

function* upward(folder: string): Generator<string> {
  let current = folder;
  for (;;) {
    yield current;
    const parent = path.dirname(current);
    if (parent === current) return;
    current = parent;
  }
}
