import type { Change } from '../model/change.ts';
import { joinPath } from '../model/path.ts';
import type { Policy } from '../model/policy.ts';

/** Where the records of a policy's changes lie, relative POSIX to the root. */
export function recordFolder({ folder }: Pick<Policy, 'folder'>): string {
  return joinPath(folder, 'governance/changes');
}

/** Where breaking changes of a policy's contracts are accepted, relative POSIX to the root. */
export function acceptedPath({ folder }: Pick<Policy, 'folder'>): string {
  return joinPath(folder, 'governance/accepted.yaml');
}

/** The ids that a record may name: what is built in, and the policy's own. */
export function itemIds({ done }: Policy, builtIn: readonly { readonly id: string }[]): readonly string[] {
  return [...new Set([...builtIn.map(({ id }) => id), ...done.map(({ id }) => id)])];
}

/**
 * The records that speak of a change, in order of path: those that it adds or alters, whatever their names, so that
 * they count on a detached head, too; and the one that has the name of the branch. `paths` are all files there are.
 */
export function recordPaths(policy: Policy, change: Change, paths: readonly string[]): readonly string[] {
  const folder = `${recordFolder(policy)}/`;
  const own = new Set(
    change.files
      .filter(({ path, status }) => status !== 'deleted' && path.startsWith(folder) && /\.ya?ml$/.test(path))
      .map(({ path }) => path),
  );
  const branch = recordPath(policy, change);
  if (branch !== undefined && paths.includes(branch)) own.add(branch);
  return [...own].sort();
}

/** Where a new record of a change goes; undefined where no branch is checked out. */
export function recordPath(policy: Pick<Policy, 'folder'>, { branch }: Change): string | undefined {
  return branch === undefined ? undefined : `${recordFolder(policy)}/${slugOf(branch)}.yaml`;
}

/** File systems differ in what they bear: small letters, digits, dots, dashes and underscores are safe everywhere. */
const safest = /[^a-z0-9._-]+/g;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;
const longest = 80;

/** The name of a branch as the name of a file. */
export function slugOf(branch: string): string {
  const slug = branch
    .toLowerCase()
    .replace(safest, '-')
    .slice(0, longest)
    .replace(/^[.-]+|[.-]+$/g, '');
  if (slug === '') return 'change';
  return reserved.test(slug) ? `change-${slug}` : slug;
}
