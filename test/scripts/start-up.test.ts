import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { test } from 'node:test';
import { commandLineBundle, makeFolder } from '../support/server.ts';

/** What Node loads for a command line, and how that ends. */
function loadedBy(args: readonly string[], cwd = makeFolder({})) {
  const script = `
    process.argv.splice(1, process.argv.length, ${[commandLineBundle, ...args].map((text) => JSON.stringify(text)).join()});
    process.on('exit', () => process.stderr.write('\\n' + JSON.stringify([process.moduleLoadList, Object.keys(require.cache)])));
    require(${JSON.stringify(commandLineBundle)});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8' });
  const told = stderr.trimEnd().split('\n');
  const [builtins, files] = JSON.parse(told.pop() ?? '') as [string[], string[]];
  const bundles = files.filter((file) => file.endsWith('.cjs')).map((file) => basename(file));
  return { status, stdout, told: told.filter((line) => line !== ''), builtins, bundles };
}

const broken = {
  'parapet.jsonc':
    '{ "edition": "2026-11", "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "core", "files": "core/**" }] }',
  'core/order.ts': "import { Page } from '../ui/page';\nexport type Order = Page;\n",
  'ui/page.ts': 'export interface Page { readonly title: string }\n',
};

test('starting the command line loads no cryptography, no threads, and neither compiler nor language server', () => {
  const { builtins, bundles } = loadedBy(['--version']);
  assert.ok(builtins.includes('NativeModule fs'));
  assert.deepEqual(
    builtins.filter((name) => /^NativeModule (?:internal\/crypto|worker_threads)/.test(name)),
    [],
  );
  assert.deepEqual(bundles, ['cli.cjs']);
});

test('a check that finds something loads nothing more, but for a reader what tells ways out', () => {
  const { status, bundles, stdout } = loadedBy(['check', '--no-cache'], makeFolder(broken));
  assert.equal(status, 1, stdout);
  assert.deepEqual(bundles, ['cli.cjs']);
  const forReaders = loadedBy(['check', '--no-cache', '--format', 'markdown'], makeFolder(broken));
  assert.deepEqual(forReaders.bundles, ['cli.cjs', 'fixes.cjs', 'commands.cjs']);
});

test('ways out and other commands are loaded where they are asked for', () => {
  const folder = makeFolder(broken);
  const fixes = loadedBy(['check', '--no-cache', '--format', 'json', '--all'], folder);
  assert.deepEqual(fixes.bundles, ['cli.cjs', 'fixes.cjs', 'semantics.cjs']);
  const [finding] = JSON.parse(fixes.stdout).findings;
  assert.ok(finding.fixes.length > 0, fixes.stdout);
  const graph = loadedBy(['graph', '--format', 'dot'], folder);
  assert.equal(graph.status, 0);
  assert.deepEqual(graph.bundles, ['cli.cjs', 'commands.cjs']);
});

test('wrong usage of a command that is loaded later ends as that of the first', () => {
  const { status, told } = loadedBy(['explain', 'a', 'b', 'c']);
  assert.equal(status, 2);
  assert.deepEqual(told, ['parapet: "parapet explain" takes a rule, or one or two files.']);
});
