import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changePolicy } from '../../server/src/policy/change/change.ts';
import type { BoxName, PolicyChange } from '../../server/src/protocol/architecture.ts';
import { readFixture } from '../support/fixture.ts';
import { openWorkspace } from '../support/workspace.ts';

const policy = `{
  // Top to bottom.
  "layers": [
    { "name": "ui", "files": "ui/**" }, // people
    [
      { "name": "app", "files": "app/**" },
      { "name": "jobs", "files": "jobs/**" }
    ],
    // ADR-7
    { "name": "db", "files": "db/**" }
  ]
}
`;
const fixture = `
//- ui/page.ts
import '../app/cart';
import '../db/table';
//- app/cart.ts
import '../db/table';
//- jobs/nightly.ts
import '../app/cart';
//- db/table.ts
export {};
//- lib/a/one.ts
import '../b/two';
//- lib/b/two.ts
export {};
`;

async function change(wanted: PolicyChange, given = policy, text = fixture) {
  const files = new Map([['parapet.jsonc', given], ...readFixture(text).files]);
  const workspace = await openWorkspace(files);
  const read = (path: string) => files.get(path);
  const changed = changePolicy(wanted, { facts: workspace.facts(), findings: workspace.findings(), read });
  if (!changed.ok) return { reason: changed.reason };
  assert.equal(changed.before, given);
  assert.equal(changed.path, 'parapet.jsonc');
  const then = await openWorkspace(new Map([...files, ['parapet.jsonc', changed.after]]));
  const problems = then.policies[0]?.problems.map(({ message }) => message);
  assert.deepEqual(problems, []);
  return {
    after: changed.after,
    sentence: changed.sentence,
    findings: then.findings().map(({ path, rule }) => `${path} ${rule}`),
  };
}

const layer = (name: string): BoxName => ({ kind: 'layer', name });
const folder = (name: string): BoxName => ({ kind: 'folder', name });

test('folders become a layer at its place, and comments stay', async () => {
  const place = { at: 'above', layer: 'db' } as const;
  const { after, sentence } = await change({
    kind: 'layer',
    name: 'lib',
    folders: ['lib/a', 'lib/b'],
    place,
  });
  assert.equal(
    after,
    policy.replace(
      '    // ADR-7\n',
      '    { "name": "lib", "files": ["lib/a/**", "lib/b/**"] },\n    // ADR-7\n',
    ),
  );
  assert.equal(sentence, 'The layer "lib" holds "lib/a/**", "lib/b/**", above "db".');
  const last = await change({ kind: 'layer', name: 'lib', folders: ['lib', 'lib/b'] });
  assert.equal(
    last.after,
    policy.replace('"db/**" }\n', '"db/**" },\n    { "name": "lib", "files": "lib/**" }\n'),
  );
  const beside = await change({
    kind: 'layer',
    name: 'lib',
    folders: ['lib'],
    place: { at: 'beside', layer: 'app' },
  });
  assert.match(
    beside.after ?? '',
    /"app\/\*\*" \},\n {6}\{ "name": "lib", "files": "lib\/\*\*" \},\n {6}\{ "name": "jobs"/,
  );
});

test('the first layer of a policy', async () => {
  const { after } = await change({ kind: 'layer', name: 'lib', folders: ['lib'] }, '{}\n');
  assert.equal(after, '{\n  "layers": [{ "name": "lib", "files": "lib/**" }]\n}\n');
});

test('names that are taken, no names, and folders of two policies are refused', async () => {
  const of = (name: string) => change({ kind: 'layer', name, folders: ['lib'] });
  assert.equal((await of('ui')).reason, 'There is a layer named "ui" already.');
  assert.match((await of('a b')).reason ?? '', /^A name has letters/);
  const braces = await change({ kind: 'layer', name: 'x', folders: ['lib/{a}'] });
  assert.equal(braces.reason, 'No pattern can name the folder "lib/{a}".');
  assert.equal((await change({ kind: 'layer', name: 'x', folders: [] })).reason, 'No folder is marked.');
  const nested = `${fixture}//- lib/b/parapet.jsonc\n{ "layers": [] }\n`;
  const two = await change({ kind: 'layer', name: 'x', folders: ['lib/a', 'lib/b'] }, policy, nested);
  assert.equal(two.reason, '"lib/b" is judged by another policy than "lib/a".');
  assert.match(
    (await change({ kind: 'layer', name: 'x', folders: ['lib'] }, '{ "layers": ')).reason ?? '',
    /not valid JSON/,
  );
});

