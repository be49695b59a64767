import { operationKey } from '../../model/contract.ts';
import type { Place } from '../../model/span.ts';
import { contractCodes } from './codes.ts';
import type { ReadOperation } from './operations.ts';
import type { ContractProblem } from './walk.ts';

interface First {
  readonly name: string;
  readonly place: Place;
}

/** Operations that cannot be told apart, by their path or by their name; told at the later one. */
export function collisionsOf(operations: readonly ReadOperation[]): readonly ContractProblem[] {
  const problems: ContractProblem[] = [];
  const byKey = new Map<string, First>();
  const byId = new Map<string, First>();
  for (const { operation, idPlace } of operations) {
    const { method, template, operationId: id } = operation;
    const name = `${method} ${template}`;
    const key = operationKey(method, template);
    const same = byKey.get(key);
    const { path, span } = operation;
    if (same === undefined) byKey.set(key, { name, place: { path, span } });
    else {
      const message = `${name} and ${same.name} are the same operation: ${apart(name, same.name)}.`;
      problems.push({ path, span, code: contractCodes.duplicateOperation, message, first: same.place });
    }
    if (id === undefined || !idPlace) continue;
    const other = byId.get(id);
    if (other === undefined) byId.set(id, { name, place: idPlace });
    else {
      const message = `The operationId "${id}" of ${name} is also that of ${other.name}.`;
      const code = contractCodes.duplicateOperationId;
      problems.push({ ...idPlace, code, message, first: other.place });
    }
  }
  return problems;
}

/** What is different about two paths that are the same. */
function apart(name: string, other: string): string {
  if (name === other) return 'it stands twice';
  const isSlash = name.replace(/\/+$/, '') === other.replace(/\/+$/, '');
  if (isSlash) return 'only a slash at the end tells their paths apart';
  const isAlso = name.endsWith('/') !== other.endsWith('/');
  return `only names of parameters${isAlso ? ' and a slash at the end' : ''} tell their paths apart`;
}
