import type { ChangedFile } from '../model/change.ts';
import type { Coverage, FileCoverage } from '../model/evidence.ts';
import { count } from '../model/words.ts';
import { isBelow, percentOf, type Ratio, showPercent, showPoints } from './percent.ts';

export interface DropFacts {
  readonly change: readonly ChangedFile[];
  /** The whole as it is now. */
  readonly head: Ratio;
  /** Measured paths of now, to tell what is no longer measured. */
  readonly headPaths: Iterable<string>;
  /** The base's report, by the paths there, with the lines of files that the change touches. */
  readonly base: Coverage;
  /** Percentage points that may be lost. */
  readonly drop: number;
}

/** What the whole has lost against the base. */
export interface CoverageDrop {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly head: Ratio;
  readonly base: Ratio;
  /** The base without the lines that the change removed; absent where it removed no measured one. */
  readonly adjusted?: Ratio;
  /** Changed files that the base's report tells no lines of, so that what was removed from them still counts. */
  readonly unadjusted: number;
  /** Files that the base measured, that are still there, and that no report measures now. */
  readonly gone: readonly string[];
  /** Percentage points below whichever base is lower, not rounded; 0 or less is no loss. */
  readonly points: number;
}

/**
 * Compares the whole with the base's. Removing covered lines lowers a percentage although nothing got worse, so that what
 * the change removed is taken out of the base as well, and it is enough to hold against one of both.
 */
export function coverageDrop({ change, head, headPaths, base, drop }: DropFacts): CoverageDrop {
  const byPath = new Map(base.files.map((file) => [file.path, file]));
  const removed = { covered: 0, measured: 0 };
  let unadjusted = 0;
  for (const file of change) {
    const before = file.status === 'added' ? undefined : byPath.get(file.from ?? file.path);
    if (!before) continue;
    const own = removedFrom(file, before);
    if (!own) unadjusted++;
    removed.covered += own?.covered ?? 0;
    removed.measured += own?.measured ?? 0;
  }
  const adjusted = { covered: base.covered - removed.covered, measured: base.measured - removed.measured };
  const common = {
    head,
    base: { covered: base.covered, measured: base.measured },
    ...(removed.measured > 0 && { adjusted }),
    unadjusted,
    gone: goneFiles(change, base, headPaths),
  };
  if (head.measured === 0) return { ...common, verdict: 'unknown', points: 0 };
  const floors = [base, adjusted].filter(({ measured }) => measured > 0).map(percentOf);
  const floor = floors.length === 0 ? 0 : Math.min(...floors);
  return {
    ...common,
    verdict: isBelow(head, floor - drop) ? 'fail' : 'pass',
    points: floor - percentOf(head),
  };
}

/** Measured lines of the base that are gone; undefined where the report tells only sums and the file is still there. */
function removedFrom({ status, hunks }: ChangedFile, before: FileCoverage): Ratio | undefined {
  if (status === 'deleted') return before;
  if (!hunks.some(({ oldCount }) => oldCount > 0)) return { covered: 0, measured: 0 };
  if (!before.lines || !before.hits) return undefined;
  let covered = 0;
  let measured = 0;
  for (const [index, line] of before.lines.entries()) {
    if (!hunks.some(({ oldStart, oldCount }) => line >= oldStart && line < oldStart + oldCount)) continue;
    measured++;
    if ((before.hits[index] ?? 0) > 0) covered++;
  }
  return { covered, measured };
}

function goneFiles(
  change: readonly ChangedFile[],
  base: Coverage,
  headPaths: Iterable<string>,
): readonly string[] {
  const now = new Set(headPaths);
  const movedAway = new Set(
    change.flatMap(({ path, from, status }) => (status === 'deleted' ? [path] : from ? [from] : [])),
  );
  return base.files.map(({ path }) => path).filter((path) => !now.has(path) && !movedAway.has(path));
}

/** One line with numbers: `84.5 % of the whole, 1.2 points below the base, more than 0.5`. */
export function dropDetail(
  { verdict, head, base, adjusted, unadjusted, gone, points }: CoverageDrop,
  drop: number,
): string {
  if (verdict === 'unknown') return 'no report measures any line';
  const from =
    adjusted && percentOf(adjusted) < percentOf(base)
      ? `${showPercent(adjusted)} without what was removed`
      : showPercent(base);
  const change = points > 0 ? `${showPoints(points)} below ${from}` : `not below ${from}`;
  const limit = verdict === 'fail' ? `, more than ${drop} allowed` : '';
  const notes = [
    unadjusted > 0 &&
      `the base tells no lines of ${count(unadjusted, 'changed file')}, so that what they lost still counts`,
    gone.length > 0 && `${count(gone.length, 'file')} no longer measured`,
  ].filter((note) => note !== false);
  return [`${showPercent(head)} of the whole, ${change}${limit}`, ...notes].join('; ');
}
