import { type Contract, pathShape, type Route } from '../../model/contract.ts';
import type { ContractFacts, GovernedContract } from '../../model/contract-facts.ts';
import { isReadWhole, lostPaths } from '../../model/contract-whole.ts';
import type { Confidence, Related } from '../../model/finding.ts';
import type { BoundContract } from '../../model/matching.ts';
import type { Policy } from '../../model/policy.ts';

/** The contracts of one policy that are held against code: those that could be read whole, or all but what is known. */
export interface HeldContracts {
  /** Undefined for a contract of another policy, and for one that nobody may be accused by. */
  of(bound: BoundContract): GovernedContract | undefined;
  /** True where what could not be read may promise a route: all of a contract, or a path that is written elsewhere. */
  mayBePromised(route: Route): boolean;
  /** What of contracts in TypeScript is not understood: it may promise what a file serves. */
  unread(path: string): readonly Related[];
}

export function heldContracts(policy: Policy | undefined, { contracts }: ContractFacts): HeldContracts {
  const own = contracts.filter((one) => one.policy === policy);
  const held = new Map<BoundContract, GovernedContract>();
  const torn: GovernedContract[] = [];
  const elsewhere: { readonly governed: GovernedContract; readonly shapes: ReadonlySet<string> }[] = [];
  const open: { readonly governed: GovernedContract; readonly parts: readonly Related[] }[] = [];
  for (const one of own) {
    if (!isReadWhole(one.contract)) {
      torn.push(one);
      continue;
    }
    held.set(one, one);
    const shapes = shapesElsewhere(one.contract);
    if (shapes.size > 0) elsewhere.push({ governed: one, shapes });
    const parts = unreadParts(one.contract);
    if (parts.length > 0) open.push({ governed: one, parts });
  }
  return {
    of: (bound) => held.get(bound),
    mayBePromised: ({ path, template }) =>
      torn.some((one) => one.implementedBy(path)) ||
      elsewhere.some(
        ({ governed, shapes }) => shapes.has(pathShape(template)) && governed.implementedBy(path),
      ),
    unread: (path) => open.flatMap(({ governed, parts }) => (governed.implementedBy(path) ? parts : [])),
  };
}

/** How sure it is that nobody promises what some routes serve: no more of them than parts that are not understood may be these. */
export function inDoubt(confidence: Confidence, parts: readonly Related[], accused: number): Confidence {
  if (parts.length === 0) return confidence;
  return parts.length < accused && confidence !== 'possible' ? 'likely' : 'possible';
}

function unreadParts({ problems }: Contract): readonly Related[] {
  return problems
    .filter(({ code }) => code === notUnderstood)
    .map(({ path, span }) => ({ path, span, message: 'This is not understood, and may promise it.' }));
}

/** The paths of which another machine says what they promise, with the servers' prefixes. */
function shapesElsewhere({ prefixes, ...contract }: Contract): ReadonlySet<string> {
  return new Set(
    lostPaths(contract).flatMap((path) =>
      (prefixes.length === 0 ? [''] : prefixes).map((prefix) => pathShape(prefix + path)),
    ),
  );
}

/** An operation of a contract in TypeScript is missing from the list, and the others are there. */
const notUnderstood = 'CTR-012';
