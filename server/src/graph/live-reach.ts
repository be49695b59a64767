import type { Rows } from './edge-rows.ts';
import type { Step } from './live-components.ts';
import type { LiveImporters } from './live-importers.ts';

/** Which nodes must not be reached from which others. A node that is one of both is only an end. */
export interface Ends {
  readonly from: Iterable<number>;
  readonly to: Iterable<number>;
  /** An edge that is cut leads nowhere; the answer never changes. */
  isCut?(from: number, to: number): boolean;
}

/** A shortest way from one of the nodes to an end, over no other of them. Never changed: another one replaces it. */
export interface Way {
  /** Of equally short ways that with the first node at each step; each step begins where the last one led. */
  readonly steps: readonly Step[];
}

/** What an update goes by. */
export interface Rewired {
  readonly rows: Rows;
  /** Up to date with the rows. */
  readonly importers: LiveImporters;
  /** The place of each node in the order in which ways are told; the same for all updates. */
  readonly rank: Int32Array;
  /** Every node whose row was replaced since the last update. */
  readonly nodes: Iterable<number>;
}

interface Measured {
  readonly distances: Int32Array;
  readonly rows: Rows;
  readonly importers: LiveImporters;
}

/** Above this share of nodes that lose their distance everything is searched. */
const manyWithdrawn = 0.1;

/** Greater than every distance, and small enough to be added to. */
const far = 0x3fffffff;

/**
 * The ways from some nodes of an edited graph to others, one from each node that has any. An update looks at the nodes
 * whose distance to an end changes, and finds the ways anew that lead over a node that was edited or leads to one of these.
 */
export class LiveReach {
  readonly #isFrom: ReadonlySet<number>;
  readonly #isTo: ReadonlySet<number>;
  readonly #isCut: Ends['isCut'];
  readonly #ways = new Map<number, Way>();
  /** Edges to the nearest end over nodes that are no beginnings. */
  #distances: Int32Array | undefined;
  #all: readonly Way[] = [];
  #ground = {};

  constructor({ from, to, isCut }: Ends) {
    this.#isTo = new Set(to);
    this.#isFrom = new Set([...from].filter((node) => !this.#isTo.has(node)));
    this.#isCut = isCut;
  }

  /** In order of their first nodes. */
  get all(): readonly Way[] {
    return this.#all;
  }

  /** Another object as soon as an end may be reached that was not, or no longer. */
  get ground(): object {
    return this.#ground;
  }

