import type { Workspace } from './engine/workspace.ts';
import type { Preview } from './model/preview.ts';
import { lookAt } from './preview/preview.ts';

/** What a workspace that was refreshed keeps already, without a policy. */
export function previewOf(workspace: Workspace): Preview {
  const facts = workspace.facts();
  return lookAt(
    facts,
    facts.manifests.filter(({ name }) => name !== ''),
  );
}
