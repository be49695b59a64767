import { isBelow } from '../model/path.ts';
import { rules } from '../rules/index.ts';
import type { Opened } from './open.ts';
import { createTypesProgress, type Terminal } from './terminal.ts';

/** Judges by inferred types; where paths are given, only what lies there. */
export async function deepen(
  { workspace }: Opened,
  paths: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const all = workspace.deep.files();
  if (all.length === 0) {
    const named = rules.filter(({ scope }) => scope === 'deep').map(({ id }) => `"${id}"`);
    terminal.err(`parapet: --deep has nothing to judge; a policy turns ${named.join(', ')} on in "rules".\n`);
    return;
  }
  const wanted = all.filter(({ path }) => paths.some((operand) => isBelow(operand, path)));
  const progress = createTypesProgress(terminal);
  await workspace.deep.run(paths.length === 0 ? undefined : wanted.map(({ path }) => path), {
    onProgress: progress.tell,
  });
  progress.done();
}
