import { cyclicComponents } from './components.ts';
import { EdgeRows } from './edge-rows.ts';

/** One edge of a weighted graph: nodes are small integers from 0, the weight is a whole number from 1. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** A weighted graph with the edges of each node by their index in `arcs`. */
export interface ArcGraph {
  readonly size: number;
  readonly arcs: readonly Arc[];
  readonly leaving: readonly (readonly number[])[];
  readonly entering: readonly (readonly number[])[];
}

export function arcGraph(size: number, arcs: readonly Arc[]): ArcGraph {
  const leaving: number[][] = Array.from({ length: size }, () => []);
  const entering: number[][] = Array.from({ length: size }, () => []);
  for (const [index, { from, to }] of arcs.entries()) {
    leaving[from]?.push(index);
    entering[to]?.push(index);
  }
  return { size, arcs, leaving, entering };
}

/** For each node the number of its cyclic component, from 0, over the edges that are not cut; -1 in none. */
export function componentNumbers({ size, arcs, leaving }: ArcGraph, isCut: ArrayLike<number>): Int32Array {
  const rows = new EdgeRows();
  for (let node = 0; node < size; node++) {
    const edges: number[] = [];
    for (const index of leaving[node] as readonly number[])
      if (isCut[index] === 0) edges.push((arcs[index] as Arc).to, 1);
    rows.replace(node, edges);
  }
  const numbers = new Int32Array(size).fill(-1);
  for (const [number, members] of cyclicComponents(rows.rows(1), numbers.keys()).entries())
    for (const member of members) numbers[member] = number;
  return numbers;
}

/** Marks the given edges in an array over all edges. */
export function marked({ arcs }: ArcGraph, indices: Iterable<number>): Uint8Array {
  const marks = new Uint8Array(arcs.length);
  for (const index of indices) marks[index] = 1;
  return marks;
}

export function weightOf({ arcs }: ArcGraph, indices: Iterable<number>): number {
  let total = 0;
  for (const index of indices) total += (arcs[index] as Arc).weight;
  return total;
}
