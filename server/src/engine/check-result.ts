import { tallyContracts } from '../model/contract-tally.ts';
import {
  type CheckResult,
  type CheckSummary,
  type Finding,
  isOpen,
  type Severity,
  type Verdict,
} from '../model/finding.ts';
import { hashText } from '../model/hash.ts';
import { editions } from '../model/policy.ts';
import { completenessOf } from './completeness.ts';
import type { Workspace } from './workspace.ts';

/** The verdict on a workspace; `keep` limits the findings, never what was judged. */
export function checkResult(
  workspace: Workspace,
  version: string,
  keep: (finding: Finding) => boolean = () => true,
): CheckResult {
  const { policies, isPolicyBroken } = workspace;
  const findings = workspace.findings().filter(keep);
  const completeness = completenessOf(workspace);
  const summary = summarise(workspace, findings);
  const contracts = tallyContracts(workspace.facts().contracts);
  return {
    mode: policies.length > 0 ? 'policy' : 'preview',
    verdict: verdictOf(summary.errors, isPolicyBroken, completeness.gaps.length > 0),
    engine: version,
    edition: policies[0]?.edition ?? editions[0],
    ...(policies.length > 0 && {
      policyHash: hashText(policies.map(({ canonical }) => canonical).join('\n')),
    }),
    summary,
    findings,
    ...completeness,
    isPolicyBroken,
    ...(contracts && { contracts }),
  };
}

/** A broken policy says nothing certain, whatever else was found; otherwise an error outweighs what is unknown. */
function verdictOf(errors: number, isPolicyBroken: boolean, isIncomplete: boolean): Verdict {
  if (isPolicyBroken) return 'unknown';
  if (errors > 0) return 'fail';
  return isIncomplete ? 'unknown' : 'pass';
}

function summarise(workspace: Workspace, findings: readonly Finding[]): CheckSummary {
  const { files } = workspace.facts();
  const open = findings.filter(isOpen);
  const count = (severity: Severity) => open.filter((finding) => finding.severity === severity).length;
  let edges = 0;
  for (const file of files) for (const { to } of file.targets) if (to === 'file') edges++;
  return {
    files: files.length,
    edges,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    suppressed: findings.filter(({ suppressed }) => suppressed).length,
    baselined: findings.filter(({ isBaselined }) => isBaselined).length,
  };
}
