import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Arc, arcGraph, marked, weightOf } from '../../server/src/graph/arcs.ts';
import { feedbackEdges } from '../../server/src/graph/feedback-edges.ts';
import { depthFirstBackEdges, isAcyclic } from './naive-cuts.ts';

const seconds = Number(process.env['PARAPET_PROPERTY_SECONDS'] ?? 2);
const limits = { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false };

/** Weighted edges in any order, parallel ones and edges of a node to itself among them. */
function weighted(mostNodes: number, mostEdges: number): fc.Arbitrary<{ size: number; arcs: Arc[] }> {
  return fc.integer({ min: 1, max: mostNodes }).chain((size) => {
    const node = fc.integer({ min: 0, max: size - 1 });
    const arc = fc.record({ from: node, to: node, weight: fc.integer({ min: 1, max: 12 }) });
    return fc.record({ size: fc.constant(size), arcs: fc.array(arc, { maxLength: mostEdges }) });
  });
}

/** The least weight by trying every set of edges. */
function leastWeight(size: number, arcs: readonly Arc[]): number {
  const graph = arcGraph(size, arcs);
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 1 << arcs.length; set++) {
    const cut = [...arcs.keys()].filter((index) => set & (1 << index));
    const weight = weightOf(graph, cut);
    if (weight < least && isAcyclic(graph, marked(graph, cut))) least = weight;
  }
  return least;
}

/** As nobody lays out imports: every node names the next three of a circle, one way and the other. */
function tangle(size: number): readonly Arc[] {
  return [...Array(size).keys()].flatMap((from) =>
    [1, 2, 3, size - 5].map((step) => ({ from, to: (from + step) % size, weight: 1 + ((from * step) % 7) })),
  );
}

describe('the lightest edges without which there is no cycle', () => {
  test('leave no cycle, and none of them is redundant', () => {
    fc.assert(
      fc.property(weighted(30, 90), fc.constantFrom(0, 2000, 30_000_000), ({ size, arcs }, steps) => {
        const graph = arcGraph(size, arcs);
        const { cut, weight, atLeast, isLightest } = feedbackEdges(size, arcs, steps);
        assert.ok(isAcyclic(graph, marked(graph, cut)));
        for (const spared of cut) {
          const others = cut.filter((index) => index !== spared);
          assert.ok(!isAcyclic(graph, marked(graph, others)), `edge ${spared} is redundant`);
        }
        assert.equal(weight, weightOf(graph, cut));
        assert.ok(atLeast <= weight);
        assert.equal(isLightest, atLeast === weight);
      }),
      limits,
    );
  });

  test('are as light as trying every set finds', () => {
    fc.assert(
      fc.property(weighted(6, 11), ({ size, arcs }) => {
        const { weight, isLightest } = feedbackEdges(size, arcs);
        assert.equal(weight, leastWeight(size, arcs));
        assert.ok(isLightest);
      }),
      limits,
    );
  });

  test('are never claimed lightest where a lighter set exists, however few steps there were', () => {
    fc.assert(
      fc.property(weighted(6, 11), fc.integer({ min: 0, max: 300 }), ({ size, arcs }, steps) => {
        const { weight, atLeast, isLightest } = feedbackEdges(size, arcs, steps);
        const least = leastWeight(size, arcs);
        assert.ok(atLeast <= least && least <= weight);
        if (isLightest) assert.equal(weight, least);
      }),
      limits,
    );
  });

  test('are the same whenever they are asked for', () => {
    const arcs = tangle(40);
    assert.deepEqual(feedbackEdges(40, arcs, 200_000), feedbackEdges(40, arcs, 200_000));
  });

  test('are none of a graph without cycles, and the edge itself of a node that names itself', () => {
    const chain = [0, 1, 2].map((from) => ({ from, to: from + 1, weight: 1 }));
    assert.deepEqual(feedbackEdges(4, chain), { cut: [], weight: 0, atLeast: 0, isLightest: true });
    const { cut } = feedbackEdges(4, [...chain, { from: 2, to: 2, weight: 9 }]);
    assert.deepEqual(cut, [3]);
  });

  test('prefer two light edges to a heavy one', () => {
    const hub = [
      { from: 0, to: 1, weight: 10 },
      { from: 1, to: 2, weight: 3 },
      { from: 1, to: 3, weight: 3 },
      { from: 2, to: 0, weight: 10 },
      { from: 3, to: 0, weight: 10 },
    ];
    assert.deepEqual(feedbackEdges(4, hub).cut, [1, 2]);
    const lighter = hub.map((arc, index) => (index === 0 ? { ...arc, weight: 5 } : arc));
    assert.deepEqual(feedbackEdges(4, lighter).cut, [0]);
  });

  test('are lighter than the back edges of a search', () => {
    const arcs = tangle(60);
    const graph = arcGraph(60, arcs);
    const naive = depthFirstBackEdges(graph);
    assert.ok(isAcyclic(graph, marked(graph, naive)));
    assert.ok(feedbackEdges(60, arcs, 200_000).weight < weightOf(graph, naive));
  });

  test('come to an end for a tangle that no search can settle, which is then not claimed', () => {
    const arcs = tangle(2000);
    const { cut, isLightest } = feedbackEdges(2000, arcs);
    assert.ok(!isLightest);
    const graph = arcGraph(2000, arcs);
    assert.ok(isAcyclic(graph, marked(graph, cut)));
  });
});
