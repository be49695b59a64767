import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EdgeRows } from '../../server/src/graph/edge-rows.ts';
import { type Component, LiveComponents } from '../../server/src/graph/live-components.ts';

/** A graph with its components, edited as the engine does it. */
class Edited {
  readonly edges = new EdgeRows();
  readonly live = new LiveComponents();
  readonly lists: number[][];
  readonly rank: Int32Array;

  constructor(rank: readonly number[]) {
    this.rank = Int32Array.from(rank);
    this.lists = rank.map(() => []);
    for (const node of this.lists.keys()) this.edges.replace(node, []);
  }

  edit(rows: ReadonlyMap<number, readonly number[]>): void {
    const nodes = new Map<number, boolean>();
    for (const [node, targets] of rows) {
      const before = this.lists[node] as number[];
      nodes.set(
        node,
        targets.some((target) => !before.includes(target)),
      );
      this.lists[node] = [...targets];
      this.edges.replace(
        node,
        targets.flatMap((target) => [target, 1]),
      );
    }
    this.live.update({ rows: this.edges.rows(1), rank: this.rank, nodes });
  }

  /** What a graph that was never edited gives. */
  fresh(): readonly Component[] {
    const live = new LiveComponents();
    const nodes = new Map([...this.lists.keys()].map((node) => [node, true]));
    live.update({ rows: this.edges.rows(1), rank: this.rank, nodes });
    return live.all;
  }
}

const seconds = Number(process.env['PARAPET_PROPERTY_SECONDS'] ?? 2);
const limits = { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false };

const scripts = fc.integer({ min: 1, max: 24 }).chain((count) =>
  fc.record({
    rank: fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
    batches: fc.array(
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: count - 1 }),
          fc.array(fc.integer({ min: 0, max: count - 1 }), { maxLength: 3 }),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      { maxLength: 40 },
    ),
  }),
);

test('any edits leave the components and cycles of a fresh graph', { timeout: 1_200_000 }, () => {
  fc.assert(
    fc.property(scripts, ({ rank, batches }) => {
      const edited = new Edited(rank);
      for (const batch of batches) {
        edited.edit(new Map(batch));
        assert.deepEqual(edited.live.all, edited.fresh());
        for (const component of edited.live.all) {
          for (const member of component.members) assert.equal(edited.live.of(member), component);
        }
        const inside = new Set(edited.live.all.flatMap(({ members }) => members));
        for (const node of edited.lists.keys())
          assert.equal(inside.has(node), edited.live.of(node) !== undefined);
      }
    }),
    limits,
  );
});

test('a component that no edit touched stays the same object', () => {
  const edited = new Edited([0, 1, 2, 3, 4, 5]);
  edited.edit(new Map([[0, [1]], [1, [0]], [2, [3]], [3, [2]]])); // biome-ignore format: pairs
  const [first, second] = edited.live.all;
  edited.edit(new Map([[4, [0, 5]]]));
  assert.equal(edited.live.all[0], first, 'an edge into it from outside');
  edited.edit(new Map([[2, []]]));
  assert.deepEqual(edited.live.all, [first], 'another one opened');
  edited.edit(new Map([[2, [3]]]));
  assert.equal(edited.live.all[0], first, 'another one closed');
  assert.notEqual(edited.live.all[1], second, 'what was edited is made anew');
  edited.edit(new Map([[1, [0, 4]]]));
  assert.notEqual(edited.live.all[0], first, 'an edge out of it that closes a cycle');
  assert.deepEqual(edited.live.all[0]?.members, [0, 1, 4]);
});
