import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changesOf, lines, writtenIn } from './written-fixture.ts';

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly told: readonly string[];
  /** Says the same as before in other words. */
  readonly twin: string;
}

const zod = "import { z } from 'zod';\n";

/** One operation of ts-rest whose body is also its answer. */
function tsRest(schema: string, more = ''): string {
  return `${zod}import { initContract } from '@ts-rest/core';
const c = initContract();
${more}
export const api = c.router({ add: { method: 'POST', path: '/a', body: ${schema}, responses: { 200: ${schema} } } });
`;
}

function orpc(input: string, output: string, route = "method: 'POST', path: '/a/{id}'"): string {
  return `${zod}import { oc } from '@orpc/contract';
export const api = { add: oc.route({ ${route} }).input(${input}).output(${output}) };
`;
}

function hono(request: string, responses: string, more = ''): string {
  return `import { createRoute, z } from '@hono/zod-openapi';
${more}
export const add = createRoute({ method: 'post', path: '/a', request: ${request}, responses: ${responses} });
`;
}

const json = (schema: string) => `{ content: { 'application/json': { schema: ${schema} } } }`;

const cases: readonly Case[] = [
  {
    name: 'ts-rest: a property that is gone, another type, and one that is required by now',
    before: tsRest('z.object({ a: z.string(), b: z.string(), c: z.string().optional() })'),
    after: tsRest('z.object({ b: z.number(), c: z.string() })'),
    told: [
      'request-property-removed POST /a: a',
      'request-type-changed POST /a: z.number',
      'request-property-became-required POST /a: c',
      'response-property-removed POST /a: a',
      'response-type-changed POST /a: z.number',
      'response-property-became-required POST /a: c',
    ],
    twin: tsRest(
      'Base.extend({ c: Text.optional() })',
      'const Text = z.string().describe("what");\nconst Base = z.object({ b: Text, a: Text });',
    ),
  },
  {
    name: 'ts-rest: statuses, bodies that are none, and other media types',
    before: `${zod}import { initContract } from '@ts-rest/core';
const c = initContract();
export const api = c.router({
  add: { method: 'POST', path: '/a', body: z.string(), responses: { 200: c.noBody(), 404: z.string() } },
  put: { method: 'PUT', path: '/b', body: null, responses: { 200: z.string(), 404: z.string() } },
});
`,
    after: `${zod}import { initContract } from '@ts-rest/core';
const c = initContract();
export const api = c.router({
  add: { method: 'POST', path: '/a', contentType: 'multipart/form-data', body: z.string(), responses: { 201: c.noBody() } },
  put: { method: 'PUT', path: '/b', body: z.string(), responses: { 200: c.otherResponse({ contentType: 'text/plain', body: z.string() }), 404: z.string() } },
});
`,
    told: [
      'success-response-removed POST /a: 200',
      'error-response-removed POST /a: 404',
      'request-media-type-added POST /a: z.string()',
      'request-media-type-removed POST /a: z.string()',
      'response-added POST /a: 201',
      'response-media-type-removed PUT /b: z.string()',
      'required-request-body-added PUT /b: z.string()',
      'response-media-type-added PUT /b: z.string()',
    ],
    twin: `${zod}import { initContract } from '@ts-rest/core';
const c = initContract();
export const api = c.router({
  add: { method: 'POST', path: '/a', body: z.string(), responses: { 200: c.noBody() } },
  put: { method: 'PUT', path: '/b', body: c.noBody(), responses: { 200: z.string() } },
}, { commonResponses: { 404: z.string() } });
`,
  },
  {
    name: 'oRPC: what is left of the input beside the path, and the output with its status',
    before: orpc('z.object({ id: z.string(), n: z.number() })', 'z.object({ x: z.string() })'),
    after: orpc(
      'z.object({ id: z.string(), n: z.number().min(1) })',
      'z.object({ x: z.string().nullable() })',
      "method: 'POST', path: '/a/{id}', successStatus: 201",
    ),
    told: [
      'success-response-removed POST /a/{id}: z.object({ x: z.string() })',
      'request-constraint-tightened POST /a/{id}: z.number',
      'response-added POST /a/{id}: z.object({ x: z.string().nullable() })',
    ],
    twin: orpc(
      'z.object({ n: z.number() }).merge(z.object({ id: z.string() }))',
      'z.object({ x: z.string().trim() })',
      "method: 'POST', path: '/a/{id}', successStatus: 200, summary: 'Adds.'",
    ),
  },
  {
    name: 'Hono: bodies by media type, whether they are required, and enums',
    before: hono(
      `{ body: ${json("z.enum(['x', 'y'])")} }`,
      `{ 200: { description: 'ok', ...${json('z.string()')} } }`,
    ),
    after: hono(
      `{ body: { required: true, ...${json("z.enum(['x'])")} } }`,
      `{ 200: { description: 'ok', ...${json('z.string().optional().nullable()')} } }`,
    ),
    told: [
      "request-body-became-required POST /a: z.enum(['x'])",
      'request-enum-value-removed POST /a: z.enum',
      'response-became-nullable POST /a: z.string',
    ],
    twin: hono(
      `{ body: Body }`,
      `{ 200: { ...${json('z.string()')}, description: 'fine' } }`,
      `const Body = { description: 'b', required: false, ...${json("z.union([z.literal('y'), z.literal('x')])")} };`,
    ),
  },
  {
    name: 'types: members, unions and what is made of them',
    before: tsRest(
      'c.type<Order>()',
      'interface Order { id: string; state: "open" | "done"; note?: string }',
    ),
    after: tsRest('c.type<Order>()', 'interface Order { id: number; state: "open"; note: string }'),
    told: [
      'request-type-changed POST /a: number',
      'request-enum-value-removed POST /a: "open"',
      'request-property-became-required POST /a: note',
      'response-type-changed POST /a: number',
      'response-enum-value-removed POST /a: "open"',
      'response-property-became-required POST /a: note',
    ],
    twin: tsRest(
      'c.type<Omit<Order, "more"> & Noted>()',
      'type State = "done" | "open";\ntype Order = { state: State; id: string; more: Date };\ntype Noted = { note?: string };',
    ),
  },
  {
    name: 'a schema within itself, and variants',
    before: tsRest('Tree', 'const Tree = z.object({ of: z.string(), kids: z.lazy(() => Tree.array()) });'),
    after: tsRest('Tree', 'const Tree = z.object({ of: z.boolean(), kids: z.lazy(() => Tree.array()) });'),
    told: ['request-type-changed POST /a: z.boolean', 'response-type-changed POST /a: z.boolean'],
    twin: tsRest(
      'Node',
      'const Node = z.object({\n  kids: z.array(z.lazy(() => Node)), // below\n  "of": z.string(),\n});',
    ),
  },
];

