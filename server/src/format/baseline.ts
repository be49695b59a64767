import type { Finding } from '../model/finding.ts';
import { byCodeUnit, isBelow, relativeTo } from '../model/path.ts';

/** Where a policy's accepted findings are listed, relative to the policy's folder. */
export const baselineName = 'governance/baseline.txt';

/** One accepted finding: no line numbers, so that it survives edits around it. */
export interface BaselineEntry {
  readonly rule: string;
  /** Relative to the policy's folder. */
  readonly path: string;
  readonly subject: string;
}

const heading = '# Findings accepted when the policy was adopted; `parapet check` takes out what is mended.';

/** Reads a baseline: one entry a line, rule, path and subject between tabs; `#` starts a comment. Bad lines are left out and counted. */
export function readBaseline(text: string): {
  readonly entries: readonly BaselineEntry[];
  readonly badLines: number;
} {
  const entries: BaselineEntry[] = [];
  let badLines = 0;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [rule = '', path = '', subject, ...rest] = line.split('\t');
    if (subject === undefined || rest.length > 0) badLines++;
    else entries.push({ rule, path, subject });
  }
  return { entries, badLines };
}

/** The text of a baseline: sorted, one line an entry, so that branches merge line by line. */
export function writeBaseline(entries: readonly BaselineEntry[]): string {
  return `${[heading, ...entries.map(entryLine).sort(byCodeUnit)].join('\n')}\n`;
}

/** The entries that accept a finding under the policy of a folder: one, or one for each of its parts. */
export function baselineEntries(finding: Finding, folder: string): readonly BaselineEntry[] {
  const parts = finding.parts?.() ?? [finding];
  return parts.map(({ path, subject }) => baselineEntry(finding.rule, path, subject, folder));
}

/** An entry as it stands in the baseline of a folder; a subject that is a path is relative to the folder, too. */
export function baselineEntry(rule: string, path: string, subject: string, folder: string): BaselineEntry {
  const local = (text: string) => (isBelow(folder, text) ? relativeTo(folder, text) : text);
  return { rule, path: local(path), subject: local(subject).replace(/[\t\r\n]/g, ' ') };
}

/** Equal for equal entries. */
export function entryLine({ rule, path, subject }: BaselineEntry): string {
  return `${rule}\t${path}\t${subject}`;
}

/** Where lines have to go so that a baseline lists these entries, too, in the order that it is kept in. */
export function baselineInsertions(
  text: string,
  entries: readonly BaselineEntry[],
): readonly { readonly start: number; readonly end: number; readonly text: string }[] {
  const lines = entries.map(entryLine).sort(byCodeUnit);
  const places = new Map<number, string>();
  for (const line of lines) {
    const at = placeOf(text, line);
    places.set(at, `${places.get(at) ?? (at > 0 && text[at - 1] !== '\n' ? '\n' : '')}${line}\n`);
  }
  return [...places].map(([start, inserted]) => ({ start, end: start, text: inserted }));
}

/** Before the first entry that is greater. */
function placeOf(text: string, line: string): number {
  let at = 0;
  for (const known of text.split('\n')) {
    const entry = known.replace(/\r$/, '');
    if (entry.trim() !== '' && !entry.startsWith('#') && byCodeUnit(entry, line) > 0) return at;
    at += known.length + 1;
  }
  return text.length;
}
