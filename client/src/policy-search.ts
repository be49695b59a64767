import path from 'node:path';

export const policyName = 'parapet.jsonc';

/** What is on disk at an absolute path; the one effect of the search. */
export type Probe = (absolutePath: string) => Promise<'file' | 'folder' | 'none'>;

/**
 * The folder of the nearest policy upward from a folder, or undefined; the command line looks the same way.
 * The way ends at the git root, or outside a git repository at the root of the file system.
 *
 * @param folder absolute path of the document's folder
 */
export async function findPolicyFolder(folder: string, probe: Probe): Promise<string | undefined> {
  for (const current of upward(folder)) {
    const [policy, git] = await Promise.all([
      probe(path.join(current, policyName)),
      probe(path.join(current, '.git')),
    ]);
    // Whatever has the name counts: what is wrong with it is for the server to tell.
    if (policy !== 'none') return current;
    // In a linked working copy `.git` is a file.
    if (git !== 'none') return undefined;
  }
  return undefined;
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
