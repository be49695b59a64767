import type { Assembly } from '../server/src/assemble.ts';
import { cutPlanOf } from '../server/src/cut-plan.ts';
import { acceptance } from '../server/src/lsp/baseline-action.ts';
import { suppressionOf } from '../server/src/lsp/suppression.ts';
import type { Finding } from '../server/src/model/finding.ts';
import type { Fix, WayOut } from '../server/src/model/fix.ts';
import { createLineTable } from '../server/src/model/line-table.ts';
import type { Rule } from '../server/src/model/rule.ts';

/** All that an editor offers to do about a finding: what its rule knows, the suppression and the baseline. */
export async function waysOf(rule: Rule, finding: Finding, assembly: Assembly): Promise<readonly WayOut[]> {
  const { workspace, fixTools } = assembly;
  const ways: WayOut[] = [];
  for await (const way of rule.fix?.(finding, workspace.facts(), fixTools) ?? []) ways.push(way);
  return [...ways, ...suppression(finding, assembly), ...accepted(finding, assembly)];
}

/** The fixes that a cut plan counts on. */
export async function cutsOf(assembly: Assembly): Promise<readonly Fix[]> {
  const plan = await cutPlanOf(assembly);
  return (plan?.cuts ?? []).flatMap(({ way }) => {
    if (way.by !== 'fix') return [];
    const { id, title, edits, safe } = way;
    return [{ id, title, edits, safe }];
  });
}

function suppression(finding: Finding, { workspace, fixTools }: Assembly): readonly Fix[] {
  const lines = (path: string) => createLineTable(fixTools.read(path) ?? '');
  const comment = suppressionOf({ workspace, lines }, finding);
  if (!comment) return [];
  const { at, before, after } = comment;
  // A person writes the reason.
  const text = `${before}it leaves with the old code${after}`;
  return [
    {
      id: 'suppress',
      title: `Suppress ${finding.rule}`,
      edits: [{ path: finding.path, start: at, end: at, text }],
      safe: false,
    },
  ];
}

function accepted(finding: Finding, { workspace }: Assembly): readonly Fix[] {
  const change = acceptance(workspace, finding);
  return change ? [{ id: 'accept', title: 'Accept in the baseline', safe: false, ...change }] : [];
}
