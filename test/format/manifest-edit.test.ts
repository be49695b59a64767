import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SpanEdit } from '../../server/src/format/jsonc-edit.ts';
import { declareEdits, moveEdits } from '../../server/src/format/manifest-edit.ts';

const after = (text: string, edits: readonly SpanEdit[]): string =>
  edits.reduceRight(
    (edited, { start, end, text: by }) => edited.slice(0, start) + by + edited.slice(end),
    text,
  );

const manifest = `{
\t"name": "shop",
\t"dependencies": {
\t\t"@acme/kit": "^1.0.0",
\t\t"express": "^5.0.0"
\t},
\t"devDependencies": {
\t\t"pino": "~9.1.0",
\t\t"vitest": "^3.0.0"
\t}
}
`;

test('a package is declared in its place among names that are sorted', () => {
  const express = '\t\t"express": "^5.0.0"\n';
  const at = (name: string) => after(manifest, declareEdits(manifest, 'dependencies', name, '*'));
  assert.equal(at('debug'), manifest.replace(express, `\t\t"debug": "*",\n${express}`));
  assert.equal(at('qs'), manifest.replace(express, '\t\t"express": "^5.0.0",\n\t\t"qs": "*"\n'));
  assert.equal(at('@acme/a'), manifest.replace('\t\t"@acme/kit"', '\t\t"@acme/a": "*",\n\t\t"@acme/kit"'));
});

test('names in no order are added to at the end', () => {
  const text = '{\n  "dependencies": {\n    "z": "1",\n    "a": "1"\n  }\n}\n';
  assert.equal(
    after(text, declareEdits(text, 'dependencies', 'b', '2')),
    text.replace('"a": "1"', '"a": "1",\n    "b": "2"'),
  );
});

test('a section is made before those that usually follow it', () => {
  const text = '{\r\n  "name": "shop",\r\n  "devDependencies": {\r\n    "vitest": "^3.0.0"\r\n  }\r\n}\r\n';
  const made = '  "dependencies": {\r\n    "qs": "^6.0.0"\r\n  },\r\n';
  assert.equal(
    after(text, declareEdits(text, 'dependencies', 'qs', '^6.0.0')),
    text.replace('  "devDependencies"', `${made}  "devDependencies"`),
  );
  assert.equal(
    after('{ "name": "shop" }', declareEdits('{ "name": "shop" }', 'dependencies', 'qs', '*')),
    '{ "name": "shop", "dependencies": {\n  "qs": "*"\n} }',
  );
});

test('a package keeps its range when it moves', () => {
  assert.equal(
    after(manifest, moveEdits(manifest, 'pino', 'devDependencies', 'dependencies')),
    manifest
      .replace('\t\t"pino": "~9.1.0",\n', '')
      .replace('"^5.0.0"\n', '"^5.0.0",\n\t\t"pino": "~9.1.0"\n'),
  );
  const alone = '{\n  "devDependencies": {\n    "pino": "9"\n  }\n}\n';
  assert.deepEqual(JSON.parse(after(alone, moveEdits(alone, 'pino', 'devDependencies', 'dependencies'))), {
    dependencies: { pino: '9' },
    devDependencies: {},
  });
});

test('nothing is edited in what is no package.json, has no such package, or has it already', () => {
  for (const text of ['', '[]', '{ "name": ', '{ "dependencies": 1 }']) {
    assert.deepEqual(declareEdits(text, 'dependencies', 'qs', '*'), [], text);
    assert.deepEqual(moveEdits(text, 'qs', 'devDependencies', 'dependencies'), [], text);
  }
  assert.deepEqual(declareEdits(manifest, 'dependencies', 'express', '*'), []);
  assert.deepEqual(moveEdits(manifest, 'qs', 'devDependencies', 'dependencies'), []);
});
