import type { Bump, ChangeLevel, ContractChange } from '../model/contract.ts';
import { largest, levelBumps } from '../model/contract-bump.ts';
import { declaredBump, isPathRaised } from './bump.ts';
import type { ChangeRow, Direction } from './change-row.ts';
import { rowOf } from './changes.ts';
import { compareOperation } from './operation-pair.ts';
import { type OperationSpot, operationsOf } from './operations.ts';
import { createReferences, type References } from './references.ts';
import { sentenceOf } from './sentence.ts';
import { compareServers } from './servers.ts';
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
  /** References that could not be followed: what they lead to is not compared. */
  readonly unresolved: readonly (ReferenceProblem & { readonly side: 'old' | 'now' })[];
  /** False where there was too much to compare all of it. */
  readonly isWhole: boolean;
}

export interface CompareOptions {
  /** Levels by id in place of those of the table; `off` leaves a change out. */
  readonly levels?: Readonly<Record<string, ChangeLevel | 'off'>>;
}

/** What changed between two versions of an OpenAPI document, for those who call it. Never throws. */
export function compareContracts(
  old: ContractSide,
  now: ContractSide,
  { levels = {} }: CompareOptions = {},
): Comparison {
  const roots = { old: rootOf(old), now: rootOf(now) };
  const references = { old: createReferences(old), now: createReferences(now) };
  const { walk, run } = createWalk(references.old, references.now);
  const lone = compareRoots(walk, roots);
  const { units, isWhole } = run();
  const told = united([...lone, ...units].flatMap((unit) => toldOf(unit, levels)));
  const changes = told.map(toChange).sort(byPlace);
  return {
    changes,
    required: largest(told.map(bumpOf)),
    declared: declaredBump(roots.old, roots.now),
    isPathRaised: isPathRaised(roots.old, roots.now),
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
  const old = operationsOf(roots.old, walk.old);
  const now = operationsOf(roots.now, walk.now);
  const lone = (users: readonly string[]): Unit => ({
    noun: { kind: 'operation' },
    ...roots,
    differences: [],
    users: users.map((user) => ({ user, mask: both })),
  });
  const units: Unit[] = [lone([])];
  const at = (unit: Unit): At => ({ unit, walk, property: '', mask: 1 });
  compareServers(at(units[0] as Unit), below(roots.old, 'servers'), below(roots.now, 'servers'));
  for (const [key, operation] of old) {
    const other = now.get(key);
    if (other) {
      const pair = { noun: { kind: 'operation' } as const, old: operation.entry.spot, now: other.entry.spot };
      walk.use(other.name, both, pair, (unit) =>
        compareOperation({ ...at(unit), mask: both }, operation, other, roots),
      );
    } else if (hasCompany(operation, now)) {
      const unit = lone([operation.name]);
      const isAnnounced = isTrue(below(operation.entry.spot, 'deprecated')?.node);
      tell(
        at(unit),
        isAnnounced ? 'operation-deprecated-removed' : 'operation-removed',
        operation.entry.spot,
        undefined,
        {
          old: keyPlace(operation),
        },
      );
      units.push(unit);
    }
  }
  for (const [key, operation] of now) {
    if (old.has(key) || !hasCompany(operation, old)) continue;
    const unit = lone([operation.name]);
    tell(at(unit), 'operation-added', undefined, operation.entry.spot, { now: keyPlace(operation) });
    units.push(unit);
  }
  return units;
}

/** A callback goes and comes with its operation. */
function hasCompany({ parent }: OperationSpot, others: ReadonlyMap<string, OperationSpot>): boolean {
  return parent === undefined || others.has(parent);
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
  return [...found.values()];
}

function bumpOf({ row, level }: Told): Bump {
  return level === row.level ? (row.bump ?? levelBumps[level]) : levelBumps[level];
}

function toChange(told: Told): ContractChange {
  const { row, level, difference, noun, direction, operations: reached } = told;
  const { pointer, old, now, before, after } = difference;
  const operations = [...reached].sort(compareText);
  return {
    id: row.id,
    level,
    operations,
    pointer,
    ...(old && { old }),
    ...(now && { now }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    bump: bumpOf(told),
    message: sentenceOf(row, difference, noun, direction, operations),
  };
}
