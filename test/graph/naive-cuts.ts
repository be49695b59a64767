import { type Arc, type ArcGraph, componentNumbers } from '../../server/src/graph/arcs.ts';

/** True when no cycle is left over the edges that are not cut. */
export function isAcyclic(graph: ArcGraph, isCut: ArrayLike<number>): boolean {
  return componentNumbers(graph, isCut).every((number) => number < 0);
}

/** The edges that a plain depth-first search meets on its way back: what a naive answer would cut. */
export function depthFirstBackEdges(graph: ArcGraph): readonly number[] {
  const { size, arcs, leaving } = graph;
  const state = new Uint8Array(size);
  const cursor = new Int32Array(size);
  const back: number[] = [];
  for (let root = 0; root < size; root++) {
    if (state[root] !== 0) continue;
    const path = [root];
    state[root] = 1;
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      const index = leaving[node]?.[cursor[node] as number];
      if (index === undefined) {
        state[node] = 2;
        path.pop();
        continue;
      }
      cursor[node] = (cursor[node] as number) + 1;
      const { to } = arcs[index] as Arc;
      if (state[to] === 1) back.push(index);
      if (state[to] !== 0) continue;
      state[to] = 1;
      path.push(to);
    }
  }
  return back.sort((a, b) => a - b);
}