  /** Every end that is reached from a node over no other beginning, in no order. The rows are those of the last update. */
  endsFrom(start: number, rows: Rows): readonly number[] {
    const distances = this.#distances;
    if (!distances) return [];
    const met = new Set<number>();
    const queue = [start];
    for (let next = 0; next < queue.length; next++) {
      this.#eachEdge(queue[next] as number, rows, (target) => {
        if (met.has(target) || this.#seen(target, distances) === far) return;
        met.add(target);
        if (!this.#isTo.has(target)) queue.push(target);
      });
    }
    return [...met].filter((node) => this.#isTo.has(node));
  }

  update({ rows, importers, rank, nodes }: Rewired): void {
    const distances = this.#distances;
    if (distances?.length !== rows.size) {
      this.#ground = {};
      this.#distances = this.#search(rows, importers);
      this.#tell(this.#isFrom, this.#distances, rows, rank);
      return;
    }
    const edited = new Set(nodes);
    const changed = this.#adapt([...edited], { distances, rows, importers });
    const leadsToEnd = (node: number) => distances[node] !== far && !this.#isTo.has(node);
    if (changed.length > 0 || [...edited].some(leadsToEnd)) this.#ground = {};
    const stale = new Set(changed.filter((node) => this.#isFrom.has(node)));
    this.#addWaysOver(edited, changed, importers, stale);
    if (stale.size > 0) this.#tell(stale, distances, rows, rank);
  }

  /** Adds the beginnings of ways over a node that was edited or leads to one whose distance changed. */
  #addWaysOver(
    edited: ReadonlySet<number>,
    changed: readonly number[],
    importers: LiveImporters,
    stale: Set<number>,
  ): void {
    const others = [...this.#ways].filter(([start]) => !stale.has(start));
    if (others.length === 0) return;
    const touched = new Set(edited);
    for (const node of changed) importers.each(node, (importer) => touched.add(importer));
    for (const [start, { steps }] of others)
      if (steps.some(({ from }) => touched.has(from))) stale.add(start);
  }

  /** Sets the distances right after edits; returns the nodes that are nearer to an end or further away. */
  #adapt(edited: readonly number[], measured: Measured): number[] {
    const { distances, rows, importers } = measured;
    const before = new Map<number, number>();
    if (!this.#withdraw(edited, before, measured)) {
      for (const [node, distance] of before) distances[node] = distance;
      return replaceAll(distances, this.#search(rows, importers));
    }
    const nearer: number[][] = [];
    const offer = (node: number, distance: number) => {
      if (distance >= (distances[node] as number)) return;
      const level = nearer[distance];
      if (level) level.push(node);
      else nearer[distance] = [node];
    };
    for (const node of [...edited, ...before.keys()]) offer(node, this.#nearest(node, distances, rows));
    for (let distance = 1; distance < nearer.length; distance++) {
      for (const node of nearer[distance] ?? []) {
        if ((distances[node] as number) <= distance) continue;
        if (!before.has(node)) before.set(node, distances[node] as number);
        distances[node] = distance;
        if (this.#isFrom.has(node)) continue;
        importers.each(node, (importer) => {
          if (!this.#isCut?.(importer, node)) offer(importer, distance + 1);
        });
      }
    }
    return [...before].flatMap(([node, distance]) => (distances[node] === distance ? [] : [node]));
  }

  /**
   * Takes every distance away that no edge bears out any more, nearest first, and notes what they were; false as soon
   * as they are so many that a search of everything costs less.
   */
  #withdraw(
    edited: readonly number[],
    before: Map<number, number>,
    { distances, rows, importers }: Measured,
  ): boolean {
    const most = rows.size * manyWithdrawn;
    const doubtful: number[][] = [];
    const doubt = (node: number) => {
      const distance = distances[node] as number;
      if (distance === 0 || distance === far) return;
      const level = doubtful[distance];
      if (level) level.push(node);
      else doubtful[distance] = [node];
    };
    for (const node of edited) doubt(node);
    for (let distance = 1; distance < doubtful.length; distance++) {
      for (const node of doubtful[distance] ?? []) {
        if (before.has(node) || this.#nearest(node, distances, rows) <= distance) continue;
        before.set(node, distance);
        if (before.size > most) return false;
        distances[node] = far;
        if (this.#isFrom.has(node)) continue;
        importers.each(node, (importer) => {
          if (distances[importer] === distance + 1) doubt(importer);
        });
      }
    }
    return true;
  }

  /** How far an end is from a node by its own edges. */
  #nearest(node: number, distances: Int32Array, rows: Rows): number {
    if (this.#isTo.has(node)) return 0;
    let nearest = far;
    this.#eachEdge(node, rows, (target) => {
      nearest = Math.min(nearest, 1 + this.#seen(target, distances));
    });
    return nearest;
  }

  /** How far an end is from a node for those that lead to it: over another beginning no way is told. */
  #seen(node: number, distances: Int32Array): number {
    return this.#isFrom.has(node) ? far : (distances[node] as number);
  }

  /** Breadth-first, against the edges, from all ends at once. */
  #search({ size }: Rows, importers: LiveImporters): Int32Array {
    const distances = new Int32Array(size).fill(far);
    const queue = [...this.#isTo].filter((node) => node < size);
    for (const node of queue) distances[node] = 0;
    for (let next = 0; next < queue.length; next++) {
      const node = queue[next] as number;
      const further = (distances[node] as number) + 1;
      importers.each(node, (from) => {
        if (distances[from] !== far || this.#isCut?.(from, node)) return;
        distances[from] = further;
        if (!this.#isFrom.has(from)) queue.push(from);
      });
    }
    return distances;
  }

  /** Finds the ways from some of the beginnings anew; one that is as it was stays the same object. */
  #tell(stale: ReadonlySet<number>, distances: Int32Array, rows: Rows, rank: Int32Array): void {
    for (const node of stale) {
      if ((distances[node] ?? far) === far) this.#ways.delete(node);
      else {
        const steps = this.#stepsFrom(node, distances, rows, rank);
        const before = this.#ways.get(node);
        if (!before || !sameSteps(before.steps, steps)) this.#ways.set(node, { steps });
      }
    }
    const ordered = [...this.#ways].sort(([a], [b]) => (rank[a] as number) - (rank[b] as number));
    this.#all = ordered.map(([, way]) => way);
  }

  #stepsFrom(start: number, distances: Int32Array, rows: Rows, rank: Int32Array): readonly Step[] {
    const steps: Step[] = [];
    let from = start;
    for (let left = (distances[start] as number) - 1; left >= 0; left--) {
      let best: Step | undefined;
      this.#eachEdge(from, rows, (to, label) => {
        if (this.#seen(to, distances) !== left) return;
        if (!best || (rank[to] as number) < (rank[best.to] as number)) best = { from, to, label };
      });
      if (!best) throw new Error(`Node ${from} is nearer to an end than its edges are.`);
      steps.push(best);
      from = (best as Step).to;
    }
    return steps;
  }

  #eachEdge(node: number, rows: Rows, visit: (target: number, label: number) => void): void {
    const { starts, ends, targets, labels, mask } = rows;
    for (let edge = starts[node] as number; edge < (ends[node] as number); edge++) {
      const target = targets[edge] as number;
      const label = labels[edge] as number;
      if ((label & mask) !== 0 && !this.#isCut?.(node, target)) visit(target, label);
    }
  }
}

/** Takes over other distances; returns the nodes that have another one. */
function replaceAll(distances: Int32Array, by: Int32Array): number[] {
  const changed: number[] = [];
  for (let node = 0; node < by.length; node++) {
    if (distances[node] === by[node]) continue;
    changed.push(node);
    distances[node] = by[node] as number;
  }
  return changed;
}

function sameSteps(a: readonly Step[], b: readonly Step[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ from, to, label }, index) => {
      const other = b[index] as Step;
      return from === other.from && to === other.to && label === other.label;
    })
  );
}
