import type { WrittenDefinition } from '../../model/contract-written.ts';
import type { JsonMember, JsonNode } from '../../model/json.ts';
import type { SchemaSketch } from '../../model/route-sketch.ts';
import type { Place, Span } from '../../model/span.ts';
import {
  anythingKey,
  coercedKey,
  givenKey,
  type SchemaNotes,
  sharedKey,
} from '../routes/sketch/schema-notes.ts';
import {
  computedValue,
  propertiesOf,
  requiredOf,
  sideOf,
  sidesKey,
  type Way,
} from '../routes/sketch/shapes.ts';

const lists = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);

/** Makes nodes of sketches, so that they are compared like those of a document. */
export class SchemaNodes {
  readonly definitions = new Map<string, WrittenDefinition>();
  readonly #names = new Map<string, string>();
  readonly #notes: SchemaNotes;

  constructor(notes: SchemaNotes) {
    this.#notes = notes;
  }

  /**
   * The schema as a node in a file; the place is where it is used. What is sent counts before defaults are filled in and
   * before it is transformed, what is answered afterwards.
   */
  of(schema: SchemaSketch, use: Place, way: Way): JsonNode {
    const { span } = use;
    if (typeof schema !== 'object' || schema === null) return lostAt(span);
    const place = this.#notes.placeOf(schema) ?? use;
    if (place.path !== use.path) return this.#elsewhere(schema, place, span, way);
    if (Object.keys(schema).length === 0) return lostAt(span);
    if (anythingKey in schema) return objectNode(place.span, []);
    if (sidesKey in schema) return this.of(sideOf(schema, way), place, way);
    const id = schema[sharedKey];
    if (typeof id === 'string') return this.#shared(id, place, way);
    const members = Object.entries(schema)
      .filter(([key]) => key !== givenKey && key !== 'required' && (key !== coercedKey || way === 'sent'))
      .map(([key, value]) => memberAt(key, place.span, this.#keyword(key, value, place, way)));
    const required = this.#required(schema, place, way);
    return objectNode(place.span, required ? [...members, required] : members);
  }

  /** A node where it stands in the file of what holds it; else a reference to it. */
  placed(node: JsonNode, place: Place, holder: Place, pointer: string): JsonNode {
    if (place.path === holder.path) return node;
    const reference = `#/${place.path} ${place.span.start} ${this.definitions.size}`;
    this.definitions.set(reference, { path: place.path, node, pointer, place });
    return referenceAt(reference, holder.span);
  }

  #keyword(key: string, value: unknown, place: Place, way: Way): JsonNode {
    const { span } = place;
    if (value === computedValue) return lostAt(span);
    if (key === 'properties') return this.#properties(propertiesOf({ properties: value }), place, way);
    const isSchema = typeof value === 'object' && value !== null;
    if ((key === 'items' || key === 'additionalProperties') && isSchema && !Array.isArray(value))
      return this.of(value as SchemaSketch, place, way);
    if (lists.has(key) && Array.isArray(value))
      return { kind: 'array', span, items: value.map((one) => this.of(one as SchemaSketch, place, way)) };
    return plainNode(value, span);
  }

  #properties(properties: Readonly<Record<string, SchemaSketch>>, place: Place, way: Way): JsonNode {
    const members = Object.entries(properties).map(([key, schema]) => {
      const span = this.#keySpan(schema, place);
      return memberAt(key, span, this.of(schema, { path: place.path, span }, way));
    });
    return objectNode(place.span, members);
  }

  #required(schema: SchemaSketch, place: Place, way: Way): JsonMember | undefined {
    const properties = propertiesOf(schema);
    const given =
      way === 'answered' ? Object.keys(properties).filter((key) => this.#isGiven(properties[key])) : [];
    const names = [...new Set([...requiredOf(schema), ...given])];
    if (names.length === 0) return undefined;
    const items = names.map((name): JsonNode => {
      const span = this.#keySpan(properties[name] ?? {}, place);
      return { kind: 'string', span, value: name };
    });
    return memberAt('required', place.span, { kind: 'array', span: place.span, items });
  }

  #isGiven(schema: SchemaSketch | undefined): boolean {
    return schema !== undefined && givenKey in this.#notes.opened(schema);
  }

  #keySpan(schema: SchemaSketch, { path, span }: Place): Span {
    const key = this.#notes.keyOf(schema);
    return key?.path === path ? key.span : span;
  }

  /** What stands in another file is referred to, as a node is in the document of what holds it. */
  #elsewhere(schema: SchemaSketch, place: Place, span: Span, way: Way): JsonNode {
    // It has no name.
    const reference = `#/${place.path} ${place.span.start} ${this.definitions.size}/`;
    this.#define(reference, { path: place.path, node: objectNode(place.span, []), place });
    this.#define(reference, { path: place.path, node: this.of(schema, place, way), place });
    return referenceAt(reference, span);
  }

  #shared(id: string, use: Place, way: Way): JsonNode {
    const found = this.#notes.shared(id);
    if (found === undefined) return lostAt(use.span);
    const reference = this.#referenceTo(id, found.name, way);
    if (!this.definitions.has(reference)) {
      const { place, name } = found;
      const pointer = `/components/schemas/${name}`;
      // Within itself it is referred to already.
      this.#define(reference, { path: place.path, node: objectNode(place.span, []), pointer, place });
      const node = this.of(found.schema, place, way);
      this.#define(reference, { path: place.path, node, pointer, place });
    }
    return referenceAt(reference, use.span);
  }

  #define(reference: string, definition: WrittenDefinition): void {
    this.definitions.set(reference, definition);
  }

  /** Equal for equal names, so that two versions that say the same look the same. */
  #referenceTo(id: string, name: string, way: Way): string {
    for (let number = 0; ; number += 1) {
      const reference = `${way}${number === 0 ? '' : number}#/${name}`;
      const owner = this.#names.get(reference);
      if (owner !== undefined && owner !== id) continue;
      this.#names.set(reference, id);
      return reference;
    }
  }
}

/** A reference to nowhere: what stands there is compared with nothing. */
export function lostAt(span: Span): JsonNode {
  return referenceAt('', span);
}

function referenceAt(reference: string, span: Span): JsonNode {
  return objectNode(span, [memberAt('$ref', span, { kind: 'string', span, value: reference })]);
}

export function objectNode(span: Span, members: readonly JsonMember[]): JsonNode {
  return { kind: 'object', span, members };
}

export function memberAt(key: string, keySpan: Span, value: JsonNode): JsonMember {
  return { key, keySpan, value };
}

export function plainNode(value: unknown, span: Span): JsonNode {
  if (Array.isArray(value)) return { kind: 'array', span, items: value.map((one) => plainNode(one, span)) };
  switch (typeof value) {
    case 'string':
      return { kind: 'string', span, value };
    case 'number':
      return { kind: 'number', span, value };
    case 'boolean':
      return { kind: 'boolean', span, value };
    case 'object': {
      const members = Object.entries(value ?? {});
      return value === null
        ? { kind: 'null', span }
        : objectNode(
            span,
            members.map(([key, inner]) => memberAt(key, span, plainNode(inner, span))),
          );
    }
    default:
      return { kind: 'null', span };
  }
}
