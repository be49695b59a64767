import type { ParameterPlace } from './contract.ts';

/** A schema as plain JSON, in words of JSON Schema 2020-12; empty where nothing is known. */
export type SchemaSketch = { readonly [keyword: string]: unknown };

/** What is known of a route by its text: for a new operation, never for judging. */
export interface RouteSketch {
  readonly parameters: readonly SketchedParameter[];
  /** Of JSON; absent where nothing is known of it. */
  readonly body?: SchemaSketch;
  /** By status, in order. */
  readonly responses: readonly SketchedResponse[];
}

export interface SketchedParameter {
  readonly in: ParameterPlace;
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema?: SchemaSketch;
}

export interface SketchedResponse {
  /** `200` or `default`. */
  readonly status: string;
  readonly schema?: SchemaSketch;
}
