import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestSetting, testOf } from '../../../server/src/contracts/writing/test-skeleton.ts';
import { complaints, contractFrom, style, styles } from './code.ts';

const text = { type: 'string' };
const shop = {
  openapi: '3.1.0',
  paths: {
    '/orders/{id}': {
      put: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
          { name: 'dry run', in: 'query', required: true, schema: { type: 'boolean' } },
          { name: 'X-Kind', in: 'header', required: true, schema: { enum: ["it's", 'b'] } },
          { name: 'limit', in: 'query', schema: { type: 'integer' } },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
        },
        responses: { 404: { description: '' }, 201: { description: '' } },
      },
      get: { responses: { '2XX': { description: '' } } },
    },
    "/it's/`${x}`": { get: { responses: { default: { description: '' } } } },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        required: ['lines', 'a-b', 'again', 'kind', 'pair', '__proto__'],
        properties: {
          lines: {
            type: 'array',
            minItems: 1,
            items: {
              allOf: [
                { type: 'object', required: ['n'], properties: { n: { type: 'integer', minimum: 3 } } },
              ],
            },
          },
          'a-b': { oneOf: [{ const: 'x' }, text] },
          again: { $ref: '#/components/schemas/Again' },
          kind: { type: ['null', 'string'], examples: ['k'] },
          pair: { type: 'array', prefixItems: [text, { type: 'boolean' }], minItems: 2 },
          left: text,
          ['__proto__']: text,
        },
      },
      Again: {
        type: 'object',
        required: ['more'],
        properties: { more: { $ref: '#/components/schemas/Again' } },
      },
    },
  },
};

const ambient = `
declare module 'supertest' {
  interface Call extends Promise<{ status: number }> { set(name: string, value: string): Call; send(body: unknown): Call }
  export default function request(app: unknown): { put(path: string): Call; get(path: string): Call };
}
declare module 'vitest' { export function test(name: string, run: () => Promise<void>): void; export function expect(value: unknown): { toBe(other: unknown): void } }
declare module 'node:test' { export function test(name: string, run: () => Promise<void>): void }
declare module 'node:assert/strict' { const assert: { equal(a: unknown, b: unknown): void }; export default assert }
declare const process: { env: { [key: string]: string | undefined } };
declare function fetch(address: string, init?: { method?: string; headers?: object; body?: string }): Promise<{ status: number }>;
`;
const application = `
interface App { callback(): object; getHttpServer(): object; inject(options: { method: string; url: string; headers?: object; payload?: unknown }): Promise<{ statusCode: number }>; request(path: string, init?: { method?: string; headers?: object; body?: string }): Promise<{ status: number }> }
declare const app: App;
export { app, app as server };
export default app;
`;

const frameworks = ['express', 'koa', 'fastify', 'hono', 'nestjs', undefined] as const;

function skeletons(run: (text: string, setting: TestSetting, name: string) => void): void {
  const { contract, version } = contractFrom(shop);
  for (const framework of frameworks) {
    for (const [index, runner] of (['node:test', 'vitest'] as const).entries()) {
      const name = ['app', 'server', 'default'][(index + frameworks.indexOf(framework)) % 3] as string;
      const app = framework && { specifier: '../src/app.js', name, framework };
      const setting: TestSetting = {
        runner,
        prefix: '/v1',
        style: styles[index] ?? style,
        ...(app && { app }),
      };
      for (const operation of contract.operations) {
        const written = testOf(version, operation, setting);
        assert.ok(written);
        run(written, setting, `${operation.method} ${operation.template}`);
      }
    }
  }
}

test('every skeleton compiles under strict options, with whatever names the contract has', () => {
  const files: Record<string, string> = {};
  skeletons((written) => {
    files[`test/t${Object.keys(files).length}.ts`] = written;
  });
  assert.equal(Object.keys(files).length, 36);
  assert.deepEqual(complaints({ ...files, 'src/app.ts': application }, ambient), []);
});

