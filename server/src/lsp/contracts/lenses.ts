import type { Route } from '../../model/contract.ts';
import type { LineTable, Position } from '../../model/line-table.ts';
import type { Place } from '../../model/span.ts';
import { count } from '../../model/words.ts';
import { interfaceLenses } from './interfaces.ts';
import {
  type ContractLens,
  type Differing,
  type KnownOperation,
  type KnownRoute,
  type Placed,
  told,
} from './known.ts';
import { type ContractView, placeName } from './view.ts';
import { adverbs, calledBy, contractLabel, isTested, labelOf, surest, testedBy } from './words.ts';

type Words = Omit<ContractLens, 'span'>;

/** More operations of one place are told together. */
const mostAtPlace = 3;

/** In the order of the document; a route that no operation promises has none, as its finding says so. */
export function contractLenses(view: ContractView): readonly ContractLens[] {
  const { operations, routes } = view.own;
  const promised = new Set(operations.map(({ span }) => span.start));
  const said = new Set<string>();
  return [
    ...interfaceLenses(view),
    ...operations.flatMap((placed) => over(placed, (all) => ofOperations(view, all))),
    // A contract in code may register its own route where it stands.
    ...routes
      .filter(({ span }) => !promised.has(span.start))
      .flatMap((placed) => {
        const { line } = view.lines(view.path).position(placed.span.start);
        // Beside each other, as in `export { GET, PUT }`, one of them names the contract.
        const isNew = (label: string) => said.size < said.add(`${line} ${label}`).size;
        return over(placed, (all) => ofRoutes(view, all, isNew));
      }),
  ];
}

/** Where it begins, or the call of which it is the first argument and has a line of its own. */
export function lensPosition(lines: LineTable, offset: number): Position {
  const at = lines.position(offset);
  const above = lines.text(at.line - 1);
  const isBroken = /\(\s*$/.test(above) && lines.text(at.line).slice(0, at.character).trim() === '';
  return isBroken ? { line: at.line - 1, character: above.length - above.trimStart().length } : at;
}

function over<Known>(
  { span, all }: Placed<Known>,
  wordsOf: (all: readonly Known[]) => readonly Words[],
): readonly ContractLens[] {
  return wordsOf(all).map((words) => ({ span, ...words }));
}

/** One text may be promised under several paths, by an alias or a reference: each is served or not by itself. */
function ofOperations(view: ContractView, all: readonly KnownOperation[]): readonly Words[] {
  const byLabel = new Map<string, KnownOperation[]>();
  for (const known of told(all)) {
    const label = labelOf(known.match);
    byLabel.set(label, [...(byLabel.get(label) ?? []), known]);
  }
  if (byLabel.size === 1) return [...byLabel.values()].flatMap((known) => ofOperation(view, known));
  if (byLabel.size > mostAtPlace)
    return [
      {
        title: `promised under ${byLabel.size} paths`,
        ...(all.some(({ match }) => match.routes.length > 0) && { about: 'routes' as const }),
      },
    ];
  return [...byLabel].flatMap(([operation, known]) =>
    ofOperation(view, known).map((words) => ({ ...words, title: `${operation} ${words.title}`, operation })),
  );
}

function ofOperation(view: ContractView, known: readonly KnownOperation[]): readonly Words[] {
  const all = known.flatMap(({ use }) => use ?? []);
  const callers = all.flatMap((use) => use.callers);
  return [
    ...served(view, known),
    ...(callers.length > 0 ? [{ title: calledBy(callers), about: 'callers' as const }] : []),
    ...(isTested(all) ? [{ title: testedBy(all), about: 'tests' as const }] : untested(known)),
  ];
}

function untested(known: readonly KnownOperation[]): readonly Words[] {
  return known.some(({ isUntested }) => isUntested) ? [{ title: testedBy([]) }] : [];
}

function served(view: ContractView, known: readonly KnownOperation[]): readonly Words[] {
  const routes = [...new Set(known.flatMap(({ match }) => match.routes))];
  const differing = known.find((each) => each.differing)?.differing;
  if (routes.length > 0) {
    const title = `${adverbs[surest(routes)]}served at ${firstPlace(view, routes)}`;
    return [{ title, about: 'routes' }];
  }
  if (differing) return [{ title: servedAs(view, differing), about: 'routes' }];
  if (known.some(({ match }) => match.operation.isPlanned)) return [{ title: 'planned, not served yet' }];
  const missing = known.flatMap((each) => each.missing ?? []);
  return missing.length > 0 ? [{ title: `${adverbs[surest(missing)]}served by nothing` }] : [];
}

function servedAs(view: ContractView, { mismatch, route }: Differing): string {
  return `${adverbs[mismatch.confidence]}served as ${labelOf(route)} at ${placeName(view, route)}`;
}

function firstPlace(view: ContractView, places: readonly Place[]): string {
  const [first] = places;
  if (!first) return '';
  return `${placeName(view, first)}${places.length > 1 ? ` and ${places.length - 1} more` : ''}`;
}

function ofRoutes(
  view: ContractView,
  all: readonly KnownRoute[],
  isNew: (label: string) => boolean,
): readonly Words[] {
  const known = [...new Map(all.flatMap(({ operations }) => operations).map((each) => [each.match, each]))];
  const operations = known.map(([, each]) => each);
  if (operations.length > mostAtPlace) {
    const labels = new Set(operations.map(({ match }) => contractLabel(match.bound.contract, view.facts)));
    const title = `${count(operations.length, 'operation')} · ${[...labels].join(', ')}`;
    return [{ title, about: 'operations' }];
  }
  const differing = all.flatMap((each) => (each.operations.length === 0 ? (each.differing ?? []) : []));
  return [
    ...operations.map(({ match }) => toOperation(view, match, serving(all, match.routes), isNew)),
    ...differing.map(({ match }) => toOperation(view, match, 'differs from ', isNew)),
  ];
}

function serving(all: readonly KnownRoute[], routes: readonly Route[]): string {
  const own = all.map(({ route }) => route).filter((route) => routes.includes(route));
  return adverbs[surest(own)];
}

function toOperation(
  view: ContractView,
  match: KnownOperation['match'],
  before: string,
  isNew: (label: string) => boolean,
): Words {
  const { operation, bound } = match;
  const label = contractLabel(bound.contract, view.facts);
  const parts = [
    `${before}${labelOf(match)}`,
    isNew(label) && label,
    operation.operationId,
    operation.isDeprecated && 'deprecated',
  ];
  return { title: parts.filter(Boolean).join(' · '), about: 'operations', operation: labelOf(match) };
}
