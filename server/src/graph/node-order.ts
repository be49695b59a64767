import { type Arc, type ArcGraph, marked } from './arcs.ts';

/** Above this many nodes an order is improved by fewer passes, each of which takes the square of them. */
const manyNodes = 1500;

/**
 * A set of edges without which no cycle is left, none of them redundant, and as light as two greedy orders of the nodes
 * become when each node is moved to where it is best off, again and again.
 */
export function lightFeedback(graph: ArcGraph): readonly number[] {
  const orders = [depthFirstOrder(graph), balancedOrder(graph)];
  const candidates = orders.map((order) => backEdges(graph, improved(graph, order)));
  const [first = [], ...others] = candidates.map((cut) => withoutRedundant(graph, cut));
  return others.reduce((best, cut) => (total(graph, cut) < total(graph, best) ? cut : best), first);
}

/** Takes edges out of the set, the heaviest first, as long as no cycle comes back. */
export function withoutRedundant(graph: ArcGraph, cut: readonly number[]): readonly number[] {
  const { arcs } = graph;
  const isCut = marked(graph, cut);
  const weight = (index: number) => (arcs[index] as Arc).weight;
  for (const index of [...cut].sort((a, b) => weight(b) - weight(a) || a - b)) {
    const { from, to } = arcs[index] as Arc;
    if (!reaches(graph, to, from, isCut)) isCut[index] = 0;
  }
  return cut.filter((index) => isCut[index] === 1).sort((a, b) => a - b);
}

function total({ arcs }: ArcGraph, cut: readonly number[]): number {
  return cut.reduce((sum, index) => sum + (arcs[index] as Arc).weight, 0);
}

function reaches({ size, arcs, leaving }: ArcGraph, from: number, goal: number, isCut: Uint8Array): boolean {
  if (from === goal) return true;
  const seen = new Uint8Array(size);
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const index of leaving[node] as readonly number[]) {
      const { to } = arcs[index] as Arc;
      if (isCut[index] === 1 || seen[to] === 1) continue;
      if (to === goal) return true;
      seen[to] = 1;
      open.push(to);
    }
  }
  return false;
}

function backEdges({ arcs }: ArcGraph, order: readonly number[]): readonly number[] {
  const place = placesOf(order);
  return [...arcs.keys()].filter((index) => {
    const { from, to } = arcs[index] as Arc;
    return (place[from] as number) >= (place[to] as number);
  });
}

function placesOf(order: readonly number[]): Int32Array {
  const place = new Int32Array(order.length);
  for (const [at, node] of order.entries()) place[node] = at;
  return place;
}

/** The reverse of the order in which a depth-first search leaves the nodes: an acyclic graph has no edge against it. */
function depthFirstOrder(graph: ArcGraph): readonly number[] {
  const { size, arcs, leaving } = graph;
  const cursor = new Int32Array(size);
  const met = new Uint8Array(size);
  const left: number[] = [];
  for (let root = 0; root < size; root++) {
    const path = met[root] === 0 ? [root] : [];
    met[root] = 1;
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      const index = leaving[node]?.[cursor[node] as number];
      cursor[node] = (cursor[node] as number) + 1;
      if (index === undefined) {
        left.push(node);
        path.pop();
        continue;
      }
      const { to } = arcs[index] as Arc;
      if (met[to] === 1) continue;
      met[to] = 1;
      path.push(to);
    }
  }
  return left.reverse();
}

/** Again and again the node whose leaving edges outweigh its entering ones most comes first (Eades, Lin and Smyth). */
function balancedOrder({ size, arcs, leaving, entering }: ArcGraph): readonly number[] {
  const gain = new Float64Array(size);
  for (const { from, to, weight } of arcs) {
    gain[from] = (gain[from] as number) + weight;
    gain[to] = (gain[to] as number) - weight;
  }
  const left = new Set(gain.keys());
  const order: number[] = [];
  while (left.size > 0) {
    let best = -1;
    for (const node of left) if (best < 0 || (gain[node] as number) > (gain[best] as number)) best = node;
    left.delete(best);
    order.push(best);
    for (const index of leaving[best] as readonly number[]) {
      const { to, weight } = arcs[index] as Arc;
      gain[to] = (gain[to] as number) + weight;
    }
    for (const index of entering[best] as readonly number[]) {
      const { from, weight } = arcs[index] as Arc;
      gain[from] = (gain[from] as number) - weight;
    }
  }
  return order;
}

function improved(graph: ArcGraph, start: readonly number[]): readonly number[] {
  const order = [...start];
  const place = placesOf(order);
  const passes = graph.size > manyNodes ? 3 : 50;
  for (let pass = 0, moved = true; moved && pass < passes; pass++) {
    moved = false;
    for (let node = 0; node < graph.size; node++) {
      const goal = bestPlace(graph, node, place);
      if (goal === place[node]) continue;
      move(order, place, node, goal);
      moved = true;
    }
  }
  return order;
}

/** Where a node has the lightest edges against the order; where it is, when no other place is better. */
function bestPlace({ arcs, leaving, entering }: ArcGraph, node: number, place: Int32Array): number {
  /** By the place of a neighbour, what is gained when the node comes behind it instead of before it. */
  const gains = new Map<number, number>();
  const add = (at: number, gain: number) => gains.set(at, (gains.get(at) ?? 0) + gain);
  for (const index of entering[node] as readonly number[]) {
    const { from, weight } = arcs[index] as Arc;
    if (from !== node) add(place[from] as number, weight);
  }
  for (const index of leaving[node] as readonly number[]) {
    const { to, weight } = arcs[index] as Arc;
    if (to !== node) add(place[to] as number, -weight);
  }
  const own = place[node] as number;
  const neighbours = [...gains.keys()].sort((a, b) => a - b);
  const current = neighbours.reduce((sum, at) => (at < own ? sum + (gains.get(at) as number) : sum), 0);
  let best = 0;
  let goal = 0;
  let sum = 0;
  for (const at of neighbours) {
    sum += gains.get(at) as number;
    if (sum <= best) continue;
    best = sum;
    goal = at + 1;
  }
  if (best <= current) return own;
  return goal > own ? goal - 1 : goal;
}

function move(order: number[], place: Int32Array, node: number, goal: number): void {
  const own = place[node] as number;
  order.splice(own, 1);
  order.splice(goal, 0, node);
  for (let at = Math.min(own, goal); at <= Math.max(own, goal); at++) place[order[at] as number] = at;
}
