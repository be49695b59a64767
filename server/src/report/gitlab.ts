import { groupOf, type ItemResult } from '../model/done-result.ts';
import { type Finding, isOpen, type Severity } from '../model/finding.ts';
import { hashText } from '../model/hash.ts';
import type { Place } from '../model/span.ts';
import { belowFolder } from './address.ts';
import { isDone, isObstacle, isTold, itemSentence, type Judged } from './done-words.ts';
import { type LineTables, rangeOf } from './range.ts';

export interface GitlabOptions {
  /** The workspace's folder below the repository's root, relative POSIX; issues name files from there. */
  readonly folder?: string | undefined;
}

const severities = { error: 'critical', warning: 'minor', info: 'info' } as const satisfies Record<
  Severity,
  string
>;

/** Where an item stands that is about no file: what asks for it. */
const policyFile = 'parapet.jsonc';

/**
 * For GitLab's Code Quality report: one issue per open finding, and before them one per item of the Definition of Done that
 * is not done and that no finding tells. GitLab takes no notices and no verdict here. Ended by a line feed.
 */
export function gitlabReport(result: Judged, lines: LineTables, options: GitlabOptions = {}): string {
  const findings = result.findings.filter(isOpen);
  const issues = [
    ...(isDone(result) ? result.items.flatMap((item) => itemIssue(item, findings, lines, options)) : []),
    ...findings.map((finding) => ({
      description: [finding.message, ...(finding.why ? [`Why: ${finding.why}`] : [])].join(' '),
      check_name: finding.rule,
      fingerprint: finding.fingerprint,
      severity: severities[finding.severity],
      location: locationOf(finding, lines, options),
    })),
  ];
  return `${JSON.stringify(issues, null, 2)}\n`;
}

function itemIssue(
  item: ItemResult,
  findings: readonly Finding[],
  lines: LineTables,
  options: GitlabOptions,
): readonly object[] {
  const untold = item.places.filter((place) => !isTold(place, findings));
  if (groupOf(item) === 'done' || (item.places.length > 0 && untold.length === 0)) return [];
  const place = untold[0] ?? { path: policyFile, span: { start: 0, end: 0 } };
  return [
    {
      description: itemSentence(item),
      check_name: `done/${item.id}`,
      fingerprint: hashText(`done/${item.id}`),
      severity: isObstacle(item) ? 'blocker' : 'info',
      location: locationOf(place, lines, options),
    },
  ];
}

function locationOf({ path, span }: Place, lines: LineTables, { folder = '' }: GitlabOptions): object {
  const { start, end } = rangeOf(path, span, lines);
  return { path: belowFolder(path, folder), lines: { begin: start.line, end: end.line } };
}
