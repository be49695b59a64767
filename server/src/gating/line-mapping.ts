import type { Hunk } from '../model/change.ts';
import type { FileCoverage } from '../model/evidence.ts';

/** Some lines of a text, from 1. */
export interface LineRange {
  readonly start: number;
  readonly count: number;
}

/** The coverage of a text that has changed since: what still fits, and the lines that nobody has measured yet. */
export interface MappedCoverage {
  readonly coverage: FileCoverage;
  /** In order, disjoint; lines of the new text. */
  readonly pending: readonly LineRange[];
}

/** Where a line of the old text is in the new one; 0 for a line that was altered or is gone. `hunks` are in order. */
export function mapLine(line: number, hunks: readonly Hunk[]): number {
  let shift = 0;
  for (const { oldStart, oldCount, newCount } of hunks) {
    // A pure insertion stands after its line, which itself has not moved.
    const first = oldCount === 0 ? oldStart + 1 : oldStart;
    if (line < first) break;
    if (line < first + oldCount) return 0;
    shift += newCount - oldCount;
  }
  return line + shift;
}

/**
 * Carries what a report says of one text over to a later text, through the hunks between them. A statement that no longer
 * begins and ends on lines that fit, with as many lines between them, is left out.
 */
export function mapCoverage(file: FileCoverage, hunks: readonly Hunk[]): MappedCoverage {
  if (hunks.length === 0 || !file.lines || !file.hits) return { coverage: file, pending: pendingIn(hunks) };
  const lines: number[] = [];
  const hits: number[] = [];
  for (const [index, line] of file.lines.entries()) {
    const now = mapLine(line, hunks);
    if (now === 0) continue;
    lines.push(now);
    hits.push(file.hits[index] ?? 0);
  }
  const partial = [...(file.partial ?? [])].map((line) => mapLine(line, hunks)).filter((line) => line > 0);
  const missed = file.missed?.flatMap((statement) => {
    const start = mapLine(statement.start.line, hunks);
    const end = mapLine(statement.end.line, hunks);
    if (start === 0 || end - start !== statement.end.line - statement.start.line) return [];
    return [{ start: { ...statement.start, line: start }, end: { ...statement.end, line: end } }];
  });
  const coverage = {
    path: file.path,
    covered: hits.reduce((sum, times) => sum + (times > 0 ? 1 : 0), 0),
    measured: lines.length,
    lines: Int32Array.from(lines),
    hits: Int32Array.from(hits),
    ...(partial.length > 0 && { partial: Int32Array.from(partial) }),
    ...(missed && { missed }),
  };
  return { coverage, pending: pendingIn(hunks) };
}

function pendingIn(hunks: readonly Hunk[]): readonly LineRange[] {
  return hunks
    .filter(({ newCount }) => newCount > 0)
    .map(({ newStart, newCount }) => ({ start: newStart, count: newCount }));
}
