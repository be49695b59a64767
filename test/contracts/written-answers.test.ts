import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changesOf, lines, writtenIn } from './written-fixture.ts';

const json = (schema: string) =>
  `{ description: '', content: { 'application/json': { schema: ${schema} } } }`;

/** One operation of Hono with its answers, and what stands before it. */
function hono(responses: string, more = '', others = ''): string {
  return `//- api.ts
import { createRoute, z } from '@hono/zod-openapi';
${more}
export const list = createRoute({ method: 'get', path: '/a', responses: ${responses} });
${others}`;
}

/** Two operations of oRPC in a router with errors of its own. */
function orpc(router: string, own: string, more = ''): string {
  return `import { z } from 'zod';
import { oc } from '@orpc/contract';
${more}
export const api = oc.errors(${router}).router({
  list: oc.route({ method: 'GET', path: '/a' }).output(z.string()),
  read: oc.route({ method: 'GET', path: '/a/{id}' }).input(z.object({ id: z.string() })).errors(${own}).output(z.string()),
});
`;
}

describe('answers with computed statuses', () => {
  const plain = hono(`{ 200: ${json('z.string()')}, 404: ${json('z.number()')} }`);
  const named = (more: string, others = '', of = 'Codes') =>
    hono(`{ [${of}.OK]: ${json('z.string()')}, [${of}.NOT_FOUND]: ${json('z.number()')} }`, more, others);
  const twins: readonly (readonly [string, string])[] = [
    ['an enum', named('enum Codes { OK = 200, NOT_FOUND = 404 }')],
    ['constants', named('const Codes = { OK: 200, NOT_FOUND: 404 } as const;')],
    [
      'constants of another file',
      named(
        "import * as Codes from './codes';",
        '//- codes.ts\nexport const OK = 200;\nexport const NOT_FOUND = "404";\n',
      ),
    ],
    ['a package', named("import { StatusCodes as Codes } from 'http-status-codes';")],
    ['a module of constants', named("import * as Codes from 'stoker/http-status-codes';")],
    [
      'constants of node',
      named("import { constants } from 'node:http2';", '', 'constants').replaceAll(
        'constants.',
        'constants.HTTP_STATUS_',
      ),
    ],
    [
      'what is spread beside them',
      hono(
        `{ ...some, [Codes.NOT_FOUND]: ${json('z.number()')} }`,
        `const Codes = { NOT_FOUND: 404 };\nconst some = { 200: ${json('z.string()')} };`,
      ),
    ],
  ];
  for (const [name, twin] of twins)
    test(`say the same as numbers: ${name}`, () => {
      assert.deepEqual(lines(plain, twin), []);
      assert.deepEqual(
        lines(twin, hono(`{ 200: ${json('z.number()')} }`))
          .map((line) => line.split(':')[0])
          .sort(),
        ['error-response-removed GET /a', 'response-type-changed GET /a'],
      );
    });

  const silent: readonly string[] = [
    named("import { Codes } from './gone';"),
    named("import { Codes } from 'some-codes';"),
    named('declare const Codes: Record<string, number>;'),
    named('enum Codes { OK = make(), NOT_FOUND = 404 }'),
  ];
  for (const other of silent)
    test(`nothing is told where one is not known: ${other.split('\n')[2]}`, () => {
      assert.deepEqual(lines(plain, other), []);
      assert.deepEqual(lines(other, hono('{}')), []);
    });
});

test("stoker's helpers are what they make, and those of others are not known", () => {
  const made = (module: string) => `import { createRoute, z } from '@hono/zod-openapi';
import { jsonContent, jsonContentRequired } from '${module}';
export const add = createRoute({ method: 'post', path: '/a', request: { body: jsonContentRequired(z.string(), 'b') }, responses: { 200: jsonContent(z.string(), 'd') } });
`;
  const written = `import { createRoute, z } from '@hono/zod-openapi';
export const add = createRoute({ method: 'post', path: '/a', request: { body: { required: true, content: { 'application/json': { schema: z.string() } } } }, responses: { 200: ${json('z.string()')} } });
`;
  assert.deepEqual(lines(written, made('stoker/openapi/helpers')), []);
  assert.deepEqual(lines(written.replaceAll('z.string', 'z.number'), made('stoker/openapi/helpers')), [
    'request-type-changed POST /a: z.string',
    'response-type-changed POST /a: z.string',
  ]);
  assert.deepEqual(lines(written.replaceAll('z.string', 'z.number'), made('other/helpers')), []);
});