test('a skeleton sends what the schemas ask for, fails on a stub and passes on the promised status', async () => {
  const { contract, version } = contractFrom(shop);
  const [put] = contract.operations;
  assert.ok(put);
  const setting: TestSetting = {
    runner: 'node:test',
    prefix: '',
    style,
    app: { specifier: './app.js', name: 'app', framework: 'fastify' },
  };
  const written = testOf(version, put, setting) ?? '';
  const sent: unknown[] = [];
  const answer = (statusCode: number) =>
    run(written, { inject: async (options: unknown) => ({ statusCode, at: sent.push(options) }) });
  await answer(201);
  await assert.rejects(() => answer(501), /501 !== 201/);
  await assert.rejects(() => answer(404), /404 !== 201/);
  const { payload, ...rest } = sent[0] as { readonly payload: { readonly again: unknown } };
  assert.deepEqual(rest, {
    method: 'PUT',
    url: '/orders/00000000-0000-4000-8000-000000000000?dry%20run=true',
    headers: { 'X-Kind': "it's" },
  });
  const { again, ...body } = payload;
  assert.equal(
    JSON.stringify(body),
    '{"lines":[{"n":3}],"a-b":"x","kind":"k","pair":["example",true],"__proto__":"example"}',
  );
  // What holds itself ends somewhere.
  assert.match(JSON.stringify(again), /^(?:\{"more":){3,9}null/);
});

test('whatever a skeleton calls by, it sends method, headers and body', async () => {
  const { contract, version } = contractFrom({
    openapi: '3.1.0',
    paths: {
      '/orders': {
        put: {
          parameters: [{ name: 'X-Kind', in: 'header', required: true, schema: { const: 'a' } }],
          requestBody: { content: { 'application/json': { schema: { const: { n: 1 } } } } },
          responses: { 201: { description: '' } },
        },
        get: { responses: { 200: { description: '' } } },
      },
    },
  });
  const path = '/v1/orders';
  const put: Sent = { method: 'PUT', path, headers: { 'X-Kind': 'a' }, body: { n: 1 } };
  const all = [
    { operation: contract.operations.find(({ method }) => method === 'PUT'), status: 201, wanted: put },
    {
      operation: contract.operations.find(({ method }) => method === 'GET'),
      status: 200,
      wanted: { method: 'GET', path, headers: {} },
    },
  ];
  for (const framework of frameworks)
    for (const { operation, status, wanted } of all) {
      assert.ok(operation);
      const app = framework && { specifier: './app.js', name: 'app', framework };
      const setting: TestSetting = { runner: 'node:test', prefix: '/v1', style, ...(app && { app }) };
      const sent: Sent[] = [];
      await run(testOf(version, operation, setting) ?? '', undefined, doubles(status, sent));
      assert.deepEqual(sent, [wanted], framework ?? 'fetch');
    }
});

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: object;
  readonly body?: unknown;
}

/** What stands in for `fetch` and the frameworks, and notes what is sent. */
function doubles(status: number, all: Sent[]): Readonly<Record<string, unknown>> {
  const note = (method: string, path: string, headers: object = {}, body?: unknown) => {
    const { 'content-type': _, ...own } = headers as { readonly 'content-type'?: string };
    all.push({ method, path, headers: own, ...(body !== undefined && { body }) });
    return { status, statusCode: status };
  };
  const fetched = async (address: string, { method = 'GET', headers, body }: RequestInit = {}) =>
    note(
      method,
      address.replace(/^http:\/\/[^/]*/, ''),
      headers as object,
      body && JSON.parse(body as string),
    );
  const byChain = (method: string) => (path: string) => {
    const headers = new Map<string, string>();
    let body: unknown;
    const call = {
      set(name: string, value: string) {
        headers.set(name, value);
        return call;
      },
      send(own: unknown) {
        body = own;
        return call;
      },
      // biome-ignore lint/suspicious/noThenProperty: such a call is awaited.
      then: (done: (answer: unknown) => void) => done(note(method, path, Object.fromEntries(headers), body)),
    };
    return call;
  };
  const nothing = () => undefined;
  return {
    fetch: fetched,
    request: () => ({ put: byChain('PUT'), get: byChain('GET') }),
    app: {
      callback: nothing,
      getHttpServer: nothing,
      request: fetched,
      inject: async ({
        method,
        url,
        headers,
        payload,
      }: {
        method: string;
        url: string;
        headers?: object;
        payload?: unknown;
      }) => note(method, url, headers, payload),
    },
  };
}

test('a range is held by its first digit, and `default` by success', async () => {
  const { contract, version } = contractFrom(shop);
  const [, get, odd] = contract.operations;
  assert.ok(get && odd);
  for (const operation of [get, odd]) {
    const setting: TestSetting = {
      runner: 'node:test',
      prefix: '',
      style,
      app: { specifier: './app.js', name: 'app', framework: 'hono' },
    };
    const written = testOf(version, operation, setting) ?? '';
    const paths: unknown[] = [];
    const answer = (status: number) =>
      run(written, { request: async (path: unknown) => ({ status, at: paths.push(path) }) });
    await answer(204);
    await assert.rejects(() => answer(404));
    assert.deepEqual(paths[0], operation === get ? '/orders/example' : "/it's/`$example`");
  }
});

test('an operation that is not there has no test', () => {
  const { contract, version } = contractFrom(shop);
  const [put] = contract.operations;
  assert.ok(put);
  const gone = { ...put, span: { start: 1, end: 2 } };
  assert.equal(testOf(version, gone, { runner: 'vitest', prefix: '', style }), undefined);
});

/** Runs the one test of a text with an application of ours. */
async function run(
  written: string,
  app: unknown,
  others: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const body = written.replace(/^import .*$/gm, '');
  const registered: (() => Promise<void>)[] = [];
  const register = (_: string, own: () => Promise<void>) => registered.push(own);
  const given = { assert, test: register, app, ...others };
  new Function(...Object.keys(given), body)(...Object.values(given));
  assert.equal(registered.length, 1);
  await registered[0]?.();
}
