import type { ChangedFile } from '../model/change.ts';
import type { FileCoverage } from '../model/evidence.ts';
import type { Span } from '../model/span.ts';
import { createLineSpans } from './line-spans.ts';
import type { PatchFile } from './patch-coverage.ts';

/** Added lines in a row that no test runs: only lines stand between them that were added, too, and that nobody can measure. */
export interface UncoveredRun {
  readonly lines: readonly number[];
  /** The statements on them where the report knows these, else the lines without the white space around them. */
  readonly span: Span;
}

export function uncoveredRuns(
  { uncovered }: PatchFile,
  { hunks }: ChangedFile,
  coverage: FileCoverage,
  text: string,
): readonly UncoveredRun[] {
  const spans = createLineSpans(text);
  const isOpen = new Set(uncovered);
  const breaks = new Set([...(coverage.lines ?? [])].filter((line) => !isOpen.has(line)));
  const runs: number[][] = [];
  for (const line of uncovered) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last !== undefined && isOne(last, line)) run.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((lines) => {
    const whole = spans.trimmed(lines[0] ?? 0, lines.at(-1) ?? 0);
    return whole ? [{ lines, span: statementsIn(lines, whole, coverage, spans) ?? whole }] : [];
  });

  function isOne(from: number, to: number): boolean {
    for (let line = from + 1; line < to; line++) if (breaks.has(line)) return false;
    return hunks.some(({ newStart, newCount }) => from >= newStart && to < newStart + newCount);
  }
}

/** From the first statement that begins on one of the lines to the end of the last, but not beyond the last of the lines. */
function statementsIn(
  lines: readonly number[],
  whole: Span,
  { missed }: FileCoverage,
  spans: ReturnType<typeof createLineSpans>,
): Span | undefined {
  const own = new Set(lines);
  let [start, end] = [whole.end, whole.start];
  for (const statement of missed ?? []) {
    if (!own.has(statement.start.line)) continue;
    start = Math.min(start, spans.offset(statement.start.line, statement.start.column));
    end = Math.max(end, spans.offset(statement.end.line, statement.end.column));
  }
  const [first, last] = [Math.max(start, whole.start), Math.min(end, whole.end)];
  return first < last ? { start: first, end: last } : undefined;
}
