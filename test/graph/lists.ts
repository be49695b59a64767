import fc from 'fast-check';
import { EdgeRows, type Rows } from '../../server/src/graph/edge-rows.ts';

/** The targets of each node, all edges with the label 1. */
export type Lists = readonly (readonly number[])[];

export function rowsOf(lists: Lists): Rows {
  const edges = new EdgeRows();
  for (const [node, targets] of lists.entries())
    edges.replace(
      node,
      targets.flatMap((target) => [target, 1]),
    );
  return edges.rows(1);
}

export function graphs(most: number): fc.Arbitrary<Lists> {
  return fc
    .integer({ min: 1, max: most })
    .chain((count) => fc.array(targetsBelow(count), { minLength: count, maxLength: count }));
}

/** In any order, as imports are. */
export function targetsBelow(count: number): fc.Arbitrary<readonly number[]> {
  return fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: 4 });
}

/** Reachability over at least one edge by brute force: what the definition of a component rests on. */
export function reaches(lists: Lists, from: number, to: number): boolean {
  return distance(lists, from, to) < Infinity;
}

/** How many edges a shortest way of at least one edge has. */
export function distance(lists: Lists, from: number, to: number): number {
  const seen = new Set<number>();
  let frontier = [from];
  for (let steps = 1; frontier.length > 0; steps++) {
    frontier = [...new Set(frontier.flatMap((node) => lists[node] ?? []))].filter((node) => !seen.has(node));
    if (frontier.includes(to)) return steps;
    for (const node of frontier) seen.add(node);
  }
  return Infinity;
}

/** The cyclic components by definition: nodes ascending, components by first node. */
export function cyclicByDefinition(lists: Lists): readonly (readonly number[])[] {
  const nodes = lists.map((_, node) => node);
  return nodes
    .map((a) => nodes.filter((b) => reaches(lists, a, b) && reaches(lists, b, a)))
    .filter((members, node) => members[0] === node);
}
