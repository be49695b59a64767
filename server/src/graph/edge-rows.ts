/** A directed graph as rows of edges: those of node n have the indices from `starts[n]` up to `ends[n]`. */
export interface Rows {
  /** Nodes are the integers below it. */
  readonly size: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly targets: Int32Array;
  readonly labels: Int32Array;
  /** An edge counts when its label has one of these bits. */
  readonly mask: number;
}

/**
 * A graph that is edited row by row. All rows lie in the same few arrays, because a traversal of objects that are far
 * apart costs more than everything else; a replaced row is written behind the others, and its old place is won back
 * when the arrays are full.
 */
export class EdgeRows {
  #size = 0;
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);
  #targets = new Int32Array(256);
  #labels = new Int32Array(256);
  #used = 0;

  /** The edges whose label has one of the bits of `mask`; to be used before the next edit. */
  rows(mask: number): Rows {
    return {
      size: this.#size,
      starts: this.#starts,
      ends: this.#ends,
      targets: this.#targets,
      labels: this.#labels,
      mask,
    };
  }

  /** The edges of one node: target and label in turn. */
  row(node: number): readonly number[] {
    const edges: number[] = [];
    if (node >= this.#size) return edges;
    for (let edge = this.#starts[node] as number; edge < (this.#ends[node] as number); edge++) {
      edges.push(this.#targets[edge] as number, this.#labels[edge] as number);
    }
    return edges;
  }

  /** Gives one node other edges: target and label in turn. Nodes that were not named before have none. */
  replace(node: number, edges: readonly number[]): void {
    this.#size = Math.max(this.#size, node + 1);
    if (this.#size > this.#starts.length) {
      this.#starts = larger(this.#starts, 2 * this.#size);
      this.#ends = larger(this.#ends, 2 * this.#size);
    }
    this.#ends[node] = this.#starts[node] as number;
    if (this.#used + edges.length / 2 > this.#targets.length) this.#pack(edges.length / 2);
    this.#starts[node] = this.#used;
    for (let at = 0; at < edges.length; at += 2) {
      this.#targets[this.#used] = edges[at] as number;
      this.#labels[this.#used] = edges[at + 1] as number;
      this.#used++;
    }
    this.#ends[node] = this.#used;
  }

  /** Moves the rows together, with room for `more` edges and as many again as a fifth of what there is, or makes room. */
  #pack(more: number): void {
    let count = more;
    for (let node = 0; node < this.#size; node++) {
      count += (this.#ends[node] as number) - (this.#starts[node] as number);
    }
    if (count === this.#used + more) {
      // Nothing is to be won back: while a workspace is read, rows only come.
      this.#targets = larger(this.#targets, 2 * count + 256);
      this.#labels = larger(this.#labels, this.#targets.length);
      return;
    }
    const targets = new Int32Array(Math.ceil(1.2 * count) + 256);
    const labels = new Int32Array(targets.length);
    let used = 0;
    for (let node = 0; node < this.#size; node++) {
      const start = this.#starts[node] as number;
      const end = this.#ends[node] as number;
      targets.set(this.#targets.subarray(start, end), used);
      labels.set(this.#labels.subarray(start, end), used);
      this.#starts[node] = used;
      used += end - start;
      this.#ends[node] = used;
    }
    this.#targets = targets;
    this.#labels = labels;
    this.#used = used;
  }
}

function larger(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}
