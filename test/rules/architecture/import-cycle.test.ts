import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findings } from '../../support/rule.ts';
import { openWorkspace } from '../../support/workspace.ts';

const policy = '{ "rules": { "architecture/import-cycle": "error" } }';
const cycle = (kind: string, from = 'a.ts') => `//- ${from}
${kind}
//- b.ts
import './a';`;
const found = ['a.ts:1:8 error architecture/import-cycle'];

test('every import that runs closes a cycle', async () => {
  const column = (text: string) => text.indexOf("'") + 1;
  for (const kind of [
    "import './b';",
    "export * from './b';",
    "const b = import('./b');",
    "const b = require('./b');",
  ]) {
    assert.deepEqual(await findings(policy, cycle(kind)), [
      `a.ts:1:${column(kind)} error architecture/import-cycle`,
    ]);
  }
});

test('a type-only import closes none, unless the policy counts types', async () => {
  const typed = "import type { T } from './b';";
  assert.deepEqual(await findings(policy, cycle(typed)), []);
  assert.deepEqual(await findings(policy, cycle("import { type T } from './b';")), []);
  const counted = policy.replace('"error"', '["error", { "kinds": ["value", "type"] }]');
  assert.equal((await findings(counted, cycle(typed))).length, 1);
});

test('a cycle that types alone close is not told as one at run time', async () => {
  const counted = policy.replace('"error"', '["error", { "kinds": ["value", "type"] }]');
  const message = async (files: Readonly<Record<string, string>>) => {
    const workspace = await openWorkspace(new Map([['parapet.jsonc', counted], ...Object.entries(files)]));
    const all = workspace.findings().filter(({ rule }) => rule === 'architecture/import-cycle');
    return all.map((one) => one.message).join();
  };
  const typed = "import type { T } from './b';\n";
  const both = '"a.ts" and "b.ts" import each other';
  const byTypes = { 'a.ts': typed, 'b.ts': "import type { U } from './a';\n" };
  assert.equal(await message(byTypes), `${both}, counting imports of types.`);
  const partly = { 'a.ts': typed, 'b.ts': "import './a';\n" };
  assert.equal(await message(partly), `${both}, counting imports of types.`);
  const besides = { ...partly, 'a.ts': `${typed}import { c } from './b';\n` };
  assert.equal(await message(besides), `${both} at run time.`);
  const three = { 'a.ts': typed, 'b.ts': "import './c';\n", 'c.ts': "import './a';\n" };
  assert.equal(
    await message(three),
    'This import is part of a cycle of 3 files, counting imports of types: a.ts → b.ts → c.ts → a.ts.',
  );
  assert.equal(
    await message({ ...three, 'a.ts': "import './b';\n" }),
    'This import is part of a run-time cycle of 3 files: a.ts → b.ts → c.ts → a.ts.',
  );
});

test('one finding per component, on its shortest cycle', async () => {
  const fixture = `//- a.ts
import './b';
//- b.ts
import './c';
//- c.ts
import './a';
import './d';
//- d.ts
import './c';`;
  assert.deepEqual(await findings(policy, fixture), ['c.ts:2:8 error architecture/import-cycle']);
});

test('a file that imports itself is one, too', async () => {
  assert.deepEqual(await findings(policy, "//- a.ts\nimport './a';"), found);
});

test('an excluded file closes none', async () => {
  const excluding = policy.replace('{ "rules"', '{ "exclude": ["b.ts"], "rules"');
  assert.deepEqual(await findings(excluding, cycle("import './b';")), []);
});

test('a component is judged by the innermost policy that holds it whole', async () => {
  const fixture = (inner: string, target: string) => `//- in/parapet.jsonc
{ "rules": { "architecture/import-cycle": "${inner}" } }
//- in/a.ts
import '${target}';
//- in/b.ts
import './a';
//- out.ts
import './in/a';`;
  assert.deepEqual(await findings(policy, fixture('off', './b')), []);
  assert.deepEqual(await findings(policy, fixture('warning', './b')), [
    'in/a.ts:1:8 warning architecture/import-cycle',
  ]);
  const across = await findings(policy, fixture('warning', '../out'));
  assert.deepEqual(across, ['in/a.ts:1:8 error architecture/import-cycle']);
});
