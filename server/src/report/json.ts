import { type CheckResult, type Finding, isOpen, type Severity } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { Preview, WrittenImport } from '../model/preview.ts';
import { type LineTables, rangeOf } from './range.ts';

export interface JsonOptions {
  /** Also lists suppressed findings, with their reasons. */
  readonly all?: boolean;
  /** The revision that decides what is new, as it was named. */
  readonly base?: string;
  /** Ways out, where they were computed. */
  readonly fixes?: (finding: Finding) => readonly Fix[];
}

/**
 * For programs: version 1 of the format frozen in `schema/check.schema.json`, ended by a line feed.
 * Keys have a fixed order and absent values have no key, so that equal results are equal bytes.
 */
export function jsonReport(result: CheckResult, lines: LineTables, options: JsonOptions = {}): string {
  const { mode, verdict, engine, edition, policyHash, summary, notices, gaps, unresolved } = result;
  const findings = result.findings.filter((finding) => options.all || isOpen(finding));
  const report = {
    version: 1,
    mode,
    verdict,
    engine,
    edition,
    policyHash,
    base: options.base,
    summary: {
      files: summary.files,
      edges: summary.edges,
      errors: summary.errors,
      warnings: summary.warnings,
      infos: summary.infos,
      suppressed: summary.suppressed,
      baselined: summary.baselined,
    },
    findings: findings.map((finding) => jsonFinding(finding, lines, options)),
    notices: notices.map(({ code, message }) => ({ code, message })),
    preview: result.preview && jsonPreview(result.preview, lines),
    gaps: gaps.length === 0 ? undefined : gaps,
    unresolved: unresolved === 0 ? undefined : unresolved,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** `JSON.stringify` leaves out keys whose value is undefined. */
function jsonFinding(finding: Finding, lines: LineTables, { fixes }: JsonOptions): object {
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

function jsonPreview({ boundaries, privateImports, unresolved }: Preview, lines: LineTables): object {
  const written = ({ path, span, specifier }: WrittenImport) => ({
    path,
    range: rangeOf(path, span, lines),
    specifier,
  });
  return {
    boundaries: boundaries.map(({ from, to, imports, offenders }) => ({
      from,
      to,
      imports,
      against: offenders.length,
      offenders: offenders.map(written),
    })),
    privateImports: privateImports.map(({ from, to, imports }) => ({
      from: from === '' ? '.' : from,
      to,
      imports: imports.length,
      example: written(imports[0]),
      places: imports.map(written),
    })),
    unresolved: unresolved.map((one) => ({ ...written(one), reason: one.reason })),
  };
}

function stateOf({ suppressed, isBaselined }: Finding): 'suppressed' | 'baselined' | 'new' {
  if (suppressed) return 'suppressed';
  return isBaselined ? 'baselined' : 'new';
}
