import type { Rows } from './edge-rows.ts';

/** What is known of the shortest cycles of a component before they are searched. */
export interface Beginnings {
  /** Nodes in order of rank, among them the first that any shortest cycle has. */
  readonly starts: readonly number[];
  /** A length that some cycle has. */
  readonly atMost: number;
  /** A length that no cycle is shorter than; a search that gets there is over. */
  readonly atLeast: number;
}

/**
 * Searches cycles within strongly connected components of one graph; the arrays it works in are made once for all.
 * `rank` orders the nodes, so that no answer depends on their numbers or on history.
 */
export class CycleSearch {
  readonly #rows: Rows;
  readonly #rank: Int32Array;
  /** The component a node was last said to be in. */
  readonly #component: Int32Array;
  /** The search that last reached a node, the edge it came by, and where that begins. */
  readonly #reached: Int32Array;
  readonly #via: Int32Array;
  readonly #from: Int32Array;
  #lastComponent = 0;
  #lastSearch = 0;

  constructor(rows: Rows, rank: Int32Array) {
    this.#rows = rows;
    this.#rank = rank;
    this.#component = new Int32Array(rows.size);
    this.#reached = new Int32Array(rows.size);
    this.#via = new Int32Array(rows.size);
    this.#from = new Int32Array(rows.size);
  }

  /** Names the component that the following questions are about. */
  enter(members: readonly number[]): void {
    this.#lastComponent++;
    for (const member of members) this.#component[member] = this.#lastComponent;
  }

  isInside(node: number): boolean {
    return this.#component[node] === this.#lastComponent;
  }

  /**
   * A shortest cycle as edges in order: of equally short ones that with the first node, and from there the one met
   * first. It begins at its first node.
   */
  shortest({ starts, atMost, atLeast }: Beginnings): readonly number[] {
    let best: readonly number[] = [];
    let limit = atMost;
    for (const start of starts) {
      const found = this.#cycleFrom(start, limit);
      if (!found) continue;
      best = found;
      limit = best.length - 1;
      if (best.length <= atLeast) break;
    }
    return best;
  }

  /** The nodes of all shortest cycles through one node, and how long these are. */
  around(node: number): { readonly length: number; readonly nodes: readonly number[] } {
    const layers: (readonly number[])[] = [[node]];
    const search = ++this.#lastSearch;
    for (let isClosed = false; !isClosed; ) {
      const next: number[] = [];
      for (const from of layers.at(-1) as readonly number[]) {
        this.#eachTarget(from, (target) => {
          isClosed ||= target === node;
          if (this.#reached[target] === search || target === node) return;
          this.#reached[target] = search;
          next.push(target);
        });
      }
      if (isClosed) break;
      if (next.length === 0) return { length: Infinity, nodes: [] };
      layers.push(next);
    }
    return { length: layers.length, nodes: this.#leadingTo(node, layers) };
  }

  /** Of layers of nodes, each one step further, those from which a node of the layer above leads on to `goal`. */
  #leadingTo(goal: number, layers: readonly (readonly number[])[]): readonly number[] {
    const search = ++this.#lastSearch;
    const nodes = [goal];
    for (const layer of layers.slice(1).reverse()) {
      const isLast = layer === layers.at(-1);
      const leading = layer.filter((from) => {
        let leads = false;
        this.#eachTarget(from, (target) => {
          leads ||= isLast ? target === goal : this.#reached[target] === search;
        });
        return leads;
      });
      for (const one of leading) this.#reached[one] = search;
      nodes.push(...leading);
    }
    return nodes;
  }

  #eachTarget(node: number, visit: (target: number) => void): void {
    const { starts, ends, targets, labels, mask } = this.#rows;
    for (let edge = starts[node] as number; edge < (ends[node] as number); edge++) {
      const target = targets[edge] as number;
      if (((labels[edge] as number) & mask) !== 0 && this.isInside(target)) visit(target);
    }
  }

  /** Breadth-first search from `start` back to itself over later nodes: a cycle with an earlier one begins there. */
  #cycleFrom(start: number, limit: number): readonly number[] | undefined {
    const { starts, ends, targets, labels, mask } = this.#rows;
    const first = this.#rank[start] as number;
    const search = ++this.#lastSearch;
    let frontier = [start];
    for (let depth = 1; depth <= limit && frontier.length > 0; depth++) {
      const next: number[] = [];
      for (const node of frontier) {
        for (let edge = starts[node] as number; edge < (ends[node] as number); edge++) {
          const target = targets[edge] as number;
          if (((labels[edge] as number) & mask) === 0) continue;
          if (target === start) return this.#trail(start, node, edge);
          if (this.#reached[target] === search || !this.isInside(target)) continue;
          if ((this.#rank[target] as number) < first) continue;
          this.#reached[target] = search;
          this.#via[target] = edge;
          this.#from[target] = node;
          next.push(target);
        }
      }
      frontier = next;
    }
    return undefined;
  }

  #trail(start: number, end: number, last: number): readonly number[] {
    const edges = [last];
    for (let node = end; node !== start; node = this.#from[node] as number) {
      edges.push(this.#via[node] as number);
    }
    return edges.reverse();
  }
}
