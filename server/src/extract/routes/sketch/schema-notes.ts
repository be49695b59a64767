import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { Place } from '../../../model/span.ts';
import { isUnknown, type Sketched } from './shapes.ts';

/** Stands in a sketch for a schema that has a name, and may be used by others. */
export const sharedKey = 'x-shared';
/** Any value goes, which is not the same as that nothing is known. */
export const anythingKey = 'x-anything';
/** Left out by who sends it, and there for who gets it. */
export const givenKey = 'x-given';
/** Sent as whatever can be made one of its type. */
export const coercedKey = 'x-coerced';

/** A schema that is declared under a name. */
export interface SharedSchema {
  readonly name: string;
  /** Where it is declared. */
  readonly place: Place;
  readonly schema: SchemaSketch;
}

/**
 * Where schemas stand, and which of them have names. With these a source is read for a comparison: what is not understood to
 * its end is unknown, where a proposal may leave it out.
 */
export class SchemaNotes {
  readonly #places = new WeakMap<SchemaSketch, Place>();
  readonly #keys = new WeakMap<SchemaSketch, Place>();
  readonly #shared = new Map<string, SharedSchema & Sketched>();
  readonly #open = new Set<string>();
  readonly #shapes = new WeakMap<Expression, SchemaSketch>();

  placeOf(schema: SchemaSketch): Place | undefined {
    return this.#places.get(schema);
  }

  /** Where the name of a property stands. */
  keyOf(schema: SchemaSketch): Place | undefined {
    return this.#keys.get(schema);
  }

  shared(id: string): SharedSchema | undefined {
    return this.#shared.get(id);
  }

  /** A copy that stands at the place, unless it stands somewhere already. */
  at(place: Place, { schema, isOptional }: Sketched): Sketched {
    if (isUnknown(schema) || this.#places.has(schema)) return { schema, isOptional };
    const own = { ...schema };
    this.#places.set(own, place);
    return { schema: own, isOptional };
  }

  /** A copy that is the value of one property alone. */
  property(key: Place, { schema, isOptional }: Sketched): Sketched {
    const own = { ...schema };
    const place = this.#places.get(schema);
    if (place) this.#places.set(own, place);
    this.#keys.set(own, key);
    return { schema: own, isOptional };
  }

  /** A shape, read once however often it is spread. */
  shape(expression: Expression, read: () => SchemaSketch): SchemaSketch {
    const known = this.#shapes.get(expression);
    if (known) return known;
    const found = read();
    this.#shapes.set(expression, found);
    return found;
  }

  /** What a name leads to, read once; within itself it is only named. */
  share(
    id: string,
    { name, place, use }: { readonly name: string; readonly place: Place; readonly use: Place },
    read: () => Sketched,
  ): Sketched {
    const reference = (isOptional: boolean): Sketched =>
      this.at(use, { schema: { [sharedKey]: id }, isOptional });
    let known = this.#shared.get(id);
    if (this.#open.has(id)) return reference(false);
    if (known === undefined) {
      this.#open.add(id);
      known = { name, place, ...read() };
      this.#open.delete(id);
      this.#shared.set(id, known);
    }
    return isUnknown(known.schema) ? known : reference(known.isOptional);
  }

  /** What a name stands for; unknown within itself. */
  opened(schema: SchemaSketch): SchemaSketch {
    const id = schema[sharedKey];
    return typeof id === 'string' ? (this.#shared.get(id)?.schema ?? {}) : schema;
  }
}
