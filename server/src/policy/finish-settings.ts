import type { ContractSetting, Gates, PolicyProblem } from '../model/policy.ts';
import { policyProblem } from './codes.ts';
import type { ContractDraft } from './draft-contracts.ts';
import type { GateDraft, GateDrafts } from './draft-gates.ts';
import { gates as gateSchema } from './gate-schema.ts';

/** The gates with their defaults; one that no document gives reports judges nothing, and is told. */
export function finishGates(drafts: GateDrafts, problems: PolicyProblem[]): Gates {
  const gate = <Draft extends GateDraft>(name: keyof Gates, draft: Draft | undefined) => {
    const { reports = [] } = draft ?? {};
    if (draft && reports.length > 0) return { ...draft, reports };
    if (draft && draft.reports === undefined) {
      const message = `${gateSchema.properties[name].title} needs a "reports".`;
      problems.push(policyProblem('CFG-005', draft.place, message));
    }
    return undefined;
  };
  const coverage = gate('coverage', drafts.coverage);
  const vulnerabilities = gate('vulnerabilities', drafts.vulnerabilities);
  const security = gate('security', drafts.security);
  const tests = gate('tests', drafts.tests);
  return {
    ...(coverage && { coverage: { minLines: 20, branches: false, ...coverage } }),
    ...(vulnerabilities && { vulnerabilities: { block: 'high', accept: [], ...vulnerabilities } }),
    ...(security && { security: { block: 'error', ...security } }),
    ...(tests && { tests }),
  };
}

export function finishContract(draft: ContractDraft): ContractSetting {
  return { mode: 'design-first', versioning: 'semver', internal: [], consumers: [], ...draft };
}
