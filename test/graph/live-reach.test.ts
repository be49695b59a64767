import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EdgeRows } from '../../server/src/graph/edge-rows.ts';
import { LiveImporters } from '../../server/src/graph/live-importers.ts';
import { LiveReach, type Way } from '../../server/src/graph/live-reach.ts';

interface Question {
  readonly rank: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly cut: readonly (readonly [number, number])[];
}

/** Target and label of each edge, by node. */
type Lists = readonly (readonly (readonly [number, number])[])[];

/** A graph with its ways, edited as the engine does it. */
class Edited {
  readonly edges = new EdgeRows();
  readonly lists: (readonly (readonly [number, number])[])[];
  readonly live: LiveReach;
  readonly importers = new LiveImporters(6);
  readonly #rank: Int32Array;

  constructor(question: Question) {
    this.#rank = Int32Array.from(question.rank);
    this.lists = question.rank.map(() => []);
    for (const node of this.lists.keys()) this.edges.replace(node, []);
    this.live = new LiveReach({ ...question, isCut: (from, to) => isCut(question, from, to) });
    this.edit(new Map());
  }

  edit(rows: ReadonlyMap<number, readonly (readonly [number, number])[]>): void {
    for (const [node, edges] of rows) {
      this.lists[node] = edges;
      this.edges.replace(node, edges.flat());
    }
    const now = this.edges.rows(1);
    this.importers.update(now, [...rows.keys()]);
    this.live.update({ rows: now, importers: this.importers, rank: this.#rank, nodes: rows.keys() });
  }

  ends(start: number): readonly number[] {
    return [...this.live.endsFrom(start, this.edges.rows(1))].sort((a, b) => a - b);
  }
}

function isCut({ cut }: Question, from: number, to: number): boolean {
  return cut.some(([a, b]) => a === from && b === to);
}

/** All shortest ways from a node, by trying every way one step longer until one gets there; then the first by rank. */
function naive(question: Question, lists: Lists): readonly string[] {
  const { rank, to } = question;
  const from = question.from.filter((node) => !to.includes(node));
  const place = (node: number) => rank[node] as number;
  return [...from]
    .sort((a, b) => place(a) - place(b))
    .flatMap((start) => {
      let ways: readonly (readonly number[])[] = [[start]];
      for (let length = 1; length <= lists.length; length++) {
        ways = ways.flatMap((way) =>
          next(way.at(-1) as number, question, lists)
            .filter((target) => !from.includes(target) && !way.includes(target))
            .map((target) => [...way, target]),
        );
        const found = ways.filter((way) => to.includes(way.at(-1) as number));
        if (found.length > 0)
          return [found.sort((a, b) => compare(a.map(place), b.map(place)))[0]?.join('>') as string];
      }
      return [];
    });
}

/** Everything that a walk over no other beginning and through no end comes by. */
function naiveEnds(start: number, question: Question, lists: Lists): readonly number[] {
  const met = new Set<number>();
  const walk = (node: number) => {
    for (const target of next(node, question, lists)) {
      const isEnd = question.to.includes(target);
      if (met.has(target) || (question.from.includes(target) && !isEnd)) continue;
      met.add(target);
      if (!isEnd) walk(target);
    }
  };
  walk(start);
  return [...met].filter((node) => question.to.includes(node)).sort((a, b) => a - b);
}

function next(node: number, question: Question, lists: Lists): readonly number[] {
  const counting = (lists[node] ?? []).filter(([, label]) => (label & 1) !== 0).map(([target]) => target);
  return [...new Set(counting)].filter((target) => !isCut(question, node, target));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

const told = ({ steps }: Way) => [steps[0]?.from, ...steps.map(({ to }) => to)].join('>');

const seconds = Number(process.env['PARAPET_PROPERTY_SECONDS'] ?? 2);
const limits = { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false };

const scripts = fc.integer({ min: 1, max: 10 }).chain((count) => {
  const node = fc.integer({ min: 0, max: count - 1 });
  return fc.record({
    question: fc.record({
      rank: fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
      from: fc.uniqueArray(node, { maxLength: 5 }),
      to: fc.uniqueArray(node, { maxLength: 4 }),
      cut: fc.array(fc.tuple(node, node), { maxLength: 3 }),
    }),
    batches: fc.array(
      fc.array(fc.tuple(node, fc.array(fc.tuple(node, fc.integer({ min: 1, max: 3 })), { maxLength: 3 })), {
        minLength: 1,
        maxLength: 3,
      }),
      { maxLength: 20 },
    ),
  });
});

test('after any edits the ways are those that a naive search finds', { timeout: 1_200_000 }, () => {
  fc.assert(
    fc.property(scripts, ({ question, batches }) => {
      const edited = new Edited(question);
      let before: unknown;
      let ground: object | undefined;
      for (const batch of batches) {
        edited.edit(new Map(batch));
        assert.deepEqual(edited.live.all.map(told), naive(question, edited.lists));
        for (const { steps } of edited.live.all) {
          const start = steps[0]?.from as number;
          assert.deepEqual(edited.ends(start), naiveEnds(start, question, edited.lists));
        }
        const ends = edited.live.all.map(({ steps }) => edited.ends(steps[0]?.from as number));
        if (edited.live.ground === ground) assert.deepEqual(ends, before);
        before = ends;
        ground = edited.live.ground;
        for (const { steps } of edited.live.all) for (const step of steps) assertEdge(edited.lists, step);
      }
    }),
    limits,
  );
});

/** Each step stands for the first edge to its target that counts. */
function assertEdge(lists: Lists, { from, to, label }: Way['steps'][number]): void {
  const first = lists[from]?.find(([target, bits]) => target === to && (bits & 1) !== 0);
  assert.equal(first?.[1], label);
}

test('a way that is as it was stays the same object, and one that is not does not', () => {
  const edited = new Edited({ rank: [0, 1, 2, 3, 4, 5, 6], from: [0, 1], to: [6], cut: [] });
  edited.edit(new Map([[0, [[2, 1]]], [1, [[3, 1]]], [2, [[6, 1]]], [3, [[6, 1]]]])); // biome-ignore format: pairs
  const [first, second] = edited.live.all;
  assert.deepEqual(edited.live.all.map(told), ['0>2>6', '1>3>6']);
  edited.edit(new Map([[4, [[6, 1]]]]));
  assert.deepEqual(edited.live.all, [first, second], 'an edge beside them');
  assert.equal(edited.live.all[0], first);
  edited.edit(new Map([[1, [[3, 1], [4, 1]]]])); // biome-ignore format: pairs
  assert.equal(edited.live.all[1], second, 'a way as short, and later by rank');
  edited.edit(new Map([[3, []]]));
  assert.equal(edited.live.all[0], first, 'another one changed');
  assert.deepEqual(edited.live.all.map(told), ['0>2>6', '1>4>6']);
  edited.edit(new Map([[1, [[0, 1]]]]));
  assert.deepEqual(edited.live.all, [first], 'over another beginning no way is told');
});
