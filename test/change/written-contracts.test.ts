import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractChanges } from '../../server/src/change/base-contracts.ts';
import { type BaseMemory, findNew } from '../../server/src/change/new-findings.ts';
import { createContractParts } from '../../server/src/contract-parts.ts';
import { changeFrom } from '../support/memory-change.ts';
import { openWorkspace } from '../support/workspace.ts';

const policy = '{ "contractFirst": "change", "services": [{ "name": "shop", "files": "src/**" }] }';

const schemas = (total: string) => `import { z } from 'zod';
export const Order = z.object({
  id: z.string(),
  ${total}
});
`;

const contract = `import { initContract } from '@ts-rest/core';
import { Order } from './schemas';
export const api = initContract().router({
  read: { method: 'GET', path: '/orders/:id', responses: { 200: Order } },
  add: { method: 'POST', path: '/orders', body: Order, responses: { 201: Order } },
});
`;

const before = schemas('total: z.number(),');

/** A workspace that counts the contracts whose bodies and answers it reads. */
async function opened(files: Map<string, string>) {
  const read: string[] = [];
  const parts = createContractParts();
  const workspace = await openWorkspace(files, {
    parts: {
      loadContracts: async () => ({
        ...parts,
        createWrittenReader: (input) => {
          const reader = parts.createWrittenReader(input);
          return (one) => {
            read.push(one.path);
            return reader(one);
          };
        },
      }),
    },
  });
  const memory: BaseMemory = {};
  const judge = async (base: ReadonlyMap<string, string | null>) => {
    const { change, base: texts } = changeFrom(files, new Map(base));
    const known = { ...change, base: { name: 'main', commit: 'a'.repeat(40) } };
    const found = await findNew({ workspace }, { change: known, base: texts, memory });
    assert.ok(found.ok);
    return contractChanges(found.contracts, workspace, known);
  };
  const told = async (base: ReadonlyMap<string, string | null>) =>
    (await judge(base)).compared.flatMap(({ changes }) =>
      changes.map(({ id, place }) => {
        const text = files.get(place.path)?.slice(place.span.start, place.span.end);
        return `${id} ${place.path} ${text}`;
      }),
    );
  return { workspace, read, judge, told };
}

function filesWith(total: string): Map<string, string> {
  return new Map([
    ['parapet.jsonc', policy],
    ['package.json', '{ "name": "shop", "version": "1.0.0" }'],
    ['src/api.ts', contract],
    ['src/schemas.ts', schemas(total)],
    ['src/other.ts', 'export const other = 1;\n'],
    ['web/call.ts', 'export const read = (id: string) => fetch(`/orders/${id}`);\n'],
  ]);
}

test('what a contract rests on changed: it is told there, with all operations and with who calls them', async () => {
  const files = filesWith('total: z.string(),');
  const { told, judge } = await opened(files);
  const base = new Map([['src/schemas.ts', before]]);
  assert.deepEqual(await told(base), [
    'request-type-changed src/schemas.ts z.string',
    'response-type-changed src/schemas.ts z.string',
  ]);
  const { compared, callers } = await judge(base);
  const reached = compared.flatMap(({ changes }) => changes.map(({ operations }) => operations.join(', ')));
  assert.deepEqual(reached, ['POST /orders', 'GET /orders/{id}, POST /orders']);
  assert.deepEqual(
    compared.map(({ declared }) => declared),
    ['none'],
  );
  assert.deepEqual(
    callers().map(({ path, name }) => `${path} ${name}`),
    ['web/call.ts GET /orders/{id}'],
  );
});

test('what is gone is told at what it was part of, also in another file', async () => {
  const { told } = await opened(filesWith(''));
  assert.deepEqual(await told(new Map([['src/schemas.ts', before]])), [
    'request-property-removed src/schemas.ts z.object',
    'response-property-removed src/schemas.ts z.object',
  ]);
});

test('an operation that is gone is told at the one that stood before it, or after it where it was the first', async () => {
  const more = "  gone: { method: 'GET', path: '/gone', responses: { 200: Order } },\n";
  const from = async (text: string) =>
    (await opened(filesWith('total: z.number(),'))).told(new Map([['src/api.ts', text]]));
  const last = contract.replace('});', `${more}});`);
  assert.deepEqual(await from(last), ["operation-removed src/api.ts '/orders'"]);
  const first = contract.replace('  read:', `${more}  read:`);
  assert.deepEqual(await from(first), ["operation-removed src/api.ts '/orders/:id'"]);
});

test('what no contract rests on is compared with nothing, and nothing is read for it', async () => {
  const files = filesWith('total: z.number(),');
  const { judge, read } = await opened(files);
  const { compared } = await judge(new Map([['src/other.ts', 'export const other = 2;\n']]));
  assert.deepEqual(compared, []);
  assert.deepEqual(read, ['src/api.ts'], 'that of the base, to know what it rests on');
});

test('what is typed in a file that a contract rests on counts at once, as in a workspace that is opened then', async () => {
  const files = filesWith('total: z.number(),');
  const { workspace, told } = await opened(files);
  const base = new Map([['src/schemas.ts', before]]);
  assert.deepEqual(await told(base), []);
  for (const typed of ['total: z.string(),', 'total: z.number().optional(),', 'total: z.number(),', '']) {
    const text = schemas(typed);
    files.set('src/schemas.ts', text);
    workspace.setText('src/schemas.ts', text);
    await workspace.refresh();
    assert.deepEqual(await told(base), await (await opened(files)).told(base), typed);
  }
});

test('a path that is a constant of another file moves with it', async () => {
  const file = (path: string) =>
    new Map([
      ...filesWith('total: z.number(),'),
      [
        'src/api.ts',
        contract
          .replace("'/orders/:id'", 'paths.one')
          .replace("from './schemas';", "from './schemas';\nimport { paths } from './paths';"),
      ],
      ['src/paths.ts', `export const paths = { one: '${path}' };\n`],
    ]);
  const { told } = await opened(file('/v2/orders/:id'));
  const base = new Map([['src/paths.ts', "export const paths = { one: '/orders/:id' };\n"]]);
  const ids = (await told(base)).map((line) => line.split(' ')[0]);
  assert.deepEqual(ids.sort(), ['operation-added', 'operation-removed']);
});
