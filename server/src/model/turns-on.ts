import type { DeclaredBy } from './rule.ts';

/** What turns a rule on, as a clause. */
export const turnsOn: Readonly<Record<DeclaredBy, string>> = {
  policy: 'a policy is found',
  layers: 'the policy declares "layers"',
  boundaries: 'the policy declares "layers", "slices" or "services"',
  cover: 'the policy declares "cover"',
  packages: 'the policy declares "packages"',
  reach: 'the policy declares "reach"',
  tests: 'the policy declares "tests"',
  except: 'the policy declares "except"',
  contracts: 'a service declares "contracts", or the policy "contractFirst"',
  gates: 'the policy declares a gate in "gates"',
  coverage: 'the policy declares "gates.coverage"',
  vulnerabilities: 'the policy declares "gates.vulnerabilities"',
  security: 'the policy declares "gates.security"',
  'test-reports': 'the policy declares "gates.tests"',
  name: 'the policy names it in "rules"',
};
