import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFiles } from './support.ts';

const contract = (info: string) => `openapi: 3.1.0\ninfo: ${info}\npaths: {}\n`;

function versionIn(files: Readonly<Record<string, string>>): readonly unknown[] {
  const { version, inputs = [] } = readFiles(files) ?? {};
  if (!version) return ['none', ...inputs];
  const { path, span, text, isString } = version;
  return [`${path}: ${files[path]?.slice(span.start, span.end)}`, text, isString, ...inputs];
}

test('a version behind a reference is read where it stands', () => {
  assert.deepEqual(
    versionIn({
      'api/openapi.yaml': contract('{ $ref: ./info.yaml }'),
      'api/info.yaml': "title: Shop\nversion: '1.2.0'\n",
    }),
    ["api/info.yaml: '1.2.0'", '1.2.0', true, 'api/info.yaml'],
  );
  assert.deepEqual(
    versionIn({
      'api/openapi.yaml': contract('{ title: Shop, version: { $ref: "package.json#/version" } }'),
      'api/package.json': '{ "version": "2.0.1" }',
    }),
    ['api/package.json: "2.0.1"', '2.0.1', true, 'api/package.json'],
  );
});

test('one that is not there is none, and one in its place is as written', () => {
  const info = contract('{ $ref: ./info.yaml }');
  assert.deepEqual(versionIn({ 'openapi.yaml': info }), ['none', 'info.yaml']);
  assert.deepEqual(versionIn({ 'openapi.yaml': info, 'info.yaml': 'title: Shop\n' }), ['none', 'info.yaml']);
  assert.deepEqual(versionIn({ 'openapi.yaml': contract('{ version: 1.0 }') }), [
    'openapi.yaml: 1.0',
    '1.0',
    false,
  ]);
});
