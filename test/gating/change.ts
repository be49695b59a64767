import { createMeasurements } from '../../server/src/gating/measurements.ts';
import { type PatchFacts, patchCoverage } from '../../server/src/gating/patch-coverage.ts';
import type { ChangedFile, Hunk } from '../../server/src/model/change.ts';
import type { Coverage, FileCoverage, Report } from '../../server/src/model/evidence.ts';

/** `-3,2 +3,4` as a hunk. */
export function hunk(text: string): Hunk {
  const [, oldStart, oldCount = '1', newStart, newCount = '1'] =
    /^-(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))?$/.exec(text) ?? [];
  return {
    oldStart: Number(oldStart),
    oldCount: Number(oldCount),
    newStart: Number(newStart),
    newCount: Number(newCount),
  };
}

export function changed(path: string, ...hunks: readonly string[]): ChangedFile {
  return { path, status: 'modified', hunks: hunks.map(hunk) };
}

/** Lines with how often each ran. */
export function measured(path: string, hits: Readonly<Record<number, number>>): FileCoverage {
  const entries = Object.entries(hits).map(([line, times]) => [Number(line), times] as const);
  return {
    path,
    covered: entries.filter(([, times]) => times > 0).length,
    measured: entries.length,
    lines: Int32Array.from(entries, ([line]) => line),
    hits: Int32Array.from(entries, ([, times]) => times),
  };
}

export function coverage(...files: readonly FileCoverage[]): Coverage {
  return {
    format: 'lcov',
    files,
    covered: files.reduce((sum, { covered }) => sum + covered, 0),
    measured: files.reduce((sum, file) => sum + file.measured, 0),
    foreign: [],
  };
}

export function report(content: Coverage, path = 'lcov.info', modified = 1000): Report<Coverage> {
  return { path, modified, parsed: { ok: true, content } };
}

export interface SmallPatch extends Partial<Omit<PatchFacts, 'measurements' | 'text' | 'baseText'>> {
  readonly reports?: readonly Report<Coverage>[];
  readonly texts?: Readonly<Record<string, string>>;
  readonly baseTexts?: Readonly<Record<string, string>>;
  readonly modified?: Readonly<Record<string, number>>;
  hunksSince?(path: string, time: number): readonly Hunk[] | undefined;
}

/** Patch coverage of a few files; everything is judged and expected, and three lines are enough. */
export function patch({ reports = [], texts = {}, baseTexts = {}, modified = {}, ...facts }: SmallPatch) {
  const text = (path: string) => texts[path];
  return patchCoverage({
    change: [],
    gate: { patch: 80, minLines: 1, branches: false },
    isJudged: () => true,
    isExpected: () => true,
    isMeasurable: () => true,
    ...facts,
    measurements: createMeasurements(reports, {
      text,
      modified: (path) => modified[path],
      ...(facts.hunksSince && { hunksSince: facts.hunksSince }),
    }),
    text,
    baseText: (path) => baseTexts[path],
  });
}
