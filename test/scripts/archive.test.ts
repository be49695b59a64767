import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const { npm } = await import(new URL('../../scripts/run.mjs', import.meta.url).href);
const root = fileURLToPath(new URL('../../', import.meta.url));

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-archive-test-'));
after(() => fs.rmSync(temporary, { recursive: true, force: true }));

const packed = [
  ...['LICENSE', 'README.md', 'package.json', 'dist/cli.cjs', 'dist/server.cjs', 'dist/semantics.cjs'],
  ...['dist/commands.cjs', 'dist/fixes.cjs', 'dist/types-thread.cjs'],
  ...['dist/page.js', 'dist/page.css'],
  ...[
    'docs/policy.md',
    'docs/rules/README.md',
    'docs/rules/cycle/import-cycle.md',
    'schema/parapet.schema.json',
  ],
];
const left = [
  ...['.vscodeignore', 'CHANGELOG.md', 'parapet.jsonc', 'dist/client.cjs', 'docs/other.md'],
  ...['docs/images/a.png', 'media/icon.png', 'out/parapet.vsix', 'scripts/run.mjs', 'server/src/a.ts'],
  ...['test/a.test.ts', 'test/schema/a.json', 'node_modules/a/package.json'],
];

/** The archive's real content is made by the build; what decides what goes in are these two files. */
test('npm packs the command line, the rule pages and the schema, and nothing else', async () => {
  for (const file of [...packed, ...left]) {
    fs.mkdirSync(path.dirname(path.join(temporary, file)), { recursive: true });
    fs.writeFileSync(path.join(temporary, file), '{}');
  }
  for (const file of ['package.json', '.npmignore'])
    fs.copyFileSync(path.join(root, file), path.join(temporary, file));
  const { code, output } = await npm(['pack', '--ignore-scripts', '--dry-run', '--json'], {
    cwd: temporary,
    quiet: true,
  });
  assert.equal(code, 0, output);
  const [{ files }] = JSON.parse(output.slice(output.search(/^\[/m)));
  const names: string[] = files.map((file: { path: string }) => file.path);
  assert.deepEqual(names.sort(), packed.sort());
});
