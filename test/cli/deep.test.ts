import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { commandLineBundle, makeFolder, writeInto } from '../support/server.ts';

const leaking = {
  'parapet.jsonc': `{
  "layers": [{ "name": "infra", "files": "infra/**" }, { "name": "app", "files": "app/**" }],
  "except": [{ "from": "app/ports.ts", "to": "infra", "why": "for now" }],
  "rules": { "architecture/leaked-type": "error" }
}`,
  'infra/rows.ts':
    'export interface Row { id: string; cents: number }\nexport const load = (): Row => ({ id: "1", cents: 1 });\n',
  'app/ports.ts':
    "import { load as found } from '../infra/rows';\nexport const load: typeof found = found;\n",
  'app/use.ts': "import { load } from './ports';\nexport const use = () => load();\n",
};
const allowing = {
  ...leaking,
  'app/use.ts':
    "import { load } from './ports';\n// parapet-allow architecture/leaked-type: the port moves with #812\nexport const use = () => load();\n",
};
const entry = 'architecture/leaked-type\tapp/use.ts\tuse: Row\n';
const accepting = { ...leaking, 'governance/baseline.txt': entry };
const sentence =
  'app/use.ts:2:14 error The inferred type of "use" is "Row" of layer "infra", which layer "app" must not import.';

describe('check --deep', () => {
  test('judges by types, and a plain check does not', async () => {
    const folder = makeFolder(leaking);
    assert.equal((await runCommand(folder, ['check'])).code, 0);
    const { code, out } = await runCommand(folder, ['check', '--deep']);
    assert.equal(code, 1);
    assert.ok(out.includes(sentence), out);
  });

  test('the built command line does the same in a thread', () => {
    const folder = makeFolder(leaking);
    const run = spawnSync(process.execPath, [commandLineBundle, 'check', '--deep', '--no-cache'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(run.status, 1, run.stderr);
    assert.ok(run.stdout.includes(sentence), run.stdout);
  });

  test('paths limit what is read', async () => {
    const folder = makeFolder(leaking);
    assert.equal((await runCommand(folder, ['check', '--deep', 'infra'])).code, 0);
    assert.equal((await runCommand(folder, ['check', '--deep', 'app'])).code, 1);
  });

  test('a suppression holds, and is not left over where no types are read', async () => {
    const folder = makeFolder(allowing);
    for (const argv of [
      ['check', '--fail-on', 'warning'],
      ['check', '--deep', '--fail-on', 'warning'],
    ])
      assert.equal((await runCommand(folder, argv)).code, 0, argv.join(' '));
    writeInto(folder, 'app/use.ts', allowing['app/use.ts'].replace('= () => load()', '= 1'));
    assert.equal((await runCommand(folder, ['check', '--fail-on', 'warning'])).code, 0);
    assert.equal((await runCommand(folder, ['check', '--deep', '--fail-on', 'warning'])).code, 1);
  });

  test('the baseline holds, and only a deep check shortens it', async () => {
    const folder = makeFolder(accepting);
    const listed = () => readFileSync(join(folder, 'governance/baseline.txt'), 'utf8');
    assert.equal((await runCommand(folder, ['check', '--deep'])).code, 0);
    assert.ok(listed().includes(entry));
    writeInto(folder, 'app/use.ts', 'export const use = 1;\n');
    for (const argv of [['check'], ['baseline'], ['check', '--deep', 'app']]) {
      await runCommand(folder, argv);
      assert.ok(listed().includes(entry), argv.join(' '));
    }
    const { err } = await runCommand(folder, ['check', '--deep']);
    assert.ok(err.includes('1 entry of governance/baseline.txt was mended and is taken out.'), err);
    assert.ok(!listed().includes(entry));
  });

  test('parapet baseline --deep accepts what it finds', async () => {
    const folder = makeFolder(leaking);
    const { out } = await runCommand(folder, ['baseline', '--deep']);
    assert.equal(out, 'governance/baseline.txt: 1 finding accepted.\n');
    assert.equal((await runCommand(folder, ['check', '--deep'])).code, 0);
  });

  test('nothing passes by silence', async () => {
    const folder = makeFolder({ ...leaking, 'parapet.jsonc': '{ "cover": [] }' });
    const { code, err } = await runCommand(folder, ['check', '--deep']);
    assert.equal(code, 0);
    assert.equal(
      err,
      'parapet: --deep has nothing to judge; a policy turns "architecture/leaked-type" on in "rules".\n',
    );
    const only = await runCommand(folder, ['check', '--only', 'architecture/leaked-type']);
    assert.deepEqual([only.code, only.err], [2, 'parapet: --only architecture/leaked-type needs --deep.\n']);
    assert.equal((await runCommand(folder, ['check', '--only', 'architecture/*'])).code, 0);
  });

  test('a file whose types cannot be read makes the verdict unknown', async () => {
    const huge = `export const a = 1;\n//${'x'.repeat(1024 * 1024)}\n`;
    const folder = makeFolder({ ...allowing, 'app/huge.ts': huge });
    const { code, out } = await runCommand(folder, ['check', '--deep']);
    assert.equal(code, 3);
    assert.ok(out.includes('The types of "app/huge.ts" cannot be read: it is too large.'), out);
    assert.equal((await runCommand(folder, ['check'])).code, 0);
  });
});
