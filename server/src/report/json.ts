import { type CheckResult, isOpen } from '../model/finding.ts';
import type { Preview, WrittenImport } from '../model/preview.ts';
import { jsonFinding, jsonNotice } from './finding-json.ts';
import type { WithFixes } from './finding-words.ts';
import { type LineTables, rangeOf } from './range.ts';

export interface JsonOptions extends WithFixes {
  /** Also lists suppressed findings, with their reasons. */
  readonly all?: boolean;
  /** The revision that decides what is new, as it was named. */
  readonly base?: string;
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
    notices: notices.map(jsonNotice),
    preview: result.preview && jsonPreview(result.preview, lines),
    gaps: gaps.length === 0 ? undefined : gaps,
    unresolved: unresolved === 0 ? undefined : unresolved,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function jsonPreview(
  { boundaries, privateImports, unresolved, contracts }: Preview,
  lines: LineTables,
): object {
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
    contracts: contracts && {
      documents: contracts.documents.map(({ path, operations, served }) => ({ path, operations, served })),
      differences: contracts.differences.map(({ path, span, message }) => ({
        path,
        range: rangeOf(path, span, lines),
        message,
      })),
    },
  };
}
