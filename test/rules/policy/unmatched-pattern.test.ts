import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWorkspace } from '../../support/workspace.ts';

async function messages(policy: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const workspace = await openWorkspace(new Map([['parapet.jsonc', policy], ...Object.entries(files)]));
  return workspace
    .findings()
    .filter(({ rule }) => rule === 'policy/unmatched-pattern')
    .map(({ message }) => message);
}

test('every section is asked, and a pattern that matches is not told', async () => {
  const policy = `{ "layers": [{ "name": "ui", "files": ["ui/**", "no1/**"] }], "cover": ["no2/**", "ui/**"], "tests": ["no3/**"],
    "exclude": ["no4/**"], "overrides": [{ "files": "no5/**", "rules": {} }],
    "gates": { "coverage": { "reports": ["c.info"], "unmeasured": ["no6/**", "ui/*.ts"] } } }`;
  assert.deepEqual(await messages(policy, { 'ui/a.ts': '' }), [
    'The pattern "no1/**" of layer "ui" matches no file.',
    'The pattern "no2/**" of "cover" matches no file.',
    'The pattern "no3/**" of "tests" matches no file.',
    'The pattern "no4/**" of "exclude" matches no file.',
    'The pattern "no5/**" of "overrides" matches no file.',
    'The pattern "no6/**" of "unmeasured" matches no file.',
  ]);
});

test('a folder without its files says how to write them', async () => {
  for (const folder of ['ui', 'ui/']) {
    assert.deepEqual(await messages(`{ "cover": ["${folder}"] }`, { 'ui/a.ts': '' }), [
      `The pattern "${folder}" of "cover" matches no file. "${folder}" is a folder; its files are "ui/**".`,
    ]);
  }
});

test('files that a nested policy judges are named with it', async () => {
  assert.deepEqual(await messages('{ "cover": ["in/**"] }', { 'in/parapet.jsonc': '{}', 'in/a.ts': '' }), [
    'The pattern "in/**" of "cover" matches no file. What it would match is judged by "in/parapet.jsonc".',
  ]);
});

test('patterns of a parent are not told: it serves others, too', async () => {
  const files = { 'base.jsonc': '{ "tests": ["no/**"] }', 'a.ts': '' };
  assert.deepEqual(await messages('{ "extends": "./base.jsonc" }', files), []);
});
