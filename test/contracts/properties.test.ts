import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareContracts } from '../../server/src/contracts/compare.ts';
import { random } from '../support/random.ts';
import { pairs } from './pairs.ts';
import { compare, idsOf, side } from './sides.ts';
import { twins } from './twins.ts';
import { unionPairs } from './union-pairs.ts';

const all = [...pairs, ...unionPairs, ...twins];

test('a document differs in nothing from itself, also when it is the same object', () => {
  for (const { name, old, now } of all) {
    for (const document of [old, now]) assert.deepEqual(idsOf(compare(document, document)), [], name);
  }
});

const mirrored: readonly (readonly [added: RegExp, removed: RegExp])[] = [
  [/operation-added$/, /operation-removed$/],
  [/parameter-added$/, /parameter-removed$/],
  [/response-header-added$/, /response-header-removed$/],
  [/property-added$/, /property-re(?:moved|fused)$/],
  [/media-type-added$/, /media-type-removed$/],
  [/variant-added$/, /variant-removed$/],
  [/enum-value-added$/, /enum-value-removed$/],
  [/(?:success|error)?-?response-added$/, /(?:success|error)-response-removed$/],
  [/server-added$/, /server-removed$/],
  [/body-added$/, /body-removed$/],
];

function isReplaced(ids: readonly string[]): boolean {
  return [/variant-added$/, /variant-removed$/].every((id) => ids.some((each) => id.test(each)));
}

test('what is added one way is removed the other way', () => {
  let count = 0;
  for (const { name, old, now } of all) {
    const [there, back] = [idsOf(compare(old, now)), idsOf(compare(now, old))];
    // Which of two names of a variant holds more decides whether it is told as one.
    if ([there, back].some(isReplaced)) continue;
    for (const [added, removed] of mirrored) {
      const isAdded = there.some((id) => added.test(id));
      if (isAdded) count++;
      assert.equal(
        isAdded,
        back.some((id) => removed.test(id)),
        name,
      );
    }
  }
  assert.ok(count >= 15, String(count));
});

test('the outcome is the same each time', () => {
  for (const { old, now } of all) {
    assert.equal(JSON.stringify(compare(old, now)), JSON.stringify(compare(old, now)));
  }
});

const odd = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  'object',
  [],
  {},
  [[]],
  { $ref: '#' },
  { $ref: '#/paths' },
  { $ref: 7 },
  [{ $ref: '#/x' }],
];

/** The same document with a few values replaced by something else. */
function broken(node: unknown, next: (below: number) => number): unknown {
  if (next(12) === 0) return odd[next(odd.length)];
  if (Array.isArray(node)) return node.map((item) => broken(item, next));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, broken(value, next)]));
}

test('no document makes it throw or run on', () => {
  const next = random(7);
  for (let round = 0; round < 2; round++) {
    for (const { old, now } of all) {
      compare(broken(old, next), now);
      compare(old, broken(now, next));
      compare(broken(old, next), broken(now, next));
    }
  }
  for (const a of odd) for (const b of odd) compare(a, b);
  for (const a of odd)
    compare({ openapi: '3.1.0', paths: a, webhooks: a, servers: a, security: a, components: a }, a);
});

test('schemas that contain each other end', () => {
  const ring = (type: string) => ({
    paths: {
      '/a': {
        get: {
          responses: {
            '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } },
          },
        },
      },
    },
    components: {
      schemas: {
        A: {
          allOf: [{ $ref: '#/components/schemas/B' }],
          oneOf: [{ $ref: '#/components/schemas/A' }, { type }],
        },
        B: {
          allOf: [{ $ref: '#/components/schemas/A' }],
          properties: { b: { $ref: '#/components/schemas/B' }, c: { type } },
        },
        C: { $ref: '#/components/schemas/C' },
      },
    },
  });
  assert.ok(compare(ring('string'), ring('integer')).changes.length > 0);
  assert.deepEqual(compare(ring('string'), ring('string')).changes, []);
});

/** As many operations and components as make the text of a large contract. */
function large(type: string): string {
  const names = Array.from({ length: 1_500 }, (_, index) => `Schema${index}`);
  const properties = (index: number) =>
    Object.fromEntries(
      Array.from({ length: 16 }, (_, at) => [
        `property${at}`,
        at === 0
          ? { $ref: `#/components/schemas/Schema${(index * 7 + 1) % names.length}` }
          : {
              type: index % 50 === 0 && at === 3 ? type : 'string',
              description: 'What it is about, in a few words.',
              maxLength: 100,
            },
      ]),
    );
  const schemas = Object.fromEntries(
    names.map((name, index) => [name, { type: 'object', properties: properties(index) }]),
  );
  const paths = Object.fromEntries(
    names.slice(0, 400).map((name, index) => [
      `/things${index}/{id}`,
      {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            '200': {
              description: 'Fine.',
              content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
            },
          },
        },
      },
    ]),
  );
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Large', version: '1.0.0' },
    paths,
    components: { schemas },
  });
}

test('large documents are compared while nobody waits', () => {
  const [oldText, newText] = [large('string'), large('integer')];
  assert.ok(oldText.length > 2_000_000, String(oldText.length));
  const [old, now] = [side(oldText), side(newText)];
  const started = performance.now();
  const { changes } = compareContracts(old, now);
  const took = performance.now() - started;
  assert.ok(changes.length >= 30, String(changes.length));
  // Ten times what it takes, so that a busy machine does not fail it and a square would.
  assert.ok(took < 3_000, `${took} ms`);
});
