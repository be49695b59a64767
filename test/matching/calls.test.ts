import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchCalls } from '../../server/src/matching/calls.ts';
import type { Call, CalledOperation, ContractCover } from '../../server/src/model/calls.ts';
import { type HttpMethod, httpMethods } from '../../server/src/model/contract.ts';

/** `METHOD /path`, with the server's prefix in brackets: `GET [/api]/orders`, and the id behind it. */
function operation(line: string): CalledOperation {
  const [, method, prefix = '', template = '', operationId] =
    /^(\w+) (?:\[(.*)\])?(\S+)(?: (\w+))?$/.exec(line) ?? [];
  const span = { start: 0, end: 1 };
  return {
    operation: {
      path: 'openapi.yaml',
      span,
      method: methodOf(method),
      template,
      parameters: [],
      isDeprecated: false,
      isPlanned: false,
      ...(operationId !== undefined && { operationId }),
    },
    paths: [prefix + template],
  };
}

function methodOf(name: string | undefined): HttpMethod {
  return httpMethods.find((method) => method === name) ?? 'GET';
}

/** `METHOD /path`, with `…` for an unknown base. */
function call(line: string, more: Partial<Call> = {}): Call {
  const [method = '', written = ''] = line.split(' ');
  return {
    path: 'src/a.ts',
    span: { start: 0, end: 1 },
    method: method === 'ANY' ? 'ANY' : methodOf(method),
    template: written.replace('…', ''),
    isBaseUnknown: written.startsWith('…'),
    client: 'fetch',
    confidence: 'certain',
    ...more,
  };
}

function match(operations: readonly string[], calls: readonly Call[], covers: readonly ContractCover[] = []) {
  const { uses, unmatched } = matchCalls(operations.map(operation), {
    calls,
    covers,
    isTest: (path) => path.includes('test'),
  });
  const tell = ({ method, template, confidence }: Call) =>
    `${method} ${template}${confidence === 'certain' ? '' : ` ${confidence}`}`;
  return {
    uses: Object.fromEntries(
      uses
        .filter((use) => use.callers.length + use.tests.length + use.covers.length > 0)
        .map(({ called, callers, tests, covers: all }) => [
          `${called.operation.method} ${called.operation.template}`,
          [
            ...callers.map(tell),
            ...tests.map((each) => `test ${tell(each)}`),
            ...all.map(({ tool }) => tool),
          ],
        ]),
    ),
    unmatched: unmatched.map(
      ({ call: each, nearest }) =>
        `${each.method} ${each.template} → ${nearest === undefined ? '' : nearest.operation.template}`,
    ),
  };
}

const orders = ['GET /orders', 'POST /orders', 'GET /orders/{id}', 'GET /orders/mine', 'DELETE /orders/{id}'];

test('literals beat parameters, and values stand for parameters', () => {
  assert.deepEqual(match(orders, [call('GET /orders/mine'), call('GET /orders/7'), call('GET /orders/{}')]), {
    uses: {
      'GET /orders/mine': ['GET /orders/mine'],
      'GET /orders/{id}': ['GET /orders/7', 'GET /orders/{}'],
    },
    unmatched: [],
  });
});

test('a method that is not known may be any, and HEAD is answered by GET', () => {
  assert.deepEqual(match(orders, [call('ANY /orders'), call('HEAD /orders')]).uses, {
    'GET /orders': ['ANY /orders possible', 'HEAD /orders'],
    'POST /orders': ['ANY /orders possible'],
  });
});

