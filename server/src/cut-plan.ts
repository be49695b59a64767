import type { Assembly } from './assemble.ts';
import { type CutOptions, planCuts } from './cuts/plan-cuts.ts';
import { completenessOf } from './engine/completeness.ts';
import type { Workspace } from './engine/workspace.ts';
import { editedTexts } from './model/apply-edits.ts';
import type { CutPlan } from './model/cut-plan.ts';
import { isFix, type TextEdit } from './model/fix.ts';
import { packageFolders } from './model/package-folders.ts';
import { rules } from './rules/index.ts';

/** The imports whose removal ends the cycles and accepted findings of a workspace that was refreshed; undefined when cancelled. */
export async function cutPlanOf(assembly: Assembly, options: CutOptions = {}): Promise<CutPlan | undefined> {
  const { workspace } = assembly;
  const facts = workspace.facts();
  const { fixTools } = assembly;
  const { gaps } = completenessOf(workspace);
  return planCuts(
    {
      facts,
      findings: workspace.findings(),
      semantics: await fixTools.semantics(),
      packageOf: packageFolders(workspace.met.configs),
      isAllowed: (from, to) => workspace.suppose.import(from, to).findings.length === 0,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      async *fixes(finding) {
        const rule = rules.find(({ id }) => id === finding.rule);
        if (!rule?.fix) return;
        for await (const way of rule.fix(finding, facts, fixTools)) if (isFix(way) && !way.creates) yield way;
      },
      async recheck(edits) {
        const variant = workspace.variant(textsAfter(edits, workspace));
        await variant.refresh({ isCancelled: () => options.isCancelled?.() ?? false });
        const isWhole = completenessOf(variant).gaps.length <= gaps.length;
        return { facts: variant.facts(), findings: variant.findings(), isWhole };
      },
    },
    options,
  );
}

function textsAfter(edits: readonly TextEdit[], workspace: Workspace): ReadonlyMap<string, string> {
  return editedTexts(edits, (path) => {
    const text = workspace.read(path);
    return text.ok ? text.text : undefined;
  });
}
