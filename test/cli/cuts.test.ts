import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { makeFolder, writeInto } from '../support/server.ts';

const files = {
  '.git/HEAD': '',
  'src/a.ts': "import { B } from './b';\nexport type A = B;\nexport const a = 1;\n",
  'src/b.ts': "import { a } from './a';\nexport type B = 1;\nexport const b = a;\n",
  'lib/c.ts': "import './d';\n",
  'lib/d.ts': "import './c';\n",
};
const cuts = (folder: string, ...rest: readonly string[]) =>
  runCommand(folder, ['explain', '--cuts', ...rest]);

test('names the imports, the fixes and the proof, and writes nothing', async () => {
  const { code, out, err } = await cuts(makeFolder(files));
  assert.equal(code, 0);
  assert.equal(err, '');
  assert.match(
    out,
    /^2 imports end all 2 cycles with their 4 files: a fix takes away 1, a person has to decide on 1\.\n/,
  );
  assert.match(out, /\n {2}1 {2}src\/a\.ts:1:19 "\.\/b"\n {5}Make the import of "\.\/b" type-only\.\n/);
  assert.match(out, /\n {2}2 {2}lib\/[cd]\.ts:1:8 "\.\/[cd]"\n {5}Only a person can decide: /);
});

test('what it claims is so: the workspace with the cuts made has no cycle', async () => {
  const folder = makeFolder(files);
  const { out } = await cuts(folder, '--format', 'json');
  const plan = JSON.parse(out);
  assert.deepEqual([plan.before.cycles, plan.after.cycles], [2, 0]);
  for (const { path, range } of plan.cuts) {
    const lines = readFileSync(`${folder}/${path}`, 'utf8').split('\n');
    lines.splice(range.start.line - 1, 1);
    writeInto(folder, path, lines.join('\n'));
  }
  assert.match((await runCommand(folder, ['check'])).out, /No run-time cycles/);
  assert.match((await cuts(folder)).out, /^There is nothing to cut: /);
});

test('a path limits what is planned, and two runs are byte-equal', async () => {
  const folder = makeFolder(files);
  const { out } = await cuts(folder, 'lib', '--format', 'json');
  assert.equal(JSON.parse(out).before.cycles, 1);
  assert.equal((await cuts(folder, 'lib', '--format', 'json')).out, out);
  assert.match(
    (await cuts(folder, 'src/b.ts')).out,
    /^1 import ends the cycle of 2 files: a fix takes it away\./,
  );
});

test('wrong usage is told', async () => {
  const folder = makeFolder(files);
  for (const [rest, message] of [
    [['gone'], /"gone" is neither a source file nor a folder with source files/],
    [['--format', 'sarif'], /--format is one of pretty, json/],
    [['--quiet'], /takes no --quiet/],
  ] as const) {
    const { code, out, err } = await cuts(folder, ...rest);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, message);
  }
  const { code, err } = await runCommand(folder, ['explain', '--format', 'json', 'src/a.ts']);
  assert.equal(code, 2);
  assert.match(err, /takes no --format/);
  assert.equal((await runCommand(folder, ['check', '--cuts'])).code, 2);
});

test('a policy that cannot be read and what was not seen are told', async () => {
  const folder = makeFolder({ ...files, 'parapet.jsonc': '{', 'src/x.ts': "import './gone';\n" });
  const { code, out, err } = await cuts(folder);
  assert.equal(code, 2);
  assert.match(out, /^2 imports end all 2 cycles/);
  assert.match(err, /1 import leads nowhere and could not be judged\./);
});

test('a long plan is cut short, and --all shows all of it', async () => {
  const pairs = Array.from({ length: 21 }, (_, index) => [
    [`p${index}/a.ts`, "import './b';\n"],
    [`p${index}/b.ts`, "import './a';\n"],
  ]).flat();
  const folder = makeFolder({ '.git/HEAD': '', ...Object.fromEntries(pairs) });
  const short = (await cuts(folder)).out;
  assert.match(
    short,
    /\nThe first 20 end 20 of 21 cycles, and 2 of 42 files are left in cycles\. 1 more are not shown/,
  );
  const { out } = await cuts(folder, '--all');
  assert.match(out, /\n 21 {2}p/);
  assert.doesNotMatch(out, /not shown/);
});
