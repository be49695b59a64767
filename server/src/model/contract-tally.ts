import type { ContractFacts } from './contract-facts.ts';
import type { ContractTally } from './finding.ts';

/** Undefined where there is nothing to be counted. */
export function tallyContracts({
  contracts,
  routes,
  unresolved,
  matching,
}: ContractFacts): ContractTally | undefined {
  if (contracts.length + routes.length + unresolved.length === 0) return undefined;
  const promised = new Set(matching.operations.flatMap(({ routes: own }) => own));
  return {
    routes: routes.length,
    promised: promised.size,
    internal: matching.internal.filter(({ route }) => !promised.has(route)).length,
    notUnderstood: unresolved.length,
  };
}
