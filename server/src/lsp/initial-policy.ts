import { assemble } from '../assemble.ts';
import { firstPolicy } from '../policy/first-policy.ts';
import { editions } from '../policy/schema.ts';
import type { InitialPolicy } from '../protocol.ts';

/** A first policy for a folder that has none; reads the folder and writes nothing. */
export async function initialPolicy(folder: string): Promise<InitialPolicy> {
  const { workspace } = assemble(folder, { yields: true });
  await workspace.refresh();
  if (workspace.policies.some(({ folder: of }) => of === '')) {
    return { ok: false, reason: 'This folder has a parapet.jsonc already.' };
  }
  const hasCycles = workspace.findings().some(({ rule }) => rule === 'architecture/import-cycle');
  const first = firstPolicy(workspace.facts(), editions[0], hasCycles);
  return first.ok ? { ok: true, text: first.text } : { ok: false, reason: first.reason };
}
