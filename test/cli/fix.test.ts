import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseArguments } from '../../server/src/cli/arguments.ts';
import { fixTree } from '../../server/src/cli/fix.ts';
import { openWorkspace } from '../../server/src/cli/open.ts';
import type { Terminal } from '../../server/src/cli/terminal.ts';
import { type Ran, runCommand } from '../support/command-line.ts';
import { makeFolder, writeInto } from '../support/server.ts';

const policy = `{
  "layers": [],
  "slices": [{ "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"] }],
  "rules": { "architecture/import-cycle": "error" }
}
`;
const files = {
  'parapet.jsonc': policy,
  'app.ts':
    "import { total } from './features/cart/total';\nimport { tax } from './features/cart/tax';\nexport const app = [total, tax];\n",
  'features/cart/index.ts': "export { tax } from './tax';\nexport { total } from './total';\n",
  'features/cart/total.ts': 'export const total = 1;\n',
  'features/cart/tax.ts': 'export const tax = 1;\n',
};
const fixed = "import { total, tax } from './features/cart';\nexport const app = [total, tax];\n";

async function fix(
  tree: Readonly<Record<string, string>>,
  ...argv: string[]
): Promise<Ran & { readonly root: string; text(path: string): string }> {
  const root = makeFolder(tree);
  const ran = await runCommand(root, ['check', '--fix', ...argv]);
  return { ...ran, root, text: (path) => readFileSync(join(root, path), 'utf8') };
}

describe('check --fix', () => {
  test('applies what is safe, joins imports of one file, says what it did and judges again', async () => {
    const ran = await fix(files);
    assert.equal(ran.text('app.ts'), fixed);
    assert.equal(ran.code, 0);
    assert.equal(
      ran.err,
      'parapet: app.ts: Import from "./features/cart"\nparapet: app.ts: Import from "./features/cart"\nparapet: 2 findings were fixed in 1 file.\n',
    );
  });

  test('leaves what is not safe: what an entry offers is for a person to decide', async () => {
    const entry = "export { tax } from './tax';\n";
    const ran = await fix({ ...files, 'features/cart/index.ts': entry });
    assert.equal(ran.text('features/cart/index.ts'), entry);
    assert.match(
      ran.text('app.ts'),
      /from '.\/features\/cart\/total';\nimport { tax } from '.\/features\/cart';/,
    );
    assert.equal(ran.code, 1);
  });

  test('goes on until there is no more: a cycle and an import in one file', async () => {
    const ran = await fix({
      ...files,
      'a.ts':
        "import { B } from './b';\nimport { tax } from './features/cart/tax';\nexport class A { b?: B; tax = tax }\n",
      'b.ts': "import { A } from './a';\nexport class B { a?: A }\n",
    });
    assert.equal(ran.code, 0);
    assert.equal(
      ran.text('a.ts'),
      "import type { B } from './b';\nimport { tax } from './features/cart';\nexport class A { b?: B; tax = tax }\n",
    );
    assert.equal(ran.text('b.ts'), "import { A } from './a';\nexport class B { a?: A }\n");
  });

  test('tells a fix of the file that it changes, also where the finding stands in another', async () => {
    const ran = await fix({
      'parapet.jsonc': policy,
      'a.ts': "import { b } from './b';\nexport interface A { b: number }\nexport const a = b;\n",
      'b.ts': "import { A } from './a';\nexport const b = (a: A) => a.b;\n",
    });
    assert.equal(ran.code, 0);
    assert.match(ran.err, /parapet: b.ts: Make .* type-only\nparapet: 1 finding was fixed in 1 file\.\n/);
  });

  test('changes nothing where there is nothing to fix, and nothing outside of the paths', async () => {
    const ran = await fix(files, 'features');
    assert.equal(ran.text('app.ts'), files['app.ts']);
    assert.match(ran.err, /nothing was fixed/);
    assert.equal((await fix({ ...files, 'app.ts': fixed })).text('app.ts'), fixed);
  });

  test('keeps the mark at the beginning, the line breaks and the mode of a file', async () => {
    const root = makeFolder({ ...files, 'app.ts': `\uFEFF${files['app.ts'].replaceAll('\n', '\r\n')}` });
    chmodSync(join(root, 'app.ts'), 0o755);
    await runCommand(root, ['check', '--fix']);
    assert.equal(readFileSync(join(root, 'app.ts'), 'utf8'), `\uFEFF${fixed.replaceAll('\n', '\r\n')}`);
    if (process.platform !== 'win32') assert.equal(statSync(join(root, 'app.ts')).mode & 0o777, 0o755);
  });

  test('leaves a file alone that is not in UTF-8', async () => {
    const root = makeFolder(files);
    const encoded = Buffer.from(files['app.ts'].replace('total }', 'total /* é */ }'), 'latin1');
    writeFileSync(join(root, 'app.ts'), encoded);
    const { err } = await runCommand(root, ['check', '--fix']);
    assert.match(err, /app.ts was left alone/);
    assert.deepEqual(readFileSync(join(root, 'app.ts')), encoded);
  });

  test('leaves a file alone that has changed since it was read', async () => {
    const root = makeFolder(files);
    let err = '';
    const terminal: Terminal = {
      ...{ cwd: root, env: {}, isOutputTerminal: false, isErrorTerminal: false, columns: undefined },
      out: () => {},
      err: (text) => {
        err += text;
      },
    };
    const opened = await openWorkspace(parseArguments(['check']), terminal);
    const other = `${files['app.ts']}export const more = 1;\n`;
    let rounds = 0;
    const toolsOver: typeof opened.toolsOver = (texts) => {
      if (++rounds === 2) writeInto(root, 'app.ts', other);
      return opened.toolsOver(texts);
    };
    await fixTree({ ...opened, toolsOver }, () => true, terminal);
    assert.match(err, /app.ts was left alone.*\nparapet: nothing was fixed/);
    assert.equal(readFileSync(join(root, 'app.ts'), 'utf8'), other);
    assert.deepEqual(
      opened.workspace.findings().map(({ path }) => path),
      ['app.ts', 'app.ts'],
    );
  });
});

test('JSON lists the ways out only where everything is asked for', async () => {
  const root = makeFolder(files);
  const plain = JSON.parse((await runCommand(root, ['check', '--format', 'json'])).out);
  assert.equal(plain.findings[0].fixes, undefined);
  const all = JSON.parse((await runCommand(root, ['check', '--format', 'json', '--all'])).out);
  assert.deepEqual(all.findings[0].fixes[0], {
    id: 'public-entry',
    title: 'Import from "./features/cart"',
    safe: true,
  });
});
