import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const { addToZip, filesInZip } = await import(new URL('../../scripts/zip.mjs', import.meta.url).href);
const { pluginFiles } = await import(new URL('../../scripts/package.mjs', import.meta.url).href);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-zip-test-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

/** An archive without files is nothing but the record at its end. */
const empty = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)]);

test('files are added to an archive, and those in it stay as they were, in their order', async () => {
  const archive = path.join(folder, 'a.zip');
  fs.writeFileSync(archive, empty);
  const first = path.join(folder, 'first.txt');
  fs.writeFileSync(first, 'one\n'.repeat(1000));
  await addToZip(archive, [{ file: first, name: 'extension/first.txt' }]);
  assert.ok(fs.statSync(archive).size < 1000, 'it is packed');
  fs.writeFileSync(first, 'other');
  await addToZip(archive, [{ file: first, name: 'extension/node_modules/p/second.txt' }]);
  const files = await filesInZip(archive);
  assert.deepEqual([...files.keys()], ['extension/first.txt', 'extension/node_modules/p/second.txt']);
  assert.equal(String(files.get('extension/first.txt')), 'one\n'.repeat(1000));
  assert.deepEqual(fs.readdirSync(folder).sort(), ['a.zip', 'first.txt']);
});

test('a file that is missing fails the packing and leaves the archive as it was', async () => {
  const archive = path.join(folder, 'b.zip');
  fs.writeFileSync(archive, empty);
  await assert.rejects(addToZip(archive, [{ file: path.join(folder, 'gone'), name: 'gone' }]));
  assert.deepEqual(fs.readFileSync(archive), empty);
});

test('the plugin lies where the editor looks for it', () => {
  const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const [{ name }] = contributes.typescriptServerPlugins;
  const places = pluginFiles().map(({ to }: { to: string }) => to);
  assert.deepEqual(places, [`node_modules/${name}/package.json`, `node_modules/${name}/index.cjs`]);
});
