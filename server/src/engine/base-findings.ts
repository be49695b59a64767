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
}

/** Plain names, which keep nothing of the workspace alive that they were found in. */
export function namesOf(findings: readonly Finding[]): readonly FindingName[] {
  return findings.flatMap(({ rule, path, subject, parts }): readonly FindingName[] =>
    parts ? parts().map((part) => ({ rule, ...part, isPart: true })) : [{ rule, path, subject }],
  );
}

/** What was found in the base, as it would be called now: files that the change moved have their new names. */
export interface BaseFindings {
  /** Those of some findings of now that the base did not have. */
  fresh(findings: readonly Finding[]): readonly Finding[];
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
  for (const { rule, path, subject, isPart } of found) {
    const line = lineOf({ rule, path: now.get(path) ?? path, subject: now.get(subject) ?? subject });
    if (isPart) parts.add(line);
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
