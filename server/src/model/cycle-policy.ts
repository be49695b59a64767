import type { ImportClass } from './facts.ts';
import { isBelow } from './path.ts';
import type { Policy } from './policy.ts';
import type { Knot, WorkspaceFacts } from './rule.ts';
import { namesRule } from './rule-name.ts';

export const cycleRule = 'architecture/import-cycle';

/** The imports that make a cycle where a policy says nothing else. */
const runTimeClasses: readonly ImportClass[] = ['value', 'dynamic'];

/** The imports that make a cycle under a policy, whether it has the rule on or off. */
export function cycleClassesOf(policy: Policy | undefined): readonly ImportClass[] {
  const own = policy?.rules.findLast(({ rule }) => rule === cycleRule);
  const setting =
    own ?? policy?.rules.findLast(({ rule }) => rule.includes('*') && namesRule(rule, cycleRule));
  return classesIn(setting?.options);
}

/** The `kinds` of the rule's options. */
export function classesIn(options: unknown): readonly ImportClass[] {
  return (options as { readonly kinds?: readonly ImportClass[] } | undefined)?.kinds ?? runTimeClasses;
}

/**
 * The policy that judges a component: the innermost whose folder holds all of it. The files are in order of path,
 * so that a folder with the first and the last of them holds those between.
 */
export function policyOfKnot({ files }: Knot, workspace: WorkspaceFacts): Policy | undefined {
  const ends = [files[0], files.at(-1)] as const;
  return workspace.policies
    .filter(({ folder }) => ends.every((file) => file && isBelow(folder, file.path)))
    .reduce<Policy | undefined>(
      (best, policy) => (best === undefined || policy.folder.length > best.folder.length ? policy : best),
      undefined,
    );
}
