import type { Assembly } from '../assemble.ts';
import { compilePolicy } from '../engine/compiled-policy.ts';
import { policyName } from '../host/file-kinds.ts';
import { type Change, pathNow, pathsInBase } from '../model/change.ts';
import type { ReadResult } from '../model/host.ts';
import { isBelow, lastSegment, relativeTo } from '../model/path.ts';
import { declaresContracts, type Policy } from '../model/policy.ts';

/** A policy in force with what it was in the base. */
export interface PolicyThen {
  readonly now: Policy;
  /** Undefined for one that the change has brought. */
  readonly before: Policy | undefined;
  /** For one that the change has brought into a folder: the policy that judged this, as it was in the base. */
  readonly outer?: Policy;
}

/** Names for each policy that the change has brought the one that judged its folder in the base. */
function withOuter(policies: readonly Omit<PolicyThen, 'outer'>[]): readonly PolicyThen[] {
  const known = policies.filter(({ now, before }) => before?.folder === now.folder);
  return policies.map((one) => {
    const { now, before } = one;
    if (before?.folder === now.folder) return one;
    const around = known.filter((other) => isBelow(other.now.folder, now.folder));
    const [outer] = around.sort((a, b) => b.now.folder.length - a.now.folder.length);
    return outer?.before ? { ...one, outer: outer.before } : one;
  });
}

/** How the documents of policies read in the base. */
export interface PolicyGround extends Pick<Assembly, 'readPolicy'> {
  readonly workspace: Pick<Assembly['workspace'], 'policies' | 'read'>;
  readonly change: Change;
  /** Of the files that the change touches, by their paths in the base. */
  readonly texts: ReadonlyMap<string, string>;
}

export function policiesThen(ground: PolicyGround): readonly PolicyThen[] {
  const { workspace, change } = ground;
  return withOuter(
    workspace.policies.map((now) => {
      const changed = change.files.find(({ path }) => path === now.path);
      const before = changed?.status === 'added' ? undefined : readThen(changed?.from ?? now.path, ground);
      return { now, before };
    }),
  );
}

/**
 * Policies of the base that held code and contracts against each other and are in force no more, since they are gone or
 * another one excludes them. `paths` are all that git knows.
 */
export function lostPolicies(
  known: readonly PolicyThen[],
  paths: readonly string[],
  ground: PolicyGround,
): readonly Policy[] {
  const { change } = ground;
  const now = pathNow(change);
  const inForce = new Set(known.map((one) => one.now.path));
  const added = new Set(
    change.files.flatMap(({ path, status, from }) => (status === 'added' || from !== undefined ? path : [])),
  );
  const excludes = known.flatMap(({ before }) => (before ? compilePolicy(before) : []));
  const isLeftOut = (path: string) =>
    excludes.some(
      ({ policy: { folder, path: own }, exclude }) =>
        own !== path &&
        isBelow(folder, path) &&
        exclude.some(({ glob }) => glob.matches(relativeTo(folder, path))),
    );
  return [...new Set([...paths, ...pathsInBase(change)])]
    .filter((path) => lastSegment(path) === policyName && !added.has(path) && !isLeftOut(path))
    .filter((path) => !inForce.has(now(path) ?? path))
    .map((path) => readThen(path, ground))
    .filter(declaresContracts);
}

/** A policy as its documents of then say. */
function readThen(path: string, { change, texts, workspace, readPolicy }: PolicyGround): Policy {
  const gone = new Set(change.files.map((file) => file.from ?? file.path));
  return readPolicy(path, (asked): ReadResult => {
    if (!gone.has(asked)) return workspace.read(asked);
    const text = texts.get(asked);
    return text === undefined
      ? { ok: false, problem: 'missing', detail: 'it did not exist' }
      : { ok: true, text };
  });
}
