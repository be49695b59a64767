import type { Contract, ContractFormat, Operation, Route, UnresolvedContract } from '../../model/contract.ts';
import type { Place } from '../../model/span.ts';
import { Evaluation } from '../routes/evaluation.ts';
import { contractAdapters } from './adapters/index.ts';
import type { ContractInput, FoundContracts } from './search.ts';
import { keepParts, partsOf } from './written-parts.ts';

/**
 * Finds the contracts that are written in TypeScript, and every operation that could not be understood. Pure: facts of
 * files are asked for as names lead there.
 */
export function findNativeContracts(input: ContractInput): FoundContracts {
  const evaluation = new Evaluation(input, new WeakMap());
  const { paths, facts, tables = new Set() } = input;
  const contracts: Contract[] = [];
  const unresolved: UnresolvedContract[] = [];
  const served = servedPlaces(input.routes ?? []);
  const known = new Set<string>();
  const isKnown = ({ path, span }: Place) => known.has(`${path} ${span.start}`);
  for (const { format, read } of contractAdapters) {
    const found = read({ paths, facts, evaluation, tables });
    // A table may be named whose rows are read with their routers and prefixes already.
    const isTable = format === 'table';
    unresolved.push(
      ...found.unresolved.filter((each) => !isTable || !isKnown(each)).map((each) => ({ ...each, format })),
    );
    const own = found.operations.filter((each) => !isTable || !isKnown(each));
    for (const each of [...found.operations, ...found.unresolved])
      known.add(`${each.path} ${each.span.start}`);
    for (const [path, operations] of byFile(own))
      contracts.push(
        contractOf(
          path,
          format,
          operations.map((each) => prefixed(each, served)),
          input,
        ),
      );
  }
  return { contracts: inOrder(contracts, ({ format }) => format), unresolved: inOrder(unresolved, keyOf) };
}

function byFile(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, Map<string, Operation>>();
  for (const operation of operations) {
    const own = found.get(operation.path) ?? new Map<string, Operation>();
    found.set(operation.path, own);
    const key = `${operation.span.start} ${operation.method} ${operation.template}`;
    if (!own.has(key)) own.set(key, operation);
  }
  return new Map(
    [...found].map(([path, own]) => [path, [...own.values()].sort((a, b) => a.span.start - b.span.start)]),
  );
}

function contractOf(
  path: string,
  format: ContractFormat,
  operations: readonly Operation[],
  { versionOf }: ContractInput,
): Contract {
  const version = versionOf?.(path);
  return {
    path,
    format,
    isFragment: false,
    ...(version === undefined ? {} : { version: { ...version, isString: true } }),
    infoPlace: { path, span: { start: 0, end: 0 } },
    prefixes: [''],
    operations,
    problems: [],
    inputs: [],
  };
}

/** The templates of the routes that are made from what stands at a place. */
function servedPlaces(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { operation, template, method } of routes) {
    if (operation === undefined) continue;
    const key = placeKey(operation, method);
    found.set(key, [...(found.get(key) ?? []), template]);
  }
  return found;
}

function placeKey({ path, span }: Place, method: string): string {
  return `${path} ${span.start} ${method}`;
}

/** Where a router is mounted is a prefix of what it serves. */
function prefixed(operation: Operation, served: ReadonlyMap<string, readonly string[]>): Operation {
  const { template, method } = operation;
  const own = template === '/' ? '' : template;
  const templates = served.get(placeKey(operation, method)) ?? [];
  const prefixes = templates.flatMap((whole) =>
    whole.endsWith(own) ? [whole.slice(0, whole.length - own.length).replace(/\/$/, '')] : [],
  );
  const isPlain = prefixes.every((prefix) => prefix === '');
  if (isPlain) return operation;
  const mounted = { ...operation, prefixes: [...new Set(prefixes)].sort() };
  const parts = partsOf(operation);
  return parts ? keepParts(mounted, parts) : mounted;
}

function keyOf({ span, reason }: UnresolvedContract): string {
  return `${String(span.start).padStart(9, '0')} ${reason}`;
}

/** Each once, by files and then by keys. */
function inOrder<T extends { readonly path: string }>(
  found: readonly T[],
  key: (each: T) => string,
): readonly T[] {
  const keyed = new Map(found.map((each) => [`${each.path}\u0000${key(each)}`, each]));
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
