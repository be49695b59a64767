import type { Rows } from './edge-rows.ts';

/**
 * Who leads to whom in an edited graph. The index of a moment before stays; what edited nodes lead to since then is kept
 * beside it, so that an edit costs no more than its row.
 */
export class LiveImporters {
  #index: Index | undefined;
  readonly #mostEdited: number;
  /** The nodes of which the index is no longer right, with what they lead to. */
  readonly #targets = new Map<number, readonly number[]>();
  /** Those by what they lead to. */
  readonly #added = new Map<number, Set<number>>();

  /** @param mostEdited so many nodes are looked up beside the index before it is made anew */
  constructor(mostEdited = 200) {
    this.#mostEdited = mostEdited;
  }

  /** Takes over the rows of nodes that were replaced. */
  update(rows: Rows, nodes: readonly number[]): void {
    if (!this.#index || this.#targets.size + nodes.length > this.#mostEdited) {
      this.#index = indexOf(rows);
      this.#targets.clear();
      this.#added.clear();
      return;
    }
    for (const node of nodes) {
      for (const target of this.#targets.get(node) ?? []) this.#added.get(target)?.delete(node);
      const targets = targetsOf(node, rows);
      this.#targets.set(node, targets);
      for (const target of targets) {
        const importers = this.#added.get(target);
        if (importers) importers.add(node);
        else this.#added.set(target, new Set([node]));
      }
    }
  }

  /** In no order; one that leads there twice may be visited twice. */
  each(node: number, visit: (importer: number) => void): void {
    if (!this.#index) return;
    const { starts, importers } = this.#index;
    const end = node + 1 < starts.length ? (starts[node + 1] as number) : 0;
    for (let at = starts[node] as number; at < end; at++) {
      const importer = importers[at] as number;
      if (!this.#targets.has(importer)) visit(importer);
    }
    for (const importer of this.#added.get(node) ?? []) visit(importer);
  }
}

/** The nodes in `importers` from `starts[node]` up to `starts[node + 1]` lead to a node. */
interface Index {
  readonly starts: Int32Array;
  readonly importers: Int32Array;
}

function targetsOf(node: number, { size, starts, ends, targets, labels, mask }: Rows): readonly number[] {
  const found: number[] = [];
  if (node >= size) return found;
  for (let edge = starts[node] as number; edge < (ends[node] as number); edge++) {
    if (((labels[edge] as number) & mask) !== 0) found.push(targets[edge] as number);
  }
  return found;
}

function indexOf({ size, starts, ends, targets, labels, mask }: Rows): Index {
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
