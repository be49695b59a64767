import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { closedSchema } from '../report/closed-schema.ts';
import { runCommand } from '../support/command-line.ts';
import { makeFolder } from '../support/server.ts';

const validate = closedSchema('contracts-diff.schema.json');

const old = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders:
    get:
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema:
                type: object
                required: [total]
                properties:
                  total: { type: number }
  /gone:
    get: { responses: {} }
`;
const now = old
  .replace('                required: [total]\n', '')
  .replace('  /gone:\n    get: { responses: {} }\n', '  /more:\n    get: { responses: {} }\n');

const files = { 'old.yaml': old, 'contracts/new.yaml': now };

function diff(folder: string, ...args: readonly string[]) {
  return runCommand(folder, ['contracts', 'diff', ...args]);
}

test('what changed, by level, and what the version says', async () => {
  const { code, out, err } = await diff(makeFolder(files), 'old.yaml', 'contracts/new.yaml');
  assert.equal(err, '');
  assert.equal(
    out,
    `breaking (2)
  Response property "total" of GET /orders became optional.
    response-property-became-optional  contracts/new.yaml:14:19
  GET /gone was removed.
    operation-removed  old.yaml:17:5

compatible (1)
  GET /more was added.
    operation-added  contracts/new.yaml:16:5

