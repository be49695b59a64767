import type { DoneResult, ItemResult } from '../model/done-result.ts';
import { jsonFinding, jsonNotice } from './finding-json.ts';
import type { WithFixes } from './finding-words.ts';
import { type LineTables, rangeOf } from './range.ts';

/**
 * For programs: version 1 of the format frozen in `schema/done.schema.json`, ended by a line feed. Keys have a fixed
 * order and absent values have no key, so that equal results are equal bytes.
 */
export function doneJson(result: DoneResult, lines: LineTables, options: WithFixes = {}): string {
  const { verdict, engine, edition, policyHash, change, coverage, gaps } = result;
  const report = {
    version: 1,
    verdict,
    engine,
    edition,
    policyHash,
    change: {
      base: change.base.name,
      commit: change.base.commit,
      branch: change.branch,
      files: change.files,
    },
    items: result.items.map((item) => jsonItem(item, lines)),
    coverage: coverage && {
      patch: coverage.patch,
      measured: coverage.measured,
      covered: coverage.covered,
      files: coverage.files.map(({ path, measured, covered, uncovered }) => ({
        path,
        measured,
        covered,
        uncovered,
      })),
    },
    findings: result.findings.map((finding) => jsonFinding(finding, lines, options)),
    notices: result.notices.map(jsonNotice),
    gaps: gaps.length === 0 ? undefined : gaps,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function jsonItem(item: ItemResult, lines: LineTables): object {
  return {
    id: item.id,
    title: item.title,
    level: item.level,
    kind: item.kind,
    verdict: item.verdict,
    detail: item.detail,
    owners: item.owners,
    evidence: item.evidence.map(({ source, detail }) => ({ source, detail })),
    places: item.places.map(({ path, span }) => ({ path, range: rangeOf(path, span, lines) })),
  };
}
