import type { Call } from '../../model/calls.ts';
import { pathShape } from '../../model/contract.ts';
import type { ContractUses } from '../../model/contract-facts.ts';
import type { BoundContract, OperationMatch } from '../../model/matching.ts';

type Contracts = ReadonlySet<BoundContract>;

/** Paths that are called behind one base, or in one file. */
interface Called {
  /** Those of operations, with the contracts that promise them. */
  readonly promised: Map<string, OperationMatch[]>;
  readonly others: Set<string>;
}

/**
 * Whether a call whose host is not written goes to a contract that its file consumes: by what else is called there, or, for
 * the only thing that the file calls of it, by a path that begins like an operation.
 */
export function createBases(
  operations: readonly OperationMatch[],
  { of, unmatched }: Pick<ContractUses, 'of' | 'unmatched'>,
): (call: Call, consumed: Contracts) => boolean {
  const byBase = new Map<string, Called>();
  const byFile = new Map<string, Called>();
  for (const match of operations)
    for (const call of of(match)?.callers ?? []) {
      if (call.confidence === 'possible') continue;
      if (call.base !== undefined) promise(at(byBase, call.base), call, match);
      promise(at(byFile, call.path), call, match);
    }
  for (const { call } of unmatched)
    if (call.base !== undefined) at(byBase, call.base).others.add(call.template);
  const beginnings = new Map<BoundContract, ReadonlySet<string>>();
  return (call, consumed) => {
    const { promised, others } = at(byBase, call.base ?? '');
    const isOwn = (matches: readonly OperationMatch[]) => matches.some(({ bound }) => consumed.has(bound));
    const isLike = (template: string) =>
      [...consumed].some((bound) => {
        const known = beginnings.get(bound) ?? beginningsOf(bound);
        beginnings.set(bound, known);
        return thingsOf(template, bound).some((thing) => known.has(thing));
      });
    const own = [...promised.values()].filter(isOwn).length;
    const foreign = promised.size - own + [...others].filter((template) => !isLike(template)).length;
    if (own > 0) return isLike(call.template) || own >= foreign;
    const isElsewhere = [...at(byFile, call.path).promised.values()].some(isOwn);
    return foreign === 0 && !isElsewhere && isLike(call.template);
  };
}

function at(all: Map<string, Called>, key: string): Called {
  const found = all.get(key) ?? { promised: new Map(), others: new Set() };
  all.set(key, found);
  return found;
}

function promise({ promised }: Called, { method, template }: Call, match: OperationMatch): void {
  const key = `${method} ${template}`;
  promised.set(key, [...(promised.get(key) ?? []), match]);
}

function beginningsOf(bound: BoundContract): ReadonlySet<string> {
  return new Set(bound.contract.operations.flatMap(({ template }) => thingsOf(pathShape(template), bound)));
}

/** What all paths of many servers begin with, whatever they are about. */
const common = /^(?:api|rest|v\d+(?:\.\d+)*)$/i;

/** What a path is about: its first segment behind the servers' prefix, of which the base may hold a part. */
function thingsOf(template: string, { contract }: BoundContract): readonly string[] {
  const segments = template.split('/').slice(1);
  const prefixes = ['', ...contract.prefixes.map(pathShape)].map((prefix) => prefix.split('/').slice(1));
  return prefixes.flatMap((prefix) =>
    Array.from({ length: prefix.length + 1 }, (_, index) => prefix.slice(index)).flatMap((part) => {
      if (part.some((each, index) => each !== segments[index])) return [];
      const thing = segments.slice(part.length).find((segment) => !common.test(segment));
      return thing === undefined || thing.includes('{') || thing === '' ? [] : [thing];
    }),
  );
}
