import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

// Each call runs in a process of its own, as two commands of a person would. The package is a local folder: no registry.
const script = `
  const { installOnce } = await import(process.env.CACHE_MODULE);
  const recipe = { name: 'tool-1', title: 'a tool', probes: ['node_modules/tool/index.js'], steps: [{ folder: '.', args: [process.env.TOOL, '--install-links'] }] };
  try { console.log('at ' + (await installOnce(recipe))); } catch (error) { console.log(error.constructor.name + ': ' + error.message); }
`;

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-cache-test-'));
const tool = path.join(temporary, 'tool');

before(() => {
  fs.mkdirSync(tool);
  fs.writeFileSync(path.join(tool, 'package.json'), '{ "name": "tool", "version": "1.0.0" }');
  fs.writeFileSync(path.join(tool, 'index.js'), '');
});

after(() => fs.rmSync(temporary, { recursive: true, force: true }));

test('two at once install once, and both get the folder', async () => {
  const cache = path.join(temporary, 'two');
  const outputs = await Promise.all([install(cache), install(cache)]);
  for (const output of outputs) assert.match(output, new RegExp(`at ${path.join(cache, 'tool-1')}`));
  assert.equal(outputs.filter((output) => output.includes('Installing a tool')).length, 1);
  assert.deepEqual(fs.readdirSync(cache), ['tool-1']);
});

test('a complete installation is used as it is; one that lost a file is done again', async () => {
  const cache = path.join(temporary, 'again');
  await install(cache);
  assert.doesNotMatch(await install(cache), /Installing/);
  fs.rmSync(path.join(cache, 'tool-1', 'node_modules', 'tool', 'index.js'));
  assert.match(await install(cache), /Installing[\s\S]*at /);
});

test('the lock of a process that has died stops nobody, and what it had begun is removed', async () => {
  const cache = path.join(temporary, 'dead');
  for (const name of ['tool-1.part-a1', 'tool-10.part-a1'])
    fs.mkdirSync(path.join(cache, name), { recursive: true });
  fs.writeFileSync(path.join(cache, 'tool-1.lock'), String(await deadProcess()));
  assert.match(await install(cache), /at /);
  assert.deepEqual(fs.readdirSync(cache).sort(), ['tool-1', 'tool-10.part-a1']);
});

test('what cannot be installed is said in one sentence, and nothing is left', async () => {
  const cache = path.join(temporary, 'none');
  const output = await install(cache, path.join(temporary, 'absent'));
  assert.match(output, /Trouble: npm could not install a tool: \S/);
  assert.deepEqual(fs.readdirSync(cache), []);
});

async function install(cache: string, from = tool): Promise<string> {
  const module = new URL('../../scripts/cache.mjs', import.meta.url).href;
  const env = { ...process.env, PARAPET_CACHE: cache, CACHE_MODULE: module, TOOL: from };
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  await once(child, 'close');
  return output;
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  return child.pid ?? 0;
}
