import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { components, cyclicComponents, type Rows } from '../../server/src/graph/components.ts';
import { shortestCycle } from '../../server/src/graph/shortest-cycle.ts';

function rows(lists: readonly (readonly number[])[]): Rows {
  const starts = Int32Array.from([0, ...lists.map((_, node) => lists.slice(0, node + 1).flat().length)]);
  return { starts, targets: Int32Array.from(lists.flat()) };
}

/** Reachability by brute force: the definition of a strongly connected component. */
function reaches(lists: readonly (readonly number[])[], from: number, to: number): boolean {
  const seen = new Set([from]);
  const queue = [from];
  for (const node of queue) {
    for (const next of lists[node] ?? []) {
      if (next === to) return true;
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return false;
}

const graphs = fc.integer({ min: 1, max: 9 }).chain((count) =>
  fc.array(fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: 4 }), {
    minLength: count,
    maxLength: count,
  }),
);

test('two nodes share a component exactly when each reaches the other', () => {
  fc.assert(
    fc.property(graphs, (lists) => {
      const component = components(rows(lists));
      for (let a = 0; a < lists.length; a++) {
        for (let b = 0; b < lists.length; b++) {
          const expected = a === b || (reaches(lists, a, b) && reaches(lists, b, a));
          assert.equal(component[a] === component[b], expected);
        }
      }
    }),
  );
});

test('a cyclic component has a cycle of its nodes, none shorter exists, and the rest has none', () => {
  fc.assert(
    fc.property(graphs, (lists) => {
      const graph = rows(lists);
      const cyclic = cyclicComponents(graph);
      const inCycle = lists.flatMap((_, node) => (reaches(lists, node, node) ? [node] : []));
      assert.deepEqual(cyclic.flat().sort(), inCycle.sort());
      for (const members of cyclic) {
        const edges = shortestCycle(graph, members);
        const nodes = edges.map((edge) => sourceOf(graph, edge));
        assert.equal(edges.length, girth(lists, members));
        for (const [index, edge] of edges.entries()) {
          assert.equal(graph.targets[edge], nodes[(index + 1) % nodes.length]);
        }
      }
    }),
  );
});

test('a chain of 200,000 nodes needs no stack', () => {
  const count = 200_000;
  const starts = Int32Array.from({ length: count + 1 }, (_, node) => node);
  const targets = Int32Array.from({ length: count }, (_, node) => (node + 1) % count);
  assert.equal(cyclicComponents({ starts, targets }).length, 1);
});

function sourceOf({ starts }: Rows, edge: number): number {
  return starts.findLastIndex((start) => start <= edge);
}

function girth(lists: readonly (readonly number[])[], members: readonly number[]): number {
  let best = Infinity;
  for (const start of members) {
    const distance = new Map([[start, 0]]);
    const queue = [start];
    for (const node of queue) {
      for (const next of lists[node] ?? []) {
        if (next === start) best = Math.min(best, (distance.get(node) ?? 0) + 1);
        if (distance.has(next)) continue;
        distance.set(next, (distance.get(node) ?? 0) + 1);
        queue.push(next);
      }
    }
  }
  return best;
}
