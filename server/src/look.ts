import { contractPreview, type PreviewGround } from './contract-preview.ts';
import type { Preview } from './model/preview.ts';
import { lookAt } from './preview/preview.ts';

/** What a workspace that was refreshed keeps already, without a policy. */
export async function previewOf(assembly: PreviewGround): Promise<Preview> {
  const facts = assembly.workspace.facts();
  const contracts = await contractPreview(assembly);
  const folders = lookAt(
    facts,
    facts.manifests.filter(({ name }) => name !== ''),
  );
  return { ...folders, ...(contracts && { contracts }) };
}
