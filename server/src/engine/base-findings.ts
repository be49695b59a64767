import { baselineEntry, entryLine } from '../format/baseline.ts';
import { type Change, isAdded } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { createLineTable } from '../model/line-table.ts';
import type { Acceptance } from '../model/rule.ts';

/** What a finding is called without its place: rule, path and subject; of several causes each has a name. */
export interface FindingName {
  readonly rule: string;
  readonly path: string;
  readonly subject: string;
  readonly isPart?: true;
  /** A baseline accepts it. */
  readonly isAccepted?: true;
}

/** Plain names, which keep nothing of the workspace alive that they were found in. */
export function namesOf(findings: readonly Finding[]): readonly FindingName[] {
  return findings.flatMap(({ rule, path, subject, parts, isBaselined }): readonly FindingName[] => {
    const accepted = isBaselined ? ({ isAccepted: true } as const) : {};
    if (!parts) return [{ rule, path, subject, ...accepted }];
    return parts().map((part) => ({ rule, ...part, isPart: true, ...accepted }));
  });
}

/** What was found in the base, as it would be called now: files that the change moved have their new names. */
export interface BaseFindings {
  /** Those of some findings of now that the base did not have. */
  fresh(findings: readonly Finding[]): readonly Finding[];
  /**
   * Those that a baseline accepts where they were, before the change moved a file: they are fresh, because from now on
   * every check tells of them, unless the baseline is moved along.
   */
  leftBehind(findings: readonly Finding[]): readonly Finding[];
  /** What rules may ask, so that of several causes they tell one that is new. */
  readonly acceptance: Acceptance;
}

/** The documents that policies are made of are judged as they are now in the base, too. */
export interface PolicyDocuments {
  isOfPolicies(path: string): boolean;
  text(path: string): string | undefined;
}

/**
 * A finding is new when the base has not as many with its rule, path and subject; one of several causes when one of
 * them is. In a policy's own document the changed lines decide.
 */
export function baseFindings(
  found: readonly FindingName[],
  change: Change,
  documents: PolicyDocuments,
): BaseFindings {
  const now = new Map(change.files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])));
  const counts = new Map<string, number>();
  const parts = new Set<string>();
  const behind = new Set<string>();
  for (const { rule, path, subject, isPart, isAccepted } of found) {
    const line = lineOf({ rule, path: now.get(path) ?? path, subject: now.get(subject) ?? subject });
    if (isAccepted && (now.has(path) || now.has(subject))) behind.add(line);
    else if (isPart) parts.add(line);
    else counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const rulesOfParts = new Set(found.filter(({ isPart }) => isPart).map(({ rule }) => rule));
  const isNewLine = createLineTest(change, documents);
  return {
    fresh(findings) {
      const left = new Map(counts);
      return findings.filter((finding) => {
        const inChange = documents.isOfPolicies(finding.path) ? isNewLine(finding) : undefined;
        if (inChange !== undefined) return inChange;
        const names = namesOf([finding]);
        if (finding.parts) return names.some((name) => !parts.has(lineOf(name)));
        const line = lineOf(names[0] as FindingName);
        const count = left.get(line) ?? 0;
        left.set(line, count - 1);
        return count <= 0;
      });
    },
    leftBehind: (findings) =>
      findings.filter((finding) => namesOf([finding]).some((name) => behind.has(lineOf(name)))),
    acceptance: {
      listsSome: (_, rule) => rulesOfParts.has(rule),
      lists: (_, rule, path, subject) => parts.has(lineOf({ rule, path, subject })),
    },
  };
}

function lineOf({ rule, path, subject }: FindingName): string {
  return entryLine(baselineEntry(rule, path, subject, ''));
}

/** Whether a finding stands on a line that the change added; undefined in a file that it left alone. */
function createLineTest(
  change: Change,
  { text }: PolicyDocuments,
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
