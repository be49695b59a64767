import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNativeContracts } from '../../../server/src/extract/contracts/find-contracts.ts';
import { factsOf, filesOf, followIn } from '../routes/route-fixture.ts';
import { contractLinesOf } from './contract-fixture.ts';

/** Each operation as `METHOD template`, where some specifiers lead to files of the workspace. */
function operationsIn(files: string, leading: Readonly<Record<string, string>>): readonly string[] {
  const texts = filesOf(files);
  const follow = (from: string, specifier: string) => leading[specifier] ?? followIn(texts, from, specifier);
  const found = findNativeContracts({ paths: [...texts.keys()], facts: factsOf(texts), follow });
  return found.contracts.flatMap(({ format, operations }) =>
    operations.map(({ method, template }) => `${format} ${method} ${template}`),
  );
}

const files = `//- api.ts
import { initContract } from '@ts-rest/core';
import { oc } from '@orpc/contract';
import { createRoute } from '@hono/zod-openapi';
import { more } from '@ts-rest/example';
export const rest = initContract().router({ list: { method: 'GET', path: '/a' }, more });
export const rpc = oc.router({ list: oc.route({ method: 'GET', path: '/b' }) });
export const route = createRoute({ method: 'get', path: '/c' });
//- example.ts
import { initContract } from '@ts-rest/core';
export const more = initContract().router({ read: { method: 'GET', path: '/d' } });
//- core.ts
export const initContract = () => ({ router: (routes) => routes });
export const oc = {};
export const createRoute = (route) => route;
`;

test('in their own repository libraries are known by their names, and other packages of it are followed', () => {
  const names = ['@ts-rest/core', '@orpc/contract', '@hono/zod-openapi'];
  const leading = {
    ...Object.fromEntries(names.map((name) => [name, 'core.ts'])),
    '@ts-rest/example': 'example.ts',
  };
  const expected = ['ts-rest GET /a', 'orpc GET /b', 'hono GET /c', 'ts-rest GET /d'].sort();
  assert.deepEqual([...operationsIn(files, leading)].sort(), expected);
  // A package of another name that makes something alike promises nothing.
  const other = files.replaceAll('@ts-rest/core', '@acme/rest').replaceAll('@orpc/contract', '@acme/rpc');
  assert.deepEqual(operationsIn(other, { '@acme/rest': 'core.ts', '@acme/rpc': 'core.ts' }), ['hono GET /c']);
});

test('a router may be taken out of the contract, and options that nobody knows hide where it is', () => {
  const found = contractLinesOf(`//- a.ts
import { initContract } from '@ts-rest/core';
import { options } from './options';
const { router: make } = initContract();
const { router: other } = makeContract();
export const api = make({ one: { method: 'GET', path: '/one' } }, { pathPrefix: '/v1' });
export const named = make({ two: { method: 'GET', path: '/two' } }, options);
export const hidden = make({ three: { method: 'GET', path: '/three' } }, anything());
export const none = other({ four: { method: 'GET', path: '/four' } });
//- options.ts
export const options = { pathPrefix: '/v2' };
`);
  assert.deepEqual(found.operations, [
    'a.ts ts-rest: GET /v1/one one []',
    'a.ts ts-rest: GET /v2/two two []',
  ]);
  assert.deepEqual(found.unresolved, [
    "make({ three: { method: 'GET', path: '/three' } }, anything()): The options of the router cannot be followed.",
  ]);
});

test('computed names in routers and shapes are those of constants', () => {
  const found = contractLinesOf(`//- a.ts
import { initContract } from '@ts-rest/core';
const Names = { list: 'listAll', key: 'x-key' } as const;
export const api = initContract().router({
  [Names.list]: { method: 'GET', path: '/a', headers: { [Names.key]: z.string() } },
  [Names.gone]: { method: 'GET', path: '/b' },
});
`);
  assert.deepEqual(found.operations, ['a.ts ts-rest: GET /a listAll [header x-key]']);
  assert.deepEqual(found.unresolved, [
    "{ method: 'GET', path: '/b' }: What is spread into the router, or computed in it, cannot be followed.",
  ]);
});

test('parameters are those of the schema, whatever it is written with', () => {
  const head = `//- a.ts
import { initContract } from '@ts-rest/core';
import * as v from 'valibot';
import { object, optional, string } from 'valibot';
import { Type } from '@sinclair/typebox';
`;
  const parameters = (query: string, more = '') =>
    contractLinesOf(`${head}${more}
export const api = initContract().router({ one: { method: 'GET', path: '/a', query: ${query} } });
`).operations[0]?.replace(/^.*\[/, '[');
  const expected = '[query p, query q?]';
  assert.equal(
    parameters('z.object({ p: z.string(), q: z.preprocess(trim, z.string().optional()) })'),
    expected,
  );
  assert.equal(
    parameters('v.object({ p: v.string(), q: v.pipe(v.optional(v.string()), v.trim()) })'),
    expected,
  );
  assert.equal(parameters('object({ p: string(), q: optional(string()) })'), expected);
  assert.equal(
    parameters('v.pipe(v.object({ p: v.string(), q: v.nullish(v.string()) }), v.check(fits))'),
    expected,
  );
  assert.equal(
    parameters(
      "v.object({ ...v.pick(Base, ['p']).entries, ...v.partial(More).entries })",
      'const Base = v.object({ p: v.string(), o: v.string() });\nconst More = v.object({ q: v.string() });',
    ) ?? '',
    '[, …]',
  );
  assert.equal(parameters('Type.Object({ p: Type.String(), q: Type.Optional(Type.String()) })'), expected);
  assert.equal(
    parameters(
      "Type.Omit(Type.Object({ p: Type.String(), o: Type.Null(), q: Type.Optional(Type.Null()) }), ['o'])",
    ),
    expected,
  );
  // What is required is so in all libraries.
  assert.equal(parameters('v.object({ p: v.string(), q: v.nullable(v.string()) })'), '[query p, query q]');
  assert.equal(
    parameters('Type.Required(Type.Object({ p: Type.String(), q: Type.Optional(Type.Null()) }))'),
    '[query p, query q]',
  );
});
