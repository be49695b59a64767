import type { Operation, ParameterPlace, Route } from '../model/contract.ts';
import { type JsonNode, member } from '../model/json.ts';
import type { BoundContract, OperationMatch, ParameterMismatch, UnreadParameter } from '../model/matching.ts';
import { isElsewhere } from './elsewhere.ts';
import { segmentsOf } from './paths.ts';
import { weaker } from './weaker.ts';

/** What is wrong about parameters: within a contract, and between it and the routes that serve it. */
export function parameterMismatches(operations: readonly OperationMatch[]): readonly ParameterMismatch[] {
  const keysOf = credentials();
  const found = ofEach(operations, mismatches, (match) => [
    ...withinContract(match),
    ...distinctPlaces(match.routes.flatMap((route) => betweenBoth(match, route, keysOf(match.bound)))),
  ]);
  return withSharedReads(found, operations);
}

/** One schema that several handlers use lists what each of them may read: what another one promises may be for that one. */
function withSharedReads(
  found: readonly ParameterMismatch[],
  operations: readonly OperationMatch[],
): readonly ParameterMismatch[] {
  const isSurelyRead = ({ problem, confidence }: ParameterMismatch) =>
    problem === 'not-promised' && confidence === 'certain';
  if (!found.some(isSurelyRead)) return found;
  const promised = new Set<string>();
  for (const { operation, routes } of operations)
    for (const { reads = [] } of routes)
      for (const read of reads)
        if (operation.parameters.some((each) => isSame(read, each)))
          promised.add(`${read.path} ${read.span.start}`);
  return found.map((each) => {
    const { path, span } = each.place;
    const isShared = isSurelyRead(each) && promised.has(`${path} ${span.start}`);
    return isShared ? { ...each, confidence: 'likely' } : each;
  });
}

/** Required parameters that a handler could read and does not. Handlers may pass a request on: this is a hint. */
export function unreadParameters(operations: readonly OperationMatch[]): readonly UnreadParameter[] {
  return ofEach(operations, unread, (match) => {
    const { routes } = match;
    if (routes.length === 0 || !routes.every(({ reads }) => reads !== undefined)) return [];
    const reads = routes.flatMap(({ reads: own = [] }) => own);
    const open = new Set(routes.flatMap(({ readsOpen = [] }) => readsOpen));
    return match.operation.parameters
      .filter(({ isRequired, in: place }) => isRequired && (place === 'query' || place === 'header'))
      .filter(({ in: place }) => !open.has(place))
      .filter((each) => !reads.some((read) => isSame(read, each)))
      .map(({ in: place, name, path, span }) => ({ match, in: place, name, place: { path, span } }));
  });
}

type Known<T> = WeakMap<OperationMatch, readonly T[]>;
const mismatches: Known<ParameterMismatch> = new WeakMap();
const unread: Known<UnreadParameter> = new WeakMap();

/** What is found of operations that are no copies, of each match once. */
function ofEach<T>(
  operations: readonly OperationMatch[],
  known: Known<T>,
  find: (match: OperationMatch) => readonly T[],
): readonly T[] {
  const all: T[] = [];
  for (const match of operations) {
    if (match.isCopy) continue;
    const found = known.get(match) ?? find(match);
    known.set(match, found);
    for (const each of found) all.push(each);
  }
  return all;
}

function withinContract(match: OperationMatch): readonly ParameterMismatch[] {
  const { operation, paths } = match;
  if (agrees(operation) || isLeftToOthers(match)) return [];
  const declared = operation.parameters.filter(({ in: place }) => place === 'path');
  const named = namesIn(operation.template);
  const known = new Set(paths.flatMap(namesIn));
  const at = { path: operation.path, span: operation.span };
  return [
    ...named
      .filter((name) => !declared.some((each) => each.name === name))
      .map(
        (name): ParameterMismatch => ({
          problem: 'undeclared',
          match,
          in: 'path',
          name,
          place: at,
          confidence: 'certain',
        }),
      ),
    ...declared
      .filter(({ name }) => !known.has(name))
      .map(
        ({ name, path, span }): ParameterMismatch => ({
          ...{ problem: 'not-in-template', match, in: 'path', name },
          place: { path, span },
          confidence: 'certain',
        }),
      ),
  ];
}

/** Who puts fragments of no service together may add the parameters of paths: then an operation declares none of them. */
function isLeftToOthers({
  bound: { contract, service },
  operation: { parameters },
}: OperationMatch): boolean {
  return (
    service === undefined && contract.isFragment && !parameters.some(({ in: place }) => place === 'path')
  );
}

/** `{id}` is `id`; what catches the rest has its name without the mark. */
function namesIn(template: string): readonly string[] {
  if (!template.includes('{')) return [];
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name.replace(/^[+]|[*+]$/g, ''));
}

