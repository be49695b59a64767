import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { makeFolder, writeInto } from '../support/server.ts';

const upward = "import { page } from '../ui/page';\nexport const order = page;\n";
const files = {
  'parapet.jsonc':
    '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }',
  'ui/page.ts': 'export const page = 1;\n',
  'domain/order.ts': upward,
};
const baselineFile = 'governance/baseline.txt';
const text = (folder: string) => readFileSync(join(folder, baselineFile), 'utf8');

async function accepted(): Promise<string> {
  const folder = makeFolder(files);
  const { code, out } = await runCommand(folder, ['baseline']);
  assert.equal(code, 0);
  assert.equal(out, 'governance/baseline.txt: 1 finding accepted.\n');
  return folder;
}

test('accepted findings do not count, and moving their lines changes nothing', async () => {
  const folder = await accepted();
  assert.ok(text(folder).endsWith('\narchitecture/upward-import\tdomain/order.ts\tui/page.ts\n'));
  assert.equal((await runCommand(folder, ['check'])).code, 0);
  writeInto(folder, 'domain/order.ts', `// a comment\n\n${upward}`);
  const { code, out } = await runCommand(folder, ['check']);
  assert.equal(code, 0);
  assert.match(out, /1 finding in the baseline/);
});

test('a new finding counts, also one more of the same', async () => {
  const folder = await accepted();
  writeInto(folder, 'domain/cart.ts', upward);
  assert.equal((await runCommand(folder, ['check'])).code, 1);
  writeInto(folder, 'domain/cart.ts', '');
  writeInto(folder, 'domain/order.ts', `${upward}import '../ui/page';\n`);
  assert.equal((await runCommand(folder, ['check'])).code, 1);
});

test('all shows them with their state', async () => {
  const folder = await accepted();
  const report = JSON.parse((await runCommand(folder, ['check', '--format', 'json', '--all'])).out);
  assert.deepEqual(
    report.findings.map(({ state }: { state: string }) => state),
    ['baselined'],
  );
  assert.equal(report.summary.baselined, 1);
  const without = JSON.parse((await runCommand(folder, ['check', '--format', 'json'])).out);
  assert.deepEqual(without.findings, []);
});

test('a complete local check takes out what is mended, and nothing else does', async () => {
  const folder = await accepted();
  writeInto(folder, 'domain/order.ts', 'export const order = 1;\n');
  const before = text(folder);
  await runCommand(folder, ['check', 'ui']);
  await runCommand(folder, ['check', '--only', 'policy/*']);
  const shared = await runCommand(folder, ['check'], { env: { CI: 'true' } });
  assert.match(shared.err, /1 entry of governance\/baseline.txt match nothing any more/);
  assert.equal(text(folder), before);
  const local = await runCommand(folder, ['check']);
  assert.match(local.err, /taken out/);
  assert.ok(!text(folder).includes('upward-import'));
  writeInto(folder, 'domain/order.ts', upward);
  assert.equal((await runCommand(folder, ['check'])).code, 1, 'what was mended may not come back');
});

test('bad lines are told and accept nothing', async () => {
  const folder = makeFolder({
    ...files,
    [baselineFile]: 'architecture/upward-import domain/order.ts\n\n# fine\n',
  });
  const { code, out } = await runCommand(folder, ['check']);
  assert.equal(code, 1);
  assert.match(out, /BAS-002/);
});

test('each policy has its own, and a broken policy gets none', async () => {
  const folder = makeFolder({
    ...files,
    'in/parapet.jsonc': files['parapet.jsonc'],
    'in/ui/page.ts': '',
    'in/domain/x.ts': upward,
  });
  await runCommand(folder, ['baseline']);
  assert.ok(readFileSync(join(folder, 'in', baselineFile), 'utf8').includes('\tdomain/x.ts\t'));
  assert.equal((await runCommand(folder, ['check'])).code, 0);
  assert.equal((await runCommand(join(folder, 'in'), ['check'])).code, 0);
  const broken = makeFolder({ ...files, 'parapet.jsonc': '{' });
  assert.equal((await runCommand(broken, ['baseline'])).code, 2);
  assert.ok(!existsSync(join(broken, baselineFile)));
});
