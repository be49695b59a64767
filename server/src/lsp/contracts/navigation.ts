import type { Place } from '../../model/span.ts';
import type { ContractPlaceKind } from '../../protocol/contracts.ts';
import { interfacePlaces } from './interfaces.ts';
import { type KnownOperation, told } from './known.ts';
import type { ContractStanding } from './standing.ts';
import { distinctPlaces } from './view.ts';
import { labelOf } from './words.ts';

/** From a route to its operations, from operations and interfaces to what keeps them; in order of path. */
export function definitionsOf(standing: ContractStanding): readonly Place[] {
  return placesOf(standing, standing.kind === 'routes' ? 'operations' : 'routes');
}

/** Every place of the operations that are meant: where they are served, called and tested, and promised as well. */
export function referencesOf(standing: ContractStanding, withDeclarations: boolean): readonly Place[] {
  const kinds: readonly ContractPlaceKind[] = ['routes', 'callers', 'tests'];
  const all = withDeclarations ? [...kinds, 'operations' as const] : kinds;
  return distinctPlaces(all.flatMap((kind) => placesOf(standing, kind)));
}

/** Places of one kind, of one operation where it is named: `GET /orders/{id}`; in order of path. */
export function placesOf(
  standing: ContractStanding,
  kind: ContractPlaceKind,
  operation?: string,
): readonly Place[] {
  if (standing.kind === 'interfaces') return interfacePlaces(standing.all, kind, operation);
  const meant = operationsOf(standing).filter(
    ({ match }) => operation === undefined || labelOf(match) === operation,
  );
  return distinctPlaces(meant.flatMap((known) => kinds[kind](known)));
}

const kinds: Readonly<Record<ContractPlaceKind, (known: KnownOperation) => readonly Place[]>> = {
  operations: ({ match }) => [match.operation],
  routes: ({ match, differing }) => (differing ? [...match.routes, differing.route] : match.routes),
  callers: ({ use }) => use?.callers ?? [],
  tests: ({ use }) => (use ? [...use.tests, ...use.covers] : []),
};

function operationsOf(
  standing: Exclude<ContractStanding, { kind: 'interfaces' }>,
): readonly KnownOperation[] {
  if (standing.kind === 'operations') return told(standing.all);
  return standing.all.flatMap(({ operations, differing }) =>
    differing && operations.length === 0 ? [{ match: differing.match, differing }] : operations,
  );
}
