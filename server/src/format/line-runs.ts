import type { Marks } from './line-marks.ts';

/**
 * Where a run of marked lines could stand in several places, since the line behind it equals its first or the line
 * before it equals its last, moves it to where git shows it (git-config, `diff.indentHeuristic`), so that a text that is
 * not saved yet differs in the same lines as once it is. The number of marks stays the same.
 *
 * Runs that meet become one. A run that can stand opposite one of the other text does. Else the boundaries are best
 * where a person would put them: behind blank lines and before what is indented least.
 *
 * @param lines the texts of the lines, each with its end
 */
export function settleRuns(
  { gone, added }: Marks,
  a: Int32Array,
  b: Int32Array,
  lines: { readonly before: readonly string[]; readonly after: readonly string[] },
): void {
  settle({ marks: gone, ids: a, lines: lines.before }, gapsOf(added));
  settle({ marks: added, ids: b, lines: lines.after }, gapsOf(gone));
}

interface Side {
  readonly marks: Uint8Array;
  readonly ids: Int32Array;
  readonly lines: readonly string[];
}

/** For each number of unmarked lines, whether marked ones follow exactly so many. */
function gapsOf(marks: Uint8Array): Uint8Array {
  const gaps = new Uint8Array(marks.length + 1);
  let unmarked = 0;
  for (const mark of marks) {
    if (mark) gaps[unmarked] = 1;
    else unmarked++;
  }
  return gaps;
}

function settle(side: Side, gaps: Uint8Array): void {
  const { marks, ids } = side;
  // How many unmarked lines stand before the run.
  let unmarked = 0;
  for (let at = 0; at < marks.length; ) {
    if (!marks[at]) {
      unmarked++;
      at++;
      continue;
    }
    const run = new Run(marks, ids, at, unmarked);
    let size = 0;
    let highest = 0;
    let opposite: number | undefined;
    // A run that has met another one may have new ways to go.
    while (size !== run.end - run.start) {
      size = run.end - run.start;
      while (run.canRise()) run.rise();
      highest = run.end;
      opposite = gaps[run.unmarked] ? run.end : undefined;
      while (run.canSink()) {
        run.sink();
        if (gaps[run.unmarked]) opposite = run.end;
      }
    }
    const target = run.end === highest ? run.end : (opposite ?? bestEnd(side.lines, run, highest));
    while (run.end > target) run.rise();
    at = run.end;
    unmarked = run.unmarked;
  }
}

/** Marked lines that follow each other. */
class Run {
  readonly #marks: Uint8Array;
  readonly #ids: Int32Array;
  start: number;
  end: number;
  unmarked: number;

  constructor(marks: Uint8Array, ids: Int32Array, start: number, unmarked: number) {
    this.#marks = marks;
    this.#ids = ids;
    this.start = start;
    this.end = start;
    this.unmarked = unmarked;
    this.#join();
  }

  canRise(): boolean {
    return this.start > 0 && this.#ids[this.start - 1] === this.#ids[this.end - 1];
  }

  canSink(): boolean {
    return this.end < this.#ids.length && this.#ids[this.start] === this.#ids[this.end];
  }

  rise(): void {
    this.#marks[--this.start] = 1;
    this.#marks[--this.end] = 0;
    this.unmarked--;
    this.#join();
  }

  sink(): void {
    this.#marks[this.start++] = 0;
    this.#marks[this.end++] = 1;
    this.unmarked++;
    this.#join();
  }

  #join(): void {
    while (this.start > 0 && this.#marks[this.start - 1]) this.start--;
    while (this.end < this.#marks.length && this.#marks[this.end]) this.end++;
  }
}

/** So far a run is moved for the sake of its looks. */
const furthest = 100;

function bestEnd(lines: readonly string[], { start, end }: Run, highest: number): number {
  const size = end - start;
  let best = end;
  let least: Cost | undefined;
  for (let place = Math.max(highest, end - size - 1, end - furthest); place <= end; place++) {
    const [first, second] = [costOfBoundary(lines, place - size), costOfBoundary(lines, place)];
    const cost = { indent: first.indent + second.indent, penalty: first.penalty + second.penalty };
    if (least && indentWeight * Math.sign(cost.indent - least.indent) + cost.penalty - least.penalty > 0)
      continue;
    best = place;
    least = cost;
  }
  return best;
}

interface Cost {
  readonly indent: number;
  readonly penalty: number;
}

/** Less indented outweighs this much of penalties. */
const indentWeight = 60;

/** What speaks for (below 0) and against a boundary. These are git's numbers, found by trials on real histories. */
const weights = {
  startOfFile: 1,
  endOfFile: 21,
  blankLine: -30,
  blankLineBehind: 6,
  deeper: { plain: -4, afterBlank: 10 },
  shallowerThanBoth: { plain: 24, afterBlank: 17 },
  shallower: { plain: 23, afterBlank: 17 },
};

/** What it costs to let a run begin or end before the line at an index. */
function costOfBoundary(lines: readonly string[], index: number): Cost {
  const before = nextIndent(lines, index - 1, -1);
  const behind = nextIndent(lines, index + 1, 1);
  const own = index < lines.length ? indentOf(lines[index] as string) : undefined;
  const isAtStart = before.indent === undefined && before.blanks === 0;
  const blanksBehind = own === undefined ? 1 + behind.blanks : 0;
  const blanks = before.blanks + blanksBehind;
  const indent = own ?? behind.indent;
  const penalty =
    (isAtStart ? weights.startOfFile : 0) +
    (index >= lines.length ? weights.endOfFile : 0) +
    weights.blankLine * blanks +
    weights.blankLineBehind * blanksBehind;
  const step = stepOf(indent, before.indent, behind.indent);
  return { indent: indent ?? -1, penalty: penalty + (step ? step[blanks > 0 ? 'afterBlank' : 'plain'] : 0) };
}

function stepOf(indent: number | undefined, before: number | undefined, behind: number | undefined) {
  if (indent === undefined || before === undefined || indent === before) return undefined;
  if (indent > before) return weights.deeper;
  return behind !== undefined && behind > indent ? weights.shallowerThanBoth : weights.shallower;
}

const mostBlanks = 20;

/** The indent of the nearest line that is not blank, and how many blank ones lie between. */
function nextIndent(
  lines: readonly string[],
  from: number,
  step: 1 | -1,
): { indent?: number; blanks: number } {
  let blanks = 0;
  for (let index = from; index >= 0 && index < lines.length; index += step) {
    const indent = indentOf(lines[index] as string);
    if (indent !== undefined) return { indent, blanks };
    if (++blanks === mostBlanks) return { indent: 0, blanks };
  }
  return { blanks };
}

/** In columns, with tabs to multiples of eight; undefined for a blank line. */
function indentOf(line: string): number | undefined {
  let columns = 0;
  for (const letter of line) {
    if (letter === '\t') columns += 8 - (columns % 8);
    else if (letter === ' ') columns++;
    else if (!/\s/.test(letter)) return columns;
    if (columns >= 200) return 200;
  }
  return undefined;
}
