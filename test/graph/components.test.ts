import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cyclicComponents } from '../../server/src/graph/components.ts';
import { CycleSearch } from '../../server/src/graph/cycle-search.ts';
import { EdgeRows } from '../../server/src/graph/edge-rows.ts';
import { cyclicByDefinition, distance, graphs, reaches, rowsOf } from './lists.ts';

const ascending = (a: number, b: number) => a - b;

function sorted(components: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return components
    .map((members) => [...members].sort(ascending))
    .sort((a, b) => (a[0] as number) - (b[0] as number));
}

test('nodes share a cyclic component exactly when each reaches the other', () => {
  fc.assert(
    fc.property(graphs(9), (lists) => {
      assert.deepEqual(sorted(cyclicComponents(rowsOf(lists), lists.keys())), cyclicByDefinition(lists));
    }),
  );
});

test('from some roots only what they reach is found, and all of it', () => {
  fc.assert(
    fc.property(graphs(9), fc.nat(8), (lists, root) => {
      fc.pre(root < lists.length);
      const reached = cyclicByDefinition(lists).filter(
        ([first]) => first === root || reaches(lists, root, first as number),
      );
      assert.deepEqual(sorted(cyclicComponents(rowsOf(lists), [root])), reached);
    }),
  );
});

test('a shortest cycle begins at the first node that any shortest one has, and leads back to it', () => {
  fc.assert(
    fc.property(graphs(9), (lists) => {
      const rows = rowsOf(lists);
      const search = new CycleSearch(rows, Int32Array.from(lists.keys()));
      for (const members of cyclicByDefinition(lists)) {
        search.enter(members);
        const girths = members.map((node) => distance(lists, node, node));
        const girth = Math.min(...girths);
        const path = search
          .shortest({ starts: members, atMost: Infinity, atLeast: 1 })
          .map((edge) => rows.targets[edge] as number);
        assert.equal(path.length, girth);
        assert.equal(path.at(-1), members[girths.indexOf(girth)]);
        for (const [index, node] of path.entries()) {
          assert.ok(lists[path.at(index - 1) as number]?.includes(node));
        }
      }
    }),
  );
});

test('around a node stand the nodes of its shortest cycles and no others', () => {
  fc.assert(
    fc.property(graphs(9), (lists) => {
      const search = new CycleSearch(rowsOf(lists), Int32Array.from(lists.keys()));
      for (const members of cyclicByDefinition(lists)) {
        search.enter(members);
        for (const node of members) {
          const length = distance(lists, node, node);
          const isOn = (other: number) =>
            other === node || distance(lists, node, other) + distance(lists, other, node) === length;
          const around = search.around(node);
          assert.equal(around.length, length);
          assert.deepEqual([...around.nodes].sort(ascending), members.filter(isOn));
        }
      }
    }),
  );
});

test('an edge counts by the bits of its label', () => {
  const edges = new EdgeRows();
  edges.replace(0, [1, 1]);
  edges.replace(1, [0, 2]);
  assert.deepEqual(cyclicComponents(edges.rows(1), [0, 1]), []);
  assert.deepEqual(cyclicComponents(edges.rows(2), [0, 1]), []);
  assert.equal(cyclicComponents(edges.rows(3), [0, 1]).length, 1);
});

test('rows that are replaced again and again stay what they were given last', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(80), fc.array(fc.nat(80), { maxLength: 60 }))), (edits) => {
      const edges = new EdgeRows();
      const given = new Map<number, readonly number[]>();
      for (const [node, targets] of [...edits, ...edits]) {
        const row = targets.flatMap((target) => [target, 1 + (target % 3)]);
        given.set(node, row);
        edges.replace(node, row);
        for (const [known, expected] of given) assert.deepEqual(edges.row(known), expected);
      }
    }),
  );
});

test('a ring of 200,000 nodes needs no stack', () => {
  const count = 200_000;
  const edges = new EdgeRows();
  for (let node = 0; node < count; node++) edges.replace(node, [(node + 1) % count, 1]);
  assert.equal(cyclicComponents(edges.rows(1), [0])[0]?.length, count);
});
