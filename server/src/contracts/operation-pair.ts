import { member } from '../model/json.ts';
import { compareContent } from './content.ts';
import type { OperationSpot } from './operations.ts';
import { compareParameter, compareParameters, parametersOf } from './parameters.ts';
import { compareSecurity } from './security.ts';
import { compareServers, isByHost } from './servers.ts';
import { below, type Entry, entries, isTrue, type Spot, textOf } from './spot.ts';
import { type At, keyword, tell } from './tell.ts';
import { both, type Mask, masks, type Unit, type Walk } from './walk.ts';

/** The documents' roots, for what an operation inherits. */
export interface Roots {
  readonly old: Spot;
  readonly now: Spot;
}

/** Compares all that one operation promises. */
export function compareOperation(at: At, old: OperationSpot, now: OperationSpot, roots: Roots): void {
  const [a, b] = [old.entry.spot, now.entry.spot];
  const keys = {
    old: { path: a.path, span: old.entry.keySpan },
    now: { path: b.path, span: now.entry.keySpan },
  };
  if (!isTrue(member(a.node, 'deprecated')) && isTrue(member(b.node, 'deprecated'))) {
    tell(at, 'operation-deprecated', a, keyword(b, 'deprecated'));
  }
  const [before, after] = [textOf(member(a.node, 'operationId')), textOf(member(b.node, 'operationId'))];
  if (before !== undefined && before !== after) {
    const words = { before: `"${before}"`, after: after === undefined ? 'none' : `"${after}"`, ...keys };
    tell(at, 'operation-id-changed', keyword(a, 'operationId'), keyword(b, 'operationId'), words);
  }
  const servers = { old: serversOf(old), now: serversOf(now) };
  compareServers(at, servers.old, servers.now, isByHost(servers, [[old, now]]));
  if (!old.isTurned) compareSecurity(at, [a, roots.old], [b, roots.now]);
  const [sent, answered]: readonly [Mask, Mask] = old.isTurned
    ? [masks.response, masks.request]
    : [masks.request, masks.response];
  compareParameters({ ...at, mask: sent }, parametersOf(old, at.walk.old), parametersOf(now, at.walk.now));
  compareBodies({ ...at, mask: sent }, below(a, 'requestBody'), below(b, 'requestBody'));
  compareResponses({ ...at, mask: answered }, below(a, 'responses'), below(b, 'responses'));
}

function serversOf({ entry, item }: OperationSpot): Spot | undefined {
  return below(entry.spot, 'servers') ?? below(item, 'servers');
}

function compareBodies(at: At, oldBody: Spot | undefined, nowBody: Spot | undefined): void {
  const old = oldBody && at.walk.old.follow(oldBody);
  const now = nowBody && at.walk.now.follow(nowBody);
  const noun = { kind: 'body' } as const;
  if (old && now) {
    if (at.walk.areKnown(old, now)) at.walk.use(at.unit, at.mask, { noun, old, now }, compareBody);
  } else if (old) tell({ ...at, noun }, 'body-removed', old, undefined);
  else if (now) {
    tell(
      { ...at, noun },
      isTrue(member(now.node, 'required')) ? 'body-required-added' : 'body-added',
      undefined,
      now,
    );
  }
}

function compareBody(unit: Unit, walk: Walk): void {
  const at: At = { unit, walk, property: '', mask: both };
  const { old, now } = unit;
  const [wasRequired, isRequired] = [old, now].map(({ node }) => isTrue(member(node, 'required')));
  if (wasRequired !== isRequired) {
    tell(
      at,
      isRequired ? 'body-became-required' : 'body-became-optional',
      keyword(old, 'required'),
      keyword(now, 'required'),
    );
  }
  compareContent(at, below(old, 'content'), below(now, 'content'));
}

function compareResponses(at: At, old: Spot | undefined, now: Spot | undefined): void {
  const before = new Map([...entries(old)].map(([status, entry]) => [status.toUpperCase(), entry]));
  const after = new Map([...entries(now)].map(([status, entry]) => [status.toUpperCase(), entry]));
  const hasSuccess = [...before.keys()].some((status) => status.startsWith('2'));
  for (const [status, entry] of before) {
    if (status.startsWith('X-')) continue;
    const other = after.get(status) ?? after.get(`${status[0]}XX`) ?? after.get('DEFAULT');
    if (other) {
      const pair = { old: at.walk.old.follow(entry.spot), now: at.walk.now.follow(other.spot) };
      if (!at.walk.areKnown(pair.old, pair.now)) continue;
      at.walk.use(at.unit, at.mask, { noun: { kind: 'response' }, ...pair }, compareResponse);
      continue;
    }
    const isSuccess = status.startsWith('2') || (status === 'DEFAULT' && !hasSuccess);
    const words = { before: entry.key, old: keyPlace(entry) };
    tell(
      { ...at, mask: 1 },
      isSuccess ? 'response-success-removed' : 'response-other-removed',
      entry.spot,
      undefined,
      words,
    );
  }
  for (const [status, entry] of after) {
    if (before.has(status) || status.startsWith('X-')) continue;
    tell({ ...at, mask: 1 }, 'response-added', undefined, entry.spot, {
      after: entry.key,
      now: keyPlace(entry),
    });
  }
}

function keyPlace({ keySpan, spot }: Entry) {
  return { path: spot.path, span: keySpan };
}

function compareResponse(unit: Unit, walk: Walk): void {
  const at: At = { unit, walk, property: '', mask: both };
  compareContent(at, below(unit.old, 'content'), below(unit.now, 'content'));
  const [old, now] = [headersOf(unit.old, walk.old), headersOf(unit.now, walk.now)];
  compareParameters(at, old, now, compareParameter);
}

function headersOf(response: Spot, references: Walk['old']) {
  const found = [...entries(below(response, 'headers'))].map(([name, { spot, keySpan }]) => {
    const header = references.follow(spot);
    const place = { path: spot.path, span: keySpan };
    return [
      `header:${name.toLowerCase()}`,
      { spot: header, name: `header "${name}"`, place, isRequired: isTrue(member(header.node, 'required')) },
    ] as const;
  });
  return new Map(found.filter(([key]) => key !== 'header:content-type'));
}