describe('errors of oRPC', () => {
  const before = orpc('{ UNAUTHORIZED: {} }', '{ NOT_FOUND: { data: z.object({ id: z.string() }) } }');
  const shown = (after: string) =>
    changesOf(before, after).map(
      ({ id, operations, message }) => `${id} ${operations.join(', ')}: ${message.split(' of ')[0]}`,
    );

  test('each code is an answer with the status that it has', () => {
    assert.deepEqual(
      shown(orpc('{ }', '{ GONE: { status: 410 }, NOT_FOUND: { data: z.object({ id: z.number() }) } }')),
      [
        'error-response-removed GET /a: Response 401 UNAUTHORIZED',
        'error-response-removed GET /a/{id}: Response 401 UNAUTHORIZED',
        'response-added GET /a/{id}: Response 410 GONE',
        'response-type-changed GET /a/{id}: Response property "data.id"',
      ],
    );
    assert.deepEqual(shown(orpc('{ UNAUTHORIZED: {}, NOT_FOUND: { status: 410 } }', '{ OTHER: {} }')), [
      'response-added GET /a: Response 410 NOT_FOUND',
      'response-added GET /a/{id}: Response 410 NOT_FOUND',
      'error-response-removed GET /a/{id}: Response 404 NOT_FOUND',
      'response-added GET /a/{id}: Response 500 OTHER',
    ]);
  });

  test('where they come from, messages, and their order are nothing', () => {
    const data = '{ message: "Not here", status: 404, data: z.object({ id: z.string() }) }';
    assert.deepEqual(
      shown(
        orpc(
          'shared',
          `{ ...{}, NOT_FOUND: ${data} }`,
          'const shared = { UNAUTHORIZED: { message: "no" } };',
        ),
      ),
      [],
    );
    const own = orpc('{}', '{}')
      .replace('.errors({}).router', '.router')
      .replace('.errors({})', `.errors({ NOT_FOUND: ${data} })`)
      .replaceAll('oc.route(', 'base.route(')
      .replace('export', 'const base = oc.errors({ UNAUTHORIZED: {} });\nexport');
    assert.deepEqual(shown(own), []);
  });

  test('detailed outputs say their statuses and bodies themselves', () => {
    const detailed = (output: string) =>
      `import { z } from 'zod';
import { oc } from '@orpc/contract';
export const api = oc.route({ method: 'GET', path: '/a', successStatus: 201, outputStructure: 'detailed' }).output(${output});
`;
    const both =
      'z.union([z.object({ status: z.literal(200), body: z.string() }), z.object({ body: Named })])';
    const named = `const Named = z.object({ a: z.string() });\n${detailed(both)}`;
    assert.deepEqual(
      changesOf(
        named,
        named.replace('a: z.string()', 'a: z.number()').replace('z.literal(200)', 'z.literal(202)'),
      ).map(({ id, message }) => `${id} ${message.split(' of ')[0]}`),
      [
        'response-type-changed Response property "a"',
        'response-added Response 202',
        'success-response-removed Response 200',
      ],
    );
    assert.deepEqual(
      lines(
        named,
        detailed(
          'z.union([z.object({ status: z.literal(201), headers: z.object({}), body: z.object({ a: z.string() }) }), z.object({ status: z.literal(200), body: z.string() })])',
        ),
      ),
      [],
    );
    assert.deepEqual(lines(named, detailed('made()')), []);
    assert.deepEqual(lines(named, detailed('z.object({ status: z.number() })')), []);
  });

  test('of errors that are computed nothing is told, but of all other answers', () => {
    assert.deepEqual(shown(orpc('made()', '{ }')), []);
    assert.deepEqual(shown(orpc('{ UNAUTHORIZED: {} }', '{ ...made(), GONE: { status: code() } }')), []);
    assert.deepEqual(shown(orpc('made()', '{ }').replaceAll('output(z.string())', 'output(z.number())')), [
      'response-type-changed GET /a: Response body',
      'response-type-changed GET /a/{id}: Response body',
    ]);
  });
});

describe('base headers of ts-rest', () => {
  const files = (base: string, own: string, before = '') => `import { z } from 'zod';
import { initContract } from '@ts-rest/core';
${before}
const { router } = initContract();
export const api = router({
  list: { method: 'GET', path: '/a', headers: z.object({ ${own} }), responses: {} },
}, { baseHeaders: ${base} });
`;
  const keyed = files("z.object({ 'x-key': z.string() })", "'x-page': z.string()");

  test('they are parameters of all operations, of which those of an operation count more', () => {
    assert.deepEqual(
      writtenIn(keyed).contracts[0]?.operations.map(
        ({ parameters }) => parameters.kind === 'array' && parameters.items.length,
      ),
      [2],
    );
    assert.deepEqual(
      lines(keyed, files("z.object({ 'x-key': z.boolean(), 'x-new': z.string() })", "'x-page': z.string()")),
      ['request-type-changed GET /a: z.boolean', "required-parameter-added GET /a: 'x-new'"],
    );
    assert.deepEqual(
      lines(keyed, files("{ 'x-key': z.string(), 'x-page': z.number() }", "'x-page': z.string()")),
      [],
    );
    assert.deepEqual(
      lines(
        keyed,
        files('shared', "'X-Page': z.string()", "const shared = z.object({ 'x-key': z.string() });"),
      ),
      [],
    );
  });

  test('of those that are made by somebody else nothing is told', () => {
    assert.deepEqual(lines(keyed, files('made()', "'x-page': z.string()")), []);
  });
});
