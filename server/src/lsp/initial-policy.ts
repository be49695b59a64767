import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { proposeAdoption } from '../assemble.ts';
import { baselineName, writeBaseline } from '../format/baseline.ts';
import { policyName } from '../host/file-kinds.ts';
import type { InitialPolicy } from '../protocol.ts';

/** What `parapet init` would write into a folder, the CI job apart; reads the folder and writes nothing. */
export async function initialPolicy(folder: string): Promise<InitialPolicy> {
  if (existsSync(join(folder, policyName))) {
    return { ok: false, reason: 'This folder has a parapet.jsonc already.' };
  }
  const adoption = await proposeAdoption(folder, { yields: true });
  if (!adoption.ok) return adoption;
  const { policy, baseline } = adoption;
  return {
    ok: true,
    text: policy,
    ...(baseline.length > 0 && { baseline: { path: baselineName, text: writeBaseline(baseline) } }),
  };
}
