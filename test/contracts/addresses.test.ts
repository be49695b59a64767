import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, idsOf } from './sides.ts';

const paths = (...templates: readonly string[]) =>
  Object.fromEntries(templates.map((template) => [template, { get: { responses: {} } }]));
const served = (url: string | undefined, ...templates: readonly string[]) => ({
  info: { title: 'Shop', version: '1.0.0' },
  ...(url !== undefined && { servers: [{ url }] }),
  paths: paths(...templates),
});

test('a path of the servers that changes moves every operation, and is told once', () => {
  const { changes, required } = compare(served('/api', '/x', '/y'), served('/rest', '/x', '/y'));
  assert.deepEqual(
    changes.map(({ message }) => message),
    ['The path that servers put in front of GET /x and GET /y changed from "/api" to "/rest".'],
  );
  assert.equal(required, 'major');
  const hosts = compare(served('https://a.test/api', '/x'), served('https://b.test/rest', '/x'));
  assert.deepEqual(idsOf(hosts), ['server-added', 'server-path-changed', 'server-removed']);
});

test('what moves between the servers and the paths changes nothing', () => {
  assert.deepEqual(compare(served(undefined, '/api/x'), served('/api', '/x')).changes, []);
  assert.deepEqual(compare(served('/api', '/x'), served(undefined, '/api/x')).changes, []);
  assert.deepEqual(
    compare(served('https://a.test', '/api/x'), served('https://a.test/api', '/x')).changes,
    [],
  );
  const more = compare(served('/', '/api/x', '/api/y'), served('/api', '/x'));
  assert.deepEqual(idsOf(more), ['operation-removed']);
});

test('another host, unwritten servers, several paths and variables move nothing', () => {
  const ids = (old: string | undefined, now: string | undefined) =>
    idsOf(compare(served(old, '/x'), served(now, '/x')));
  assert.deepEqual(ids('https://a.test/api', 'https://b.test/api'), ['server-added', 'server-removed']);
  assert.deepEqual(ids(undefined, '/api'), ['server-added']);
  assert.deepEqual(ids('/api/', '/api'), []);
  assert.deepEqual(ids('/{stage}', '/api'), ['server-added', 'server-removed']);
  const both = { ...served('/a', '/x'), servers: [{ url: '/a' }, { url: '/b' }] };
  assert.deepEqual(idsOf(compare(both, served('/b', '/x'))), ['server-removed']);
});

test('servers of one operation move that operation', () => {
  const own = (url: string) => ({
    servers: [{ url: '/api' }],
    paths: { ...paths('/y'), '/x': { get: { servers: [{ url }], responses: {} } } },
  });
  assert.deepEqual(
    compare(own('/a'), own('/b')).changes.map(({ id, operations }) => [id, ...operations]),
    [['server-path-changed', 'GET /x']],
  );
});

test('a callback stays with an operation whose path is written in another way', () => {
  const called = (url: string, template: string, type: string) => ({
    servers: [{ url }],
    paths: {
      [template]: {
        post: {
          responses: {},
          callbacks: {
            paid: {
              '{$u}': { post: { requestBody: { content: { 'a/b': { schema: { type } } } }, responses: {} } },
            },
          },
        },
      },
    },
  });
  assert.deepEqual(idsOf(compare(called('/', '/api/x', 'string'), called('/api', '/x', 'integer'))), [
    'response-type-changed',
  ]);
});