describe('contracts in TypeScript against their base', () => {
  for (const { name, before, after, told, twin } of cases) {
    test(name, () => assert.deepEqual([...lines(before, after)].sort(), [...told].sort()));
    test(`${name}: in other words it is nothing`, () => assert.deepEqual(lines(before, twin), []));
  }

  test('a shared schema in another file is told once, where it changed, with all that it reaches', () => {
    const files = (schema: string) => `//- schemas.ts
${zod}export const Order = z.object({ total: ${schema} });
//- api.ts
import { initContract } from '@ts-rest/core';
import { Order } from './schemas';
export const api = initContract().router({
  list: { method: 'GET', path: '/orders', responses: { 200: z.array(Order) } },
  read: { method: 'GET', path: '/orders/:id', responses: { 200: Order } },
});
`;
    assert.deepEqual(lines(files('z.number()'), files('z.string()')), [
      'response-type-changed GET /orders, GET /orders/{id}: z.string',
    ]);
    assert.deepEqual(writtenIn(files('z.number()')).contracts[0]?.inputs, ['schemas.ts']);
  });

  test('what stands in another file without a name is told where it changed, wherever it stands there', () => {
    const files = (schema: string, above = '') => `//- schemas.ts
${above}${zod}export const shape = { total: ${schema} };
//- api.ts
${zod}import { initContract } from '@ts-rest/core';
import { shape } from './schemas';
export const api = initContract().router({
  list: { method: 'GET', path: '/orders', responses: { 200: z.union([z.object(shape).shape.total, z.array(z.null())]) } },
});
`;
    assert.deepEqual(lines(files("z.enum(['a'])"), files("z.enum(['a', 'b'])", '// Above.\n')), [
      'response-enum-value-added GET /orders: z.enum',
    ]);
    assert.deepEqual(lines(files("z.enum(['a'])"), files("z.enum(['a'])", '// Above.\n')), []);
  });

  test('types of parameters are compared, in the query, in headers and in the path', () => {
    const files = (type: string) => `${zod}import { initContract } from '@ts-rest/core';
export const api = initContract().router({
  list: { method: 'GET', path: '/a/:id', pathParams: z.object({ id: ${type} }), query: z.object({ q: ${type} }), headers: { 'x-h': ${type} }, responses: {} },
});
`;
    const ids = changesOf(files('z.string()'), files('z.boolean()')).map(
      ({ id, message }) => `${id} ${message.split(' of ')[0]}`,
    );
    assert.deepEqual(ids, [
      'request-type-changed Path parameter "id"',
      'request-type-changed Query parameter "q"',
      'request-type-changed Header parameter "x-h"',
    ]);
    assert.deepEqual(lines(files('z.string()'), files('z.string().describe("d")')), []);
  });

  test('a default is left out by who sends it and there for who gets it, and told once', () => {
    const ids = (before: string, after: string) =>
      changesOf(tsRest(`z.object({ a: ${before} })`), tsRest(`z.object({ a: ${after} })`)).map(
        ({ id }) => id,
      );
    const given = 'z.string().default("x")';
    assert.deepEqual(ids('z.string()', given), ['request-property-became-optional']);
    assert.deepEqual(ids(given, 'z.string()'), ['request-property-became-required']);
    assert.deepEqual(ids(given, 'z.string().default("y")'), ['request-default-changed']);
    assert.deepEqual(ids('z.string().optional()', given), [
      'request-default-changed',
      'response-property-became-required',
    ]);
    assert.deepEqual(ids(given, 'z.string().default(`x`)'), []);
  });

  const unknown: readonly (readonly [string, string])[] = [
    ['make()', 'z.string()'],
    ['z.string().transform(Number)', 'z.string().transform(String)'],
    ['z.string().min(limit())', 'z.string().min(5)'],
    ['z.enum(values())', 'z.enum(["a"])'],
    ['z.object({ ...made(), a: z.string() })', 'z.object({ a: z.string(), b: z.string() })'],
    ['z.object({ [key]: z.string() })', 'z.object({ a: z.string() })'],
    ['Made.pick({ a: true })', 'z.object({ b: z.string() })'],
    ['z.union([z.string(), made()])', 'z.number()'],
    ['c.type<Made>()', 'z.string()'],
    ['c.type<{ [key in Keys]: string }>()', 'z.object({ a: z.string() })'],
    ['c.type<string extends B ? string : number>()', 'z.boolean()'],
    ['z.object({ a: z.string() }).and(made())', 'z.object({ b: z.string() })'],
  ];
  for (const [one, other] of unknown)
    test(`what is not understood accuses nobody: ${one}`, () => {
      assert.deepEqual(lines(tsRest(one), tsRest(other)), []);
      assert.deepEqual(lines(tsRest(other), tsRest(one)), []);
    });

  test('what stands beside what is not understood is compared', () => {
    const schema = (a: string, b: string) => tsRest(`z.object({ a: ${a}, b: ${b} })`);
    assert.deepEqual(lines(schema('made()', 'z.string()'), schema('others()', 'z.number()')), [
      'request-type-changed POST /a: z.number',
      'response-type-changed POST /a: z.number',
    ]);
  });

  test('answers of which some are computed are not compared, and their bodies neither', () => {
    const answers = (text: string) => hono('{}', text);
    for (const other of ['{ [Codes.OK]: { description: "" } }', '{ ...some, [made()]: { description: "" } }'])
      assert.deepEqual(lines(answers(`{ 200: ${json('z.string()')} }`), answers(other)), []);
    assert.deepEqual(lines(answers(`{ 200: ${json('z.string()')} }`), answers('{ ...others() }')), []);
    assert.deepEqual(lines(answers(`{ 200: ${json('z.string()')} }`), answers('{}')), [
      'success-response-removed POST /a: 200',
    ]);
  });

  test('a body, an answer and a status that are computed are not compared, what stands there is', () => {
    const body = (required: string) =>
      hono(`{ body: { required: ${required}, ...${json('z.string()')} } }`, '{}');
    assert.deepEqual(lines(body('flag()'), body('true')), []);
    assert.deepEqual(lines(body('false'), body('true')).length, 1);
    const ofType = (type: string) => {
      const answer = `c.otherResponse({ contentType: ${type}, body: z.string() })`;
      return tsRest('z.string()').replace('200: z.string()', `200: ${answer}`);
    };
    assert.deepEqual(lines(ofType('media()'), ofType("'text/csv'")), []);
    assert.equal(lines(ofType("'text/html'"), ofType("'text/csv'")).length, 2);
    const route = "method: 'POST', path: '/a/{id}'";
    const [one, other] = ['z.object({ x: z.string() })', 'z.object({ x: z.number() })'];
    const answers = (more: string) =>
      lines(
        orpc('z.object({ id: z.string() })', one, route + more),
        orpc('z.object({ id: z.string() })', other, route + more),
      );
    assert.equal(answers('').length, 1);
    for (const more of [", outputStructure: 'detailed'", ', successStatus: status()', ', ...made()'])
      assert.deepEqual(answers(more), [], more);
  });

  test('parameters of a path are compared where they are described', () => {
    const files = (type: string) =>
      hono(`{ params: z.object({ id: ${type} }) }`, '{}').replace("'/a'", "'/a/{id}'");
    assert.deepEqual(
      changesOf(files('z.string()'), files('z.boolean()')).map(({ id }) => id),
      ['request-type-changed'],
    );
    assert.deepEqual(lines(files('z.string()'), files('z.string().describe("d")')), []);
  });

  const doubling: readonly (readonly [string, (name: string) => string, string])[] = [
    [
      'JSON Schema',
      (name) => `{ type: 'object', properties: { a: ${name}, b: ${name} } }`,
      "{ type: 'string' }",
    ],
    ['shapes', (name) => `{ ...${name}, ...${name} }`, '{ a: z.string() }'],
    ['zod', (name) => `z.object({ a: ${name}.nullable(), b: z.array(${name}) })`, 'z.object({})'],
  ];
  for (const [name, next, first] of doubling)
    test(`what grows without end is given up: ${name}`, () => {
      const rows = Array.from({ length: 22 }, (_, at) => `const s${at + 1} = ${next(`s${at}`)};`);
      const text = (end: string) => tsRest(end, [`const s0 = ${first};`, ...rows].join('\n'));
      const started = performance.now();
      assert.deepEqual(lines(text('z.object({ a: s22 })'), text('z.object({ a: s22 }).extend({})')), []);
      assert.deepEqual(lines(text('z.object(s22)'), text('z.object(s22).describe("d")')), []);
      assert.ok(performance.now() - started < 10_000);
    });
});
