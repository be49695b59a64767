import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { makeFolder } from '../support/server.ts';

const policy = (rules: string) =>
  `{ "rules": {${rules}}, "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }`;
const broken = {
  'parapet.jsonc': policy(''),
  'tsconfig.json': '{ "extends": "@acme/base" }',
  'ui/page.ts': "import '../domain/order';\n",
  'domain/order.ts': '',
};
const off = policy('"architecture/unresolved-import": "off"');
const asError = policy('"architecture/unresolved-import": "error"');
const upward = "import '../ui/page';\n";
const fromNowhere = "import './gone';\nimport './lost';\n";
const told = /^Analysis incomplete: tsconfig\.json extends "@acme\/base", which is not installed/m;

const cases: readonly {
  name: string;
  files: Record<string, string>;
  argv?: readonly string[];
  code: number;
  says: RegExp;
}[] = [
  { name: 'a missing parent makes the verdict unknown', files: broken, code: 3, says: told },
  {
    name: 'a policy that excludes every file has judged nothing',
    files: { 'parapet.jsonc': '{ "exclude": ["**"] }', 'a.ts': '' },
    code: 3,
    says: /^Analysis incomplete: No file is judged: "exclude" leaves out every source file\./m,
  },
  {
    name: 'one that excludes some has judged the others',
    files: { 'parapet.jsonc': '{ "exclude": ["a.ts"] }', 'a.ts': '', 'b.ts': '' },
    code: 0,
    says: /^Pass/m,
  },
  {
    name: 'also for one path',
    files: broken,
    argv: ['ui'],
    code: 3,
    says: /^Unknown: nothing found/m,
  },
  {
    name: 'also for another rule',
    files: broken,
    argv: ['--only', 'architecture/upward-import'],
    code: 3,
    says: told,
  },
  {
    name: 'also with the rule off, by a notice',
    files: { ...broken, 'parapet.jsonc': off },
    code: 3,
    says: /^TSC-002 tsconfig\.json extends/m,
  },
  {
    name: 'not one of a folder that no policy judges',
    files: {
      'app/parapet.jsonc': policy(''),
      'app/ui/page.ts': '',
      'other/tsconfig.json': '{ "extends": "@acme/base" }',
      'other/a.ts': '',
    },
    code: 0,
    says: /^Pass: 1 warning/m,
  },
  {
    name: 'one around the folder that a policy judges',
    files: {
      'app/parapet.jsonc': policy(''),
      'app/ui/page.ts': '',
      'tsconfig.json': '{ "extends": "@acme/base" }',
    },
    code: 3,
    says: told,
  },
  { name: 'also where nothing else is to be said', files: broken, argv: ['--quiet'], code: 3, says: told },
  { name: 'an error outranks it', files: { ...broken, 'domain/order.ts': upward }, code: 1, says: told },
  {
    name: 'the finding may be an error',
    files: { ...broken, 'parapet.jsonc': asError },
    code: 1,
    says: told,
  },
  {
    name: 'nothing fails where nothing may',
    files: broken,
    argv: ['--fail-on', 'never'],
    code: 0,
    says: told,
  },
  {
    name: 'plain unresolved imports are counted, and the check passes',
    files: { 'parapet.jsonc': policy(''), 'ui/page.ts': fromNowhere, 'domain/order.ts': '' },
    code: 0,
    says: /^2 imports lead nowhere and could not be judged\.\nPass: 2 warnings/m,
  },
];

for (const { name, files, argv = [], code, says } of cases) {
  test(`incomplete: ${name}`, async () => {
    const ran = await runCommand(makeFolder(files), ['check', ...argv]);
    assert.match(ran.out, says);
    assert.equal(ran.code, code, ran.out);
  });
}

test('a whole workspace says nothing of it', async () => {
  const ran = await runCommand(makeFolder({ ...broken, 'tsconfig.json': '{}' }), ['check']);
  assert.equal(ran.code, 0);
  assert.doesNotMatch(ran.out, /incomplete|nowhere/);
});

test('what init or the baseline accepts is complete from then on', async () => {
  const { 'parapet.jsonc': _, ...without } = broken;
  const folder = makeFolder(without);
  assert.equal((await runCommand(folder, ['init', '--yes'])).code, 0);
  const ran = await runCommand(folder, ['check']);
  assert.equal(ran.code, 0, ran.out);
  assert.match(ran.out, /^Pass: nothing found .*; 1 finding in the baseline\.$/m);
  assert.doesNotMatch(ran.out, /incomplete/);
});