test('a layer moves above, below and beside another, with its comments, and an empty list goes', async () => {
  const move = async (name: string, at: 'above' | 'below' | 'beside', other: string, given = policy) =>
    (await change({ kind: 'order', layer: name, place: { at, layer: other } }, given)).after ?? '';
  const names = (text: string) =>
    JSON.stringify(JSON.parse(text.replace(/\/\/.*/g, '')).layers, ['name']).replace(
      /\{"name":("\w+")\}/g,
      '$1',
    );
  const db = await move('db', 'above', 'ui');
  assert.equal(names(db), '["db","ui",["app","jobs"]]');
  assert.match(
    db,
    /"layers": \[\n {4}\/\/ ADR-7\n {4}\{ "name": "db", "files": "db\/\*\*" \},\n {4}\{ "name": "ui", "files": "ui\/\*\*" \}, \/\/ people\n/,
  );
  assert.equal(names(await move('ui', 'below', 'db')), '[["app","jobs"],"db","ui"]');
  assert.equal(names(await move('jobs', 'above', 'app')), '["ui","jobs",["app"],"db"]');
  assert.equal(names(await move('ui', 'beside', 'jobs')), '[["app","jobs","ui"],"db"]');
  const pair = await move('ui', 'beside', 'db');
  assert.equal(names(pair), '[["app","jobs"],["db","ui"]]');
  assert.match(pair, /\/\/ ADR-7/);
  const alone = await move('jobs', 'below', 'db', await move('app', 'above', 'ui'));
  assert.equal(names(alone), '["app","ui","db","jobs"]');
  assert.match(
    (await change({ kind: 'order', layer: 'app', place: { at: 'beside', layer: 'jobs' } })).reason ?? '',
    /there already/,
  );
});

test('of two policies with the same names the one that declares the layer is written', async () => {
  const nested = policy.replaceAll('"files": "', '"files": "own/');
  const text = `${fixture}//- lib/parapet.jsonc\n${nested}//- lib/own/ui/x.ts\nimport '../db/y';\n//- lib/own/db/y.ts\n`;
  const files = new Map([['parapet.jsonc', policy], ...readFixture(text).files]);
  const workspace = await openWorkspace(files);
  const ground = {
    facts: workspace.facts(),
    findings: workspace.findings(),
    read: (path: string) => files.get(path),
  };
  for (const document of ['parapet.jsonc', 'lib/parapet.jsonc']) {
    const named = (name: string) => ({ ...layer(name), policy: document });
    const order = {
      kind: 'order',
      layer: 'db',
      place: { at: 'above', layer: 'ui' },
      policy: document,
    } as const;
    for (const wanted of [order, { kind: 'forbid', from: named('ui'), to: named('db') } as const]) {
      const changed = changePolicy(wanted, ground);
      assert.equal(changed.ok && changed.path, document, JSON.stringify(changed));
    }
  }
});

test('a layer is forbidden by the list of what remains allowed', async () => {
  const { after, findings, sentence } = await change({ kind: 'forbid', from: layer('ui'), to: layer('db') });
  assert.equal(after, policy.replace('"ui/**" }', '"ui/**", "mayImport": ["app"] }'));
  assert.equal(sentence, 'The layer "ui" may import only "app".');
  assert.deepEqual(findings, [
    'jobs/nightly.ts architecture/upward-import',
    'ui/page.ts architecture/undeclared-dependency',
  ]);
  const again = await change({ kind: 'forbid', from: layer('ui'), to: layer('app') }, after);
  assert.match(again.after ?? '', /"mayImport": \[\] \}/);
  const order = await change({ kind: 'forbid', from: layer('db'), to: layer('ui') });
  assert.equal(order.reason, 'The order of the layers forbids it already.');
});

test('folders that are in no layer are forbidden by an order', async () => {
  const two = await change({ kind: 'forbid', from: folder('lib/a'), to: folder('lib/b') });
  assert.match(
    two.after ?? '',
    /\{ "name": "b", "files": "lib\/b\/\*\*" \},\n {4}\{ "name": "a", "files": "lib\/a\/\*\*" \}\n/,
  );
  assert.ok(two.findings?.includes('lib/a/one.ts architecture/upward-import'), String(two.findings));
  const one = await change({ kind: 'forbid', from: folder('lib'), to: layer('db') });
  assert.match(
    one.after ?? '',
    /\{ "name": "db", "files": "db\/\*\*" \},\n {4}\{ "name": "lib", "files": "lib\/\*\*" \}\n/,
  );
  const inside = await change({ kind: 'forbid', from: folder('ui'), to: layer('db') });
  assert.match(inside.reason ?? '', /^"ui" is in layer "ui"/);
});

test('what the policy lets import anything is not forbidden in vain, and is no reason to list a layer', async () => {
  const given = policy.replace('{', '{\n  "tests": ["**/*.test.ts"],\n  "exclude": ["docs/**"],');
  const text = `${fixture}
//- docs/sample.ts
import '../db/table';
//- lib/only.test.ts
import '../db/table';
//- ui/page.test.ts
import '../jobs/nightly';
`;
  const of = (from: BoxName) => change({ kind: 'forbid', from, to: layer('db') }, given, text);
  assert.equal(
    (await of(folder('docs'))).reason,
    '"docs" is excluded by the policy: its imports are not judged.',
  );
  const test = await of({ kind: 'file', name: 'lib/only.test.ts' });
  assert.equal(test.reason, '"lib/only.test.ts" holds only tests, and tests may import anything.');
  assert.match((await of(folder('lib'))).after ?? '', /"lib\/\*\*"/);
  assert.match((await of(layer('ui'))).after ?? '', /"mayImport": \["app"\]/);
});

test('what is forbidden is allowed by the list, or as an exception with a reason', async () => {
  const allow = { kind: 'allow', from: layer('jobs'), to: layer('app'), why: 'leaves with #812' } as const;
  const exception = await change(allow);
  assert.match(
    exception.after ?? '',
    /"except": \[\{ "from": "jobs", "to": "app", "why": "leaves with #812" \}\]\n\}/,
  );
  assert.deepEqual(exception.findings, []);
  assert.equal((await change({ ...allow, why: ' ' })).reason, 'An exception says why.');
  const listed = policy.replace('"ui/**" }', '"ui/**", "mayImport": ["app"] }');
  const added = await change({ kind: 'allow', from: layer('ui'), to: layer('db'), why: '' }, listed);
  assert.equal(added.after, listed.replace('["app"]', '["app", "db"]'));
  assert.equal(
    (await change({ kind: 'allow', from: layer('ui'), to: layer('app'), why: 'x' })).reason,
    'Nothing forbids "ui" to import "app".',
  );
  const files = await change({
    ...allow,
    from: { kind: 'file', name: 'jobs/nightly.ts' },
    to: folder('app'),
  });
  assert.match(files.after ?? '', /"from": "jobs\/nightly.ts", "to": "app\/\*\*"/);
});
