import { detached } from '../../format/detached.ts';
import type { FileCoverage, Unusable } from '../../model/evidence.ts';
import { firstOf } from '../../model/words.ts';
import {
  allTaken,
  createTape,
  noBranches,
  type RawFile,
  type RawReport,
  someTaken,
  type Tape,
} from './tape.ts';

/**
 * Reads Istanbul's `coverage-final.json`, which maps files to their statements and how often each ran, and
 * `coverage-summary.json`, which maps files to sums. Statements count for the line they begin on, as Istanbul counts lines.
 */
export function readIstanbul(text: string): RawReport | Unusable {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const entries = Object.entries(parsed.value).filter(([name]) => name !== 'total');
  const tape = createTape();
  const files: RawFile[] = [];
  const isSummary = entries.length > 0 && entries.every(([, value]) => sumsOf(value) !== undefined);
  for (const [name, value] of entries) {
    const file = isSummary ? toSums(name, value) : toStatements(name, value, tape);
    if (!file) return { ok: false, message: notCoverage(Object.keys(parsed.value), name, files.length) };
    files.push(file);
  }
  if (files.length === 0) return { ok: false, message: 'The report measures no file.' };
  return { ok: true, format: isSummary ? 'istanbul-summary' : 'istanbul', files, tape };
}

type Fields = Readonly<Record<string, unknown>>;

function parse(text: string): { readonly ok: true; readonly value: Fields } | Unusable {
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    if (isFields(value) && !Array.isArray(value)) return { ok: true, value };
    return { ok: false, message: 'The report is JSON, but no coverage of Istanbul: it holds no object.' };
  } catch (thrown) {
    // The reader of the runtime says why in its own words; what matters is whether the end is missing.
    const isCutOff = thrown instanceof Error && /end of JSON|Unterminated/i.test(thrown.message);
    const message = isCutOff ? 'The report is cut off: its JSON has no end.' : 'The report is no valid JSON.';
    return { ok: false, message };
  }
}

function notCoverage(keys: readonly string[], name: string, before: number): string {
  if (before > 0) return `The report is damaged: it tells neither statements nor sums of "${name}".`;
  const held = firstOf(
    keys.map((key) => `"${key}"`),
    3,
  );
  return `The report is JSON, but no coverage of Istanbul: it holds ${held}.`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function sumsOf(value: unknown): { readonly total: number; readonly covered: number } | undefined {
  const lines = isFields(value) ? value['lines'] : undefined;
  if (!isFields(lines)) return undefined;
  const { total, covered } = lines;
  return isCount(total) && isCount(covered) && covered <= total ? { total, covered } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function toSums(name: string, value: unknown): RawFile | undefined {
  const sums = sumsOf(value);
  return (
    sums && {
      names: [detached(name)],
      from: 0,
      to: 0,
      totals: { covered: sums.covered, measured: sums.total },
    }
  );
}

function toStatements(name: string, value: unknown, tape: Tape): RawFile | undefined {
  if (!isFields(value)) return undefined;
  const { path, statementMap, s: counts, branchMap, b: taken } = value;
  if (!isFields(statementMap) || !isFields(counts)) return undefined;
  const from = tape.length;
  const hits = new Map<number, number>();
  for (const [id, range] of Object.entries(statementMap)) {
    const line = lineOf(range);
    if (line === undefined || typeof counts[id] !== 'number') return undefined;
    hits.set(line, Math.max(hits.get(line) ?? 0, counts[id]));
  }
  const partial = partialLines(branchMap, taken);
  for (const [line, times] of [...hits].sort(([a], [b]) => a - b)) {
    const isFull = partial.get(line);
    tape.push(line, Math.max(0, times), isFull === undefined ? noBranches : isFull ? allTaken : someTaken);
  }
  return {
    names: [detached(typeof path === 'string' && path !== '' ? path : name)],
    from,
    to: tape.length,
    missed: () => missedIn(statementMap, counts),
  };
}

function lineOf(range: unknown): number | undefined {
  const start = isFields(range) ? range['start'] : undefined;
  const line = isFields(start) ? start['line'] : undefined;
  return typeof line === 'number' && Number.isInteger(line) && line > 0 ? line : undefined;
}

/** Lines with branches, and whether each of these was taken. */
function partialLines(branchMap: unknown, taken: unknown): ReadonlyMap<number, boolean> {
  const lines = new Map<number, boolean>();
  if (!isFields(branchMap) || !isFields(taken)) return lines;
  for (const [id, branch] of Object.entries(branchMap)) {
    const own = isFields(branch) ? branch : {};
    const line = lineOf(own['loc']) ?? (isCount(own['line']) ? own['line'] : undefined);
    const counts = taken[id];
    if (line === undefined || !Array.isArray(counts)) continue;
    lines.set(
      line,
      (lines.get(line) ?? true) && counts.every((times) => typeof times === 'number' && times > 0),
    );
  }
  return lines;
}

type Missed = NonNullable<FileCoverage['missed']>;

/** Beyond every line's end; tools write `null` for "to the end of the line". */
const endOfLine = 0x7fffffff;

function missedIn(statements: Fields, counts: Fields): Missed {
  const missed: Missed[number][] = [];
  for (const [id, range] of Object.entries(statements)) {
    const line = lineOf(range);
    if (!isFields(range) || line === undefined || counts[id] !== 0) continue;
    const end = isFields(range['end']) ? range['end'] : {};
    missed.push({
      start: { line, column: columnOf(range['start'], 1) },
      end: { line: lineOf({ start: end }) ?? line, column: columnOf(end, endOfLine) },
    });
  }
  return missed.sort((a, b) => a.start.line - b.start.line || a.start.column - b.start.column);
}

/** Istanbul counts columns from 0. */
function columnOf(position: unknown, otherwise: number): number {
  const column = isFields(position) ? position['column'] : undefined;
  return isCount(column) ? column + 1 : otherwise;
}
