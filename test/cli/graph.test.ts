import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { makeFolder } from '../support/server.ts';

const files = {
  'parapet.jsonc':
    '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }',
  'ui/page.ts': "import '../domain/order';\n",
  'domain/order.ts': "import './tax';\n",
  'domain/tax.ts': 'export {};\n',
  'lib/x.ts': 'export {};\n',
};

test('every format draws the same graph, all of it or a focus', async () => {
  const folder = makeFolder(files);
  const draw = async (...args: readonly string[]) => (await runCommand(folder, ['graph', ...args])).out;
  const paths = (text: string) => JSON.parse(text).files.map(({ path }: { path: string }) => path);
  assert.deepEqual(paths(await draw()), ['domain/order.ts', 'domain/tax.ts', 'lib/x.ts', 'ui/page.ts']);
  assert.deepEqual(paths(await draw('--focus', 'ui/**')), ['domain/order.ts', 'ui/page.ts']);
  for (const format of ['mermaid', 'dot', 'html']) {
    const [whole, part] = [
      await draw('--format', format),
      await draw('--format', format, '--focus', 'ui/**'),
    ];
    assert.ok(whole.includes('domain/tax.ts') && whole.includes('ui/page.ts'), format);
    assert.ok(!part.includes('domain/tax.ts') && part.includes('ui/page.ts'), format);
    assert.equal(await draw('--format', format), whole);
  }
});

test('a page leads from where it is written to the files', async () => {
  const folder = makeFolder({ ...files, 'out/keep.txt': '' });
  const { code, out } = await runCommand(folder, ['graph', '--format', 'html', '--output', 'out/page.html']);
  assert.deepEqual([code, out], [0, '']);
  assert.match(
    readFileSync(join(folder, 'out/page.html'), 'utf8'),
    /"links":\{"kind":"relative","base":"\.\.\/"\}/,
  );
});

test('a focus that matches nothing, or is no pattern, and links without a page are wrong usage', async () => {
  const folder = makeFolder(files);
  const told = async (...args: readonly string[]) => {
    const { code, err } = await runCommand(folder, ['graph', ...args]);
    assert.equal(code, 2);
    return err;
  };
  assert.match(await told('--focus', 'gone/**'), /^parapet: No file matches "gone\/\*\*", relative to /);
  assert.match(await told('--focus', '/ui'), /The pattern "\/ui" of --focus starts with "\/"/);
  assert.match(await told('--format', 'dot', '--links', 'vscode'), /--links is for --format html/);
  assert.match(await told('--format', 'png'), /json, mermaid, dot, html/);
});
