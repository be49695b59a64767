import type { Hunk } from '../model/change.ts';
import { type Marks, markDifferences } from './line-marks.ts';
import { settleRuns } from './line-runs.ts';

/**
 * Where two texts differ, in lines as git counts them: a line is what ends with LF, together with it. So a CR before the
 * LF belongs to the line, and a line that lost its CR has changed, as has the last one when only its LF is gone. Whether
 * git would store the CR is not known here; ask `asStored` first where that matters.
 *
 * As few lines as possible are called different, except in large texts that have little in common, where the search for
 * the fewest is given up after a bounded number of steps. Where lines could be called new in several places, because
 * they repeat their surroundings, they are where git shows them; of several ways that differ in which lines they keep,
 * git may choose another.
 */
export function diffLines(before: string, after: string): readonly Hunk[] {
  if (before === after) return [];
  const ids = new Map<string, number>();
  const lines = { before: splitLines(before), after: splitLines(after) };
  const a = idsOf(lines.before, ids);
  const b = idsOf(lines.after, ids);
  const marks = markDifferences(a, b, ids.size);
  settleRuns(marks, a, b, lines);
  return hunksOf(marks);
}

/** The hunks of a text that was not there before. */
export function wholly(text: string): readonly Hunk[] {
  const newCount = countLines(text);
  return newCount === 0 ? [] : [{ oldStart: 0, oldCount: 0, newStart: 1, newCount }];
}

/** How many lines a text has; one that ends without LF counts. */
export function countLines(text: string): number {
  let lines = 0;
  for (let at = 0; at < text.length; lines++) {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
  }
  return lines;
}

/** The lines of a text, each with its LF. */
export function splitLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length : end + 1;
    lines.push(text.slice(at, next));
    at = next;
  }
  return lines;
}

/** Equal lines have equal numbers, in both texts. */
function idsOf(lines: readonly string[], ids: Map<string, number>): Int32Array {
  return Int32Array.from(lines, (line) => {
    const known = ids.get(line);
    if (known !== undefined) return known;
    ids.set(line, ids.size);
    return ids.size - 1;
  });
}

function hunksOf({ gone, added }: Marks): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let oldLine = 0;
  let newLine = 0;
  while (oldLine < gone.length || newLine < added.length) {
    const [oldFrom, newFrom] = [oldLine, newLine];
    while (gone[oldLine]) oldLine++;
    while (added[newLine]) newLine++;
    const oldCount = oldLine - oldFrom;
    const newCount = newLine - newFrom;
    if (oldCount + newCount > 0) {
      hunks.push({
        oldStart: oldCount > 0 ? oldFrom + 1 : oldFrom,
        oldCount,
        newStart: newCount > 0 ? newFrom + 1 : newFrom,
        newCount,
      });
    }
    oldLine++;
    newLine++;
  }
  return hunks;
}
