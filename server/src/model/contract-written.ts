import type { HttpMethod } from './contract.ts';
import type { JsonNode } from './json.ts';
import type { Place } from './span.ts';

/**
 * What a contract in TypeScript says besides which operations there are, as parts of an OpenAPI document: every node stands
 * in the contract's own file, but behind a `$ref`.
 */
export interface WrittenContract {
  readonly path: string;
  readonly operations: readonly WrittenOperation[];
  /** What `$ref`s lead to, by their texts. One that is not here leads nowhere: what stands there is not understood. */
  readonly definitions: ReadonlyMap<string, WrittenDefinition>;
  /** Other files that it rests on. */
  readonly inputs: readonly string[];
}

/** One that is promised to others; its place is that of the operation. */
export interface WrittenOperation extends Place {
  readonly method: HttpMethod;
  readonly template: string;
  readonly isDeprecated: boolean;
  readonly parameters: JsonNode;
  /** Absent where there is none; `unknown` where that cannot be told. */
  readonly body?: JsonNode | 'unknown';
  /** By status. */
  readonly answers: JsonNode | 'unknown';
  /** There may be other answers of errors than those. */
  readonly hasOpenErrors?: boolean;
}

export interface WrittenDefinition {
  readonly path: string;
  readonly node: JsonNode;
  /** Where it is declared under a name: `/components/schemas/Order`. */
  readonly pointer?: string;
  readonly place: Place;
}
