import type { Unusable } from '../../model/evidence.ts';
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
 * Reads an lcov tracefile of version 1 or 2 by the format of geninfo(1): `SF` begins a record, `DA:line,hits` measures a line,
 * `BRDA:line,block,branch,taken` an outcome, `end_of_record` ends it. Functions (`FN`, `FNL`, `FNA`), conditions (`MCDC`)
 * and sums are passed over. Outcomes marked `e` are exceptions, which no test is asked to raise.
 */
export function readLcov(text: string): RawReport | Unusable {
  // A measured line takes eight characters and more.
  const tape = createTape(text.length >> 3);
  const reading: Reading = { text, tape, files: [], name: undefined, from: 0, outcomes: [] };
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const end = readDataLine(reading, at);
    if (end > 0) {
      at = end;
      continue;
    }
    const lineEnd = endOfLine(text, at);
    if (isPassedOver(text, at)) {
      at = lineEnd + 1;
      continue;
    }
    const problem = readRecord(reading, text.slice(at, lineEnd).trimEnd());
    if (problem !== undefined) return { ok: false, message: `${problem} (line ${lineNumber(text, at)}).` };
    at = lineEnd + 1;
  }
  const { name, files } = reading;
  if (name !== undefined) {
    return { ok: false, message: `The report is cut off: it ends within the record of "${name}".` };
  }
  if (files.length === 0) return { ok: false, message: 'The report measures no file.' };
  return { ok: true, format: 'lcov', files, tape };
}

interface Reading {
  readonly text: string;
  readonly tape: Tape;
  readonly files: RawFile[];
  /** Of the open record. */
  name: string | undefined;
  from: number;
  /** Pairs of a line and whether the outcome was taken. */
  outcomes: number[];
}

/**
 * Nearly all lines of a report are `DA:12,3`, and read digit by digit they cost a third. Returns where the next line begins,
 * or 0 for a line that is anything else.
 */
function readDataLine({ text, tape, name }: Reading, start: number): number {
  if (text.charCodeAt(start) !== 68 || text.charCodeAt(start + 1) !== 65 || name === undefined) return 0;
  let at = start + 3;
  let line = 0;
  for (; isDigit(text.charCodeAt(at)); at++) line = line * 10 + text.charCodeAt(at) - 48;
  const comma = at;
  if (text.charCodeAt(start + 2) !== 58 || text.charCodeAt(comma) !== 44) return 0;
  let hits = 0;
  for (at++; isDigit(text.charCodeAt(at)); at++) hits = hits * 10 + text.charCodeAt(at) - 48;
  const length = at - start;
  if (at === comma + 1 || line === 0 || line > mostLine || length > 24) return 0;
  if (text.charCodeAt(at) === 13) at++;
  if (text.charCodeAt(at) !== 10) return 0;
  tape.push(line, hits, noBranches);
  return at + 1;
}

/** Functions, conditions and sums: `FN`, `FNDA`, `LF`, `LH`, `MCDC` and others, seldom worth a copy of their line. */
function isPassedOver(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  const isKnown = first === 70 || first === 76 || first === 77 || first === 84;
  return isKnown && /[A-Z]{2,6}:/y.test(text.slice(at, at + 8));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What is wrong with one line, if anything. */
function readRecord(reading: Reading, line: string): string | undefined {
  const colon = line.indexOf(':');
  const key = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1);
  switch (key) {
    case 'SF':
      if (reading.name !== undefined) return `The record of "${reading.name}" has no end`;
      if (value.trim() === '') return 'A record names no file';
      reading.name = value.trim();
      reading.from = reading.tape.length;
      return undefined;
    case 'DA':
      return readData(reading, line, value);
    case 'BRDA':
      return readOutcome(reading, line, value);
    case 'end_of_record':
      finish(reading);
      return undefined;
    default:
      // Functions, conditions, sums and whatever later versions add.
      return /^(?:[A-Z]{2,}:|#|$)/.test(line) ? undefined : `"${shorten(line)}" is no line of an lcov report`;
  }
}

function readData({ tape, name }: Reading, line: string, value: string): string | undefined {
  const [number = '', hits = ''] = value.split(',');
  const [at, times] = [Number(number), Number(hits)];
  if (
    number === '' ||
    hits === '' ||
    !Number.isInteger(at) ||
    Number.isNaN(times) ||
    at < 0 ||
    at > mostLine
  ) {
    return `"${shorten(line)}" is no measured line`;
  }
  if (name === undefined) return `"${shorten(line)}" belongs to no file`;
  // Some tools count below zero where threads race, and put what they cannot place on line 0.
  if (at > 0) tape.push(at, Math.max(0, times), noBranches);
  return undefined;
}

const mostLine = 0x7fffffff;

function readOutcome({ outcomes, name }: Reading, line: string, value: string): string | undefined {
  const comma = value.indexOf(',');
  const at = Number(value.slice(0, Math.max(0, comma)));
  const last = value.lastIndexOf(',');
  if (comma <= 0 || last === comma || !Number.isInteger(at)) return `"${shorten(line)}" is no branch`;
  if (name === undefined) return `"${shorten(line)}" belongs to no file`;
  if (value[comma + 1] === 'e') return undefined;
  outcomes.push(at, Number(value.slice(last + 1)) > 0 ? 1 : 0);
  return undefined;
}

function finish(reading: Reading): void {
  const { tape, name, from, files, outcomes } = reading;
  if (name === undefined) return;
  if (outcomes.length > 0) markBranches(tape, from, outcomes);
  files.push({ names: [name], from, to: tape.length });
  reading.name = undefined;
  reading.outcomes = [];
}

/** Branches may stand before or after the lines that they are on. */
function markBranches(tape: Tape, from: number, outcomes: readonly number[]): void {
  const byLine = new Map<number, boolean>();
  for (let index = 0; index < outcomes.length; index += 2) {
    const line = outcomes[index] ?? 0;
    byLine.set(line, (byLine.get(line) ?? true) && outcomes[index + 1] === 1);
  }
  for (let index = from; index < tape.length; index++) {
    const isFull = byLine.get(tape.line(index));
    if (isFull !== undefined) tape.setBranches(index, isFull ? allTaken : someTaken);
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function lineNumber(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function shorten(line: string): string {
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
