import type { Call, CalledOperation } from '../model/calls.ts';
import { type Contract, operationKey } from '../model/contract.ts';
import { type ContractCaller, type ContractChanges, operationKeys } from '../model/contract-changes.ts';
import type { ContractFacts } from '../model/contract-facts.ts';
import { byCodeUnit } from '../model/path.ts';

interface Called extends CalledOperation {
  /** As it is named by now: by that path files consume it. */
  readonly contract: string;
  /** It was promised in the base, by a contract that says something else now or is gone. */
  readonly isChanged: boolean;
}

/**
 * Who calls what changed contracts promised before or promise now, in order of path. What is gone is called by its old name, and all
 * other contracts are held against the calls, too, so that nobody is said to call this one who calls another.
 */
export function contractCallers(
  { compared, removed }: Pick<ContractChanges, 'compared' | 'removed'>,
  facts: ContractFacts,
): readonly ContractCaller[] {
  const changed = new Map(compared.map(({ now, before }) => [now.contract, before]));
  const operations = [
    ...compared.flatMap(({ before, now }) => calledIn(before, now.contract.path, true)),
    ...removed.flatMap(({ contract, operations: own }) =>
      calledIn({ ...contract, operations: own }, contract.path, true),
    ),
    ...facts.contracts.flatMap(({ contract }) => {
      const before = changed.get(contract);
      const known = new Set(before?.operations.flatMap((operation) => operationKeys(before, operation)));
      return calledIn(contract, contract.path, before !== undefined).filter(
        ({ operation }) => !operationKeys(contract, operation).some((key) => known.has(key)),
      );
    }),
  ];
  const found = facts.findUses().match(distinct(operations), ({ contract }) => contract);
  return found
    .filter(({ called }) => called.isChanged)
    .flatMap(({ called, callers, tests }) =>
      [...callers, ...tests.filter(({ client }) => client === 'pact')].flatMap((call) =>
        callerOf(call, called),
      ),
    )
    .sort((a, b) => byCodeUnit(a.path, b.path) || a.span.start - b.span.start);
}

function calledIn(contract: Contract, path: string, isChanged: boolean): readonly Called[] {
  return contract.operations.map((operation) => {
    const { prefixes = contract.prefixes, template } = operation;
    const paths = prefixes.map((prefix) => prefix + template);
    return { operation, paths: paths.length === 0 ? [template] : paths, contract: path, isChanged };
  });
}

/** One document may be another one's base and be there still; what changed is told first. */
function distinct(operations: readonly Called[]): readonly Called[] {
  const known = new Map<string, Called>();
  for (const called of operations) {
    const key = `${called.contract} ${operationKey(called.operation.method, called.paths[0] ?? '')}`;
    if (!known.has(key)) known.set(key, called);
  }
  return [...known.values()];
}

function callerOf(
  { path, span, confidence, client }: Call,
  { operation, paths }: Called,
): readonly ContractCaller[] {
  return paths.map((template) => ({
    path,
    span,
    operation: operationKey(operation.method, template),
    name: `${operation.method} ${paths[0] ?? operation.template}`,
    isSure: confidence === 'certain',
    isExpectation: client === 'pact',
  }));
}
