import type { ChangedFile } from '../model/change.ts';

/** Fewer lines are alike by chance. */
const fewestLines = 3;
/** So are lines of brackets alone. */
const fewestCharacters = 20;
/** Of as many equal places one is as good as another. */
const mostCandidates = 32;

/** How the texts of a change are had: as they are now, and as they were, by the path there. */
export interface ChangeTexts {
  text(path: string): string | undefined;
  baseText(path: string): string | undefined;
}

/**
 * Added lines that the change took away elsewhere, in the same file or another: at least three in a row that are not blank
 * and hold 20 letters or digits, alike but for white space around them. Each removed line was moved to one place at
 * most, so that a second copy is new. By path of the new file, numbers from 1.
 */
export function movedLines(
  files: readonly ChangedFile[],
  texts: ChangeTexts,
): ReadonlyMap<string, ReadonlySet<number>> {
  const moved = new Map<string, ReadonlySet<number>>();
  const removed = files.flatMap((file) => removedRuns(file, texts));
  if (removed.length === 0) return moved;
  const windows = indexWindows(removed);
  for (const file of files) {
    const lines = new Set<number>();
    for (const run of addedRuns(file, texts)) markMoved(run, windows, lines);
    if (lines.size > 0) moved.set(file.path, lines);
  }
  return moved;
}

/** Lines in a row that are not blank, trimmed, with their numbers; `taken` are those whose new place was found. */
interface Run {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  readonly taken: Uint8Array;
}

interface Spot {
  readonly run: Run;
  readonly at: number;
}

function removedRuns({ path, from, status, hunks }: ChangedFile, texts: ChangeTexts): readonly Run[] {
  if (status === 'added') return [];
  const isGone = status === 'deleted';
  if (!isGone && !hunks.some(({ oldCount }) => oldCount > 0)) return [];
  const lines = texts.baseText(from ?? path)?.split('\n');
  if (!lines) return [];
  if (isGone) return [toRun(lines, 1, lines.length)];
  return hunks
    .filter(({ oldCount }) => oldCount > 0)
    .map(({ oldStart, oldCount }) => toRun(lines, oldStart, oldCount));
}

function addedRuns({ path, status, hunks }: ChangedFile, texts: ChangeTexts): readonly Run[] {
  const added = status === 'deleted' ? [] : hunks.filter(({ newCount }) => newCount >= fewestLines);
  const lines = added.length > 0 ? texts.text(path)?.split('\n') : undefined;
  return lines ? added.map(({ newStart, newCount }) => toRun(lines, newStart, newCount)) : [];
}

function toRun(lines: readonly string[], start: number, count: number): Run {
  const texts: string[] = [];
  const numbers: number[] = [];
  for (let number = start; number < start + count; number++) {
    const text = lines[number - 1]?.trim();
    if (!text) continue;
    texts.push(text);
    numbers.push(number);
  }
  return { texts, numbers, taken: new Uint8Array(texts.length) };
}

function windowAt({ texts }: Run, at: number): string {
  return texts.slice(at, at + fewestLines).join('\n');
}

function indexWindows(runs: readonly Run[]): ReadonlyMap<string, readonly Spot[]> {
  const windows = new Map<string, Spot[]>();
  for (const run of runs) {
    for (let at = 0; at + fewestLines <= run.texts.length; at++) {
      const key = windowAt(run, at);
      const spots = windows.get(key);
      if (!spots) windows.set(key, [{ run, at }]);
      else if (spots.length < mostCandidates) spots.push({ run, at });
    }
  }
  return windows;
}

function markMoved(run: Run, windows: ReadonlyMap<string, readonly Spot[]>, lines: Set<number>): void {
  let at = 0;
  while (at + fewestLines <= run.texts.length) {
    const { spot, length } = longestMatch(run, at, windows.get(windowAt(run, at)) ?? []);
    if (!spot || !saysSomething(run, at, length)) {
      at++;
      continue;
    }
    spot.run.taken.fill(1, spot.at, spot.at + length);
    const last = run.numbers[at + length - 1] ?? 0;
    // Blank lines within the block have moved with it.
    for (let number = run.numbers[at] ?? 1; number <= last; number++) lines.add(number);
    at += length;
  }
}

function longestMatch(
  run: Run,
  at: number,
  spots: readonly Spot[],
): { readonly spot?: Spot; readonly length: number } {
  let best: { readonly spot?: Spot; readonly length: number } = { length: 0 };
  for (const spot of spots) {
    let length = 0;
    while (
      at + length < run.texts.length &&
      run.texts[at + length] === spot.run.texts[spot.at + length] &&
      spot.run.taken[spot.at + length] === 0
    ) {
      length++;
    }
    if (length >= fewestLines && length > best.length) best = { spot, length };
  }
  return best;
}

function saysSomething({ texts }: Run, at: number, length: number): boolean {
  let characters = 0;
  for (let index = at; index < at + length && characters < fewestCharacters; index++) {
    characters += texts[index]?.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  }
  return characters >= fewestCharacters;
}
