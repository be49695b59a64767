import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFixture } from '../../support/fixture.ts';
import { findings } from '../../support/rule.ts';
import { openWorkspace, plain } from '../../support/workspace.ts';

const statement = '{ "from": "routes/**", "mustNotReach": "db/**" }';
const policy = `{ "reach": [${statement}] }`;
const way = `//- routes/a.ts
import '../service';
//- service.ts
import './db/pool';
//- db/pool.ts
export const pool = 1;`;
const found = ['routes/a.ts:1:8 error architecture/forbidden-reach'];

async function messages(text: string, fixture: string): Promise<readonly string[]> {
  const workspace = await openWorkspace(new Map([['parapet.jsonc', text], ...readFixture(fixture).files]));
  return workspace.findings().map(({ message }) => message);
}

test('a way of any length counts, and so does a direct import', async () => {
  assert.deepEqual(await findings(policy, way), found);
  assert.deepEqual(await messages(policy, "//- routes/a.ts\nimport '../db/pool';\n//- db/pool.ts\n"), [
    '"routes/a.ts" imports "db/pool.ts", which "routes/**" must not reach.',
  ]);
});

test('a long way is told by its length and its ends', async () => {
  const steps = [...'bcdefg'].map(
    (name, index) => `//- ${name}.ts\nimport './${'cdefg'[index] ?? 'db/pool'}';`,
  );
  const fixture = `//- routes/a.ts\nimport '../b';\n${steps.join('\n')}\n//- db/pool.ts\n`;
  assert.deepEqual(await messages(policy, fixture), [
    '"routes/a.ts" reaches "db/pool.ts", which "routes/**" must not reach, over 7 imports: a.ts → b.ts → c.ts → d.ts → … → pool.ts.',
  ]);
});

test('every import on the way is related, in order, and then the statement', async () => {
  const workspace = await openWorkspace(new Map([['parapet.jsonc', policy], ...readFixture(way).files]));
  assert.deepEqual(
    workspace.findings()[0]?.related.map(({ path, message }) => `${path}: ${message}`),
    [
      'service.ts: "service.ts" imports "db/pool.ts".',
      'parapet.jsonc: What must not be reached is declared here.',
    ],
  );
});

test('a type-only import ends a way, unless types count', async () => {
  const typed = way.replace("import './db", "import type { Pool } from './db");
  assert.deepEqual(await findings(policy, typed), []);
  const byStatement = policy.replace('"from"', '"kinds": ["value", "type"], "from"');
  assert.deepEqual(await findings(byStatement, typed), found);
  const byRule = policy.replace(
    '{ "reach"',
    '{ "rules": { "architecture/forbidden-reach": ["error", { "kinds": ["type", "value"] }] }, "reach"',
  );
  assert.deepEqual(await findings(byRule, typed), found);
  assert.deepEqual(await findings(policy, way.replace("import './db/pool'", "import('./db/pool')")), found);
});

test('of beginnings on one way only the last is told', async () => {
  const chain = `//- routes/index.ts\nimport './a';\n${way}`;
  assert.deepEqual(await findings(policy, chain), found);
  const apart = `//- routes/index.ts\nimport '../service';\n${way}`;
  assert.deepEqual(await findings(policy, apart), [
    ...found,
    'routes/index.ts:1:8 error architecture/forbidden-reach',
  ]);
});

test('of equally short ways that with the first path is told', async () => {
  const fork = `//- routes/a.ts
import '../z';
import '../b';
//- z.ts
import './db/pool';
//- b.ts
import './db/pool';
//- db/pool.ts
`;
  assert.deepEqual(await findings(policy, fork), ['routes/a.ts:2:8 error architecture/forbidden-reach']);
});

