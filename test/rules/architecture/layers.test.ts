import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findings } from '../../support/rule.ts';

/** What the pages of the layer rules do not show. */
const layers = (extra = ''): string =>
  `{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "app", "files": "app/**"${extra} }, { "name": "domain", "files": "domain/**" }] }`;
const both = `//- ui/a.ts
import '../domain/a';
//- domain/a.ts
export {};`;
const upward = `//- domain/a.ts
import '../ui/a';
//- ui/a.ts
export {};`;
const app = '\n//- app/a.ts\nexport {};';

describe('skipped-layer', () => {
  test('a closed layer may not be passed', async () => {
    assert.deepEqual(await findings(layers(', "closed": true'), both + app), [
      'ui/a.ts:1:8 error architecture/skipped-layer',
    ]);
  });
  test('an open layer may', async () => {
    assert.deepEqual(await findings(layers(), both + app), []);
  });
  test('a neighbour of the closed layer is not past it', async () => {
    const policy = `{ "layers": [{ "name": "ui", "files": "ui/**" },
      [{ "name": "app", "files": "app/**", "closed": true }, { "name": "domain", "files": "domain/**" }]] }`;
    assert.deepEqual(await findings(policy, both + app), []);
  });
});

describe('upward-import', () => {
  test('independent layers may not import each other', async () => {
    const policy = `{ "layers": [[{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }]] }`;
    assert.deepEqual(await findings(policy, both), ['ui/a.ts:1:8 error architecture/upward-import']);
  });
  test('every kind of import counts', async () => {
    const kinds = `//- domain/a.ts
import type { T } from '../ui/a';
export * from '../ui/a';
const a = import('../ui/a');
const b = require('../ui/a');
import c = require('../ui/a');
let d: import('../ui/a').T;
//- ui/a.ts
export {};`;
    assert.equal((await findings(layers(), kinds + app)).length, 6);
  });
  test('a test may import anything, once the policy says what a test is', async () => {
    const fixture = upward.replace('domain/a.ts', 'domain/a.test.ts') + app;
    const domain = '\n//- domain/b.ts\nexport {};';
    assert.equal((await findings(layers(), fixture + domain)).length, 1);
    assert.deepEqual(
      await findings(
        layers().replace('{ "layers"', '{ "tests": ["**/*.test.ts"], "layers"'),
        fixture + domain,
      ),
      [],
    );
  });
  test('an excluded file is not judged, and importing one still is', async () => {
    const exclude = (glob: string) => layers().replace('{ "layers"', `{ "exclude": ["${glob}"], "layers"`);
    assert.deepEqual(await findings(exclude('domain/**'), upward + app), []);
    assert.deepEqual(await findings(exclude('ui/**'), upward + app), [
      'domain/a.ts:1:8 error architecture/upward-import',
    ]);
  });
  test('the longest literal beginning decides where a file belongs', async () => {
    const policy = `{ "layers": [{ "name": "ui", "files": ["ui/**", "domain/view/**"] }, { "name": "domain", "files": "domain/**" }] }`;
    const fixture =
      '//- domain/view/a.ts\nimport "../../ui/a";\n//- ui/a.ts\nexport {};\n//- domain/a.ts\nexport {};';
    assert.deepEqual(await findings(policy, fixture), []);
  });
});

describe('severity', () => {
  const rules = (text: string) => layers().replace('{ "layers"', `{ ${text}, "layers"`);
  const level = async (policy: string) =>
    (await findings(policy, upward + app)).map((line) => line.split(' ')[1]);
  test('rules decide over the default, by id before pattern', async () => {
    assert.deepEqual(await level(rules('"rules": { "architecture/*": "info" }')), ['info']);
    assert.deepEqual(
      await level(rules('"rules": { "architecture/upward-import": "warning", "architecture/*": "info" }')),
      ['warning'],
    );
    assert.deepEqual(await level(rules('"rules": { "architecture/upward-import": "off" }')), []);
  });
  test('a statement decides over rules', async () => {
    const policy = rules('"rules": { "architecture/*": "info" }').replace(
      '"name": "domain"',
      '"name": "domain", "severity": "error"',
    );
    assert.deepEqual(await level(policy), ['error']);
    assert.deepEqual(await level(policy.replace('"info"', '"off"')), ['error']);
  });
  test('the last matching override decides over everything', async () => {
    const overrides = `"overrides": [{ "files": "domain/**", "rules": { "architecture/*": "warning" } },
      { "files": ["domain/a.ts"], "rules": { "architecture/upward-import": "info" } },
      { "files": "ui/**", "rules": { "architecture/*": "error" } }]`;
    const policy = rules(overrides).replace('"name": "domain"', '"name": "domain", "severity": "error"');
    assert.deepEqual(await level(policy), ['info']);
  });
});

describe('nested policies', () => {
  const nested = (inner: string) => `//- packages/a/parapet.jsonc
${inner}
//- packages/a/domain/x.ts
import '../ui/y';
//- packages/a/ui/y.ts
export {};
//- ui/a.ts
export {};
//- domain/b.ts
export {};${app}`;
  test('the nearest policy judges a file alone', async () => {
    const upside = '{ "layers": [{ "name": "d", "files": "domain/**" }, { "name": "u", "files": "ui/**" }] }';
    assert.deepEqual(await findings(layers(), nested(upside)), []);
    const same = '{ "layers": [{ "name": "u", "files": "ui/**" }, { "name": "d", "files": "domain/**" }] }';
    assert.deepEqual(await findings(layers(), nested(same)), [
      'packages/a/domain/x.ts:1:8 error architecture/upward-import',
    ]);
  });
  test('one that the outer policy excludes is not in force', async () => {
    const same = '{ "layers": [{ "name": "u", "files": "ui/**" }, { "name": "d", "files": "domain/**" }] }';
    const outer = layers().replace('{ "layers"', '{ "exclude": ["packages/**"], "layers"');
    assert.deepEqual(await findings(outer, nested(same)), []);
  });
  test('the layer of a target comes from its own policy, by name', async () => {
    const fixture = `//- packages/a/parapet.jsonc
{ "layers": [{ "name": "ui", "files": "**" }] }
//- packages/a/y.ts
export {};
//- domain/b.ts
import '../packages/a/y';
//- ui/a.ts
export {};${app}`;
    assert.deepEqual(await findings(layers(), fixture), ['domain/b.ts:1:8 error architecture/upward-import']);
  });
});
