import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import type { JsonNode } from '../../server/src/model/json.ts';
import { bound, linesOf, routes, told } from './matching-fixture.ts';

const cases: readonly {
  readonly name: string;
  readonly operation: string;
  readonly routes: readonly string[];
  readonly told: readonly string[];
}[] = [
  {
    name: 'a parameter of the template is declared',
    operation: 'GET /orders/{id} bare',
    routes: ['GET /orders/{id}'],
    told: ['undeclared path:id of GET /orders/{id}'],
  },
  {
    name: 'a parameter that is declared is in the template',
    operation: 'GET /orders/{id} path:order!',
    routes: ['GET /orders/{id}'],
    told: ['not-in-template path:order of GET /orders/{id}'],
  },
  {
    name: 'a parameter has one name on both sides',
    operation: 'GET /orders/{orderId}/items/{id}',
    routes: ['GET /orders/{id}/items/{id}'],
    told: ['renamed path:orderId as id of GET /orders/{orderId}/items/{id}'],
  },
  {
    name: 'also where the code lacks the beginning',
    operation: 'GET /api/orders/{orderId}',
    routes: ['GET /orders/{id}'],
    told: [
      'prefix "/api" is "" likely: GET /api/orders/{orderId} ~ GET /orders/{id}',
      'renamed path:orderId as id of GET /api/orders/{orderId}',
    ],
  },
  {
    name: 'what catches the rest may be called anything',
    operation: 'GET /files/{path}',
    routes: ['GET /files/{rest*}'],
    told: [],
  },
  {
    name: 'what a handler reads is promised',
    operation: 'GET /orders query:page header:X-Shop',
    routes: ['GET /orders reads=query:page,header:x-shop,query:sort,header:x-tenant,cookie:seen'],
    told: [
      'not-promised query:sort of GET /orders',
      'not-promised header:x-tenant of GET /orders',
      'not-promised cookie:seen of GET /orders',
    ],
  },
  {
    name: 'headers of the protocol are not',
    operation: 'GET /orders',
    routes: ['GET /orders reads=header:authorization,header:Content-Type,header:x-forwarded-for'],
    told: [],
  },
  {
    name: 'but those that only begin or end like them are',
    operation: 'GET /orders',
    routes: ['GET /orders reads=header:host-name,header:x-date'],
    told: ['not-promised header:host-name of GET /orders', 'not-promised header:x-date of GET /orders'],
  },
  {
    name: 'a query that repeats is the same with brackets',
    operation: 'GET /orders query:filter[]',
    routes: ['GET /orders reads=query:filter'],
    told: [],
  },
  {
    name: 'a handler reads parts that its path has',
    operation: 'GET /orders/{id}',
    routes: ['GET /orders/{id} reads=path:id,path:oderId'],
    told: ['not-in-route path:oderId of GET /orders/{id}'],
  },
  {
    name: 'a required parameter that is never read is hinted at',
    operation: 'GET /orders query:page! header:x-shop! query:sort',
    routes: ['GET /orders reads=query:other'],
    told: [
      'not-promised query:other of GET /orders',
      'unread query:page of GET /orders',
      'unread header:x-shop of GET /orders',
    ],
  },
  {
    name: 'and not where it is read, whatever the handler reads besides',
    operation: 'GET /orders query:page! header:X-Shop! query:sort',
    routes: ['GET /orders reads=query:sort,header:x-shop,query:page'],
    told: [],
  },
  {
    name: 'but not where more may be read',
    operation: 'GET /orders query:page! header:x-shop!',
    routes: ['GET /orders reads= open=query'],
    told: ['unread header:x-shop of GET /orders'],
  },
  {
    name: 'nor where no handler was seen',
    operation: 'GET /orders query:page!',
    routes: ['GET /orders'],
    told: [],
  },
  {
    name: 'one handler under two prefixes is told once',
    operation: 'GET /orders',
    routes: ['GET /orders at=3 reads=query:a', 'GET /orders at=3 reads=query:a'],
    told: ['not-promised query:a of GET /orders'],
  },
];

for (const { name, operation, routes: served, told: expected } of cases)
  test(name, () => {
    assert.deepEqual(told([{ operations: [operation] }], served), expected);
  });

