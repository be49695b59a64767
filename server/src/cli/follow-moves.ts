import { movedBaseline } from '../format/moved-baseline.ts';
import { readChange } from '../host/change-scope.ts';
import { absoluteOf } from '../host/relative.ts';
import { pathNow } from '../model/change.ts';
import { folderOf, joinPath } from '../model/path.ts';
import type { Opened } from './open.ts';
import { isCi, type Terminal } from './terminal.ts';
import { writeFiles } from './write-files.ts';

/**
 * Moves the entries of baselines along with files that git calls renamed since the base, so that what was accepted stays
 * accepted. Only on a developer's machine, as with everything that a check writes; git is asked only where an entry
 * matches nothing any more and names a file that is gone.
 */
export async function followMoves(opened: Opened, { env, err }: Terminal): Promise<void> {
  const { workspace, root } = opened;
  if (isCi(env) || workspace.isPolicyBroken) return;
  const there = new Set(workspace.facts().files.map(({ path }) => path));
  const isGone = (folder: string) => (name: string) => !there.has(joinPath(folder, name));
  const left = workspace
    .staleBaselines()
    .map(({ path, stale }) => ({ path, stale, folder: folderOf(folderOf(path)) }))
    .filter(({ stale, folder }) => stale.some(({ path, subject }) => [path, subject].some(isGone(folder))));
  if (left.length === 0) return;
  const policyBase = workspace.policies.find((policy) => policy.base)?.base?.text;
  const outcome = await readChange({ root, base: undefined, policyBase, env });
  if (!outcome.ok) return;
  const now = pathNow(outcome.change);
  for (const { path, folder } of left) {
    const known = workspace.read(path);
    if (!known.ok) continue;
    const text = movedBaseline(known.text, { before: folder, after: folder }, (then) => now(then) ?? then);
    const amount = newLines(known.text, text);
    if (amount === 0) continue;
    writeFiles([{ path: absoluteOf(root, path), text, replaces: true }]);
    workspace.touch(path);
    const [entries, files] = amount === 1 ? ['entry', 'its file'] : ['entries', 'their files'];
    err(`parapet: ${amount} ${entries} of ${path} moved along with ${files}.\n`);
  }
  await workspace.refresh();
}

function newLines(before: string, after: string): number {
  const known = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !known.has(line)).length;
}