/** Most templates and declarations agree: then no list is made. */
function agrees({ template, parameters }: Operation): boolean {
  let declared = 0;
  for (const { in: place, name } of parameters)
    if (place === 'path') {
      declared += 1;
      if (!template.includes(`{${name}}`)) return false;
    }
  let named = 0;
  for (let at = template.indexOf('{'); at >= 0; at = template.indexOf('{', at + 1)) named += 1;
  return named === declared;
}

function betweenBoth(
  match: OperationMatch,
  route: Route,
  credentialNames: ReadonlySet<string>,
): readonly ParameterMismatch[] {
  const { path, span, reads = [] } = route;
  const sure = isElsewhere(route, match.bound) ? 'likely' : route.confidence;
  const renamed = renamedPairs(match.operation, route).map(
    ([name, other]): ParameterMismatch => ({
      ...{ problem: 'renamed', match, in: 'path', name, other, route },
      place: { path, span },
      confidence: sure,
    }),
  );
  if (reads.length === 0) return renamed;
  const inRoute = new Set(namesIn(route.template));
  const unknown = reads.flatMap((read): readonly ParameterMismatch[] => {
    const { in: place, name } = read;
    const confidence = weaker(read.confidence, sure);
    const at = { match, in: place, name, route, place: { path: read.path, span: read.span }, confidence };
    // Where a prefix is in doubt it may hold the parameter.
    const mayHold = inRoute.has(name) || route.confidence !== 'certain';
    if (place === 'path') return mayHold ? [] : [{ problem: 'not-in-route', ...at }];
    if (place === 'header' && unpromisedHeaders.test(name)) return [];
    if (credentialNames.has(keyOf(place, name))) return [];
    return match.operation.parameters.some((each) => isSame(read, each))
      ? []
      : [{ problem: 'not-promised', ...at }];
  });
  return [...renamed, ...unknown];
}

/** From the end, because a prefix may be on one side only. */
function renamedPairs(operation: Operation, route: Route): readonly (readonly [string, string])[] {
  if (!operation.template.includes('{') || route.template.endsWith(operation.template)) return [];
  const promised = segmentsOf(operation.template);
  const served = segmentsOf(route.template);
  const least = route.ending === undefined ? 0 : served.length - segmentsOf(route.ending).length;
  return promised.flatMap((segment, at) => {
    const index = served.length - promised.length + at;
    const other = index < least ? undefined : served[index];
    if (other === undefined || other.includes('*')) return [];
    const [mine, theirs] = [namesIn(segment), namesIn(other)];
    if (mine.length !== theirs.length) return [];
    return mine.flatMap((name, index) => {
      const their = theirs[index] ?? '';
      return name === their ? [] : [[name, their] as const];
    });
  });
}

/** What OpenAPI does not describe as parameters, and what proxies and frameworks bring. */
const unpromisedHeaders =
  /^(?:accept(?:-.*)?|authorization|cache-control|connection|content-(?:type|length|encoding)|cookie|date|forwarded|host|if-.*|origin|pragma|range|referer|te|traceparent|tracestate|upgrade|user-agent|via|x-forwarded-.*|x-real-ip|x-request-id)$/i;

function isSame(
  a: { readonly in: ParameterPlace; readonly name: string },
  b: { readonly in: ParameterPlace; readonly name: string },
): boolean {
  return keyOf(a.in, a.name) === keyOf(b.in, b.name);
}

/** Names of headers are the same in any case; `filter[]` is how some write a query that repeats. */
function keyOf(place: ParameterPlace, name: string): string {
  if (place === 'header') return `header ${name.toLowerCase()}`;
  return `${place} ${place === 'query' ? name.replace(/\[.*$/s, '') : name}`;
}

/** Keys that security schemes read are promised there. */
function credentials(): (bound: BoundContract) => ReadonlySet<string> {
  const known = new Map<BoundContract, ReadonlySet<string>>();
  return (bound) => {
    const before = known.get(bound);
    if (before !== undefined) return before;
    const schemes = member(member(bound.contract.root, 'components'), 'securitySchemes');
    const names =
      schemes?.kind === 'object' ? schemes.members.flatMap(({ value }) => credentialOf(value)) : [];
    const found = new Set(names);
    known.set(bound, found);
    return found;
  };
}

function credentialOf(scheme: JsonNode): readonly string[] {
  const [place, name] = [member(scheme, 'in'), member(scheme, 'name')];
  if (place?.kind !== 'string' || name?.kind !== 'string') return [];
  const known = (['query', 'header', 'cookie'] as const).find((each) => each === place.value);
  return known === undefined ? [] : [keyOf(known, name.value)];
}

/** One handler may serve a path under several prefixes, and read a parameter several times: the first is told. */
function distinctPlaces(found: readonly ParameterMismatch[]): readonly ParameterMismatch[] {
  if (found.length < 2) return found;
  const known = new Set<string>();
  return found.filter(({ problem, in: place, name, place: { path } }) => {
    const key = `${problem} ${keyOf(place, name)} ${path}`;
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}