test('a base that is not known: by the end of the path, the server’s prefix before anything else', () => {
  const operations = ['GET [/api/v2]/orders/{id}', 'GET [/api/v2]/archive/orders/{id}'];
  assert.deepEqual(match(operations, [call('GET …/orders/{}')]).uses, {
    'GET /orders/{id}': ['GET /orders/{} likely'],
  });
  assert.deepEqual(match(operations, [call('GET …/v2/orders/{}')]).uses, {
    'GET /orders/{id}': ['GET /v2/orders/{} likely'],
  });
  assert.deepEqual(match(['GET /old/orders', 'GET [/api/v2]/orders'], [call('GET …/orders')]).uses, {
    'GET /orders': ['GET /orders likely'],
  });
  assert.deepEqual(match(['GET /archive/orders'], [call('GET …/orders')]).uses, {
    'GET /archive/orders': ['GET /orders possible'],
  });
  assert.deepEqual(match(['GET /orders/{id}/items'], [call('GET …/{}/items')]).uses, {
    'GET /orders/{id}/items': ['GET /{}/items possible'],
  });
  assert.deepEqual(match(['GET /orders/{id}'], [call('GET …/mine')]).uses, {});
});

test('a base that is known: the whole path, or the path without the server’s prefix', () => {
  const operations = ['GET [/api]/orders', 'GET [/api]/archive/orders'];
  assert.deepEqual(match(operations, [call('GET /api/orders'), call('GET /orders')]).uses, {
    'GET /orders': ['GET /api/orders', 'GET /orders likely'],
  });
  assert.deepEqual(match(['GET /api/v2/orders'], [call('GET /orders')]).uses, {});
});

test('a hole may be a literal, and then all that fit are possible', () => {
  const operations = ['POST /flows/{id}/start', 'POST /flows/{id}/stop', 'GET /files/report-{name}.pdf'];
  assert.deepEqual(match(operations, [call('POST /flows/{}/{}'), call('GET /files/report-a.pdf')]).uses, {
    'POST /flows/{id}/start': ['POST /flows/{}/{} possible'],
    'POST /flows/{id}/stop': ['POST /flows/{}/{} possible'],
    'GET /files/report-{name}.pdf': ['GET /files/report-a.pdf'],
  });
  assert.deepEqual(match(operations, [call('GET /files/invoice-a.pdf')]).uses, {});
});

test('calls of no operation come with the one that is most like them; those of others and of tests do not', () => {
  const calls = [
    call('PUT /orders/{}'),
    call('GET /order'),
    call('GET /nothing/like/it'),
    call('GET /v1/charges', { host: 'api.example.com' }),
    call('GET /gone', { path: 'test/a.test.ts' }),
  ];
  assert.deepEqual(match(orders, calls).unmatched, [
    'PUT /orders/{} → /orders/{id}',
    'GET /order → /orders',
    'GET /nothing/like/it → ',
  ]);
});

test('ids of operations, Pact files, tests, and configurations for the whole contract', () => {
  const byId = (operationId: string, client = 'operation-id') =>
    call('ANY …', { operationId, client, confidence: 'likely', template: '' });
  const cover = {
    path: 'dredd.yml',
    span: { start: 0, end: 1 },
    tool: 'Dredd',
    contractPath: 'openapi.yaml',
  };
  const operations = ['GET /orders listOrders', 'POST /orders createOrder'];
  assert.deepEqual(
    match(
      operations,
      [
        byId('listOrders'),
        byId('listOther'),
        byId('createOrders', 'openapi-client-axios'),
        call('GET /orders', { client: 'pact', path: 'pacts/a.json' }),
        call('POST /orders', { path: 'test/a.test.ts' }),
      ],
      [cover],
    ),
    {
      uses: {
        'GET /orders': ['ANY  likely', 'test GET /orders', 'Dredd'],
        'POST /orders': ['test POST /orders', 'Dredd'],
      },
      unmatched: ['ANY  → /orders'],
    },
  );
  assert.deepEqual(match(operations, [], [{ ...cover, contractPath: 'other.yaml' }]).uses, {});
  const twice = [...operations, 'GET /stock listOrders'];
  assert.deepEqual(match(twice, [byId('listOrders')]).uses, {
    'GET /orders': ['ANY  possible'],
    'GET /stock': ['ANY  possible'],
  });
});
