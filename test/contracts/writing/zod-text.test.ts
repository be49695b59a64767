import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../../server/src/contracts/writing/code-text.ts';
import { zodOf } from '../../../server/src/contracts/writing/zod-text.ts';
import { lines } from '../written-fixture.ts';

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
