import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Random, random } from '../support/random.ts';
import { lines } from './written-fixture.ts';

/** A schema as a tree, which can be written in many ways. */
type Schema =
  | { readonly is: 'string' | 'number' | 'boolean' | 'email' }
  | { readonly is: 'enum'; readonly values: readonly string[] }
  | { readonly is: 'list'; readonly of: Schema }
  | { readonly is: 'object'; readonly fields: readonly Field[] };

interface Field {
  readonly key: string;
  readonly schema: Schema;
  readonly isOptional: boolean;
  readonly isNullable: boolean;
}

function schemaOf(next: Random, depth = 0): Schema {
  const kind = next(depth > 2 ? 5 : 8);
  if (kind < 4) return { is: (['string', 'number', 'boolean', 'email'] as const)[kind] ?? 'string' };
  if (kind === 4) return { is: 'enum', values: ['x', 'y', 'z'].slice(0, 2 + next(2)) };
  if (kind === 5) return { is: 'list', of: schemaOf(next, depth + 1) };
  return { is: 'object', fields: fieldsOf(next, depth) };
}

function fieldsOf(next: Random, depth: number): readonly Field[] {
  return Array.from({ length: 1 + next(4) }, (_, index) => ({
    key: `${'abcdef'[index]}${next(3)}`,
    schema: schemaOf(next, depth + 1),
    isOptional: next(3) === 0,
    isNullable: next(4) === 0,
  }));
}

/** Writes schemas, each time with other words, names, lines and comments. */
class Writer {
  readonly declared: string[] = [];
  readonly elsewhere: string[] = [];

  constructor(readonly next: Random) {}

  text(schema: Schema): string {
    const text = this.#plain(schema);
    const choice = this.next(5);
    if (choice > 1) return text;
    const name = `S${this.declared.length + this.elsewhere.length}`;
    if (choice === 0) this.declared.push(`const ${name} = ${text};`);
    else this.elsewhere.push(`export const ${name} = ${text};`);
    return choice === 0 ? name : `other.${name}`;
  }

  #gap(): string {
    return [' ', '\n  ', ' /* here */ ', '\n// there\n'][this.next(4)] ?? ' ';
  }

  #plain(schema: Schema): string {
    switch (schema.is) {
      case 'email':
        return this.next(2) === 0 ? 'z.string().email()' : "z.email('no')";
      case 'enum': {
        const values = this.next(2) === 0 ? schema.values : schema.values.toReversed();
        const texts = values.map((value) => `'${value}'`);
        return this.next(2) === 0
          ? `z.enum([${texts.join(',')}])`
          : `z.union([${texts.map((text) => `z.literal(${text})`).join(', ')}])`;
      }
      case 'list':
        return this.next(2) === 0
          ? `z.array(${this.#inPlace(schema.of)})`
          : `${this.#inPlace(schema.of)}.array()`;
      case 'object':
        return this.#object(schema.fields);
      default:
        return `z.${schema.is}()${this.next(3) === 0 ? `.describe('a ${schema.is}')` : ''}`;
    }
  }

  /** Named schemas of other files are imported, so that the ones declared there do not lead back. */
  #inPlace(schema: Schema): string {
    return this.#plain(schema);
  }

  #object(fields: readonly Field[]): string {
    const mixed = this.next(2) === 0 ? fields : fields.toReversed();
    const at = this.next(mixed.length + 1);
    const half = (part: readonly Field[]) =>
      `{${this.#gap()}${part.map((field) => `${this.#key(field.key)}:${this.#gap()}${this.#field(field)},`).join(this.#gap())} }`;
    const [first, second] = [half(mixed.slice(0, at)), half(mixed.slice(at))];
    switch (this.next(4)) {
      case 0:
        return `z.object(${first}).extend(${second})`;
      case 1:
        return `z.object(${first}).merge(z.object(${second}))`;
      case 2:
        return `z.object({ ...z.object(${first}).shape, ...${second} })`;
      default:
        return `z.object(${half(mixed)})`;
    }
  }

  #key(key: string): string {
    return this.next(2) === 0 ? key : `'${key}'`;
  }

  #field({ schema, isOptional, isNullable }: Field): string {
    const text = this.#plain(schema);
    if (isOptional && isNullable)
      return this.next(2) === 0 ? `${text}.nullish()` : `${text}.nullable().optional()`;
    if (isOptional) return this.next(2) === 0 ? `${text}.optional()` : `z.optional(${text})`;
    return isNullable ? (this.next(2) === 0 ? `${text}.nullable()` : `z.nullable(${text})`) : text;
  }
}

function files(fields: readonly Field[], next: Random): string {
  const writer = new Writer(next);
  const [body, answer] = [writer.text({ is: 'object', fields }), writer.text({ is: 'object', fields })];
  return `//- other.ts
import { z } from 'zod';
${writer.elsewhere.join('\n')}
//- api.ts
import { initContract } from '@ts-rest/core';
import { z } from 'zod';
import * as other from './other';
${writer.declared.join('\n')}
export const api = initContract().router({
  add: { method: 'POST', path: '/a', body: ${body}, responses: { 200: ${answer} } },
});
`;
}

test('a contract that is written in other words, places and lines has not changed', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const fields = fieldsOf(random(seed), 0);
    const [one, other] = [files(fields, random(seed + 1000)), files(fields, random(seed + 2000))];
    assert.deepEqual(lines(one, other), [], `seed ${seed}\n${one}\n${other}`);
  }
});

test('one field that is gone is told once in each direction, however all of it is written', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const fields = fieldsOf(random(seed), 0);
    const [gone, ...rest] = fields;
    const told = lines(files(fields, random(seed + 1000)), files(rest, random(seed + 2000)));
    const ids = told.map((line) => line.split(' ')[0]).sort();
    const response = gone?.isOptional ? 'response-optional-property-removed' : 'response-property-removed';
    assert.deepEqual(ids, ['request-property-removed', response], `seed ${seed}`);
  }
});
