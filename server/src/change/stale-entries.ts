import type { FindingName } from '../engine/base-findings.ts';
import { completenessOf } from '../engine/completeness.ts';
import type { Workspace } from '../engine/workspace.ts';
import { baselineEntries, baselineEntry, entryLine, readBaseline } from '../format/baseline.ts';
import { movedBaseline } from '../format/moved-baseline.ts';
import { type Change, pathNow } from '../model/change.ts';
import type { StaleEntry } from '../model/change-facts.ts';
import { isOpen } from '../model/finding.ts';
import { folderOf, isBelow } from '../model/path.ts';
import type { Span } from '../model/span.ts';

/**
 * The lines of baselines that accept nothing any more. What was found in the base, under the policies of now, tells those that
 * the change made so from older ones. One whose finding has only moved with its file is told as such, and is none; nothing
 * is told where not everything was seen.
 */
export function staleEntries(
  workspace: Pick<
    Workspace,
    'staleBaselines' | 'read' | 'governing' | keyof Parameters<typeof completenessOf>[0]
  >,
  change: Change,
  inBase: readonly FindingName[],
): readonly StaleEntry[] {
  const baselines = workspace.staleBaselines();
  if (baselines.length === 0 || completenessOf(workspace).gaps.length > 0) return [];
  const now = pathNow(change);
  const place = (then: string) => now(then) ?? then;
  return baselines.flatMap((baseline) => {
    const folder = folderOf(folderOf(baseline.path));
    const own = workspace.findings().filter(({ path }) => workspace.governing(path)?.folder === folder);
    const linesOf = (findings: typeof own) =>
      findings.flatMap((finding) => baselineEntries(finding, folder).map(entryLine));
    const open = new Set(linesOf(own.filter(isOpen)));
    const hasMoved = (line: string) => {
      const moved = movedBaseline(line, { before: folder, after: folder }, place);
      return moved !== line && open.has(moved);
    };
    const result = workspace.read(baseline.path);
    const spans = result.ok ? spansOf(result.text) : new Map<string, Span[]>();
    const ended = countsIn(inBase, folder, place);
    for (const line of linesOf(own)) ended.set(line, (ended.get(line) ?? 0) - 1);
    return baseline.stale.flatMap((entry): readonly StaleEntry[] => {
      const line = entryLine(entry);
      const left = ended.get(line) ?? 0;
      ended.set(line, left - 1);
      // Of equal lines the last ones go. One that unsaved text no longer has is gone.
      const span = spans.get(line)?.pop();
      if (!span || hasMoved(line)) return [];
      return [{ ...entry, at: { path: baseline.path, span }, isOfChange: left > 0 }];
    });
  });
}

/** How many findings each line of a baseline would accept in the base, as it would be written there and after the change's moves. */
function countsIn(
  names: readonly FindingName[],
  folder: string,
  place: (then: string) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, path, subject, isPart } of names) {
    if (!isBelow(folder, path) && !isBelow(folder, place(path))) continue;
    const lines = [
      entryLine(baselineEntry(rule, path, subject, folder)),
      entryLine(baselineEntry(rule, place(path), place(subject), folder)),
    ];
    for (const line of new Set(lines)) counts.set(line, isPart ? 1 : (counts.get(line) ?? 0) + 1);
  }
  return counts;
}

/** Where each entry of a baseline stands, in order. */
function spansOf(text: string): Map<string, Span[]> {
  const spans = new Map<string, Span[]>();
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const [entry] = readBaseline(line).entries;
    if (!entry) continue;
    const own = entryLine(entry);
    const start = index + line.indexOf(own);
    spans.set(own, [...(spans.get(own) ?? []), { start, end: start + own.length }]);
  }
  return spans;
}
