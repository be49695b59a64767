import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { runGit } from '../support/repository.ts';
import { makeFolder } from '../support/server.ts';

const files = {
  'parapet.jsonc': JSON.stringify({
    services: [
      { name: 'shop', files: 'src/**' },
      { name: 'idle', files: 'idle/**' },
    ],
  }),
  'src/orders.ts': `import express from 'express';
const app = express();
app.get('/orders/:id', readOrder);
app.post('/orders', makeOrder);
app.get(process.env.BASE, makeOrder);
`,
  'tools/app.ts': `import express from 'express';
const app = express();
app.get('/tools', list);
`,
  'idle/a.ts': 'export const one = 1;\n',
};

function shop(): string {
  const folder = makeFolder(files);
  runGit(folder, ['init', '-q']);
  return folder;
}

describe('parapet contracts scaffold', () => {
  test('writes a contract of what a service serves', async () => {
    const { code, out, err } = await runCommand(shop(), ['contracts', 'scaffold', 'shop']);
    assert.equal(code, 0, err);
    assert.match(out, /^openapi: 3\.1\.0\ninfo:\n {2}title: shop\n {2}version: 0\.1\.0\n/);
    assert.match(out, /\/orders\/\{id\}:\n {4}get:\n {6}operationId: readOrder\n/);
    assert.doesNotMatch(out, /tools/);
    assert.match(err, /1 registration could not be understood/);
  });

  test('leaves out what the policy calls internal of the contract that is still to be written', async () => {
    const internal = [{ path: '/tools', why: 'Ours.' }];
    const contracts = [{ file: 'shop.yaml', internal }];
    const folder = makeFolder({
      ...files,
      'parapet.jsonc': JSON.stringify({ services: [{ name: 'shop', files: '**', contracts }] }),
    });
    runGit(folder, ['init', '-q']);
    for (const name of [[], ['shop']]) {
      const { out } = await runCommand(folder, ['contracts', 'scaffold', ...name]);
      assert.match(out, /\/orders:/);
      assert.doesNotMatch(out, /tools/);
    }
  });

  test('writes one of all code without a service', async () => {
    const { out } = await runCommand(shop(), ['contracts', 'scaffold']);
    assert.match(out, /\/orders:/);
    assert.match(out, /\/tools:/);
  });

  test('writes a new file, which a check then holds against the code', async () => {
    const folder = shop();
    const output = 'contracts/shop.openapi.json';
    const { code, out } = await runCommand(folder, ['contracts', 'scaffold', 'shop', '--output', output]);
    assert.deepEqual([code, out], [0, '']);
    const text = readFileSync(join(folder, output), 'utf8');
    assert.deepEqual(Object.keys(JSON.parse(text).paths), ['/orders', '/orders/{id}']);
    const again = await runCommand(folder, ['contracts', 'scaffold', '--output', output]);
    assert.equal(again.code, 2);
    assert.match(again.err, /is there already; it is not overwritten/);
    assert.equal(readFileSync(join(folder, output), 'utf8'), text);
  });

  test('promises no JSON where a text is sent, and a body of any kind where one is read', async () => {
    const folder = makeFolder({
      'app.ts': `import express from 'express';
const app = express();
app.get('/health', (req, res) => { res.send('ok'); });
app.post('/echo', (req, res) => { res.status(201).json({ got: req.body }); });
`,
    });
    runGit(folder, ['init', '-q']);
    const { out } = await runCommand(folder, ['contracts', 'scaffold']);
    const [echo = '', health = ''] = out.split('  /health:');
    assert.match(health, /'?200'?:\s+description: OK\n$/);
    assert.match(echo, /requestBody:\s+required: true\s+content:\s+application\/json:\s+schema: \{\}\n/);
  });

  test('says what it cannot do', async () => {
    const folder = shop();
    for (const [operands, told] of [
      [['shopp'], /The policy has no service "shopp"\. Did you mean "shop"\?/],
      [['idle'], /Service "idle" serves no route that could be understood\./],
      [['shop', 'idle'], /takes one service/],
      [['--output', 'a.txt'], /is no name of a document in YAML or JSON/],
    ] as const) {
      const { code, out, err } = await runCommand(folder, ['contracts', 'scaffold', ...operands]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, told);
    }
  });
});
