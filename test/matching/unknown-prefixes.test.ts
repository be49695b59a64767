import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import { createMatcher } from '../../server/src/matching/moved.ts';
import { suggestPrefixes } from '../../server/src/matching/unknown-prefixes.ts';
import {
  knownPath,
  type Route,
  type ServedRoutes,
  suggestedPrefix,
  type UnknownPrefix,
} from '../../server/src/model/contract.ts';
import type { Matching } from '../../server/src/model/matching.ts';
import { bound, type ContractSketch, linesOf, routes } from './matching-fixture.ts';

const shop: ContractSketch = {
  service: 'shop',
  operations: [
    'GET /api/v1/users',
    'POST /api/v1/users',
    'GET /api/v1/users/{id}',
    'GET /api/v1/orders',
    'GET /admin/users',
  ],
};
const users = ['GET /users', 'POST /users', 'GET /users/{id}'];

/** A mount at a path that is not known, in a file of its own. */
function mount(name: string, lines: readonly string[], more: Partial<UnknownPrefix> = {}): ServedRoutes {
  const span = { start: 10, end: 20 };
  const beneath = { path: `src/${name}.ts`, span, reason: 'Computed.', source: name, head: '', ...more };
  return {
    routes: routes(...lines.map((line) => `${line} src/${name}.ts likely`)).map((route) => ({
      ...route,
      beneath,
    })),
    unresolved: [{ path: beneath.path, span, framework: 'express', reason: beneath.reason }],
  };
}

function all(...parts: readonly ServedRoutes[]): ServedRoutes {
  return {
    routes: parts.flatMap((part) => part.routes),
    unresolved: parts.flatMap((part) => part.unresolved),
  };
}

const known = (...lines: readonly string[]): ServedRoutes => ({ routes: routes(...lines), unresolved: [] });

function suggested(sketches: readonly ContractSketch[], served: ServedRoutes): readonly string[] {
  const found = suggestPrefixes(sketches.map(bound), served);
  return [
    ...found.routes.map((route) => `${route.method} ${route.template}`),
    ...found.unresolved.flatMap(({ endings = [] }) =>
      endings.map((one) => `${one.method} ${knownPath(one)}`),
    ),
  ];
}

function matched(sketches: readonly ContractSketch[], served: ServedRoutes): Matching {
  const given = sketches.map(bound);
  const found = suggestPrefixes(given, served);
  return matchContracts(given, found.routes, found.unresolved);
}

const told = (sketches: readonly ContractSketch[], served: ServedRoutes): readonly string[] => [
  ...linesOf(matched(sketches, served)),
  ...matched(sketches, served).strays.map(
    ({ routes: own, confidence }) => `stray ${own.map(knownPath).join(', ')} ${confidence}`,
  ),
];

describe('a prefix that is not known', () => {
  test('is the one of contracts that explains most', () => {
    assert.deepEqual(suggested([shop], mount('a', users)), [
      'GET /api/v1/users',
      'POST /api/v1/users',
      'GET /api/v1/users/{id}',
    ]);
    assert.deepEqual(suggested([shop], mount('a', ['GET /users'])), ['GET …/users'], 'two explain as much');
  });

  test('is the same for all that begin with the same, wherever that stands', () => {
    const two = (source: string) =>
      all(mount('a', users, { source }), mount('b', ['GET /users src/c.ts'], { source: 'x' }));
    assert.equal(suggested([shop], two('x')).at(-1), 'GET /api/v1/users');
    // What is left by the other one.
    assert.equal(suggested([shop], two('y')).at(-1), 'GET /admin/users');
  });

  test('may be empty, hold parameters and end with what all is about', () => {
    const of = (operations: readonly string[], lines: readonly string[]) =>
      suggested([{ operations, service: 'shop' }], mount('a', lines));
    assert.deepEqual(of(['GET /users'], ['GET /users']), ['GET /users']);
    assert.deepEqual(of(['GET /{tenant}/users/{id}'], ['GET /users/{user}']), ['GET /{tenant}/users/{user}']);
    assert.deepEqual(
      of(['GET /v1/users', 'GET /v1/users/{id}', 'PUT /v1/users/{id}'], ['GET /', 'GET /{id}', 'PUT /{id}']),
      ['GET /v1/users', 'GET /v1/users/{id}', 'PUT /v1/users/{id}'],
    );
    assert.deepEqual(of(['GET /v1/users'], ['GET /']), ['GET …/'], 'nothing but an end that all have');
  });

  test('begins with what is known before it', () => {
    const below = (head: string) => suggested([shop], mount('a', ['GET /users'], { head }));
    assert.deepEqual(below('/admin'), ['GET /admin/users']);
    assert.deepEqual(below('/api'), ['GET /api/v1/users']);
    assert.deepEqual(below('/ap'), ['GET /ap/…/users']);
  });

  test('of several servers is that of the first, and of several contracts explains what all of them promise', () => {
    const both = { ...shop, prefixes: ['/v1', '/v2'], operations: ['GET /users'] };
    assert.deepEqual(suggested([both], mount('a', ['GET /users'])), ['GET /v1/users']);
    const [one, other] = ['GET /v1/users', 'GET /v1/orders'].map((line) => ({
      operations: [line, 'GET /a/users'],
    }));
    assert.ok(one && other);
    assert.deepEqual(suggested([one, other], mount('a', ['GET /users', 'GET /orders'])), [
      'GET /v1/users',
      'GET /v1/orders',
    ]);
  });

  test('is not guessed from one end among many, nor for code that is of no contract', () => {
    const many = ['GET /users', 'GET /a', 'GET /b', 'GET /c'];
    const one = { ...shop, operations: ['GET /v1/users'] };
    assert.deepEqual(
      suggested([one], mount('a', many)),
      many.map((line) => line.replace(' ', ' …')),
    );
    assert.deepEqual(suggested([{ ...shop, folder: 'lib/' }], mount('a', ['GET /orders'])), ['GET …/orders']);
  });

  test('leaves what is known as it is', () => {
    const served = known('GET /users');
    assert.equal(suggestPrefixes([bound(shop)], served), served);
  });

  test('never makes two of what is served at the same path already', () => {
    const span = { start: 0, end: 10 };
    const same = {
      routes: routes('GET /api/v1/orders src/a.ts').map((route) => ({ ...route, span })),
      unresolved: [],
    };
    const found = suggestPrefixes([bound(shop)], all(same, mount('a', ['GET /orders'])));
    assert.deepEqual(found.routes, same.routes);
    assert.equal(found.unresolved[0]?.suggested, '/api/v1');
  });

  test('is told with each route, which is likely at most', () => {
    const found = suggestPrefixes([bound(shop)], mount('a', users));
    assert.deepEqual(
      found.routes.map((route) => [knownPath(route), suggestedPrefix(route), route.confidence]),
      ['/users', '/users', '/users/{id}'].map((path) => [`…${path}`, '/api/v1', 'likely']),
    );
    assert.equal(suggestPrefixes([bound(shop)], mount('a', users)).routes.length, 3);
  });
});

