import type { ChangedFile } from '../model/change.ts';
import type { CoverageGate } from '../model/policy.ts';
import { count } from '../model/words.ts';
import type { LineRange } from './line-mapping.ts';
import type { Measurement, Measurements } from './measurements.ts';
import { type ChangeTexts, movedLines } from './moved-lines.ts';
import { isBelow, type Ratio, showPercent } from './percent.ts';

export interface PatchFacts extends ChangeTexts {
  /** All files of the change. */
  readonly change: readonly ChangedFile[];
  readonly measurements: Measurements;
  readonly gate: Pick<CoverageGate, 'patch' | 'minLines' | 'branches'>;
  /** False for tests, excluded files and files of another policy: their lines count nowhere. */
  isJudged(path: string): boolean;
  /** True for a file that some report has to measure; a judged file that need not be counts where one does. */
  isExpected(path: string): boolean;
  /** True for a judged file with code that runs, whether or not something around it is measured. */
  isMeasurable(path: string): boolean;
}

/** The added measurable lines of one file. */
export interface PatchFile extends Ratio {
  readonly path: string;
  /** Ascending, from 1. */
  readonly uncovered: readonly number[];
}

/** A file of which it is not known how many of its added lines are covered. */
export interface UnknownLines {
  readonly path: string;
  /** At most so many can be measured. */
  readonly lines: number;
}

/** How much of what a change adds is covered. */
export interface PatchCoverage extends Ratio {
  /** `na`: the change adds no measurable line, or the policy asks for no percentage. */
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'na';
  /** Below the percentage, but with too few lines to stop a merge. */
  readonly isSmall: boolean;
  /** Files with added measurable lines, in order of path. */
  readonly files: readonly PatchFile[];
  /** Files that no report measures, although it should. */
  readonly unmeasured: readonly UnknownLines[];
  /** How many files with added code lie where no report measures anything; the verdict is not about them. */
  readonly elsewhere: number;
  /** Files that were changed after they were measured. */
  readonly stale: readonly (UnknownLines & { readonly report: string })[];
  /** Files that only reports without lines measure. */
  readonly unlined: readonly (UnknownLines & { readonly report: string })[];
  /** Added lines of measured files that were typed since; they leave the verdict as it is. */
  readonly pending: number;
  /** Added lines that were only moved. */
  readonly moved: number;
}

/**
 * Covered added lines among the measured ones, not rounded. Lines that are not known make the verdict unknown only where
 * they could turn it: not where the change fails or passes whatever they are. Pending ones never do: only what remembers
 * the measured text knows of any, and that is an editor in which nobody has asked.
 */
export function patchCoverage(facts: PatchFacts): PatchCoverage {
  const moved = movedLines(facts.change, facts);
  const none = new Set<number>();
  const judged = facts.change
    .filter(({ path, status, hunks }) => status !== 'deleted' && hunks.length > 0 && facts.isJudged(path))
    .map((file) => judge(file, moved.get(file.path) ?? none, facts));
  const pick = <State extends Judged['state']>(state: State) =>
    judged.filter((one): one is Extract<Judged, { state: State }> => one.state === state);
  const measured = pick('measured');
  const files = measured.map(({ file }) => file).filter((file) => file.measured > 0);
  const ratio = {
    covered: files.reduce((sum, file) => sum + file.covered, 0),
    measured: files.reduce((sum, file) => sum + file.measured, 0),
  };
  const pending = measured.reduce((sum, one) => sum + one.pending, 0);
  const unmeasured = pick('unmeasured').map(({ path, lines }) => ({ path, lines }));
  const stale = pick('stale').map(({ path, lines, report }) => ({ path, lines, report }));
  const unlined = pick('unlined').map(({ path, lines, report }) => ({ path, lines, report }));
  const open = [...unmeasured, ...stale, ...unlined].reduce((sum, { lines }) => sum + lines, 0);
  return {
    ...ratio,
    ...decide(ratio, open, facts.gate),
    files,
    unmeasured,
    elsewhere: pick('elsewhere').length,
    stale,
    unlined,
    pending,
    moved: judged.reduce((sum, one) => sum + one.moved, 0),
  };
}

type Judged = { readonly moved: number } & (
  | { readonly state: 'measured'; readonly file: PatchFile; readonly pending: number }
  | ({ readonly state: 'unmeasured' | 'elsewhere' | 'none' } & UnknownLines)
  | ({ readonly state: 'stale' | 'unlined'; readonly report: string } & UnknownLines)
);

