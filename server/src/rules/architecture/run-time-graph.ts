import { type ImportClass, importClass } from '../../model/facts.ts';
import type { Policy } from '../../model/policy.ts';
import type { SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import { namesRule } from '../../model/rule-name.ts';

const runTime: readonly ImportClass[] = ['value', 'dynamic'];

/** The imports that make cycles under a policy. */
export function cycleClasses(policy: Policy | undefined): readonly ImportClass[] {
  const setting = policy?.rules.findLast(({ rule }) => namesRule(rule, 'architecture/import-cycle'));
  return (setting?.options as { kinds?: readonly ImportClass[] } | undefined)?.kinds ?? runTime;
}

/** What a file imports directly, by imports of these classes. */
export function importedBy(
  { facts, targets }: SourceFile,
  classes: readonly ImportClass[],
): readonly number[] {
  return targets.flatMap((target, index) => {
    const fact = facts.imports[index];
    return target.to === 'file' && fact && classes.includes(importClass[fact.kind]) ? [target.file] : [];
  });
}

/** Every file that is loaded with these, themselves included, over imports of these classes. */
export function reachedFrom(
  starts: readonly SourceFile[],
  workspace: WorkspaceFacts,
  classes: readonly ImportClass[],
): ReadonlySet<number> {
  const reached = new Set(starts.map(({ id }) => id));
  for (const id of reached) {
    const file = workspace.file(id);
    if (file.isExcluded) continue;
    for (const next of importedBy(file, classes)) reached.add(next);
  }
  return reached;
}