describe('what begins with what is not known', () => {
  test('serves what ends like it, and only the rest is told, never as certain', () => {
    assert.deepEqual(told([shop], mount('a', [...users, 'GET /news'])), [
      'missing GET /api/v1/orders likely',
      'missing GET /admin/users likely',
      'unpromised GET /api/v1/news prefix likely openapi.yaml',
    ]);
  });

  test('is told once for a mount that ends like nothing', () => {
    const none = mount('a', [
      'GET /things',
      'GET /things/{id}',
      'GET /{any}',
      'OPTIONS /more',
      'GET /{rest*}',
    ]);
    const missing = shop.operations.map((line) => `missing ${line} likely`);
    assert.deepEqual(told([shop], none), [...missing, 'stray …/things, …/things/{id} likely']);
    const covering = { ...shop, covers: ['/api/**'] };
    assert.equal(told([covering], none).at(-1), 'stray …/things, …/things/{id} possible');
    const internal = { ...shop, internal: ['/things', '/x/things/{id}'] };
    assert.ok(!told([internal], none).some((line) => /^(?:stray|idle)/.test(line)));
    const other = { ...shop, internal: ['/other'] };
    assert.ok(told([other], none).includes('idle /other'));
  });

  test('is not accused where it ends like several, and what may be it is only possibly missing', () => {
    assert.deepEqual(told([shop], mount('a', ['GET /users'])), [
      'missing GET /api/v1/users possible',
      'missing POST /api/v1/users likely',
      'missing GET /api/v1/users/{id} likely',
      'missing GET /api/v1/orders likely',
      'missing GET /admin/users possible',
    ]);
  });

  test('is of no contract where none is for its code', () => {
    assert.deepEqual(told([{ ...shop, folder: 'lib/', operations: [] }], mount('a', ['GET /things'])), [
      'uncovered GET /things',
    ]);
  });

  test('is no prefix that differs', () => {
    const operations = ['GET /v1/a', 'GET /v1/b', 'GET /health/live'];
    const lines = told([{ ...shop, operations }], mount('a', ['GET /a', 'GET /b', 'GET /health/live']));
    assert.deepEqual(lines, [
      'missing GET /health/live likely',
      'unpromised GET /v1/health/live prefix likely openapi.yaml',
    ]);
  });

  test('has parameters by its own names only behind the prefix', () => {
    const of = (ending: string) =>
      told(
        [{ service: 'shop', operations: ['GET /{tenant}/a/{id}', 'PUT /{other}/a/{id}'] }],
        mount('a', [`GET ${ending}`, `PUT ${ending}`]),
      );
    assert.deepEqual(of('/a/{id}'), []);
    assert.deepEqual(of('/a/{key}'), [
      'renamed path:id as key of GET /{tenant}/a/{id}',
      'renamed path:id as key of PUT /{other}/a/{id}',
    ]);
  });
});

test('what was matched moves along with routes below what is not known, and is matched anew where their ends differ', () => {
  const given = [bound(shop)];
  const served = all(mount('a', users), mount('b', ['GET /things']));
  const move = (found: ServedRoutes, by: number, rename = (route: Route) => route): ServedRoutes => {
    const at = <T extends { readonly span: { readonly start: number; readonly end: number } }>(
      one: T,
    ): T => ({
      ...one,
      span: { start: one.span.start + by, end: one.span.end + by },
    });
    return {
      routes: found.routes.map((route) =>
        rename({ ...at(route), ...(route.beneath && { beneath: at(route.beneath) }) }),
      ),
      unresolved: found.unresolved.map(at),
    };
  };
  const matcher = createMatcher();
  const match = (found: ServedRoutes) => {
    const { routes: own, unresolved } = suggestPrefixes(given, found);
    const matching = matcher(given, own, unresolved);
    assert.deepEqual(matching, matchContracts(given, own, unresolved));
    return matching;
  };
  assert.equal(match(served).strays[0]?.routes[0]?.span.start, 0);
  assert.equal(match(move(served, 7)).strays[0]?.routes[0]?.span.start, 7);
  const other = (route: Route) => ({ ...route, template: route.template.replace('/things', '/news') });
  assert.equal(match(move(served, 7, other)).strays[0]?.routes[0]?.template, '/news');
});
