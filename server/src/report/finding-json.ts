import type { Finding, Notice, Severity } from '../model/finding.ts';
import type { WithFixes } from './finding-words.ts';
import { type LineTables, rangeOf } from './range.ts';

/** One finding as every JSON report lists it; `JSON.stringify` leaves out keys whose value is undefined. */
export function jsonFinding(finding: Finding, lines: LineTables, { fixes }: WithFixes = {}): object {
  return {
    rule: finding.rule,
    severity: finding.severity satisfies Severity,
    state: stateOf(finding),
    reason: finding.suppressed?.reason,
    path: finding.path,
    range: rangeOf(finding.path, finding.span, lines),
    message: finding.message,
    detail: finding.detail,
    why: finding.why,
    owners: finding.owners,
    fingerprint: finding.fingerprint,
    confidence: finding.confidence,
    related: finding.related.map(({ path, span, message }) => ({
      path,
      range: rangeOf(path, span, lines),
      message,
    })),
    fixes: fixes?.(finding).map(({ id, title, safe }) => ({ id, title, safe })),
  };
}

export function jsonNotice({ code, message }: Notice): object {
  return { code, message };
}

function stateOf({ suppressed, isBaselined }: Finding): 'suppressed' | 'baselined' | 'new' {
  if (suppressed) return 'suppressed';
  return isBaselined ? 'baselined' : 'new';
}
