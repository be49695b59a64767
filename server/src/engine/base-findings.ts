import { baselineEntries, entryLine } from '../format/baseline.ts';
import type { Change } from '../model/change.ts';
import { isAdded } from '../model/change.ts';
import type { Finding, ProblemPart } from '../model/finding.ts';
import { createLineTable } from '../model/line-table.ts';
import type { Acceptance } from '../model/rule.ts';

/** What was found in the base, as it would be called now: files that the change moved have their new names. */
export interface BaseFindings {
  /** Those of some findings of now that the base did not have. */
  fresh(findings: readonly Finding[]): readonly Finding[];
  /** What rules may ask, so that they tell of several causes one that is new. */
  readonly acceptance: Acceptance;
}

/**
 * A finding is new when the base has not as many with its rule, path and subject; one of several causes when one of
 * them is. A document of the policies is judged as it is now in the base, too: there the changed lines decide.
 */
export function baseFindings(
  found: readonly Finding[],
  change: Change,
  documents: { isOfPolicies(path: string): boolean; text(path: string): string | undefined },
): BaseFindings {
  const now = new Map(change.files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])));
  const lines = new Map<string, number>();
  const parts = new Set<string>();
  for (const finding of found) {
    for (const line of linesOf(finding, now)) {
      if (finding.parts) parts.add(line);
      else lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  const isNewLine = createLineTest(change, documents);
  return {
    fresh(findings) {
      const left = new Map(lines);
      return findings.filter((finding) => {
        if (documents.isOfPolicies(finding.path)) {
          const inChange = isNewLine(finding);
          if (inChange !== undefined) return inChange;
        }
        const own = linesOf(finding, unmoved);
        if (finding.parts) return own.some((line) => !parts.has(line));
        const line = own[0] as string;
        const count = left.get(line) ?? 0;
        left.set(line, count - 1);
        return count <= 0;
      });
    },
    acceptance: {
      listsSome: (_, rule) => [...parts].some((line) => line.startsWith(`${rule}\t`)),
      lists: (_, rule, path, subject) => parts.has(entryLine({ rule, path, subject })),
    },
  };
}

const unmoved: ReadonlyMap<string, string> = new Map();

function linesOf(finding: Finding, now: ReadonlyMap<string, string>): readonly string[] {
  return baselineEntries(moved(finding, now), '').map(entryLine);
}

function moved(finding: Finding, now: ReadonlyMap<string, string>): Finding {
  if (now.size === 0) return finding;
  const place = <Of extends ProblemPart>(part: Of): Of => ({
    ...part,
    path: now.get(part.path) ?? part.path,
    subject: now.get(part.subject) ?? part.subject,
  });
  const { parts } = finding;
  return { ...place(finding), ...(parts && { parts: () => parts().map(place) }) };
}

/** Whether a finding stands on a line that the change added; undefined in a file that it left alone. */
function createLineTest(
  change: Change,
  { text }: { text(path: string): string | undefined },
): (finding: Finding) => boolean | undefined {
  const files = new Map(change.files.map((file) => [file.path, file]));
  return ({ path, span }) => {
    const file = files.get(path);
    if (!file) return undefined;
    if (file.status === 'added') return true;
    const table = createLineTable(text(path) ?? '');
    const first = table.position(span.start).line + 1;
    const last = table.position(span.end).line + 1;
    for (let line = first; line <= last; line++) if (isAdded(file, line)) return true;
    return false;
  };
}
