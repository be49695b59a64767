import type { Hunk } from '../model/change.ts';
import type { Coverage, FileCoverage, Report } from '../model/evidence.ts';
import { type LineRange, mapCoverage } from './line-mapping.ts';
import type { Ratio } from './percent.ts';

/** What the reports of a gate say of one file, taken together. */
export type Measurement =
  /** The lines fit the text as it is now, but for those that are pending. */
  | { readonly state: 'measured'; readonly file: FileCoverage; readonly pending: readonly LineRange[] }
  /** Measured before the file was changed, so that no line is known. */
  | { readonly state: 'stale'; readonly report: string }
  /** Measured by reports that tell no lines. */
  | { readonly state: 'unlined'; readonly report: string }
  | { readonly state: 'absent' };

export interface Measurements {
  of(path: string): Measurement;
  /** Paths of all files that some report measures, in no order. */
  readonly paths: readonly string[];
  /** Over all files. Where several reports measure a file, the one that covers most of it counts. */
  readonly total: Ratio;
  /** False where no report could be used: then nothing is known of any file. */
  readonly isAny: boolean;
}

/** What is known of the age of texts. */
export interface TextAges {
  /** Milliseconds since 1970, when a file was last written; undefined where that says nothing. */
  modified(path: string): number | undefined;
  text(path: string): string | undefined;
  /** From the text that was there at a time to the text now; undefined where nobody remembers that text. */
  hunksSince?(path: string, time: number): readonly Hunk[] | undefined;
}

/** Joins the reports of a coverage gate; those that could not be used are left out. */
export function createMeasurements(reports: readonly Report<Coverage>[], ages: TextAges): Measurements {
  const byPath = new Map<string, Told[]>();
  let isAny = false;
  for (const report of reports) {
    if (!report.parsed.ok) continue;
    isAny = true;
    for (const file of report.parsed.content.files) {
      const told = byPath.get(file.path);
      if (told) told.push({ report, file });
      else byPath.set(file.path, [{ report, file }]);
    }
  }
  return {
    of: (path) => measure(path, byPath.get(path) ?? [], ages),
    paths: [...byPath.keys()],
    total: totalOf(byPath),
    isAny,
  };
}

interface Told {
  readonly report: Report<Coverage>;
  readonly file: FileCoverage;
}

function totalOf(byPath: ReadonlyMap<string, readonly Told[]>): Ratio {
  let covered = 0;
  let measured = 0;
  for (const told of byPath.values()) {
    const [best] = [...told].sort(
      (a, b) => b.file.covered - a.file.covered || b.file.measured - a.file.measured,
    );
    covered += best?.file.covered ?? 0;
    measured += best?.file.measured ?? 0;
  }
  return { covered, measured };
}

function measure(path: string, told: readonly Told[], ages: TextAges): Measurement {
  const [first] = told;
  if (!first) return { state: 'absent' };
  const lined = told.filter(({ file }) => file.lines !== undefined);
  if (lined.length === 0) return { state: 'unlined', report: first.report.path };
  const fitting = lined.flatMap(({ report, file }) => {
    const since = ages.hunksSince?.(path, report.modified);
    if (since) return [mapCoverage(file, since)];
    const isOlder = (ages.modified(path) ?? 0) > report.modified;
    return isOlder || !fits(file, ages.text(path)) ? [] : [{ coverage: file, pending: [] }];
  });
  const [only] = fitting;
  if (!only) return { state: 'stale', report: lined[0]?.report.path ?? first.report.path };
  if (fitting.length === 1) return { state: 'measured', file: only.coverage, pending: only.pending };
  // What one run has seen is no longer pending, so that the latest one decides.
  const pending = fitting.map((one) => one.pending).reduce((a, b) => (b.length < a.length ? b : a));
  return { state: 'measured', file: joined(fitting.map(({ coverage }) => coverage)), pending };
}

/** A report that measures lines beyond the end has measured another text. */
function fits({ lines }: FileCoverage, text: string | undefined): boolean {
  const last = lines?.at(-1) ?? 0;
  if (text === undefined || last === 0) return true;
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0 && count < last; at = text.indexOf('\n', at + 1)) count++;
  return count >= last;
}

function joined(files: readonly FileCoverage[]): FileCoverage {
  const hits = new Map<number, number>();
  const full = new Set<number>();
  const partial = new Set<number>();
  for (const file of files) {
    const own = new Set(file.partial);
    for (const [index, line] of (file.lines ?? []).entries()) {
      const times = file.hits?.[index] ?? 0;
      hits.set(line, Math.min((hits.get(line) ?? 0) + times, 0x7fffffff));
      if (own.has(line)) partial.add(line);
      else if (times > 0) full.add(line);
    }
  }
  const ordered = [...hits].sort(([a], [b]) => a - b);
  const left = [...partial].filter((line) => !full.has(line)).sort((a, b) => a - b);
  const missed = files.find((file) => file.missed)?.missed?.filter(({ start }) => hits.get(start.line) === 0);
  return {
    path: files[0]?.path ?? '',
    covered: ordered.filter(([, times]) => times > 0).length,
    measured: ordered.length,
    lines: Int32Array.from(ordered, ([line]) => line),
    hits: Int32Array.from(ordered, ([, times]) => times),
    ...(left.length > 0 && { partial: Int32Array.from(left) }),
    ...(missed && { missed }),
  };
}
