import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeStanding } from '../../server/src/lsp/contracts/hover.ts';
import { placesOf, referencesOf } from '../../server/src/lsp/contracts/navigation.ts';
import { contractStandingAt, isQuoted } from '../../server/src/lsp/contracts/standing.ts';
import type { Call, OperationUse } from '../../server/src/model/calls.ts';
import {
  type ContractChanges,
  noContractChanges,
  type PlacedChange,
} from '../../server/src/model/contract-changes.ts';
import type { ContractFacts } from '../../server/src/model/contract-facts.ts';
import type { Confidence } from '../../server/src/model/finding.ts';
import type { OperationMatch } from '../../server/src/model/matching.ts';
import { policyOf, serving as servingAll } from '../rules/contracts/shop.ts';
import { type Extra, viewed } from './contract-view.ts';

const policy = (contract: string, more: object = {}) =>
  JSON.stringify({
    services: [{ name: 'shop', files: 'src/**', contracts: [{ file: contract }] }],
    ...more,
  });
const contract = (paths: string, version = '1.0.0') =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: ${version} }\npaths:\n${paths}`;

const orders = contract('  /orders:\n    get: { operationId: list, responses: {} }\n');
const serving = `import express from 'express';\nexpress().get('/orders', list);\n`;
const files = { 'parapet.jsonc': policy('openapi.yaml'), 'openapi.yaml': orders, 'src/app.ts': serving };

test('who calls and tests an operation is told once somebody has looked', async () => {
  const call = (path: string, confidence: Confidence = 'certain'): Call => ({
    ...{ path, span: { start: 0, end: 1 }, method: 'GET', template: '/orders', client: 'fetch' },
    ...{ isBaseUnknown: false, confidence },
  });
  const callers = [call('web/a.ts'), call('web/b.ts', 'possible')];
  const used = (use: Partial<OperationUse<OperationMatch>>): Extra => ({
    uses: (called) => ({ called, callers: [], tests: [], covers: [], ...use }),
  });
  const unseen = await viewed(files, 'openapi.yaml');
  assert.deepEqual(unseen.titles, ['served at src/app.ts:2']);
  const seen = await viewed(files, 'openapi.yaml', used({ callers, tests: [call('test/a.ts', 'likely')] }));
  assert.deepEqual(seen.titles, ['served at src/app.ts:2', 'called by 2 places', 'likely tested by 1 test']);
  const standing = seen.standing('get:');
  assert.ok(standing);
  assert.deepEqual(placesOf(standing, 'callers'), callers);
  assert.deepEqual(
    referencesOf(standing, false).map(({ path }) => path),
    ['src/app.ts', 'test/a.ts', 'web/a.ts', 'web/b.ts'],
  );
  assert.ok(seen.hovered('get:')?.includes('Called by 2 places, likely tested by 1 test.'));
  const cover = { path: 'dredd.yml', span: { start: 0, end: 1 }, tool: 'dredd' };
  const covered = await viewed(files, 'openapi.yaml', used({ covers: [cover] }));
  assert.deepEqual(covered.titles, ['served at src/app.ts:2', 'tested by dredd']);
});

test('that nothing tests an operation is told beside those that are tested, and where the policy asks for it', async () => {
  const two = { ...files, 'openapi.yaml': `${orders}    put: { responses: {} }\n` };
  const caller: Call = {
    ...{ path: 'web/a.ts', span: { start: 0, end: 1 }, method: 'GET', template: '/orders', client: 'fetch' },
    ...{ isBaseUnknown: false, confidence: 'certain' },
  };
  const uses =
    (tested: string): ContractFacts['uses'] =>
    (called) => ({
      called,
      callers: called.operation.method === 'GET' ? [caller] : [],
      tests: called.operation.method === tested ? [{ ...caller, path: 'test/a.ts' }] : [],
      covers: [],
    });
  const titles = async (more: Readonly<Record<string, string>>, tested = '') =>
    (await viewed({ ...two, ...more }, 'openapi.yaml', { uses: uses(tested) })).titles;
  assert.deepEqual(await titles({}), ['served at src/app.ts:2', 'called by 1 place', 'served by nothing']);
  const silent = await viewed(two, 'openapi.yaml', { uses: uses('') });
  assert.ok(silent.hovered('get:')?.includes('Called by 1 place.'));
  assert.ok(!silent.hovered('put:')?.join().includes('ested'));
  const beside = ['served at src/app.ts:2', 'called by 1 place', 'tested by nothing'];
  assert.deepEqual((await titles({}, 'PUT')).slice(0, 3), beside);
  const asking = {
    'parapet.jsonc': policy('openapi.yaml', { rules: { 'contracts/untested-operation': 'warning' } }),
  };
  assert.deepEqual((await titles(asking)).slice(0, 3), beside);
  const later = two['openapi.yaml'].replace('put: {', 'put: { x-status: planned,');
  assert.deepEqual((await titles({ ...asking, 'openapi.yaml': later })).slice(3), [
    'planned, not served yet',
  ]);
  assert.deepEqual((await titles(asking)).slice(3), ['served by nothing']);
  const off = {
    'parapet.jsonc': policy('openapi.yaml', { rules: { 'contracts/untested-operation': 'off' } }),
  };
  assert.deepEqual((await titles(off)).slice(1, 3), ['called by 1 place', 'served by nothing']);
});

test('what may serve an operation all the same makes the line less than certain, and is named', async () => {
  const more = `${serving}express().all('/orders/*rest', other);\n`;
  const items = `${orders}  /orders/{id}/items:\n    get: { responses: {} }\n    head: { responses: {} }\n`;
  const own = {
    ...files,
    'openapi.yaml': `${items}  /carts:\n    get: { responses: {} }\n`,
    'src/app.ts': more,
  };
  const { titles, hovered, standing } = await viewed(own, 'openapi.yaml');
  assert.deepEqual(titles.slice(1), [
    'likely served by nothing',
    'likely served by nothing',
    'served by nothing',
  ]);
  const text = own['openapi.yaml'];
  const span = standing('head')?.span;
  assert.equal(text.slice(span?.start, span?.end), 'head');
  assert.match(hovered('/carts')?.join('\n') ?? '', /^Served by nothing\.$/m);
  assert.match(
    hovered('head')?.join('\n') ?? '',
    /Not everything could be followed:\n- \[`src\/app\.ts:3`\]/,
  );
});

test('what a finding at the place says is not said again', async () => {
  const own = { ...files, 'src/app.ts': serving.replace('.get(', '.put(') };
  const { view, standing, hovered } = await viewed(own, 'src/app.ts', { ownersOf: () => ['@a'] });
  const at = standing("'/orders'");
  assert.ok(at);
  assert.match(
    hovered("'/orders'")?.join('\n') ?? '',
    /which has `GET` where the code has `PUT`\.\nOwner: `@a`/,
  );
  assert.match(describeStanding({ ...view, isTold: true }, at) ?? '', /openapi\.yaml 1\.0\.0 · `list`\.\n$/);
  const unserved = await viewed({ ...files, 'src/app.ts': 'export {};\n' }, 'openapi.yaml');
  const key = unserved.standing('get:');
  assert.ok(key);
  assert.match(describeStanding(unserved.view, key) ?? '', /\nServed by nothing\.\n\nPromised in /);
  const said = describeStanding({ ...unserved.view, isTold: true }, key) ?? '';
  assert.match(said, /^\*\*`GET \/orders`\*\* · `list`\n\nPromised in /);
  const covered = { 'parapet.jsonc': policy('openapi.yaml').replace('yaml"', 'yaml","covers":["/**"]') };
  const more = { ...files, ...covered, 'src/app.ts': serving.replace('/orders', '/carts') };
  const alone = await viewed(more, 'src/app.ts');
  const route = alone.standing("'/carts'");
  assert.ok(route);
  assert.match(describeStanding(alone.view, route) ?? '', /covers this path and does not promise it\.\n$/);
  assert.match(describeStanding({ ...alone.view, isTold: true }, route) ?? '', /covers this path\.\n$/);
});

test('all operations of a path are described in a line each, one of them in full', async () => {
  const two = contract(
    '  /orders:\n    get: { operationId: list, responses: {} }\n    put: { responses: {} }\n',
  );
  const { hovered } = await viewed({ ...files, 'openapi.yaml': two }, 'openapi.yaml');
  assert.deepEqual(hovered('/orders')?.[0]?.split('\n'), [
    '- **`GET /orders`** · `list`: served at [`src/app.ts:2`](file:///src/app.ts#L2,15) (express, `list`)',
    '- **`PUT /orders`**: served by nothing',
  ]);
  assert.equal(hovered('put')?.[1], 'Served by nothing.');
});

test('a route for any method serves several operations, and many are told together', async () => {
  const all = (methods: readonly string[]) =>
    contract(`  /orders:\n${methods.map((method) => `    ${method}: { responses: {} }\n`).join('')}`);
  const any = { ...files, 'src/app.ts': serving.replace('.get(', '.all(') };
  const few = await viewed({ ...any, 'openapi.yaml': all(['get', 'put']) }, 'src/app.ts');
  assert.deepEqual(few.titles, ['GET /orders · openapi.yaml 1.0.0', 'PUT /orders']);
  const many = await viewed({ ...any, 'openapi.yaml': all(['get', 'put', 'post', 'patch']) }, 'src/app.ts');
  assert.deepEqual(many.titles, ['4 operations · openapi.yaml 1.0.0']);
  assert.equal(many.hovered("'/orders")?.at(-1), 'And 1 more operation.');
});

test('one text under two paths is told for each of them', async () => {
  const twice = contract(
    '  /orders: &orders\n    get: { operationId: list, responses: {} }\n  /carts: *orders\n',
  );
  const { titles, standing } = await viewed({ ...files, 'openapi.yaml': twice }, 'openapi.yaml');
  assert.deepEqual(titles, ['GET /orders served at src/app.ts:2', 'GET /carts served by nothing']);
  const found = standing('get:');
  assert.ok(found);
  assert.equal(placesOf(found, 'routes', 'GET /orders').length, 1);
  assert.equal(placesOf(found, 'routes', 'GET /carts').length, 0);
  const paths = ['a', 'b', 'c', 'd'].map((name) => `  /${name}: { $ref: ./item.yaml }\n`).join('');
  const many = { ...files, 'openapi.yaml': contract(paths), 'item.yaml': 'get: { responses: {} }\n' };
  assert.deepEqual((await viewed(many, 'item.yaml')).titles, ['promised under 4 paths']);
});

test('contracts that are called alike are told apart by their folders', async () => {
  const own = {
    'parapet.jsonc': JSON.stringify({
      services: [
        { name: 'a', files: 'a/**', contracts: [{ file: 'a/openapi.yaml' }] },
        { name: 'b', files: 'b/**', contracts: [{ file: 'b/openapi.yaml' }] },
      ],
    }),
    'a/openapi.yaml': orders,
    'b/openapi.yaml': orders,
    'a/app.ts': serving,
    'b/app.ts': serving,
  };
  const { titles } = await viewed(own, 'b/app.ts');
  assert.deepEqual(titles, ['GET /orders · b/openapi.yaml 1.0.0 · list']);
  const deep = Object.fromEntries(
    Object.entries(own).map(([path, text]) =>
      path === 'parapet.jsonc' ? [path, text.replace(/"(a|b)\//g, '"deep/$1/')] : [`deep/${path}`, text],
    ),
  );
  const below = await viewed(deep, 'deep/b/app.ts');
  assert.deepEqual(below.titles, ['GET /orders · b/openapi.yaml 1.0.0 · list']);
});

test('what the change does to an operation is told, and only while it is known', async () => {
  const promised = new Set(['GET /orders']);
  const changes: ContractChanges = { ...noContractChanges, promised };
  const fresh = await viewed(files, 'openapi.yaml', { changes: noContractChanges });
  assert.ok(fresh.hovered('get:')?.includes('**New** in this change.'));
  const kept = await viewed(files, 'openapi.yaml', { changes });
  assert.ok(!kept.hovered('get:')?.join().includes('this change'));
  const [now] = kept.view.facts.contracts;
  assert.ok(now);
  const compared = {
    before: now.contract,
    now,
    changes: [
      {
        id: 'response-property-removed',
        level: 'breaking',
        ...{ operations: ['GET /orders'], names: ['GET /orders'] },
        pointer: '/paths',
        bump: 'major',
        place: now.contract.infoPlace,
        subject: 'a',
        fingerprint: 'a',
        message: 'The response has no "total" any more.',
      },
    ],
    declared: 'none',
    required: 'major',
    unresolved: [],
    isWhole: true,
    isPathRaised: false,
  } as const;
  const broken = { ...kept.view, changes: { ...changes, compared: [compared] } };
  const standing = kept.standing('get:');
  assert.ok(standing);
  assert.match(
    describeStanding(broken, standing) ?? '',
    /^\*\*1 breaking change\*\* in this change: The response has no "total" any more\.$/m,
  );
  // Typed over since: another contract than the one that was compared.
  const typed = { ...compared, now: { ...now, contract: { ...now.contract } } };
  const stale = { ...kept.view, changes: { ...changes, compared: [typed] } };
  assert.doesNotMatch(describeStanding(stale, standing) ?? '', /this change/);
});

test("operations are named with the servers' prefix over what serves them, and by it what is meant is found", async () => {
  const servers = (url: string) => orders.replace('paths:', `servers: [{ url: ${url} }]\npaths:`);
  const api = {
    ...files,
    'openapi.yaml': servers('https://shop.test/api'),
    'src/app.ts': serving.replace('/orders', '/api/orders'),
  };
  const route = await viewed(api, 'src/app.ts');
  assert.deepEqual(route.titles, ['GET /api/orders · openapi.yaml 1.0.0 · list']);
  const standing = route.standing("'/api/orders'");
  assert.ok(standing);
  assert.equal(placesOf(standing, 'operations', 'GET /api/orders').length, 1);
  assert.match(route.hovered("'/api/orders'")?.join() ?? '', /Promised as .*GET .*\/api\/orders/);
  const operation = await viewed(api, 'openapi.yaml');
  assert.equal(operation.hovered('get:')?.[0], '**`GET /api/orders`** · `list`');
  // What the change does to it is known by what its document calls it.
  const [now] = operation.view.facts.contracts;
  assert.ok(now);
  const span = { path: 'openapi.yaml', span: { start: 0, end: 1 } };
  const change: PlacedChange = {
    ...{ id: 'a', operations: ['GET /orders'], names: ['GET /api/orders'], pointer: '', level: 'breaking' },
    ...{ bump: 'major', place: span, subject: 'a', fingerprint: 'a', message: 'It broke.' },
  };
  const compared = {
    before: now.contract,
    now,
    changes: [change],
    declared: 'none',
    isPathRaised: false,
  } as const;
  const changes: ContractChanges = {
    ...noContractChanges,
    promised: new Set(['GET /api/orders']),
    compared: [{ ...compared, unresolved: [], isWhole: true }],
  };
  const own = operation.standing('get:');
  assert.ok(own && describeStanding({ ...operation.view, changes }, own)?.includes('It broke.'));
  const bare = await viewed(files, 'src/app.ts');
  assert.deepEqual(bare.titles, ['GET /orders · openapi.yaml 1.0.0 · list']);
});

test('a route that may belong to several contracts names them all', async () => {
  const own = {
    'parapet.jsonc': policy('c/*.yaml'),
    'c/a.yaml': orders,
    'c/b.yaml': contract('  /carts:\n    get: { responses: {} }\n'),
    'src/app.ts': `${serving}express().get('/carts', list);\nexpress().get('/users', list);\nexpress().get('/carts/open', list);\n`,
  };
  const { hovered } = await viewed(own, 'src/app.ts');
  const said = (word: string) => hovered(word)?.[1]?.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  assert.equal(
    said("'/users'"),
    '`a.yaml 1.0.0` and `b.yaml 1.0.0`: each promises paths with the same beginning and does not promise it.',
  );
  assert.equal(
    said("'/carts/open'"),
    '`b.yaml 1.0.0` promises paths with the same beginning and does not promise it.',
  );
});

test('a route that is no text is told and described, and its name stays that of others', async () => {
  const path = 'src/app/orders/route.ts';
  const own = {
    'parapet.jsonc': policy('openapi.yaml'),
    'openapi.yaml': orders,
    [path]: 'export function GET() {}\n',
  };
  const { titles, hovered, standing, view } = await viewed(own, path);
  assert.deepEqual(titles, ['GET /orders · openapi.yaml 1.0.0 · list']);
  assert.equal(hovered('GET')?.[0], '**`GET /orders`** · next');
  const name = standing('GET');
  assert.ok(name && !isQuoted(view, name.span));
  const text = await viewed(files, 'src/app.ts');
  const quoted = text.standing("'/orders'");
  assert.ok(quoted && isQuoted(text.view, quoted.span));
});

test('a document that promises and serves nothing has no lines, whatever stands in it', async () => {
  const own = { ...files, 'docs/paths.yaml': 'paths:\n  /orders:\n    get: { operationId: list }\n' };
  const { titles, view } = await viewed(own, 'docs/paths.yaml');
  assert.deepEqual(titles, []);
  const document = () => assert.fail('a document that is no contract is not parsed');
  const offset = own['docs/paths.yaml'].indexOf('list');
  assert.equal(contractStandingAt({ ...view, facts: { ...view.facts, document } }, offset), undefined);
  const off = await viewed({ ...files, 'parapet.jsonc': '{}' }, 'openapi.yaml');
  assert.deepEqual(off.titles, []);
});

test('over a route that is internal stands why, over another one that nothing promises it', async () => {
  const internal = [{ path: '/health', why: 'Only the orchestrator asks.' }];
  const { hovered } = await viewed(
    {
      'parapet.jsonc': policyOf({ internal }),
      'openapi.yaml': orders,
      'src/app.ts': servingAll('GET /orders', 'GET /health', 'GET /tools'),
    },
    'src/app.ts',
  );
  const last = (path: string) =>
    hovered(`'${path}'`)
      ?.at(-1)
      ?.replace(/\(file:.*?\)/, '');
  assert.equal(last('/health'), '[`Internal`]: Only the orchestrator asks.');
  assert.match(last('/tools') ?? '', /does not promise it\.$/);
});

test('below a prefix that is not known both sides lead to each other, and the hover says where the rest is from', async () => {
  const open = {
    ...files,
    'openapi.yaml': orders.replace('/orders', '/v1/orders'),
    'src/app.ts': `import express, { Router } from 'express';\nconst api = Router();\napi.get('/orders', list);\nexpress().use(process.env.BASE, api);\n`,
  };
  const document = await viewed(open, 'openapi.yaml');
  assert.deepEqual(document.titles, ['likely served at src/app.ts:3']);
  const standing = document.standing('get:');
  assert.ok(standing);
  assert.deepEqual(
    placesOf(standing, 'routes').map(({ path, span }) => [path, span.start]),
    [['src/app.ts', open['src/app.ts'].indexOf("'/orders'")]],
  );
  assert.match(
    document.hovered('get:')?.[1] ?? '',
    /: likely, as what its path begins with is not known in code\.$/,
  );
  const code = await viewed(open, 'src/app.ts');
  assert.deepEqual(code.titles, ['likely GET /v1/orders · openapi.yaml 1.0.0 · list']);
  const [head, beginning] = code.hovered("'/orders'") ?? [];
  assert.equal(
    head,
    '**`GET /v1/orders`** · express · `list`: likely, as what its path begins with is not known in code',
  );
  assert.match(
    beginning ?? '',
    /^`\/v1` is read from the contract, as it is not known at \[`src\/app\.ts:4`\]\(.*\): The path comes from the environment\.$/,
  );
  const known = await viewed(files, 'src/app.ts');
  assert.ok(!known.hovered("'/orders'")?.some((line) => line.includes('read from the contract')));
});
