import {
  type Contract,
  type ContractChange,
  type Operation,
  operationKey,
  type Parameter,
} from '../model/contract.ts';
import { isLowered, largest, levelBumps } from '../model/contract-bump.ts';
import { calledName, promisedOperations } from '../model/contract-changes.ts';
import type { Place } from '../model/span.ts';
import { declaredBump, isRaised } from './bump.ts';
import type { ChangeKind } from './change-row.ts';
import { rowOf } from './changes.ts';
import type { Comparison } from './compare.ts';
import { sentenceOf } from './sentence.ts';
import { token } from './spot.ts';
import type { Noun } from './walk.ts';

/** What can be told of contracts that are no documents, as those in TypeScript: operations and their parameters. */
export function compareOperations(old: Contract, now: Contract): Comparison {
  const [before, after] = [byKey(old), byKey(now)];
  const changes: ContractChange[] = [];
  for (const [key, operation] of after) {
    const other = before.get(key);
    if (other) changes.push(...ofOperation(other, operation));
    else changes.push(toChange('operation-added', operation, { now: placeOf(operation) }));
  }
  for (const [key, operation] of before) {
    if (after.has(key)) continue;
    const kind = operation.isDeprecated ? 'operation-deprecated-removed' : 'operation-removed';
    changes.push(toChange(kind, operation, { old: placeOf(operation) }));
  }
  const version = ({ version: own }: Contract) => own?.text ?? '';
  const raised = isRaised(textsOf(old), textsOf(now));
  return {
    changes,
    required: largest(changes.map(({ bump }) => bump)),
    declared: declaredBump(version(old), version(now), raised),
    isPathRaised: raised,
    isLowered: isLowered(version(old), version(now)),
    unresolved: [],
    isWhole: true,
  };
}

function byKey(contract: Contract): ReadonlyMap<string, Operation> {
  const found = new Map<string, Operation>();
  for (const operation of promisedOperations(contract)) {
    const key = operationKey(operation.method, operation.template);
    const { prefixes = contract.prefixes } = operation;
    if (!found.has(key)) found.set(key, { ...operation, prefixes });
  }
  return found;
}

function textsOf({ prefixes, operations }: Contract): readonly string[] {
  return [...prefixes, ...operations.map(({ template }) => template)];
}

function placeOf({ path, span }: Place): Place {
  return { path, span };
}

interface Sides {
  readonly old?: Place;
  readonly now?: Place;
}

function* ofOperation(old: Operation, now: Operation): Iterable<ContractChange> {
  if (!old.isDeprecated && now.isDeprecated)
    yield toChange('operation-deprecated', now, { old: placeOf(old), now: placeOf(now) });
  const [before, after] = [parametersOf(old), parametersOf(now)];
  for (const [key, parameter] of after) {
    const other = before.get(key);
    const { isRequired } = parameter;
    if (!other) {
      const kind = isRequired ? 'parameter-required-added' : 'parameter-added';
      yield toChange(kind, now, { now: placeOf(parameter) }, parameter);
    } else if (other.isRequired !== isRequired) {
      const kind = isRequired ? 'parameter-became-required' : 'parameter-became-optional';
      yield toChange(kind, now, { old: placeOf(other), now: placeOf(parameter) }, parameter);
    }
  }
  for (const [key, parameter] of before) {
    if (after.has(key)) continue;
    const kind = parameter.isRequired ? 'parameter-required-removed' : 'parameter-removed';
    yield toChange(kind, now, { old: placeOf(parameter) }, parameter);
  }
}

/** By place and name; those in the path are the operation's own, whatever they are called. */
function parametersOf({ parameters }: Operation): ReadonlyMap<string, Parameter> {
  const others = parameters.filter((parameter) => parameter.in !== 'path');
  return new Map(
    others.map((parameter) => {
      const { name, in: place } = parameter;
      return [`${place}:${place === 'header' ? name.toLowerCase() : name}`, parameter];
    }),
  );
}

function toChange(
  kind: ChangeKind,
  operation: Operation,
  sides: Sides,
  parameter?: Parameter,
): ContractChange {
  const row = rowOf(kind, 'request');
  if (!row) throw new Error(`The table has no line for ${kind}.`);
  const { method, template } = operation;
  const operations = [`${method} ${template}`];
  const names = [calledName({ prefixes: [] }, operation)];
  const pointer = `/paths${token(template)}/${method.toLowerCase()}`;
  const noun: Noun = parameter
    ? { kind: 'parameter', name: `${parameter.in} parameter "${parameter.name}"` }
    : { kind: 'operation' };
  const own = parameter ? `/parameters${token(`${parameter.in}:${parameter.name}`)}` : '';
  const difference = { kind, property: '', mask: 3 as const, pointer: pointer + own, ...sides };
  return {
    id: row.id,
    level: row.level,
    ...{ operations, names, pointer: difference.pointer },
    ...sides,
    bump: row.bump ?? levelBumps[row.level],
    message: sentenceOf(row, difference, noun, 'request', names),
  };
}
