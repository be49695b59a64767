import type { Gates, Pattern, Policy } from '../model/policy.ts';

/** Reports that were named by hand, in place of those that the policy declares; by gate. */
export type NamedReports = Readonly<Partial<Record<keyof Gates, string>>>;

/** A policy whose gates read other reports; a gate that it does not declare is declared with its defaults. */
export function withReports(policy: Policy, named: NamedReports): Policy {
  const { gates } = policy;
  const place = { path: policy.path, span: { start: 0, end: 0 } };
  const reportsOf = (name: string): readonly Pattern[] => [{ glob: name, place }];
  const { coverage, vulnerabilities, security, tests } = named;
  return {
    ...policy,
    gates: {
      ...gates,
      ...(coverage !== undefined && {
        coverage: {
          ...(gates.coverage ?? { patch: 80, minLines: 20, branches: false, place }),
          reports: reportsOf(coverage),
        },
      }),
      ...(vulnerabilities !== undefined && {
        vulnerabilities: {
          ...(gates.vulnerabilities ?? { block: 'high', accept: [], place }),
          reports: reportsOf(vulnerabilities),
        },
      }),
      ...(security !== undefined && {
        security: { ...(gates.security ?? { block: 'error', place }), reports: reportsOf(security) },
      }),
      ...(tests !== undefined && { tests: { ...(gates.tests ?? { place }), reports: reportsOf(tests) } }),
    },
  };
}
