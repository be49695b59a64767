import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../../server/src/contracts/writing/code-text.ts';
import type { SchemaValue } from '../../../server/src/contracts/writing/new-operation.ts';
import { zodOf, zodOfParameters } from '../../../server/src/contracts/writing/zod-text.ts';
import { lines } from '../written-fixture.ts';
import { style } from './code.ts';

const text = { type: 'string' };
const places = [text, { type: 'integer' }];

const written = (schema: Parameters<typeof zodOf>[0]) => textOf(zodOf(schema, { quote: "'" }));

test('a list with places of its own is a tuple, with what may come behind them', () => {
  const shut = { type: 'array', prefixItems: places, minItems: 1, maxItems: 2 };
  assert.equal(written(shut), 'z.tuple([z.string(), z.number().int().optional()])');
  assert.equal(
    written({ type: 'array', prefixItems: [text], minItems: 1, items: false }),
    'z.tuple([z.string()])',
  );
  assert.equal(
    written({ type: 'array', prefixItems: [text], minItems: 1, items: text }),
    'z.tuple([z.string()]).rest(z.string())',
  );
  assert.equal(
    written({ type: 'array', prefixItems: [text], minItems: 1 }),
    'z.tuple([z.string()]).rest(z.unknown())',
  );
  assert.equal(written({ type: 'array', items: text }), 'z.array(z.string())');
});

test('what is written is read as the same', () => {
  const api = (schema: string) => `import { initContract } from '@ts-rest/core';
import { z } from 'zod';
export const api = initContract().router({ a: { method: 'PUT', path: '/a', body: ${schema}, responses: { 200: ${schema} } } });`;
  const tuple = 'z.tuple([z.string(), z.number().int().optional()])';
  const again = written({ type: 'array', prefixItems: places, minItems: 1, maxItems: 2 });
  assert.deepEqual(lines(api(tuple), api(again)), []);
  assert.notDeepEqual(lines(api(tuple), api(again.replace('.int()', ''))), []);
});

test('a schema of zod says what a schema says', () => {
  const texts: readonly (readonly [SchemaValue | undefined, string])[] = [
    [undefined, 'z.unknown()'],
    [{ type: 'string', format: 'email', maxLength: 5 }, 'z.string().email().max(5)'],
    [{ type: 'string', format: 'words' }, 'z.string()'],
    [{ type: 'integer', minimum: 1 }, 'z.number().int().min(1)'],
    [{ enum: ["it's", 'b'] }, "z.enum(['it\\'s', 'b'])"],
    [{ enum: [1, 'b'] }, "z.union([z.literal(1), z.literal('b')])"],
    [{ type: 'array', items: { type: 'boolean' }, minItems: 1 }, 'z.array(z.boolean()).min(1)'],
    [{ type: 'object' }, 'z.object({}).passthrough()'],
    [{ type: 'object', additionalProperties: { type: 'null' } }, 'z.record(z.string(), z.null())'],
  ];
  for (const [schema, text] of texts) assert.equal(textOf(zodOf(schema, style)), text);
});

test('what holds itself ends somewhere', () => {
  const schema: Record<string, unknown> = { type: 'array' };
  schema['items'] = schema;
  assert.match(textOf(zodOf(schema, style)), /^(?:z\.array\(){3,20}z\.unknown\(\)\)+$/);
});

test('a query is a text before it is read as a number or a boolean', () => {
  const parameter = (name: string, schema: SchemaValue, isRequired = true) =>
    ({ in: 'query', name, schema, isRequired }) as const;
  const operation = {
    method: 'GET',
    template: '/a/{id}',
    parameters: [
      parameter('n', { type: 'number' }),
      parameter('i', { type: 'integer', minimum: 1 }, false),
      parameter('some', { type: 'integer', enum: [1, 2] }),
      parameter('flag', { type: 'boolean' }),
      parameter('text', { type: 'string' }),
    ],
  } as const;
  const said = (place: 'path' | 'query') =>
    zodOfParameters(operation, place, style).map(([name, text]) => `${name}: ${textOf(text)}`);
  assert.deepEqual(said('query'), [
    'n: z.coerce.number()',
    'i: z.coerce.number().int().min(1).optional()',
    'some: z.coerce.number().pipe(z.union([z.literal(1), z.literal(2)]))',
    "flag: z.enum(['true', 'false'])",
    'text: z.string()',
  ]);
  assert.deepEqual(said('path'), ['id: z.string()']);
});
