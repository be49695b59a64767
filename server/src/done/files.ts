import { compileGlob, type Glob } from '../format/glob.ts';
import type { ChangedFile } from '../model/change.ts';
import type { ItemFacts } from '../model/item.ts';
import { isBelow, relativeTo } from '../model/path.ts';
import type { Pattern, Policy } from '../model/policy.ts';

/** Whether a path, relative to the root, matches one of the patterns of a policy; nothing matches none. */
export function createMatcher({ folder }: Policy, patterns: readonly Pattern[]): (path: string) => boolean {
  const globs = patterns.map(({ glob }): Glob => compileGlob(glob));
  return (path) => isBelow(folder, path) && globs.some((glob) => glob.matches(relativeTo(folder, path)));
}

/** The changed files that the policy judges, those that are gone and those that it excludes as well. */
export function ownFiles({ policy, workspace, change }: ItemFacts): readonly ChangedFile[] {
  return change.files.filter(({ path }) => {
    if (!isBelow(policy.folder, path)) return false;
    const judge = workspace.policyOf(path);
    return judge === undefined || judge.path === policy.path;
  });
}

/** The changed files that are there now and that the policy does not exclude. */
export function judgedFiles(facts: ItemFacts): readonly ChangedFile[] {
  const isExcluded = createMatcher(facts.policy, facts.policy.exclude);
  return ownFiles(facts).filter(({ path, status }) => status !== 'deleted' && !isExcluded(path));
}

/** The text of a changed file in the base; undefined for a new one. */
export function textBefore(facts: ItemFacts, { path, from, status }: ChangedFile): string | undefined {
  return status === 'added' ? undefined : facts.baseText(from ?? path);
}