test('tests and excluded files are no beginnings', async () => {
  const tests = policy.replace('{ "reach"', '{ "tests": ["routes/a.ts"], "reach"');
  assert.deepEqual(await findings(tests, way), []);
  const option = tests.replace(
    '"reach"',
    '"rules": { "architecture/forbidden-reach": ["error", { "tests": true }] }, "reach"',
  );
  assert.deepEqual(await findings(option, way), found);
  const excluding = policy.replace('{ "reach"', '{ "exclude": ["routes/**"], "reach"');
  assert.deepEqual(await findings(excluding, way), []);
  const target = policy.replace('{ "reach"', '{ "exclude": ["db/**"], "reach"');
  assert.deepEqual(await findings(target, way), found);
});

test('an exception cuts the import it is about, and no other', async () => {
  const except = (from: string) =>
    policy.replace(
      '{ "reach"',
      `{ "except": [{ "from": "${from}", "to": "db/**", "why": "for now" }], "reach"`,
    );
  assert.deepEqual(await findings(except('service.ts'), way), []);
  const other = `${way}\n//- other.ts\nimport './db/pool';`;
  assert.deepEqual(
    (await findings(except('other.ts'), other)).filter((line) => line.includes('reach')),
    found,
  );
});

test('a statement by names, with its own severity and reason', async () => {
  const named = `{
  "layers": [{ "name": "routes", "files": "routes/**" }, { "name": "db", "files": "db/**" }],
  "reach": [{ "from": "routes", "mustNotReach": "db", "severity": "warning", "why": "ADR-4" }]
}`;
  assert.deepEqual(await findings(named, way), ['routes/a.ts:1:8 warning architecture/forbidden-reach']);
  const off = named.replace('"reach"', '"rules": { "architecture/forbidden-reach": "off" }, "reach"');
  assert.equal((await findings(off, way)).length, 1, 'the statement outranks the rule');
  assert.deepEqual(await findings(off.replace('"severity": "warning", ', ''), way), []);
});

test('the baseline accepts a reach by all its ends, and a new end stands', async () => {
  const line = (end: string) => `architecture/forbidden-reach\troutes/a.ts\t${end}\n`;
  const two = way.replace("import './db/pool';", "import './db/pool';\nimport './db/query';");
  const text = `${two}\n//- db/query.ts\nexport const query = 1;`;
  const open = async (fixture: string, baseline: string) => {
    const files = new Map([['parapet.jsonc', policy], ...readFixture(fixture).files]);
    files.set('governance/baseline.txt', baseline);
    const workspace = await openWorkspace(files);
    return workspace.findings().map(({ message, isBaselined }) => (isBaselined ? 'accepted' : message));
  };
  assert.deepEqual(await open(way, line('db/pool.ts')), ['accepted']);
  assert.deepEqual(await open(text, line('db/pool.ts') + line('db/query.ts')), ['accepted']);
  assert.deepEqual(await open(text, line('db/pool.ts')), [
    '"routes/a.ts" reaches "db/query.ts", which "routes/**" must not reach, over 2 imports: a.ts → service.ts → query.ts.',
  ]);
});

test('what an editor sees while it types is what a fresh check sees', async () => {
  const { files } = readFixture(`${way}\n//- b.ts\nexport {};\n//- routes/b.ts\nimport '../b';`);
  const all = new Map([['parapet.jsonc', policy], ...files]);
  all.set('governance/baseline.txt', 'architecture/forbidden-reach\troutes/a.ts\tdb/pool.ts\n');
  const live = await openWorkspace(all);
  for (const [path, text] of [
    ['b.ts', "import './service';"],
    ['service.ts', "\nimport './db/pool';"],
    ['b.ts', "import './service';\nimport './db/pool';"],
    ['routes/a.ts', "// moved\nimport '../b';\nimport '../service';"],
    ['service.ts', ''],
    ['b.ts', "import './db/query';"],
    ['db/query.ts', 'export const query = 1;'],
    ['service.ts', "import './db/query';\nimport './b';"],
  ] as const) {
    all.set(path, text);
    live.touch(path);
    await live.refresh();
    assert.deepEqual(
      plain(live.findings()),
      plain((await openWorkspace(new Map(all))).findings()),
      `${path}: ${text}`,
    );
  }
});
