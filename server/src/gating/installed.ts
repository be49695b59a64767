import { firstSafe, isInRange, isVersion } from '../format/semver.ts';
import type { Vulnerability } from '../model/evidence.ts';
import type { LockedPackage, LockGraph } from '../model/lock-graph.ts';

/**
 * Indexes of the installed packages that are weak: in the versions that the report lists and in its range. Of what a report
 * says nothing precise every version is.
 */
export function weakIn(
  graph: LockGraph,
  { package: name, versions, range }: Vulnerability,
): readonly number[] {
  return (byName(graph).get(name) ?? []).filter((index) => {
    const version = versionAt(graph, index);
    if (versions.includes(version)) return true;
    if (range === undefined) return versions.length === 0;
    return !isVersion(version) || isInRange(version, range);
  });
}

/** The versions of a package that are installed, weak or not. */
export function versionsOf(graph: LockGraph, name: string): ReadonlySet<string> {
  return new Set((byName(graph).get(name) ?? []).map((index) => versionAt(graph, index)));
}

export function versionAt({ packages }: LockGraph, index: number): string {
  return packages[index]?.version ?? '';
}

/** The first version after the installed one that is safe; undefined where nobody knows. */
export function safeAfter({ range, fixedIn }: Vulnerability, { version }: LockedPackage): string | undefined {
  return (range === undefined ? undefined : firstSafe(range, version)) ?? fixedIn;
}

const known = new WeakMap<LockGraph, ReadonlyMap<string, readonly number[]>>();

function byName(graph: LockGraph): ReadonlyMap<string, readonly number[]> {
  const made = known.get(graph);
  if (made) return made;
  const indexes = new Map<string, number[]>();
  for (const [index, { name }] of graph.packages.entries()) {
    const same = indexes.get(name);
    if (same) same.push(index);
    else indexes.set(name, [index]);
  }
  known.set(graph, indexes);
  return indexes;
}
