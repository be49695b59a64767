import { type Arc, type ArcGraph, componentNumbers } from './arcs.ts';

/**
 * Cycles over the edges that are not cut, as sorted edge indices: through every edge that lies on one, a shortest. In the
 * order of their first edges, without repetition, at most `most`.
 */
export function shortCycles(
  graph: ArcGraph,
  isCut: ArrayLike<number>,
  most = Number.POSITIVE_INFINITY,
): readonly (readonly number[])[] {
  const numbers = componentNumbers(graph, isCut);
  const isInside = (index: number) => {
    const { from, to } = graph.arcs[index] as Arc;
    return isCut[index] === 0 && (numbers[from] as number) >= 0 && numbers[from] === numbers[to];
  };
  const found = new Map<string, readonly number[]>();
  for (let index = 0; index < graph.arcs.length && found.size < most; index++) {
    if (!isInside(index)) continue;
    const cycle = cycleThrough(graph, index, isInside);
    if (cycle) found.set(cycle.join(), cycle);
  }
  return [...found.values()];
}

function cycleThrough(
  { size, arcs, leaving }: ArcGraph,
  start: number,
  isInside: (index: number) => boolean,
): readonly number[] | undefined {
  const { from: goal, to: begin } = arcs[start] as Arc;
  const reachedBy = new Int32Array(size).fill(-1);
  const queue = [begin];
  for (let next = 0; next < queue.length && begin !== goal && reachedBy[goal] === -1; next++) {
    for (const index of leaving[queue[next] as number] as readonly number[]) {
      const { to } = arcs[index] as Arc;
      if (to === begin || reachedBy[to] !== -1 || !isInside(index)) continue;
      reachedBy[to] = index;
      queue.push(to);
    }
  }
  if (begin !== goal && reachedBy[goal] === -1) return undefined;
  const cycle = [start];
  for (let node = goal; node !== begin; ) {
    const index = reachedBy[node] as number;
    cycle.push(index);
    node = (arcs[index] as Arc).from;
  }
  return cycle.sort((a, b) => a - b);
}
