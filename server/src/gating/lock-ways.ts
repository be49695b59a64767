import type { LockGraph, LockRoot } from '../model/lock-graph.ts';

/** A shortest way from a dependency that a manifest declares to one of some installed packages. */
export interface LockWay {
  readonly root: LockRoot;
  /** Indexes of packages; the first is what the manifest's own dependency has installed. */
  readonly packages: readonly number[];
}

/** For each declared dependency that leads to one of the packages a shortest way; in order of the declarations. */
export function waysTo(graph: LockGraph, ends: readonly number[]): readonly LockWay[] {
  const next = hopsTo(graph, ends);
  const found = new Map<string, LockWay>();
  for (const root of graph.roots) {
    if (!next.has(root.target)) continue;
    const key = `${root.folder}\n${root.name}`;
    const known = found.get(key);
    // What is declared twice is for production if it is in one of both places.
    if (known && (!known.root.isDev || root.isDev)) continue;
    found.set(key, { root, packages: follow(root.target, next) });
  }
  return [...found.values()];
}

/** For each package that leads to an end the one that is nearer to it; an end leads to itself. */
function hopsTo(graph: LockGraph, ends: readonly number[]): ReadonlyMap<number, number> {
  const dependents = dependentsOf(graph);
  const next = new Map(ends.map((end) => [end, end] as const));
  const queue = [...next.keys()];
  for (const at of queue) {
    for (const dependent of dependents[at] ?? []) {
      if (next.has(dependent)) continue;
      next.set(dependent, at);
      queue.push(dependent);
    }
  }
  return next;
}

function follow(start: number, next: ReadonlyMap<number, number>): readonly number[] {
  const way = [start];
  for (let at = start, to = next.get(at); to !== undefined && to !== at; to = next.get(at)) {
    way.push(to);
    at = to;
  }
  return way;
}

const known = new WeakMap<LockGraph, readonly (readonly number[])[]>();

function dependentsOf(graph: LockGraph): readonly (readonly number[])[] {
  const made = known.get(graph);
  if (made) return made;
  const dependents: number[][] = graph.packages.map(() => []);
  for (const [index, { needs }] of graph.packages.entries())
    for (const need of needs) dependents[need]?.push(index);
  known.set(graph, dependents);
  return dependents;
}
