import type { Bump, ChangeLevel, ContractChange } from '../model/contract.ts';
import { isLowered, largest, levelBumps } from '../model/contract-bump.ts';
import { declaredBump, isPathRaised, versionIn } from './bump.ts';
import type { ChangeRow, Direction } from './change-row.ts';
import { rowOf } from './changes.ts';
import { compareOperation } from './operation-pair.ts';
import { pairOperations } from './operation-pairs.ts';
import { type OperationSpot, operationsOf } from './operations.ts';
import { createReferences, type References } from './references.ts';
import { isSameContract } from './same.ts';
import { sentenceOf } from './sentence.ts';
import { compareAddresses, compareServers, isByHost } from './servers.ts';
import { below, type ContractSide, isTrue, type ReferenceProblem, type Spot } from './spot.ts';
import { type At, tell } from './tell.ts';
import {
  both,
  createWalk,
  type Difference,
  masks,
  type Noun,
  narrow,
  reachOf,
  type Unit,
  type Walk,
} from './walk.ts';

export interface Comparison {
  /** In the order of the new document, then of the old one for what is gone. */
  readonly changes: readonly ContractChange[];
  /** What the changes ask of the version, and what the two versions say. */
  readonly required: Bump;
  readonly declared: Bump;
  /** The version in all paths or servers rose. */
  readonly isPathRaised: boolean;
  /** The new version is older than the old one. */
  readonly isLowered: boolean;
  /** References that could not be followed: what they lead to is not compared. */
  readonly unresolved: readonly (ReferenceProblem & { readonly side: 'old' | 'now' })[];
  /** False where there was too much to compare all of it. */
  readonly isWhole: boolean;
}

export interface CompareOptions {
  /** Levels by id in place of those of the table; `off` leaves a change out. */
  readonly levels?: Readonly<Record<string, ChangeLevel | 'off'>>;
  /** How those who call know an operation, where that is not by its path as the documents have it. */
  readonly called?: Called | undefined;
}

/** Of `GET /orders`. */
type Called = (name: string) => string;

/** What changed between two versions of an OpenAPI document, for those who call it. Never throws. */
export function compareContracts(
  old: ContractSide,
  now: ContractSide,
  { levels = {}, called = (name) => name }: CompareOptions = {},
): Comparison {
  const roots = { old: rootOf(old), now: rootOf(now) };
  const references = { old: createReferences(old), now: createReferences(now) };
  const { walk, run } = createWalk(references.old, references.now);
  const lone = isSameContract(old, now) ? [] : compareRoots(walk, roots);
  const { units, isWhole } = run();
  const told = united([...lone, ...units].flatMap((unit) => toldOf(unit, levels)));
  const changes = told.map((one) => toChange(one, called)).sort(byPlace);
  const versions = [versionIn(roots.old, references.old), versionIn(roots.now, references.now)] as const;
  const isRaised = isPathRaised(roots.old, roots.now);
  return {
    changes,
    required: largest(told.map(bumpOf)),
    declared: declaredBump(...versions, isRaised),
    isPathRaised: isRaised,
    isLowered: isLowered(...versions),
    unresolved: [...problemsOf(references.old, 'old'), ...problemsOf(references.now, 'now')],
    isWhole,
  };
}

function rootOf({ root, path }: ContractSide): Spot {
  return { node: root, path, pointer: '' };
}

function problemsOf(references: References, side: 'old' | 'now') {
  return references.problems().map((problem) => ({ ...problem, side }));
}

