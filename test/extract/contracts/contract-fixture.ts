import { findNativeContracts } from '../../../server/src/extract/contracts/find-contracts.ts';
import { mayHoldContract } from '../../../server/src/extract/contracts/prefilter.ts';
import { createRouteFinder } from '../../../server/src/extract/routes/find-routes.ts';
import { createPrefilter } from '../../../server/src/extract/routes/prefilter.ts';
import type { Contract, Operation } from '../../../server/src/model/contract.ts';
import { factsOf, filesOf, followIn } from '../routes/route-fixture.ts';

/** Files and what is found in them, as lines. */
export interface ContractCase {
  readonly name: string;
  /** `//- path` starts a file. */
  readonly files: string;
  /** `path format: METHOD template operationId [parameters]`. */
  readonly operations: readonly string[];
  /** `METHOD template at text of its place`. */
  readonly routes?: readonly string[];
  /** `text in the source: reason`. */
  readonly unresolved?: readonly string[];
  readonly tables?: readonly string[];
}

export interface FoundContractLines {
  readonly contracts: readonly Contract[];
  readonly operations: readonly string[];
  readonly routes: readonly string[];
  readonly unresolved: readonly string[];
  /** The text at each operation's place. */
  readonly places: readonly string[];
}

export function contractLinesOf(files: string, tables: readonly string[] = []): FoundContractLines {
  const texts = filesOf(files);
  const textAt = ({ path, span }: { path: string; span: { start: number; end: number } }) =>
    texts.get(path)?.slice(span.start, span.end) ?? '';
  const facts = factsOf(texts);
  const follow = (from: string, specifier: string) => followIn(texts, from, specifier);
  const mayServe = createPrefilter();
  const among = (may: (path: string, text: string) => boolean) =>
    [...texts].filter(([path, text]) => may(path, text)).map(([path]) => path);
  const found = createRouteFinder()({ paths: among(mayServe), facts, follow });
  const { contracts, unresolved } = findNativeContracts({
    ...{ paths: among(mayHoldContract), facts, follow, tables: new Set(tables), routes: found.routes },
    versionOf: (path) => ({ path: 'package.json', span: { start: 0, end: 1 }, text: `1.0.0 ${path}` }),
  });
  const operations = contracts.flatMap((contract) => contract.operations);
  return {
    contracts,
    operations: contracts.flatMap(({ path, format, operations: own }) =>
      own.map((operation) => `${path} ${format}: ${lineOf(operation)}`),
    ),
    routes: found.routes.map((route) => `${route.method} ${route.template} at ${textAt(route)}`),
    unresolved: [...unresolved, ...found.unresolved].map((each) => `${textAt(each)}: ${each.reason}`),
    places: operations.map(textAt),
  };
}

function lineOf({ method, template, operationId, parameters, ...operation }: Operation): string {
  const named = parameters.map(
    ({ name, in: place, isRequired }) => `${place} ${name}${isRequired ? '' : '?'}`,
  );
  return [
    `${method} ${template}`,
    operationId ?? '',
    `[${named.join(', ')}${operation.hasOpenParameters ? ', …' : ''}]`,
    ...(operation.prefixes?.map((prefix) => `below ${prefix}`) ?? []),
    ...(operation.isDeprecated ? ['deprecated'] : []),
    ...(operation.isPlanned ? ['planned'] : []),
    ...(operation.isInternal ? ['internal'] : []),
  ].join(' ');
}