3 changes ask for a major version, but the version was not raised.
`,
  );
  assert.equal(code, 1);
});

test("operations are named with the servers' prefix, as a check names them", async () => {
  const at = (text: string, url: string) => text.replace('paths:', `servers: [{ url: ${url} }]\npaths:`);
  const folder = makeFolder({ 'old.yaml': at(old, '/api'), 'now.yaml': at(now, '/api'), 'bare.yaml': now });
  const { out } = await diff(folder, 'old.yaml', 'now.yaml', '--format', 'json');
  const { changes } = JSON.parse(out) as {
    changes: { operations: string[]; message: string; pointer: string }[];
  };
  assert.deepEqual(
    changes.map(({ operations, message, pointer }) => `${operations.join()} ${pointer}: ${message}`),
    [
      'GET /api/orders /paths/~1orders/get/responses/200/content/application~1json/schema/properties/total: Response property "total" of GET /api/orders became optional.',
      'GET /api/more /paths/~1more/get: GET /api/more was added.',
      'GET /api/gone /paths/~1gone/get: GET /api/gone was removed.',
    ],
  );
  // The one of now tells where it is called.
  const left = await diff(folder, 'old.yaml', 'bare.yaml');
  assert.match(left.out, /Response property "total" of GET \/orders became optional/);
  assert.match(left.out, /GET \/api\/gone was removed/);
});

test('JSON is as frozen, with the places of both documents, byte by byte the same twice', async () => {
  const folder = makeFolder(files);
  const { code, out } = await diff(folder, 'old.yaml', 'contracts/new.yaml', '--format', 'json');
  assert.equal(code, 1);
  const report: {
    readonly required: string;
    readonly declared: string;
    readonly changes: readonly {
      readonly old?: { readonly range: { readonly start: { readonly line: number } } };
    }[];
  } = JSON.parse(out);
  assert.ok(validate(JSON.parse(out)), JSON.stringify(validate.errors));
  assert.deepEqual([report.required, report.declared], ['major', 'none']);
  assert.deepEqual(report.changes[1], {
    id: 'operation-added',
    level: 'compatible',
    operations: ['GET /more'],
    pointer: '/paths/~1more/get',
    new: {
      file: 'contracts/new.yaml',
      range: { start: { line: 16, column: 5 }, end: { line: 16, column: 8 } },
    },
    message: 'GET /more was added.',
  });
  assert.equal(report.changes[0]?.old?.range.start.line, 13);
  assert.equal((await diff(folder, 'old.yaml', 'contracts/new.yaml', '--format', 'json')).out, out);
  const { out: told } = await diff(
    folder,
    'old.yaml',
    'contracts/new.yaml',
    '--format',
    'json',
    '--output',
    'd.json',
  );
  assert.equal(told, '');
  assert.equal(readFileSync(join(folder, 'd.json'), 'utf8'), out);
});

test('a version that says as much passes, and so does a document without changes', async () => {
  const raised = now.replace('1.2.0', '2.0.0');
  const folder = makeFolder({
    ...files,
    'raised.yaml': raised,
    'same.yaml': old.replace('Fine.', 'All fine.'),
  });
  const passed = await diff(folder, 'old.yaml', 'raised.yaml');
  assert.equal(passed.code, 0);
  assert.match(passed.out, /3 changes ask for a major version, and the version says major\.\n$/);
  const same = await diff(folder, 'old.yaml', 'same.yaml');
  assert.deepEqual(same, { code: 0, out: 'Nothing changed for those who call.\n', err: '' });
});

test('documents of other folders, in YAML and in JSON, with references between files', async () => {
  const json = JSON.stringify({
    paths: { '/orders': { get: { responses: { '200': { $ref: './parts/common.yaml#/fine' } } } } },
  });
  const part = (type: string) =>
    `fine:\n  content:\n    application/json:\n      schema: { type: ${type} }\n`;
  const folder = makeFolder({
    'a/openapi.json': json,
    'a/parts/common.yaml': part('string'),
    'b/openapi.json': json,
    'b/parts/common.yaml': part('boolean'),
    'here/x': '',
  });
  const { code, out } = await diff(join(folder, 'here'), '../a/openapi.json', '../b/openapi.json');
  assert.equal(code, 1);
  assert.match(out, /response-type-changed {2}\.\.\/b\/parts\/common\.yaml:4:23/);
  const lost = makeFolder({ 'a.json': json, 'b.json': json });
  const told = await diff(lost, 'a.json', 'b.json');
  assert.equal(told.code, 3);
  assert.equal(
    told.out,
    'Nothing changed in what could be compared.\nWhat 2 references should lead to was not compared, so that more may have changed.\n',
  );
  assert.match(told.err, /^a\.json:1:\d+ .*does not exist\.\nb\.json:1:\d+ /);
});

test('a version that went down fails, and a path that rose does not hide that the version stayed', async () => {
  const folder = makeFolder({
    'old.yaml': old,
    'down.yaml': old.replace('1.2.0', '1.2.0-beta'),
    'v1.yaml': old.replaceAll('  /', '  /v1/'),
    'v2.yaml': old.replaceAll('  /', '  /v2/'),
  });
  const down = await diff(folder, 'old.yaml', 'down.yaml');
  assert.deepEqual(
    [down.code, down.out],
    [1, 'Nothing changed for those who call.\nThe version went down.\n'],
  );
  const { out: json } = await diff(folder, 'old.yaml', 'down.yaml', '--format', 'json');
  assert.equal(JSON.parse(json).lowered, true);
  assert.ok(validate(JSON.parse(json)), JSON.stringify(validate.errors));
  const { code, out } = await diff(folder, 'v1.yaml', 'v2.yaml');
  assert.equal(code, 1);
  assert.match(out, /but the version was not raised, though the one in its paths was\.\n$/);
});

test('what cannot be read ends with 2 and a reason', async () => {
  const folder = makeFolder({
    ...files,
    'cut.json': '{ "openapi": "3.1.0", "paths": { "/a": ',
    'cut.yaml': 'openapi: 3.1.0\npaths: [\n',
    'two.yaml': 'swagger: "2.0"\npaths: {}\n',
    'other.yaml': 'name: x\n',
    'empty.yaml': '',
    'list.json': '[]',
  });
  const reasons: readonly (readonly [string, RegExp])[] = [
    ['none.yaml', /"none\.yaml" does not exist\.\n$/],
    ['cut.json', /"cut\.json" cannot be read: line 1, column \d+: /],
    ['cut.yaml', /"cut\.yaml" cannot be read: line \d+, column \d+: /],
    ['two.yaml', /is an OpenAPI 2 document/],
    ['other.yaml', /is no OpenAPI document/],
    ['empty.yaml', /is no OpenAPI document/],
    ['list.json', /is no OpenAPI document/],
    ['contracts', /"contracts" is a folder; two documents are compared\.\n$/],
    ['old.yaml/x', /"old\.yaml\/x" does not exist\.\n$/],
    ['main:old.yaml', /"git show main:old\.yaml" hands it in as "-"\.\n$/],
    ['https://example.org/a.yaml', /is an address, and nothing is fetched: name a file, or hand/],
    ['file:///a.yaml', /is an address/],
  ];
  for (const [file, reason] of reasons) {
    for (const operands of [
      [file, 'old.yaml'],
      ['old.yaml', file],
    ]) {
      const { code, out, err } = await diff(folder, ...operands);
      assert.deepEqual([code, out], [2, ''], file);
      assert.match(err, reason);
    }
  }
});

test('a document is read as a check reads it, whatever its encoding', async () => {
  const folder = makeFolder(files);
  writeFileSync(join(folder, 'utf16.yaml'), `\ufeff${old}`, 'utf16le');
  writeFileSync(join(folder, 'utf16-bare.yaml'), old, 'utf16le');
  const { code, out } = await diff(folder, 'utf16.yaml', 'contracts/new.yaml');
  assert.deepEqual([code, out.includes('operation-removed  utf16.yaml:17:5')], [1, true]);
  const bare = await diff(folder, 'utf16-bare.yaml', 'contracts/new.yaml');
  assert.deepEqual([bare.code, bare.out], [2, ''], 'without a mark nobody knows');
});

test('one of the documents may come in by standard input, and is followed into no other file', async () => {
  const shared = `openapi: 3.1.0\npaths:\n  /a:\n    get: { responses: { '200': { $ref: 'shared.yaml#/ok' } } }\n`;
  const folder = makeFolder({ ...files, 'shared.yaml': 'ok: { description: Fine. }\n', 'a.yaml': shared });
  const piped = (text: string, ...operands: readonly string[]) =>
    runCommand(folder, ['contracts', 'diff', ...operands], { input: () => text });
  const { code, out, err } = await piped(`\ufeff${old}`, '-', 'contracts/new.yaml');
  assert.deepEqual([code, err], [1, '']);
  assert.match(out, /operation-removed {2}-:17:5/);
  assert.equal((await piped(old, 'old.yaml', '-')).code, 0);
  const broken = await piped('openapi: [', '-', 'old.yaml');
  assert.deepEqual([broken.code, broken.out], [2, '']);
  assert.match(broken.err, /"-" cannot be read: line 1/);
  const twice = await piped(old, '-', '-');
  assert.deepEqual(
    [twice.code, twice.err],
    [2, 'parapet: "-" is standard input, which is one of the two documents.\n'],
  );
  assert.equal((await diff(folder, 'a.yaml', 'a.yaml')).code, 0);
  const followed = await piped(shared, '-', 'a.yaml');
  assert.equal(followed.code, 3);
  assert.match(followed.err, /^-:4:\d+ .*shared\.yaml/);
});

test('what leaves open what a document promises is told, and nothing passes for it', async () => {
  const item = 'get: { responses: {} }';
  const twice = (first: string, second: string) =>
    `openapi: 3.1.0\npaths:\n  ${first}: { ${item} }\n  ${second}: { ${item} }\n`;
  const folder = makeFolder({
    'key.yaml': twice('/a', '/a'),
    'operation.yaml': twice('/a/{id}', '/a/{key}'),
    'capitals.yaml': twice('/a', '/b').replace('get', 'GET'),
    'fine.yaml': twice('/a', '/b'),
  });
  const faulty = {
    'key.yaml': /^key\.yaml:4:3 The key "\/a" stands twice/,
    'operation.yaml': /^operation\.yaml:4/,
    'capitals.yaml': /^capitals\.yaml:3/,
  };
  for (const [file, message] of Object.entries(faulty)) {
    const { code, out, err } = await diff(folder, file, file);
    assert.equal(code, 3, file);
    assert.match(err, message);
    assert.equal(err.trim().split('\n').length, 1, 'once, though both sides have it');
    assert.match(
      out,
      /^Nothing changed in what could be compared\.\nWhat is wrong with the documents leaves open/,
    );
    const json = JSON.parse((await diff(folder, file, file, '--format', 'json')).out);
    assert.equal(json.complete, false);
    assert.equal((await diff(folder, 'fine.yaml', file)).code === 0, false, 'on one side');
  }
  assert.equal((await diff(folder, 'fine.yaml', 'fine.yaml')).code, 0);
});

test('wrong usage', async () => {
  const folder = makeFolder(files);
  for (const args of [['contracts'], ['contracts', 'dif', 'a', 'b'], ['contracts', 'diff', 'old.yaml']]) {
    const { code, err } = await runCommand(folder, args);
    assert.equal(code, 2);
    assert.match(err, /diff OLD NEW/);
  }
  assert.match((await runCommand(folder, ['contracts', 'dif'])).err, /Did you mean "diff"/);
  assert.equal((await diff(folder, 'old.yaml', 'old.yaml', '--all')).code, 2);
  assert.equal((await diff(folder, 'old.yaml', 'old.yaml', '--format', 'xml')).code, 2);
});

test('names in documents cannot write to the terminal', async () => {
  const evil = `openapi: 3.1.0\npaths:\n  "/a\\e[31m\\nb": { get: { responses: {} } }\n`;
  const { out } = await diff(
    makeFolder({ 'a.yaml': 'openapi: 3.1.0\npaths: {}\n', 'b.yaml': evil }),
    'a.yaml',
    'b.yaml',
  );
  assert.ok(out.includes('GET /a'));
  assert.ok(!out.includes('\u001b'));
});