test('a fragment may leave the parameters of its paths to what puts it together, all of them or none', () => {
  const served = ['GET /orders/{id}/lines/{line}'];
  const fragment = (words: string) => [{ operations: [`${served[0]} ${words}`], isFragment: true }];
  assert.deepEqual(told(fragment('bare'), served), []);
  assert.deepEqual(told(fragment('bare path:id!'), served), [
    'undeclared path:line of GET /orders/{id}/lines/{line}',
  ]);
  const [own] = fragment('bare');
  assert.equal(own && told([{ ...own, service: 'shop' }], served).length, 2);
});

test('a prefix in doubt may hold the parameter that a handler reads', () => {
  const read = (confidence: string) =>
    told([{ operations: ['GET /lines'] }], [`GET /lines ${confidence} reads=path:order`]);
  assert.deepEqual(read('likely'), []);
  assert.deepEqual(read('certain'), ['not-in-route path:order of GET /lines']);
});

test('what another package serves of a contract of no service is read there for sure by nobody', () => {
  const operations = ['GET /a', 'GET /b', 'GET /c'];
  const served = routes('GET /a api/x.ts reads=query:page', 'GET /b api/x.ts', 'GET /c api/x.ts');
  const confidence = (folder: string) =>
    matchContracts([bound({ operations, folder })], served, []).parameters.map((each) => each.confidence);
  assert.deepEqual(confidence('docs/'), ['likely']);
  assert.deepEqual(confidence('api/'), ['certain']);
});

test('what a handler reads twice is told at the first place', () => {
  const [served] = routes('GET /orders reads=query:a,query:a,query:b');
  const reads = served?.reads?.map((read, at) => ({ ...read, span: { start: at * 10, end: at * 10 + 1 } }));
  const found = matchContracts(
    [bound({ operations: ['GET /orders'] })],
    served ? [{ ...served, reads: reads ?? [] }] : [],
    [],
  );
  const starts = found.parameters.map(({ name, place: { span } }) => `${name} ${span.start}`);
  assert.deepEqual(starts, ['a 0', 'b 20']);
});

test('a key of one schema is what another operation promises, perhaps, unless none does', () => {
  const served = routes(
    'GET /films reads=query:studio,query:x',
    'GET /series at=1 reads=query:studio,query:x',
  );
  const place = (name: string) => ({ start: name.length, end: name.length + 1 });
  const shared = served.map((route) => ({
    ...route,
    reads: route.reads?.map((read) => ({ ...read, span: place(read.name) })) ?? [],
  }));
  const operations = ['GET /films query:studio', 'GET /series'];
  const { parameters } = matchContracts([bound({ operations })], shared, []);
  assert.deepEqual(
    parameters.map(({ match, name, confidence }) => `${match.operation.template} ${name} ${confidence}`),
    ['/films x certain', '/series studio likely', '/series x certain'],
  );
});

test('of two documents for the same code one is told', () => {
  const orders = 'GET /orders/{id} bare query:page!';
  const whole = { operations: [orders], service: 'shop' };
  const served = ['GET /orders/{id} reads='];
  const lines = ['undeclared path:id of GET /orders/{id}', 'unread query:page of GET /orders/{id}'];
  assert.deepEqual(told([whole, { ...whole, path: 'dist/openapi.yaml', mode: 'generated' }], served), lines);
});

test('a key that a security scheme reads is promised there, another is not', () => {
  const span = { start: 0, end: 0 };
  const text = (value: string): JsonNode => ({ kind: 'string', span, value });
  const object = (entries: Readonly<Record<string, JsonNode>>): JsonNode => ({
    kind: 'object',
    span,
    members: Object.entries(entries).map(([key, value]) => ({ key, keySpan: span, value })),
  });
  const scheme = object({ type: text('apiKey'), in: text('header'), name: text('X-Api-Key') });
  const nameless = object({ type: text('apiKey'), in: text('header') });
  const root = object({ components: object({ securitySchemes: object({ nameless, key: scheme }) }) });
  const plain = bound({ operations: ['GET /orders'] });
  const served = routes('GET /orders reads=header:x-api-key,header:x-other');
  const found = matchContracts([{ ...plain, contract: { ...plain.contract, root } }], served, []);
  assert.deepEqual(linesOf(found), ['not-promised header:x-other of GET /orders']);
});
