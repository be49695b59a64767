import { type Assembly, type AssemblyOptions, assemble } from './assemble.ts';
import { contractPreview } from './contract-preview.ts';
import { entriesToAccept } from './engine/baseline.ts';
import type { Workspace } from './engine/workspace.ts';
import { type BaselineEntry, baselineName } from './format/baseline.ts';
import { policyName } from './host/file-kinds.ts';
import { editions } from './model/policy.ts';
import { type WithLists, withAllowLists, withLooseFiles } from './preview/allow-lists.ts';
import { firstPolicy } from './preview/first-policy.ts';

/** A first policy, and what its baseline has to list so that today's code passes; or why there is nothing to adopt. */
export type Adoption =
  | {
      readonly ok: true;
      readonly policy: string;
      /** What the policy holds and what it does not, as the rest of a sentence about it. */
      readonly holds: string;
      readonly baseline: readonly BaselineEntry[];
      /** Findings that the baseline accepts. */
      readonly accepted: number;
      /** Where lists of what may be imported were asked for: what has none, and what was written for them. */
      readonly left: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/** Judges a root that has no policy by the one proposed for it; nothing is written. */
export async function proposeAdoption(
  root: string,
  { fromGraph = false, ...options }: AssemblyOptions & { readonly fromGraph?: boolean } = {},
): Promise<Adoption> {
  const coming = [policyName];
  const assembly = assemble(root, { ...options, policy: policyName, toCome: () => coming });
  const { workspace } = assembly;
  workspace.setText(policyName, '{}');
  await workspace.refresh();
  const named = (await contractPreview(assembly))?.documents ?? [];
  const promised = named.filter(({ isElsewhere }) => !isElsewhere);
  const first = firstPolicy(
    workspace.facts(),
    editions[0],
    promised.map(({ path }) => path),
  );
  if (!first.ok) return first;
  workspace.setText(policyName, first.text);
  await workspace.refresh();
  const listed = fromGraph ? await listsIn(workspace, first.text) : undefined;
  if (listed) {
    workspace.setText(policyName, listed.text);
    await workspace.refresh();
  }
  const accept = () => entriesToAccept(workspace.findings(), '', () => '');
  if (accept().accepted > 0) {
    // The baseline is a record, which wants an owner and which a pattern may be for.
    coming.push(baselineName);
    workspace.touch(policyName);
    await workspace.refresh();
  }
  const { entries, accepted } = accept();
  const { text: policy } = listed ?? first;
  return {
    ok: true,
    policy,
    holds: first.holds,
    baseline: entries,
    accepted,
    left: [...(listed?.told ?? []), ...(listed?.left ?? [])],
  };
}

/** The lists of today's imports in the policy of a root that was refreshed; undefined where none can be added. */
export async function proposeAllowLists({ workspace }: Assembly): Promise<WithLists | undefined> {
  const result = workspace.read(policyName);
  return result.ok ? listsIn(workspace, result.text) : undefined;
}

async function listsIn(workspace: Workspace, text: string): Promise<WithLists | undefined> {
  const own = () => workspace.policies.find(({ path }) => path === policyName);
  const policy = own();
  const loose = policy && withLooseFiles(text, policy, workspace.facts());
  if (loose) {
    workspace.setText(policyName, loose.text);
    await workspace.refresh();
  }
  const judging = own();
  if (!judging) return undefined;
  const listed = withAllowLists(loose?.text ?? text, judging, workspace.facts(), workspace.findings());
  return { ...listed, told: [...(loose ? [loose.told] : []), ...listed.told] };
}
