import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeTable } from '../../server/src/contracts/changes.ts';
import { compareContracts } from '../../server/src/contracts/compare.ts';
import { pairs } from './pairs.ts';
import { schemaPairs } from './schema-pairs.ts';
import { compare, idsOf, side } from './sides.ts';
import { twins } from './twins.ts';
import { unionPairs } from './union-pairs.ts';

for (const { name, ids, old, now } of [...pairs, ...schemaPairs, ...unionPairs]) {
  test(`told: ${name}`, () => assert.deepEqual(idsOf(compare(old, now)), ids));
}

for (const { name, old, now } of twins) {
  test(`no change: ${name}`, () => {
    assert.deepEqual(idsOf(compare(old, now)), []);
    assert.equal(compare(old, now).required, 'none');
  });
}

test('there is a pair for every id of documents', () => {
  const shown = new Set(pairs.flatMap(({ ids }) => ids));
  assert.deepEqual(
    changeTable
      .filter(({ direction }) => direction !== 'interface')
      .map(({ id }) => id)
      .filter((id) => !shown.has(id)),
    [],
  );
});

test('an id has one level, and one line for each direction and kind', () => {
  const levels = new Map<string, string>();
  for (const { id, level } of changeTable) {
    assert.equal(levels.get(id) ?? level, level, id);
    levels.set(id, level);
  }
  const keys = changeTable.map(({ kind, direction }) => `${direction} ${kind}`);
  assert.equal(new Set(keys).size, keys.length);
});

const line = (type: string) => ({ type: 'object', properties: { price: { type } } });
const answer = (schema: unknown) => ({
  '200': { description: 'Fine.', content: { 'application/json': { schema } } },
});
const shared = (type: string) => ({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1.0.0' },
  paths: {
    '/orders': {
      get: { responses: answer({ type: 'array', items: { $ref: '#/components/schemas/Order' } }) },
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Line' } } } },
        responses: answer({ $ref: '#/components/schemas/Order' }),
      },
    },
    '/other': { get: { responses: answer({ type: 'string' }) } },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        properties: {
          lines: { $ref: '#/components/schemas/Line' },
          parent: { $ref: '#/components/schemas/Order' },
        },
      },
      Line: line(type),
    },
  },
});

test('a shared component is told once for each direction, with the operations that it reaches', () => {
  const { changes } = compare(shared('number'), shared('integer'));
  assert.deepEqual(
    changes.map(({ id, operations, pointer, message }) => ({ id, operations, pointer, message })),
    [
      {
        id: 'request-type-narrowed',
        operations: ['POST /orders'],
        pointer: '/components/schemas/Line/properties/price/type',
        message: 'Request property "price" of POST /orders narrowed its type from number to integer.',
      },
      {
        id: 'response-type-narrowed',
        operations: ['GET /orders', 'POST /orders'],
        pointer: '/components/schemas/Line/properties/price/type',
        message:
          'Response property "price" of GET /orders and POST /orders narrowed its type from number to integer.',
      },
    ],
  );
});

test('places are those of both documents, at the word that changed', () => {
  const text = (document: unknown) => JSON.stringify(document);
  const [old, now] = [text(shared('number')), text(shared('string'))];
  const [change] = compareContracts(side(old), side(now)).changes;
  assert.equal(old.slice(change?.old?.span.start, change?.old?.span.end), '"number"');
  assert.equal(now.slice(change?.now?.span.start, change?.now?.span.end), '"string"');
  const [gone] = compare({ paths: { '/a': { get: {}, put: {} } } }, { paths: { '/a': { get: {} } } }).changes;
  assert.deepEqual([gone?.old !== undefined, gone?.now, gone?.pointer], [true, undefined, '/paths/~1a/put']);
});

test('a limit is told at its word, or at the schema that lacks it', () => {
  const placed = (before: object, after: object) => {
    const text = (own: object) => JSON.stringify({ paths: { '/a': { get: { responses: answer(own) } } } });
    const [old, now] = [text(before), text(after)];
    return compareContracts(side(old), side(now)).changes.map((change) => [
      old.slice(change.old?.span.start, change.old?.span.end),
      now.slice(change.now?.span.start, change.now?.span.end),
      change.message.replace(/^.*: /, ''),
    ]);
  };
  const plain = { type: 'string' };
  const dated = { ...plain, format: 'date' };
  assert.deepEqual(placed(dated, plain), [['"date"', '"type"', 'format date became no format.']]);
  assert.deepEqual(placed(plain, dated), [['"type"', '"date"', 'no format became format date.']]);
  assert.deepEqual(placed({ maximum: 5 }, { maximum: 6 }), [['5', '6', 'maximum 5 became maximum 6.']]);
  assert.deepEqual(placed({ maximum: 5 }, {}), [['5', '{}', 'maximum 5 became no maximum.']]);
  assert.deepEqual(placed({}, { minimum: 5 }), [['{}', '5', 'no minimum became minimum 5.']]);
  assert.deepEqual(placed({ minimum: 5 }, { minimum: 5 }), []);
});

