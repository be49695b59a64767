import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gets, sends } from './pairs.ts';
import { compare, idsOf } from './sides.ts';

const lost = { $ref: '#/components/schemas/Lost' };
const order = { type: 'object', required: ['k'], properties: { k: { type: 'string', readOnly: true } } };
const get = (parts: Readonly<Record<string, unknown>>) => ({
  paths: { '/a': { get: { responses: {}, ...parts } } },
});

/** The same place with what is there and what cannot be followed. */
const places: readonly (readonly [name: string, known: object, lost: object])[] = [
  ['a schema', gets(order), gets(lost)],
  ['a property', sends({ properties: order.properties }), sends({ properties: { k: lost } })],
  ['a part', gets({ allOf: [order, { description: 'x' }] }), gets({ allOf: [lost, { type: 'object' }] })],
  ['a variant', gets({ oneOf: [order, { type: 'string' }] }), gets({ oneOf: [lost, { type: 'string' }] })],
  ['an item', gets({ type: 'array', items: order }), gets({ type: 'array', items: lost })],
  ['a condition', sends({ not: order }), sends({ not: lost })],
  ['beside more', gets(order), gets({ ...lost, maxProperties: 3 })],
  ['a response', get({ responses: { 200: { content: { 'a/b': {} } } } }), get({ responses: { 200: lost } })],
  ['a body', get({ requestBody: { required: true, content: { 'a/b': {} } } }), get({ requestBody: lost })],
  ['a parameter', get({ parameters: [{ name: 'q', in: 'query' }] }), get({ parameters: [lost] })],
  [
    'the schema of a parameter',
    get({ parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] }),
    get({ parameters: [{ name: 'q', in: 'query', schema: lost }] }),
  ],
  ['a path', get({}), { paths: { '/a': lost } }],
  ['a callback', get({ callbacks: { c: { '{$u}': { post: {} } } } }), get({ callbacks: { c: lost } })],
];

for (const [name, known, gone] of places) {
  test(`${name} that cannot be followed is told as such, and as no change`, () => {
    for (const [old, now] of [
      [known, gone],
      [gone, known],
      [gone, gone],
    ]) {
      const told = compare(old, now);
      assert.deepEqual(idsOf(told), []);
      assert.ok(told.unresolved.length > 0);
    }
    assert.deepEqual(compare(known, known).unresolved, []);
  });
}

test('what stands beside it is compared as ever', () => {
  const beside = (schema: object, type: string) =>
    gets({ type: 'object', properties: { a: schema, b: { type } } });
  assert.deepEqual(idsOf(compare(beside(order, 'string'), beside(lost, 'integer'))), [
    'response-type-changed',
  ]);
  const removed = get({ parameters: [{ name: 'q', in: 'query' }] });
  assert.deepEqual(idsOf(compare(removed, get({}))), ['parameter-removed']);
});

test('a part at the end of a chain that changes is told once', () => {
  const chain = (leaf: object) => {
    const links = Array.from({ length: 21 }, (_, index) => [
      `S${index + 1}`,
      {
        allOf: [
          { $ref: `#/components/schemas/S${index}` },
          { properties: { [`p${index}`]: { type: 'string' } } },
        ],
      },
    ]);
    const schemas = { S0: leaf, ...Object.fromEntries(links) };
    return gets({ $ref: '#/components/schemas/S21' }, { components: { schemas } });
  };
  for (const [old, now] of [
    [{ type: 'object' }, { type: 'array' }],
    [{ type: 'object' }, { type: ['object', 'null'] }],
    [{ properties: { k: { type: 'string' } } }, { properties: {} }],
    [{ properties: { k: { type: 'string' } } }, { properties: { k: { type: 'integer' } } }],
  ] as const)
    assert.equal(compare(chain(old), chain(now)).changes.length, 1, JSON.stringify(now));
});

test('a shared schema that is as bad both ways is told once, with both of its names', () => {
  const both = (type: string) => {
    const content = { 'a/b': { schema: { $ref: '#/components/schemas/Line' } } };
    return {
      paths: {
        '/a': { get: { responses: { 200: { content } } }, put: { requestBody: { content }, responses: {} } },
      },
      components: { schemas: { Line: { properties: { price: { type } } } } },
    };
  };
  assert.deepEqual(
    compare(both('string'), both('integer')).changes.map(({ id, also, message }) => [id, also, message]),
    [
      [
        'request-type-changed',
        'response-type-changed',
        'Request and response property "price" of GET /a and PUT /a changed its type from string to integer.',
      ],
    ],
  );
  assert.deepEqual(idsOf(compare(both('number'), both('integer'))), [
    'request-type-narrowed',
    'response-type-narrowed',
  ]);
  const off = { levels: { 'response-type-changed': 'risky' } } as const;
  assert.equal(compare(both('string'), both('integer'), off).changes.length, 2);
});
