import { type ImportClass, importClass } from '../../model/facts.ts';
import type { Edge, Knot, WorkspaceFacts } from '../../model/rule.ts';

/** Every import of these kinds between files of a knot; each lies on some cycle. In order of path and position. */
export function edgesWithin(
  { files }: Knot,
  { file: fileOf }: WorkspaceFacts,
  kinds: readonly ImportClass[],
): readonly Edge[] {
  const members = new Set(files.map(({ id }) => id));
  return files.flatMap((from) =>
    from.targets.flatMap((target, index) => {
      const fact = from.facts.imports[index];
      const isInside = target.to === 'file' && members.has(target.file);
      return isInside && fact && kinds.includes(importClass[fact.kind])
        ? [{ from, to: fileOf(target.file), fact }]
        : [];
    }),
  );
}

/**
 * The cycle to tell of a knot: where the baseline accepts some of its imports, a shortest one through an import that it
 * does not accept, the one that closed it first; else the knot's own.
 */
export function cycleToTell(
  { cycle }: Knot,
  edges: readonly Edge[],
  isAccepted: (edge: Edge) => boolean,
): readonly Edge[] {
  const news = edges.filter((edge) => !isAccepted(edge));
  if (news.length === 0 || news.length === edges.length) return cycle;
  const leaving = edgesByImporter(edges);
  const samples = news.slice(0, mostSamples);
  const cycles = samples.map((edge) => [edge, ...(shortestWay(edge, leaving) ?? [])]);
  const shortest = cycles.reduce((best, found) => (found.length < best.length ? found : best));
  const closing = closingEdge(
    shortest.filter((edge) => !isAccepted(edge)),
    samples,
    leaving,
  );
  const at = shortest.indexOf(closing);
  return [...shortest.slice(at), ...shortest.slice(0, at)];
}

/** A new import may make a knot of hundreds of older ones, and all of these lie on cycles through it. */
const mostSamples = 30;

/** The import without which the most others would be on no cycle: these were there before it closed theirs. */
function closingEdge(candidates: readonly Edge[], samples: readonly Edge[], leaving: Leaving): Edge {
  const freed = candidates.map(
    (without) => samples.filter((edge) => edge === without || !shortestWay(edge, leaving, without)).length,
  );
  return candidates[freed.indexOf(Math.max(...freed))] as Edge;
}

type Leaving = ReadonlyMap<number, readonly Edge[]>;

function edgesByImporter(edges: readonly Edge[]): Leaving {
  const leaving = new Map<number, Edge[]>();
  for (const edge of edges) {
    const list = leaving.get(edge.from.id);
    if (list) list.push(edge);
    else leaving.set(edge.from.id, [edge]);
  }
  return leaving;
}

/** Breadth-first, the way back from the end of an import to its beginning, or undefined when there is none. */
function shortestWay(start: Edge, leaving: Leaving, without?: Edge): readonly Edge[] | undefined {
  const from = start.to.id;
  const to = start.from.id;
  const reachedBy = new Map<number, Edge>();
  const queue = [from];
  for (let next = 0; next < queue.length && queue[next] !== to; next++) {
    for (const edge of leaving.get(queue[next] as number) ?? []) {
      if (edge === without || edge.to.id === from || reachedBy.has(edge.to.id)) continue;
      reachedBy.set(edge.to.id, edge);
      queue.push(edge.to.id);
    }
  }
  if (from !== to && !reachedBy.has(to)) return undefined;
  const way: Edge[] = [];
  for (let edge = reachedBy.get(to); edge && to !== from; edge = reachedBy.get(edge.from.id))
    way.unshift(edge);
  return way;
}
