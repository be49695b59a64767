/** Which lines of either text have no partner in the other: 1 where so. */
export interface Marks {
  readonly gone: Uint8Array;
  readonly added: Uint8Array;
}

/**
 * Marks the lines that differ, as few as possible within bounded work, by the linear-space algorithm of E. Myers, "An
 * O(ND) difference algorithm and its variations" (1986). Lines are numbers below `distinct`.
 */
export function markDifferences(a: Int32Array, b: Int32Array, distinct: number): Marks {
  const gone = new Uint8Array(a.length);
  const added = new Uint8Array(b.length);
  // A line that the other text does not hold at all differs for certain; without these the rest is often short.
  const left = keepShared(a, b, distinct, gone);
  const right = keepShared(b, a, distinct, added);
  const search = new MiddleSearch(left.lines, right.lines);
  const boxes: Box[] = [{ aFrom: 0, aTo: left.lines.length, bFrom: 0, bTo: right.lines.length }];
  for (let box = boxes.pop(); box; box = boxes.pop()) {
    const { aFrom, aTo, bFrom, bTo } = trim(box, left.lines, right.lines);
    if (aFrom === aTo) for (let index = bFrom; index < bTo; index++) added[right.places[index] as number] = 1;
    else if (bFrom === bTo)
      for (let index = aFrom; index < aTo; index++) gone[left.places[index] as number] = 1;
    else {
      const { x, y } = search.find({ aFrom, aTo, bFrom, bTo });
      boxes.push({ aFrom, aTo: x, bFrom, bTo: y }, { aFrom: x, aTo, bFrom: y, bTo });
    }
  }
  return { gone, added };
}

interface Box {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

interface Kept {
  readonly lines: Int32Array;
  /** Where each of them stands in the whole text. */
  readonly places: Int32Array;
}

function keepShared(lines: Int32Array, other: Int32Array, distinct: number, marks: Uint8Array): Kept {
  const isThere = new Uint8Array(distinct);
  for (const line of other) isThere[line] = 1;
  const places: number[] = [];
  for (const [place, line] of lines.entries()) {
    if (isThere[line]) places.push(place);
    else marks[place] = 1;
  }
  return {
    lines: Int32Array.from(places, (place) => lines[place] as number),
    places: Int32Array.from(places),
  };
}

/** Without the lines that both begin or end with. */
function trim({ aFrom, aTo, bFrom, bTo }: Box, a: Int32Array, b: Int32Array): Box {
  let [x, y, u, v] = [aFrom, bFrom, aTo, bTo];
  while (x < u && y < v && a[x] === b[y]) {
    x++;
    y++;
  }
  while (x < u && y < v && a[u - 1] === b[v - 1]) {
    u--;
    v--;
  }
  return { aFrom: x, aTo: u, bFrom: y, bTo: v };
}

/** So many edits from either corner are searched for the best path; beyond it the furthest point has to do. */
const most = 256;
/** Where diagonal 0 stands in a row. */
const zero = most + 1;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The rows that the search needs, allocated once for all boxes of a pair of texts. */
class MiddleSearch {
  /** How far in the first text each diagonal was followed from the box's first corner. */
  readonly #forward = new Int32Array(2 * zero + 1);
  /** The same from its last corner; the diagonals are counted from there. */
  readonly #backward = new Int32Array(2 * zero + 1);
  readonly #a: Int32Array;
  readonly #b: Int32Array;

  constructor(a: Int32Array, b: Int32Array) {
    this.#a = a;
    this.#b = b;
  }

  /**
   * A point inside the box on a shortest path through it, searched from both corners at once. The box holds lines of
   * both texts, and they differ at both ends. Diagonal k holds the points where x - y = k, counted from the box's
   * first corner. Paths may leave the box; none of those meets another before one inside does.
   */
  find(box: Box): Point {
    const n = box.aTo - box.aFrom;
    const delta = n - (box.bTo - box.bFrom);
    const [forward, backward] = [this.#forward, this.#backward];
    forward[zero + 1] = 0;
    backward[zero - 1] = n;
    for (let d = 0; ; d++) {
      for (let k = d; k >= -d; k -= 2) {
        const x = this.#down(box, k, d);
        const other = k - delta;
        const isMet = delta % 2 !== 0 && Math.abs(other) < d && x >= (backward[zero + other] as number);
        if (isMet) return { x: box.aFrom + x, y: box.bFrom + x - k };
      }
      for (let k = d; k >= -d; k -= 2) {
        const x = this.#up(box, k, delta, d);
        const other = k + delta;
        const isMet = delta % 2 === 0 && Math.abs(other) <= d && x <= (forward[zero + other] as number);
        if (isMet) return { x: box.aFrom + x, y: box.bFrom + x - other };
      }
      if (d === most) return this.#furthest(box, delta);
    }
  }

  /** Follows diagonal k downward after d edits; returns where it ends. */
  #down({ aFrom, aTo, bFrom, bTo }: Box, k: number, d: number): number {
    const row = this.#forward;
    const left = row[zero + k - 1] as number;
    const right = row[zero + k + 1] as number;
    let x = k === -d || (k !== d && left < right) ? right : left + 1;
    let place = aFrom + x;
    let other = bFrom + x - k;
    for (; place < aTo && other < bTo && this.#a[place] === this.#b[other]; place++) other++;
    x = place - aFrom;
    row[zero + k] = x;
    return x;
  }

  /** The same upward; k is counted from the last corner. */
  #up({ aFrom, bFrom }: Box, k: number, delta: number, d: number): number {
    const row = this.#backward;
    const left = row[zero + k - 1] as number;
    const right = row[zero + k + 1] as number;
    let x = k === d || (k !== -d && left < right) ? left : right - 1;
    let place = aFrom + x;
    let other = bFrom + x - k - delta;
    for (; place > aFrom && other > bFrom && this.#a[place - 1] === this.#b[other - 1]; place--) other--;
    x = place - aFrom;
    row[zero + k] = x;
    return x;
  }

  /** The point inside the box that is furthest from the corner it was reached from. */
  #furthest({ aFrom, aTo, bFrom, bTo }: Box, delta: number): Point {
    const [n, m] = [aTo - aFrom, bTo - bFrom];
    let best: Point = { x: 0, y: 0 };
    let way = 0;
    const offer = (x: number, y: number, length: number) => {
      if (length <= way || x < 0 || y < 0 || x > n || y > m) return;
      best = { x, y };
      way = length;
    };
    for (let k = -most; k <= most; k += 2) {
      const down = this.#forward[zero + k] as number;
      offer(down, down - k, 2 * down - k);
      const up = this.#backward[zero + k] as number;
      offer(up, up - k - delta, n + m - (2 * up - k - delta));
    }
    return { x: aFrom + best.x, y: bFrom + best.y };
  }
}
