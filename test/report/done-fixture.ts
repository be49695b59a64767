import type { DoneResult, ItemResult } from '../../server/src/model/done-result.ts';
import { notice, policyFinding, spanOf, unresolved, upward } from './fixture.ts';

export function item(given: Partial<ItemResult> = {}): ItemResult {
  return {
    id: 'layers-clean',
    title: 'Layers are clean',
    level: 'must',
    kind: 'check',
    verdict: 'pass',
    detail: 'no new finding',
    owners: [],
    evidence: [],
    places: [],
    ...given,
  };
}

export const patchCoverage = item({
  id: 'patch-coverage',
  title: 'Patch coverage',
  verdict: 'fail',
  detail: '71.4 % < 80 %, 12 lines in 3 files',
  owners: ['@acme/payments', 'qa@acme.example'],
  evidence: [{ source: 'coverage/lcov.info', detail: 'of today' }, { source: 'CI' }],
  places: [
    { path: upward.path, span: upward.span },
    { path: 'src/domain/order.ts', span: spanOf('src/domain/order.ts', "'./money'") },
  ],
});

export const testsPass = item({
  id: 'tests-pass',
  title: 'Tests pass',
  verdict: 'unknown',
  detail: 'no report at reports/junit.xml',
});

export const threatModel = item({
  id: 'threat-model',
  title: 'Threat model reviewed',
  kind: 'attest',
  verdict: 'fail',
  detail: '3 files of its scope changed since',
  owners: ['@acme/security'],
});

export const todoFree = item({
  id: 'todo-free',
  title: 'Nothing is left for later',
  level: 'should',
  verdict: 'fail',
  detail: '1 comment',
  places: [{ path: unresolved.path, span: unresolved.span }],
});

export const waived = item({
  id: 'docs-touched',
  title: 'Documentation follows',
  level: 'should',
  verdict: 'waived',
  detail: 'until 2027-01-31 by @acme/docs: rewritten in the next change',
});

export const idle = item({
  id: 'operable',
  title: 'Operable',
  verdict: 'na',
  detail: 'no deployable is touched',
});

export function doneResult(given: Partial<DoneResult> = {}): DoneResult {
  return {
    verdict: 'pass',
    engine: '1.0.0',
    edition: '2026-11',
    policyHash: 'fedcba9876543210',
    change: { base: { name: 'main', commit: 'a'.repeat(40) }, branch: 'feature', files: 12 },
    items: [item()],
    findings: [],
    notices: [],
    gaps: [],
    isPolicyBroken: false,
    ...given,
  };
}

export const everythingDone = doneResult({
  verdict: 'fail',
  items: [patchCoverage, testsPass, threatModel, todoFree, item(), waived, idle],
  coverage: {
    patch: (30 / 42) * 100,
    measured: 42,
    covered: 30,
    files: [
      { path: 'src/domain/order.ts', measured: 38, covered: 27, uncovered: [...elevenLines()] },
      { path: 'src/ui/näme [x]/page.tsx', measured: 4, covered: 3, uncovered: [17] },
    ],
  },
  findings: [policyFinding, upward, unresolved],
  notices: [notice],
  gaps: ['reports/audit.json is cut off.'],
});

/** Two single lines and two runs. */
function elevenLines(): readonly number[] {
  return [2, 4, 5, 6, 7, 9, 20, 21, 22, 23, 24];
}

/** Nothing is known of the base but its name, and nothing was measured. */
export const replayed = ((): DoneResult => {
  const { policyHash: _, ...rest } = doneResult({
    change: { base: { name: 'change.diff' }, files: 1 },
    coverage: { measured: 0, covered: 0, files: [] },
    items: [],
  });
  return rest;
})();