function judge(file: ChangedFile, moved: ReadonlySet<number>, facts: PatchFacts): Judged {
  const { path } = file;
  const added = addedLines(file).filter((line) => !moved.has(line));
  const measurement = facts.measurements.of(path);
  const common = { moved: moved.size, path, lines: mayBeMeasured(added, facts.text(path)) };
  if (added.length === 0) return { ...common, state: 'none' };
  if (common.lines === 0 && measurement.state !== 'measured') return { ...common, state: 'none' };
  switch (measurement.state) {
    case 'measured':
      return {
        ...common,
        state: 'measured',
        ...countMeasured(path, added, measurement, facts.gate.branches),
      };
    case 'absent':
      if (facts.isExpected(path)) return { ...common, state: 'unmeasured' };
      return { ...common, state: facts.isMeasurable(path) ? 'elsewhere' : 'none' };
    default:
      return { ...common, state: measurement.state, report: measurement.report };
  }
}

function addedLines({ hunks }: ChangedFile): readonly number[] {
  return hunks.flatMap(({ newStart, newCount }) =>
    Array.from({ length: newCount }, (_, index) => newStart + index),
  );
}

/** How many lines hold more than white space, brackets or a comment; nobody has to measure the others. */
function mayBeMeasured(added: readonly number[], text: string | undefined): number {
  const lines = text?.split('\n');
  if (!lines) return added.length;
  return added.filter((line) => !/^\s*(?:\/\/.*|\/?\*.*|[\s{}()[\];,]*)$/.test(lines[line - 1] ?? '')).length;
}

function countMeasured(
  path: string,
  added: readonly number[],
  { file, pending }: Extract<Measurement, { state: 'measured' }>,
  branches: boolean,
): { readonly file: PatchFile; readonly pending: number } {
  const hits = new Map<number, number>();
  for (const [index, line] of (file.lines ?? []).entries()) hits.set(line, file.hits?.[index] ?? 0);
  const partial = new Set(branches ? file.partial : []);
  const measured = added.filter((line) => hits.has(line));
  const uncovered = measured.filter((line) => hits.get(line) === 0 || partial.has(line));
  return {
    file: { path, measured: measured.length, covered: measured.length - uncovered.length, uncovered },
    pending: added.filter((line) => isIn(line, pending)).length,
  };
}

function isIn(line: number, ranges: readonly LineRange[]): boolean {
  return ranges.some(({ start, count: length }) => line >= start && line < start + length);
}

function decide(
  ratio: Ratio,
  open: number,
  { patch, minLines }: PatchFacts['gate'],
): Pick<PatchCoverage, 'verdict' | 'isSmall'> {
  if (patch === undefined || ratio.measured + open === 0) return { verdict: 'na', isSmall: false };
  const worst = { covered: ratio.covered, measured: ratio.measured + open };
  const best = { covered: ratio.covered + open, measured: ratio.measured + open };
  if (!isBelow(worst, patch)) return { verdict: 'pass', isSmall: false };
  if (isBelow(best, patch) && ratio.measured >= minLines) return { verdict: 'fail', isSmall: false };
  if (open > 0) return { verdict: 'unknown', isSmall: false };
  return { verdict: 'pass', isSmall: true };
}

/** One line with numbers: `71.4 % < 80 %, 12 lines in 3 files`. */
export function patchDetail(coverage: PatchCoverage, patch: number | undefined): string {
  const { elsewhere } = coverage;
  const rest = elsewhere === 0 ? '' : `; no report is about ${count(elsewhere, 'other changed file')}`;
  return `${knownDetail(coverage, patch)}${rest}`;
}

function knownDetail(coverage: PatchCoverage, patch: number | undefined): string {
  const { covered, measured, files } = coverage;
  const uncovered = files.filter((file) => file.uncovered.length > 0);
  const gaps = `${count(measured - covered, 'line')} in ${count(uncovered.length, 'file')}`;
  const share = measured === 0 ? '' : showPercent(coverage);
  const unknown = unknownDetail(coverage);
  const more = unknown === '' ? '' : `; ${unknown}`;
  switch (coverage.verdict) {
    case 'na':
      if (measured === 0) return unknown === '' ? 'no measurable line was added' : unknown;
      return `${share} of ${count(measured, 'added line')}${more}`;
    case 'unknown':
      return share === '' ? unknown : `${unknown}; ${share} of ${count(measured, 'measured line')}`;
    case 'fail':
      return `${share} < ${patch} %, ${gaps}${more}`;
    case 'pass':
      if (coverage.isSmall)
        return `${share} < ${patch} %, but only ${count(measured, 'added line')} measured${more}`;
      return `${share} ≥ ${patch} %, ${count(measured, 'added line')}${more}`;
  }
}

function unknownDetail({ unmeasured, stale, unlined, pending }: PatchCoverage): string {
  const parts = [
    unmeasured.length > 0 && `${count(unmeasured.length, 'file')} not measured`,
    stale.length > 0 && `${count(stale.length, 'file')} changed since`,
    unlined.length > 0 && `${count(unlined.length, 'file')} measured without lines`,
    pending > 0 && `${count(pending, 'line')} pending`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}
