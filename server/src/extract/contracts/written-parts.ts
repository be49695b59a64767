import type { Operation } from '../../model/contract.ts';
import type { Located } from '../routes/evaluation.ts';
import type { Entry } from './expressions.ts';

/** Where an operation says what it takes and answers, in the words of its library. */
export interface WrittenParts {
  readonly form: 'ts-rest' | 'orpc' | 'definition' | 'table';
  readonly fields: readonly Entry[];
  /** More may be said by what is spread into it and cannot be followed. */
  readonly isOpen: boolean;
  /** Of oRPC. */
  readonly input?: Located;
  readonly output?: Located;
  /** What it may fail with, by codes: that of the routers around it first. */
  readonly errors?: readonly Located[];
  /** Of ts-rest: what routers around it say for all, outer ones first. */
  readonly options?: readonly Located[];
  /** Where the path, the method and what stands before them are written. */
  readonly rests: readonly Located[];
}

/** Kept as long as the operation is; it is read only once a change is judged. */
const partsOfOperations = new WeakMap<Operation, WrittenParts>();

export function keepParts(operation: Operation, parts: WrittenParts): Operation {
  partsOfOperations.set(operation, parts);
  return operation;
}

export function partsOf(operation: Operation): WrittenParts | undefined {
  return partsOfOperations.get(operation);
}
