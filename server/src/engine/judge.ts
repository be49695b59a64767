import { type Finding, fingerprintOf, type Problem } from '../model/finding.ts';
import type { Owners } from '../model/owners.ts';
import { byCodeUnit } from '../model/path.ts';
import type { Rule } from '../model/rule.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { Settings } from './settings.ts';

/** A problem with the rule that yielded it and the policy under which it did. */
export interface Raised {
  readonly rule: Rule;
  readonly problem: Problem;
  readonly compiled: CompiledPolicy | undefined;
}

/**
 * Problems of one document as findings, in order of position and rule; those that are off are left out. Each names the
 * owner that its statement names, then the owners of its path.
 */
export function judge(
  raised: readonly Raised[],
  settings: Settings,
  ownersOf: Owners['of'],
): readonly Finding[] {
  const ordered = [...raised].sort(
    (a, b) =>
      a.problem.span.start - b.problem.span.start ||
      a.problem.span.end - b.problem.span.end ||
      byCodeUnit(a.rule.id, b.rule.id) ||
      byCodeUnit(a.problem.message, b.problem.message),
  );
  const seen = new Map<string, number>();
  const findings = ordered.flatMap((item) => {
    const identity = `${item.rule.id}\n${item.problem.path}\n${item.problem.subject}`;
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    const severity = severityOf(item, settings);
    if (severity === 'off') return [];
    return [
      {
        item,
        finding: toFinding(item, severity, fingerprintOf(item.rule.id, item.problem, ordinal), ownersOf),
      },
    ];
  });
  const ranks = lowestRanks(findings.map(({ item }) => item));
  return findings.flatMap(({ item, finding }) =>
    item.rule.precedence === undefined || item.rule.precedence === ranks.get(finding.span.start)
      ? [finding]
      : [],
  );
}

/** Of several rules about one import the first one tells it: the lowest precedence by the start of its place. */
function lowestRanks(raised: readonly Raised[]): ReadonlyMap<number, number> {
  const ranks = new Map<number, number>();
  for (const { rule, problem } of raised) {
    if (rule.precedence === undefined) continue;
    const { start } = problem.span;
    ranks.set(start, Math.min(rule.precedence, ranks.get(start) ?? Infinity));
  }
  return ranks;
}

function severityOf({ rule, problem, compiled }: Raised, settings: Settings): Finding['severity'] | 'off' {
  const setting = settings.at(rule, compiled, problem.path);
  const asked = setting.isOverride ? setting.severity : (problem.severity ?? setting.severity);
  const isCertain = (problem.confidence ?? 'certain') === 'certain';
  return asked === 'error' && !isCertain ? 'warning' : asked;
}

function toFinding(
  { rule, problem }: Raised,
  severity: Finding['severity'],
  fingerprint: string,
  ownersOf: Owners['of'],
): Finding {
  const { path, span, message, subject, parts, why, detail, remedy, tags, inPlaceOf } = problem;
  return {
    rule: rule.id,
    path,
    span,
    severity,
    message,
    owners: [...new Set([...(problem.owner === undefined ? [] : [problem.owner]), ...ownersOf(path)])],
    fingerprint,
    confidence: problem.confidence ?? 'certain',
    related: problem.related ?? [],
    extent: problem.extent ?? span,
    subject,
    ...(parts !== undefined && { parts }),
    ...(why !== undefined && { why }),
    ...(detail !== undefined && { detail }),
    ...(remedy !== undefined && { remedy }),
    ...(tags !== undefined && { tags }),
    ...(inPlaceOf !== undefined && { inPlaceOf }),
  };
}
