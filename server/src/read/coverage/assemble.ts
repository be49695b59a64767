import { detached } from '../../format/detached.ts';
import { type KnownPaths, placeNames, type ReportOrigin } from '../../gating/placing.ts';
import type { Coverage, FileCoverage, Parsed } from '../../model/evidence.ts';
import { byCodeUnit } from '../../model/path.ts';
import { count } from '../../model/words.ts';
import { type Branches, noBranches, type RawFile, type RawReport, someTaken, type Tape } from './tape.ts';

export interface CoverageOptions extends ReportOrigin {
  /** Every file of the workspace; for the base's report every file of the base. */
  readonly known: KnownPaths;
  /** True for a file whose lines are asked for; of all others only the sums are kept. */
  isDetailed(path: string): boolean;
}

/** Puts what a report tells onto the files of the workspace; records of one file become one. */
export function assemble(raw: RawReport, options: CoverageOptions): Parsed<Coverage> {
  const records = recordsByName(raw.files);
  const paths = placeNames(
    records.map(([first]) => first?.names ?? []),
    options.known,
    options,
  );
  const byPath = new Map<string, RawFile[]>();
  const foreign: string[] = [];
  for (const [index, files] of records.entries()) {
    const path = paths[index];
    const own = path === undefined ? undefined : byPath.get(path);
    if (path === undefined) foreign.push(detached(files[0]?.names[0] ?? ''));
    else if (own) own.push(...files);
    else byPath.set(path, [...files]);
  }
  if (byPath.size === 0) return { ok: false, message: nothingHere(foreign) };
  const files = [...byPath]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([path, own]) => toFile(path, own, raw.tape, options.isDetailed(path)));
  const sum = (pick: (file: FileCoverage) => number) => files.reduce((total, file) => total + pick(file), 0);
  return {
    ok: true,
    content: {
      format: raw.format,
      files,
      covered: sum(({ covered }) => covered),
      measured: sum(({ measured }) => measured),
      foreign: foreign.sort(byCodeUnit),
    },
  };
}

function nothingHere(foreign: readonly string[]): string {
  const [first] = foreign;
  if (first === undefined) return 'The report measures no file.';
  const files = foreign.length === 1 ? 'The only file' : `None of the ${count(foreign.length, 'file')}`;
  const named = foreign.length === 1 ? `"${first}", is not` : `such as "${first}", is`;
  return `${files} in the report, ${named} in this workspace: it tells of another project or another folder.`;
}

function recordsByName(files: readonly RawFile[]): readonly (readonly RawFile[])[] {
  const records = new Map<string, RawFile[]>();
  for (const file of files) {
    const key = file.names.length === 1 ? (file.names[0] ?? '') : file.names.join('\n');
    const known = records.get(key);
    if (known) known.push(file);
    else records.set(key, [file]);
  }
  return [...records.values()];
}

/** Hardly any file has more than one record, or lines out of order; only then they are put in order. */
function toFile(path: string, records: readonly RawFile[], tape: Tape, isDetailed: boolean): FileCoverage {
  const [first] = records;
  if (!first) return { path, covered: 0, measured: 0 };
  if (first.totals) return { path, ...fullest(records) };
  const isPlain = records.length === 1 && isAscending(first, tape);
  if (isPlain && !isDetailed)
    return { path, covered: coveredCount(first, tape), measured: first.to - first.from };
  const lines = isPlain ? plainLines(first, tape) : mergedLines(records, tape);
  const covered = lines.hits.reduce((sum, hits) => sum + (hits > 0 ? 1 : 0), 0);
  const sums = { path, covered, measured: lines.lines.length };
  if (!isDetailed) return sums;
  const missed = records.flatMap((record) => record.missed?.() ?? []);
  return {
    ...sums,
    lines: lines.lines,
    hits: lines.hits,
    ...(lines.partial.length > 0 && { partial: lines.partial }),
    ...(first.missed && { missed: stillMissed(missed, lines) }),
  };
}

/** Several summaries of one file: their lines are not known, so that the better one is the least that is certain. */
function fullest(records: readonly RawFile[]) {
  const all = records.map(({ totals }) => totals ?? { covered: 0, measured: 0 });
  return all.reduce((best, one) => (one.covered > best.covered ? one : best));
}

interface Lines {
  readonly lines: Int32Array;
  readonly hits: Int32Array;
  readonly partial: Int32Array;
}

function isAscending({ from, to }: RawFile, tape: Tape): boolean {
  for (let index = from + 1; index < to; index++) {
    if (tape.line(index) <= tape.line(index - 1)) return false;
  }
  return true;
}

function coveredCount({ from, to }: RawFile, tape: Tape): number {
  let covered = 0;
  for (let index = from; index < to; index++) if (tape.hits(index) > 0) covered++;
  return covered;
}

function plainLines({ from, to }: RawFile, tape: Tape): Lines {
  const lines = new Int32Array(to - from);
  const hits = new Int32Array(to - from);
  const partial: number[] = [];
  for (let index = from; index < to; index++) {
    lines[index - from] = tape.line(index);
    hits[index - from] = tape.hits(index);
    if (tape.branches(index) === someTaken && tape.hits(index) > 0) partial.push(tape.line(index));
  }
  return { lines, hits, partial: Int32Array.from(partial) };
}

function mergedLines(records: readonly RawFile[], tape: Tape): Lines {
  const merged = new Map<number, { hits: number; branches: Branches }>();
  for (const { from, to } of records) {
    for (let index = from; index < to; index++) {
      const branches = tape.branches(index);
      const known = merged.get(tape.line(index));
      if (!known) merged.set(tape.line(index), { hits: tape.hits(index), branches });
      else {
        known.hits = Math.min(known.hits + tape.hits(index), 0x7fffffff);
        if (known.branches === noBranches || branches === someTaken) known.branches = branches;
      }
    }
  }
  const ordered = [...merged].sort(([a], [b]) => a - b);
  return {
    lines: Int32Array.from(ordered, ([line]) => line),
    hits: Int32Array.from(ordered, ([, { hits }]) => hits),
    partial: Int32Array.from(
      ordered.filter(([, { hits, branches }]) => branches === someTaken && hits > 0),
      ([line]) => line,
    ),
  };
}

/** What one run missed another may have covered. */
function stillMissed(missed: NonNullable<FileCoverage['missed']>, { lines, hits }: Lines) {
  const uncovered = new Set(lines.filter((_, index) => hits[index] === 0));
  return missed.filter(({ start }) => uncovered.has(start.line));
}
