import type { ParameterPlace } from '../../model/contract.ts';
import type { SchemaSketch } from '../../model/route-sketch.ts';
import type { Place } from '../../model/span.ts';
import type { Located } from '../routes/evaluation.ts';
import { isUnknown, type Sketched } from '../routes/sketch/shapes.ts';
import { placeOf } from './expressions.ts';

/** What is sent or answered, by media type; none of it is a body that is empty. */
export type Content = readonly {
  readonly media: string;
  readonly schema: SchemaSketch;
  readonly place: Place;
}[];

export interface Answer {
  readonly status: string;
  readonly place: Place;
  readonly content: Content | 'unknown';
}

export type Body = { readonly isRequired: boolean; readonly content: Content } | 'unknown';

/** What an operation says, whatever its library. */
export interface Said {
  /** Objects whose properties are the parameters. */
  readonly places: Partial<Record<ParameterPlace, SchemaSketch>>;
  /** Absent where there is none. */
  readonly body?: Body;
  readonly answers: readonly Answer[] | 'unknown';
  /** There may be other answers of errors than those. */
  readonly hasOpenErrors?: boolean;
}

export const nothing: Said = { places: {}, body: 'unknown', answers: 'unknown' };
export const json = 'application/json';

export function bodyOf({ schema, isOptional }: Sketched, at: Located, media: string): Body {
  if (isUnknown(schema)) return 'unknown';
  return { isRequired: !isOptional, content: [{ media, schema, place: placeOf(at) }] };
}
