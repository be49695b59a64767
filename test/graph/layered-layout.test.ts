import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type LayoutEdge, type LayoutNode, layOut } from '../../server/src/graph/layered-layout.ts';

const gaps = { across: 10, down: 20 };
const box = (row?: number): LayoutNode => ({ width: 50, height: 20, ...(row !== undefined && { row }) });
const edge = (from: number, to: number, weight = 1): LayoutEdge => ({ from, to, weight });

test('edges lead down, and nodes without edges stand below', () => {
  const { places } = layOut([box(), box(), box(), box()], [edge(2, 0), edge(0, 1)], gaps);
  const [a, b, c, d] = places.map(({ y }) => y);
  assert.deepEqual([c, a, b, d], [0, 40, 80, 120]);
});

test('of a circle the heavier edges lead down', () => {
  const { places } = layOut([box(), box()], [edge(0, 1, 1), edge(1, 0, 9)], gaps);
  assert.ok((places[1]?.y ?? 0) < (places[0]?.y ?? 0));
});

test('rows that are given are kept, and free nodes stand between them', () => {
  const nodes = [box(1), box(0), box(), box(), box()];
  const { places } = layOut(nodes, [edge(2, 0), edge(1, 2), edge(0, 3)], gaps);
  const order = places.map(({ y }, node) => ({ y, node })).sort((a, b) => a.y - b.y);
  assert.deepEqual(
    order.map(({ node }) => node),
    [1, 2, 0, 3, 4],
  );
});

test('an edge passes beside the nodes of the rows between its ends', () => {
  const { places, routes } = layOut([box(0), box(1), box(2)], [edge(0, 1), edge(1, 2), edge(0, 2)], gaps);
  assert.deepEqual(routes.slice(0, 2), [[], []]);
  const middle = places[1] ?? { x: 0, y: 0 };
  assert.equal(routes[2]?.length, 2);
  for (const { x } of routes[2] ?? [])
    assert.ok(x < middle.x || x > middle.x + 50, `${x} is within ${middle.x}`);
  assert.deepEqual(
    routes[2]?.map(({ y }) => y),
    [40, 60],
  );
});

test('a long row is broken', () => {
  const { width, height } = layOut(
    Array.from({ length: 60 }, () => box(0)),
    [],
    gaps,
  );
  assert.ok(width < 1000 && height > 100, `${width} × ${height}`);
});

test('nothing at all has no size', () => {
  assert.deepEqual(layOut([], [], gaps), { places: [], routes: [], width: 0, height: 0 });
});

const graphs = fc.integer({ min: 1, max: 40 }).chain((size) => {
  const node = fc.record(
    { width: fc.integer({ min: 10, max: 300 }), height: fc.integer({ min: 10, max: 90 }), row: fc.nat(4) },
    { requiredKeys: ['width', 'height'] },
  );
  const end = fc.nat(size - 1);
  return fc.record({
    nodes: fc.array(node, { minLength: size, maxLength: size }),
    edges: fc.array(fc.record({ from: end, to: end, weight: fc.integer({ min: 1, max: 50 }) }), {
      maxLength: 90,
    }),
  });
});

test('nodes never overlap, stay within the drawing, and equal graphs are drawn alike', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const layout = layOut(nodes, edges, gaps);
      assert.deepEqual(layOut(structuredClone(nodes), structuredClone(edges), gaps), layout);
      const shapes = nodes.map(({ width, height }, at) => ({
        width,
        height,
        ...(layout.places[at] as { x: number; y: number }),
      }));
      for (const [at, a] of shapes.entries()) {
        assert.ok(
          a.x > -0.01 &&
            a.y >= 0 &&
            a.x + a.width < layout.width + 0.01 &&
            a.y + a.height < layout.height + 0.01,
        );
        for (const b of shapes.slice(at + 1)) {
          const isApart =
            a.x + a.width < b.x + 0.01 ||
            b.x + b.width < a.x + 0.01 ||
            a.y + a.height <= b.y ||
            b.y + b.height <= a.y;
          assert.ok(isApart, JSON.stringify([a, b]));
        }
      }
    }),
    { numRuns: 300 },
  );
});