const hook = (schema: unknown) => ({
  openapi: '3.1.0',
  webhooks: {
    paid: { post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} } },
  },
});

test('what a webhook or a callback sends is read by callers', () => {
  const [old, now] = [{ type: 'string' }, { type: ['string', 'null'] }];
  assert.deepEqual(idsOf(compare(hook(old), hook(now))), ['response-became-nullable']);
  const called = (schema: unknown) => ({
    paths: {
      '/subscribe': {
        post: { responses: {}, callbacks: { paid: { '{$request.body#/url}': hook(schema).webhooks.paid } } },
      },
    },
  });
  const { changes } = compare(called(old), called(now));
  assert.deepEqual(
    changes.map(({ id, operations }) => [id, ...operations]),
    [['response-became-nullable', 'POST of callback paid of POST /subscribe']],
  );
  assert.deepEqual(idsOf(compare(called(old), { paths: {} })), ['operation-removed']);
});

test('levels can be set, and changes left out', () => {
  const { old, now } = pairs.find(({ ids }) => ids[0] === 'parameter-removed') ?? { old: {}, now: {} };
  assert.equal(compare(old, now).required, 'minor');
  assert.equal(compare(old, now, { levels: { 'parameter-removed': 'breaking' } }).required, 'major');
  assert.deepEqual(compare(old, now, { levels: { 'parameter-removed': 'off' } }).changes, []);
});

test('references lead into other documents, and those that lead nowhere are told', () => {
  const root = { paths: { '/a': { get: { responses: answer({ $ref: 'common.json#/Order' }) } } } };
  const [old, now] = [
    side(root, { 'common.json': { Order: line('number') } }),
    side(root, { 'common.json': { Order: line('string') } }),
  ];
  const told = compareContracts(old, now);
  assert.deepEqual(
    told.changes.map(({ id, now: place }) => [id, place?.path]),
    [['response-type-changed', 'common.json']],
  );
  assert.deepEqual(told.unresolved, []);
  const lost = compareContracts(old, side(root));
  assert.deepEqual(
    lost.unresolved.map(({ side: where, path }) => [where, path]),
    [['now', 'openapi.json']],
  );
});

test('a part that is combined and only adds what may be left out is an addition', () => {
  const parts = (...all: readonly unknown[]) => ({
    paths: {
      '/a': { post: { requestBody: { content: { 'application/json': { schema: { allOf: all } } } } } },
    },
    components: { schemas: { Page: { type: 'object', properties: { offset: { type: 'integer' } } } } },
  });
  const page = { $ref: '#/components/schemas/Page' };
  const more = (own: object) => ({ type: 'object', properties: { title: { type: 'string' } }, ...own });
  assert.deepEqual(idsOf(compare(parts(page), parts(page, more({})))), ['request-optional-property-added']);
  assert.deepEqual(idsOf(compare(parts(page), parts(page, more({ required: ['title'] })))), [
    'request-required-property-added',
  ]);
  assert.deepEqual(idsOf(compare(parts(page, page), parts(page))), []);
});

test('what becomes shared and stricter at once is told once', () => {
  const limit = (maximum?: number) => ({ name: 'limit', in: 'query', schema: { type: 'integer', maximum } });
  const list = (parameter: unknown) => ({ get: { parameters: [parameter], responses: {} } });
  const old = { paths: { '/a': list(limit()), '/b': list(limit()) } };
  const reference = { $ref: '#/components/parameters/Limit' };
  const now = {
    paths: { '/a': list(reference), '/b': list(reference) },
    components: { parameters: { Limit: limit(9) } },
  };
  assert.deepEqual(
    compare(old, now).changes.map(({ message }) => message),
    ['Query parameter "limit" of GET /a and GET /b became stricter: no maximum became maximum 9.'],
  );
  const apart = { paths: { '/a': list(limit(9)), '/b': list(limit(8)) } };
  assert.equal(compare(old, apart).changes.length, 2);
});