function byPlace(a: ContractChange, b: ContractChange): number {
  const [one, other] = [a.now ?? a.old, b.now ?? b.old];
  return (
    compareText(one?.path ?? '', other?.path ?? '') ||
    (one?.span.start ?? 0) - (other?.span.start ?? 0) ||
    compareText(a.id, b.id) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Asks for all pairs of operations; what has no counterpart is told at once. */
function compareRoots(walk: Walk, roots: { readonly old: Spot; readonly now: Spot }): readonly Unit[] {
  const units: Unit[] = [];
  const lone = (users: readonly string[]): At => {
    const used = users.map((user) => ({ user, mask: both }));
    const unit: Unit = { noun: { kind: 'operation' }, ...roots, differences: [], users: used };
    units.push(unit);
    return { unit, walk, property: '', mask: 1 };
  };
  const found = pairOperations(operationsOf(roots.old, walk.old), operationsOf(roots.now, walk.now));
  const servers = { old: below(roots.old, 'servers'), now: below(roots.now, 'servers') };
  compareServers(lone([]), servers.old, servers.now, isByHost(servers, found.pairs));
  compareAddresses(lone, found);
  for (const [old, now] of found.pairs) {
    const pair = { noun: { kind: 'operation' } as const, old: old.entry.spot, now: now.entry.spot };
    walk.use(now.name, both, pair, (unit) =>
      compareOperation({ unit, walk, property: '', mask: both }, old, now, roots),
    );
  }
  for (const operation of found.onlyOld) {
    const { spot } = operation.entry;
    const isAnnounced = isTrue(below(spot, 'deprecated')?.node);
    const kind = isAnnounced ? 'operation-deprecated-removed' : 'operation-removed';
    tell(lone([operation.name]), kind, spot, undefined, { old: keyPlace(operation) });
  }
  for (const operation of found.onlyNow) {
    const { spot } = operation.entry;
    tell(lone([operation.name]), 'operation-added', undefined, spot, { now: keyPlace(operation) });
  }
  return units;
}

function keyPlace({ entry }: OperationSpot) {
  return { path: entry.spot.path, span: entry.keySpan };
}

/** A difference as told in one direction. */
interface Told {
  readonly row: ChangeRow;
  readonly level: ChangeLevel;
  readonly difference: Difference;
  readonly noun: Noun;
  readonly direction: Direction;
  readonly operations: ReadonlySet<string>;
  /** What the same change is called in responses, where it is told of requests and weighs as much. */
  readonly also?: ChangeRow;
}

function toldOf(unit: Unit, levels: NonNullable<CompareOptions['levels']>): readonly Told[] {
  if (unit.differences.length === 0) return [];
  return (['request', 'response'] as const).flatMap((direction) => {
    const operations = reachOf(unit, direction);
    if (operations.size === 0 && unit.users.length > 0) return [];
    return unit.differences.flatMap((difference) => {
      const row = rowOf(difference.kind, direction);
      if (!row || narrow(difference.mask, masks[direction]) === 0) return [];
      if (row.direction === 'either' && direction === 'response' && narrow(difference.mask, 1)) return [];
      const level = levels[row.id] ?? row.level;
      if (level === 'off') return [];
      return [{ row, level, difference, noun: difference.noun ?? unit.noun, direction, operations }];
    });
  });
}

/** What was written out for each operation and is shared now, or the other way round, is one change. */
function united(all: readonly Told[]): readonly Told[] {
  const found = new Map<string, Told>();
  for (const told of all) {
    const { row, noun, direction } = told;
    const { pointer, property, before, after, now, old } = told.difference;
    const place = now ?? old;
    const key = JSON.stringify([row.id, noun, direction, pointer, property, before, after, place]);
    const other = found.get(key);
    const operations = other ? new Set([...other.operations, ...told.operations]) : told.operations;
    found.set(key, { ...(other ?? told), operations });
  }
  return inBothWays([...found.values()]);
}

/** What changed for requests and for responses at one place, and weighs the same, is one change. */
function inBothWays(all: readonly Told[]): readonly Told[] {
  const found = new Map<string, Told>();
  for (const told of all) {
    const { row, level, noun, direction } = told;
    const { kind, pointer, property, before, after, now, old } = told.difference;
    const key = JSON.stringify([kind, level, noun, pointer, property, before, after, now ?? old]);
    const other = found.get(key);
    if (other?.direction === 'request' && direction === 'response' && other.row.id !== row.id)
      found.set(key, { ...other, also: row, operations: new Set([...other.operations, ...told.operations]) });
    else found.set(other ? `${key} ${direction} ${row.id}` : key, told);
  }
  return [...found.values()];
}

function bumpOf({ row, also, level }: Told): Bump {
  const own = (one: ChangeRow) => (level === one.level ? (one.bump ?? levelBumps[level]) : levelBumps[level]);
  return largest([own(row), ...(also ? [own(also)] : [])]);
}

/** What is called back is named after the operation that asks for it, at the end. */
const ofOperation = /\S+ \/.*$/s;

function toChange(told: Told, called: Called): ContractChange {
  const { row, also, level, difference, noun, operations: reached } = told;
  const direction = also ? 'request and response' : told.direction;
  const { pointer, old, now, before, after } = difference;
  const operations = [...reached].sort(compareText);
  const names = operations.map((name) => name.replace(ofOperation, called));
  return {
    id: row.id,
    ...(also && { also: also.id }),
    level,
    ...{ operations, names, pointer },
    ...(old && { old }),
    ...(now && { now }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    bump: bumpOf(told),
    message: sentenceOf(row, difference, noun, direction, names),
  };
}
