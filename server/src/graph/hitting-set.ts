import { independentRows, reducedRows } from './reduced-rows.ts';

/** What a search found out. */
export interface HittingSet {
  /** Columns that hit every row, ascending; undefined when none lighter than the bound was found. */
  readonly columns?: readonly number[];
  /** No set that hits every row is lighter than this, or than the bound. */
  readonly atLeast: number;
  /** True when nothing lighter exists; false when the steps ran out. */
  readonly isProven: boolean;
}

/** What is left of a budget; one step is one look at a column of a row. */
export interface Steps {
  left: number;
}

/**
 * The lightest set of columns with at least one of each row, by branch and bound. `below` is the weight that it has to be
 * lighter than. Rows are sorted and not empty; weights are whole numbers from 1.
 */
export function hittingSet(
  rows: readonly (readonly number[])[],
  weights: ArrayLike<number>,
  below: number,
  steps: Steps,
): HittingSet {
  const searches = independentRows(reducedRows(rows, weights)).map(
    (group) => new Search(group, weights, steps),
  );
  const bounds = searches.map((search) => search.atLeast());
  let atLeast = bounds.reduce((sum, bound) => sum + bound, 0);
  const columns: number[] = [];
  for (const [index, search] of searches.entries()) {
    const bound = bounds[index] as number;
    const { best, weight } = search.run(below - (atLeast - bound));
    if (steps.left <= 0) return { atLeast, isProven: false };
    if (!best) return { atLeast: Math.max(atLeast, below), isProven: true };
    columns.push(...best);
    atLeast += weight - bound;
  }
  return { columns: columns.sort((a, b) => a - b), atLeast, isProven: true };
}

const free = 0;
const chosen = 1;
const barred = 2;

class Search {
  readonly #rows: readonly (readonly number[])[];
  readonly #weights: ArrayLike<number>;
  readonly #steps: Steps;
  readonly #states: Uint8Array;
  /** What no row before has used up of a column's weight. */
  readonly #rest: Float64Array;
  readonly #trail: number[] = [];
  #weight = 0;
  #below = 0;
  #best: readonly number[] | undefined;

  constructor(rows: readonly (readonly number[])[], weights: ArrayLike<number>, steps: Steps) {
    this.#rows = [...rows].sort((a, b) => a.length - b.length);
    this.#weights = weights;
    this.#steps = steps;
    this.#states = new Uint8Array(weights.length);
    this.#rest = new Float64Array(weights.length);
  }

  /** A weight that no set is below, from a single look. */
  atLeast(): number {
    return this.#leastOf(this.#rows);
  }

  run(below: number): { readonly best: readonly number[] | undefined; readonly weight: number } {
    this.#below = below;
    this.#search();
    return { best: this.#best, weight: this.#below };
  }

  #search(): void {
    if (this.#steps.left <= 0) return;
    const mark = this.#trail.length;
    const open = this.#propagate();
    if (open && open.length === 0) this.#accept();
    else if (open && this.#weight + this.#leastOf(open) < this.#below) this.#branch(open);
    this.#undo(mark);
  }

  /** Chooses what a row leaves no choice of; the rows that are not hit yet, or undefined when one cannot be. */
  #propagate(): readonly (readonly number[])[] | undefined {
    for (;;) {
      const open: (readonly number[])[] = [];
      let hasChosen = false;
      for (const row of this.#rows) {
        let only = -1;
        let options = 0;
        let isHit = false;
        for (const column of row) {
          this.#steps.left--;
          if (this.#states[column] === chosen) isHit = true;
          if (isHit) break;
          if (this.#states[column] !== free) continue;
          options++;
          only = column;
        }
        if (isHit) continue;
        if (options === 0) return undefined;
        if (options > 1) open.push(row);
        else {
          this.#set(only, chosen);
          hasChosen = true;
        }
      }
      if (this.#weight >= this.#below) return undefined;
      if (!hasChosen) return open;
    }
  }

  /** A weight that no set which hits these rows is below: each row in turn uses up what its columns have left. */
  #leastOf(open: readonly (readonly number[])[]): number {
    for (const row of open) for (const column of row) this.#rest[column] = this.#weights[column] as number;
    let least = 0;
    for (const row of open) {
      let smallest = Number.POSITIVE_INFINITY;
      for (const column of row) {
        this.#steps.left--;
        if (this.#states[column] === free) smallest = Math.min(smallest, this.#rest[column] as number);
      }
      if (smallest === 0) continue;
      least += smallest;
      for (const column of row) this.#rest[column] = (this.#rest[column] as number) - smallest;
    }
    return least;
  }

  /** Tries the columns of a shortest row, the most useful first; what was tried is barred from then on. */
  #branch(open: readonly (readonly number[])[]): void {
    const uses = new Map<number, number>();
    let shortest: readonly number[] = [];
    for (const row of open) {
      const options = row.filter((column) => this.#states[column] === free);
      if (shortest.length === 0 || options.length < shortest.length) shortest = options;
      for (const column of options) uses.set(column, (uses.get(column) ?? 0) + 1);
    }
    const worth = (column: number) => (uses.get(column) ?? 0) / (this.#weights[column] as number);
    for (const column of [...shortest].sort((a, b) => worth(b) - worth(a) || a - b)) {
      const mark = this.#trail.length;
      this.#set(column, chosen);
      this.#search();
      this.#undo(mark);
      this.#set(column, barred);
    }
  }

  #accept(): void {
    this.#below = this.#weight;
    this.#best = this.#trail.filter((column) => this.#states[column] === chosen).sort((a, b) => a - b);
  }

  #set(column: number, state: typeof chosen | typeof barred): void {
    this.#states[column] = state;
    this.#trail.push(column);
    if (state === chosen) this.#weight += this.#weights[column] as number;
  }

  #undo(mark: number): void {
    while (this.#trail.length > mark) {
      const column = this.#trail.pop() as number;
      if (this.#states[column] === chosen) this.#weight -= this.#weights[column] as number;
      this.#states[column] = free;
    }
  }
}
