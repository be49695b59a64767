import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addToCode } from '../../../server/src/contracts/writing/add-to-code.ts';
import type { NewOperation } from '../../../server/src/contracts/writing/new-operation.ts';
import { findNativeContracts } from '../../../server/src/extract/contracts/find-contracts.ts';
import { readRouteFacts } from '../../../server/src/extract/routes/reading/read-facts.ts';
import type { Contract } from '../../../server/src/model/contract.ts';
import { after, refusedBy } from './both.ts';

const path = 'contract.ts';

function contractIn(text: string): Contract | undefined {
  const facts = readRouteFacts(path, text);
  const input = { paths: [path], facts: () => facts, follow: () => undefined, tables: new Set([path]) };
  return findNativeContracts(input).contracts[0];
}

function add(text: string, ...operations: readonly NewOperation[]) {
  const contract = contractIn(text);
  assert.ok(contract);
  return addToCode({ contract, text, read: (other) => contractIn(other)?.operations ?? [] }, operations);
}

const put: NewOperation = { method: 'PUT', template: '/orders/{id}', operationId: 'put order' };
const read: NewOperation = { method: 'GET', template: '/users/{id}' };

const tsRest = `import { initContract } from '@ts-rest/core';

const contract = initContract();
export const api = contract.router({
  listOrders: {
    method: 'GET',
    path: '/orders', // '}' all
    query: z.object({ limit: z.number() }),
    responses: { 200: contract.type<{ id: string }[]>() },
  }, // of today
  users: contract.router({
    list: { method: 'GET', path: '/', responses: {} }
  }, { pathPrefix: '/users' }),
});
`;

test('an operation of ts-rest stands behind the one that begins like it, in its router', () => {
  assert.equal(
    after(tsRest, add(tsRest, put)),
    tsRest.replace(
      '// of today\n',
      `// of today
  putOrder: {
    method: 'PUT',
    path: '/orders/:id',
    body: contract.type<unknown>(),
    responses: { 200: contract.type<unknown>() },
  },
`,
    ),
  );
  assert.equal(
    after(tsRest, add(tsRest, read, { ...read, method: 'DELETE' })),
    tsRest.replace(
      'responses: {} }\n',
      `responses: {} },
    getUsersById: { method: 'GET', path: '/:id', responses: { 200: contract.type<unknown>() } },
    deleteUsersById: { method: 'DELETE', path: '/:id', responses: { 200: contract.type<unknown>() } }
`,
    ),
  );
});

test('a row of a table is written like the row that it stands behind', () => {
  const table = `export const promised = [\n\t{ path: "/users", method: "get" },\n\t{ path: "/orders", method: "get" }, // "{"\n];\n`;
  assert.equal(
    after(table, add(table, put)),
    table.replace('// "{"\n', '// "{"\n\t{ path: "/orders/:id", method: "put" },\n'),
  );
  assert.match(
    after(table, add(table, read)),
    /"get" \},\n\t\{ path: "\/users\/:id", method: "get" \},\n\t\{ path: "\/orders"/,
  );
  const braces = `const rows = {one:{method:'GET',path:'/orders/{id}'}};`;
  assert.equal(
    after(braces, add(braces, put)),
    `const rows = {one:{method:'GET',path:'/orders/{id}'}, putOrder: {method: 'PUT', path: '/orders/{id}'}};`,
  );
});

test('what says more, stands nowhere, or would be read otherwise is left to people', () => {
  const more = `export const rows = [{ method: 'GET', path: '/orders', handler: list }];`;
  assert.equal(
    refusedBy(add(more, put)),
    'Operations there say "handler" as well, which nobody knows of this one.',
  );
  const alone = `export const only = { method: 'GET', path: '/orders' };`;
  assert.equal(
    refusedBy(add(alone, put)),
    '"contract.ts" has no operation that another one could stand beside.',
  );
  const computed =
    'export const rows = [{ method: "GET", path: `${base}/orders` }, { method: "GET", path: "/x" }];'.replace(
      '`${base}',
      '`',
    );
  assert.match(
    after(computed, add(computed, put)),
    /path: ['"]\/orders\/:id['"] \}, \{ method: "GET", path: "\/x"/,
  );
  // Where the contract is made elsewhere nobody knows what its types are called.
  const elsewhere = tsRest.replace('const contract = initContract();', "import { contract } from './made';");
  assert.equal(contractIn(elsewhere)?.format === 'ts-rest', false);
  assert.match(
    refusedBy(addToCode({ contract: contractIn(tsRest) as Contract, text: tsRest, read: () => [] }, [put])),
    /is written in a way that only a person can add to/,
  );
  assert.match(
    refusedBy(add(tsRest, { ...put, template: '/orders/{rest*}' })),
    /is not below what the operations/,
  );
});
