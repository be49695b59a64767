import type { Rows } from './edge-rows.ts';
import type { Step } from './live-components.ts';

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
  /** The place of each node in the order in which ways are told; the same for all updates. */
  readonly rank: Int32Array;
  /** Every node whose row was replaced since the last update. */
  readonly nodes: Iterable<number>;
}

/** Greater than every distance, and small enough to be added to. */
const far = 0x3fffffff;

/**
 * The ways from some nodes of an edited graph to others, one from each node that has any. How far each node is from an
 * end follows from its edges and from how far their targets are, and nothing else fulfils that for all nodes: as long as
 * it holds for the edited ones, no distance has changed, and only the ways over these are found anew.
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

  update({ rows, rank, nodes }: Rewired): void {
    const distances = this.#distances;
    const edited = [...nodes];
    const leadsToEnd = (node: number) => distances?.[node] !== far && !this.#isTo.has(node);
    if (distances?.length === rows.size && edited.every((node) => this.#isAsFar(node, distances, rows))) {
      if (edited.some(leadsToEnd)) this.#ground = {};
      const isEdited = new Set(edited);
      const touched = this.#all.filter(({ steps }) => steps.some(({ from }) => isEdited.has(from)));
      if (touched.length === 0) return;
      this.#tell(distances, rows, rank, (node) => touched.includes(this.#ways.get(node) as Way));
    } else {
      this.#ground = {};
      this.#distances = this.#search(rows);
      this.#tell(this.#distances, rows, rank, () => true);
    }
  }

  #isAsFar(node: number, distances: Int32Array, rows: Rows): boolean {
    if (this.#isTo.has(node)) return true;
    let nearest = far;
    this.#eachEdge(node, rows, (target) => {
      nearest = Math.min(nearest, 1 + this.#seen(target, distances));
    });
    return nearest >= far ? distances[node] === far : distances[node] === nearest;
  }

  /** How far an end is from a node for those that lead to it: over another beginning no way is told. */
  #seen(node: number, distances: Int32Array): number {
    return this.#isFrom.has(node) ? far : (distances[node] as number);
  }

  /** Breadth-first, against the edges, from all ends at once. */
  #search(rows: Rows): Int32Array {
    const { starts, importers } = reversed(rows);
    const distances = new Int32Array(rows.size).fill(far);
    const queue = [...this.#isTo].filter((node) => node < rows.size);
    for (const node of queue) distances[node] = 0;
    for (let next = 0; next < queue.length; next++) {
      const node = queue[next] as number;
      const further = (distances[node] as number) + 1;
      for (let at = starts[node] as number; at < (starts[node + 1] as number); at++) {
        const from = importers[at] as number;
        if (distances[from] !== far || this.#isCut?.(from, node)) continue;
        distances[from] = further;
        if (!this.#isFrom.has(from)) queue.push(from);
      }
    }
    return distances;
  }

  /** Finds the ways from some of the beginnings anew; one that is as it was stays the same object. */
  #tell(distances: Int32Array, rows: Rows, rank: Int32Array, isStale: (node: number) => boolean): void {
    for (const node of this.#isFrom) {
      if ((distances[node] ?? far) === far) this.#ways.delete(node);
      else if (isStale(node)) {
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

/** Who leads to a node: the nodes in `importers` from `starts[node]` up to `starts[node + 1]`. */
function reversed({ size, starts, ends, targets, labels, mask }: Rows): {
  readonly starts: Int32Array;
  readonly importers: Int32Array;
} {
  const firsts = new Int32Array(size + 2);
  // Counted one place further on, so that each count has become its node's first place once all are filled in.
  const count = (visit: (from: number, to: number) => void) => {
    for (let from = 0; from < size; from++) {
      for (let edge = starts[from] as number; edge < (ends[from] as number); edge++) {
        if (((labels[edge] as number) & mask) !== 0) visit(from, targets[edge] as number);
      }
    }
  };
  count((_, to) => {
    firsts[to + 2] = (firsts[to + 2] as number) + 1;
  });
  for (let node = 2; node < firsts.length; node++) {
    firsts[node] = (firsts[node] as number) + (firsts[node - 1] as number);
  }
  const importers = new Int32Array(firsts[size + 1] as number);
  count((from, to) => {
    const place = firsts[to + 1] as number;
    importers[place] = from;
    firsts[to + 1] = place + 1;
  });
  return { starts: firsts, importers };
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
