import { assemble, proposePolicy } from '../assemble.ts';
import type { InitialPolicy } from '../protocol.ts';

/** A first policy for a folder that has none; reads the folder and writes nothing. */
export async function initialPolicy(folder: string): Promise<InitialPolicy> {
  const { workspace } = assemble(folder, { yields: true });
  await workspace.refresh();
  if (workspace.policies.some(({ folder: of }) => of === '')) {
    return { ok: false, reason: 'This folder has a parapet.jsonc already.' };
  }
  const first = proposePolicy(workspace);
  return first.ok ? { ok: true, text: first.text } : { ok: false, reason: first.reason };
}
