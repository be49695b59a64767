import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { branchOff } from '../support/branch.ts';
import { runCommand } from '../support/command-line.ts';
import { runGit } from '../support/repository.ts';
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
  assert.match(shared.err, /1 entry of governance\/baseline.txt matches nothing any more/);
  assert.equal(text(folder), before);
  const local = await runCommand(folder, ['check']);
  assert.match(local.err, /taken out/);
  assert.ok(!text(folder).includes('upward-import'));
  writeInto(folder, 'domain/order.ts', upward);
  assert.equal((await runCommand(folder, ['check'])).code, 1, 'what was mended may not come back');
});

describe('an entry is not taken out where nobody has seen that it is mended', () => {
  const policy = (more: string) => files['parapet.jsonc'].replace(/ \}$/, `, ${more} }`);
  const kept: Readonly<Record<string, (folder: string) => void>> = {
    'its rule is off': (folder) =>
      writeInto(folder, 'parapet.jsonc', policy('"rules": { "architecture/upward-import": "off" }')),
    'its rule is off for its file': (folder) => {
      const rules = '{ "architecture/*": "off" }';
      writeInto(
        folder,
        'parapet.jsonc',
        policy(`"overrides": [{ "files": "domain/**", "rules": ${rules} }]`),
      );
    },
    'its file is excluded': (folder) =>
      writeInto(folder, 'parapet.jsonc', policy('"exclude": ["domain/**"]')),
    'its file is ignored': (folder) => writeInto(folder, '.gitignore', 'domain/\n'),
    'its file is judged by another policy': (folder) => writeInto(folder, 'domain/parapet.jsonc', '{}'),
    'its finding is suppressed': (folder) =>
      writeInto(folder, 'domain/order.ts', `// parapet-allow architecture/upward-import: for now\n${upward}`),
    'something else was not seen': (folder) => {
      writeInto(folder, 'domain/order.ts', 'export const order = 1;\n');
      writeInto(folder, 'tsconfig.json', '{ "extends": "./gone.json" }');
    },
  };
  for (const [reason, change] of Object.entries(kept)) {
    test(`as ${reason}`, async () => {
      const folder = await accepted();
      const before = text(folder);
      change(folder);
      for (const env of [{ CI: 'true' }, {}]) {
        const { err } = await runCommand(folder, ['check'], { env });
        assert.doesNotMatch(err, /governance\/baseline/);
        assert.equal(text(folder), before);
      }
    });
  }

  test('but where its file is gone', async () => {
    const folder = await accepted();
    rmSync(join(folder, 'domain/order.ts'));
    assert.match((await runCommand(folder, ['check'])).err, /1 entry .* was mended and is taken out/);
  });

  test('but where another file is left out', async () => {
    const folder = await accepted();
    writeInto(folder, 'domain/order.ts', 'export const order = 1;\n');
    writeInto(folder, 'parapet.jsonc', policy('"exclude": ["ui/**"]'));
    assert.match((await runCommand(folder, ['check'])).err, /1 entry .* was mended and is taken out/);
  });
});

describe('a file that git calls renamed', () => {
  async function moved(): Promise<string> {
    const folder = await accepted();
    const rest = 'export const lines = [\n  1,\n  2,\n  3,\n  4,\n  5,\n  6,\n  7,\n  8,\n];\n';
    writeInto(folder, 'domain/order.ts', `${upward}${rest}`);
    runGit(folder, ['init', '-q', '-b', 'main']);
    branchOff(folder);
    mkdirSync(join(folder, 'domain/orders'));
    runGit(folder, ['mv', 'domain/order.ts', 'domain/orders/order.ts']);
    writeInto(folder, 'domain/orders/order.ts', `${upward.replace('../ui', '../../ui')}${rest}`);
    return folder;
  }

  test('takes its entries along in a local check', async () => {
    const folder = await moved();
    const { code, err } = await runCommand(folder, ['check']);
    assert.equal(code, 0);
    assert.equal(err, 'parapet: 1 entry of governance/baseline.txt moved along with its file.\n');
    assert.ok(text(folder).endsWith('\narchitecture/upward-import\tdomain/orders/order.ts\tui/page.ts\n'));
    assert.equal((await runCommand(folder, ['done'])).code, 0);
    assert.equal((await runCommand(folder, ['check'], { env: { CI: 'true' } })).code, 0);
  });

  test('stops the change while they are left behind, as every check after the merge would fail', async () => {
    const folder = await moved();
    const { code, out } = await runCommand(folder, ['done']);
    assert.equal(code, 1);
    assert.match(out, /BAS-003 1 finding of moved files is accepted in the baseline where it was; a local/);
    const shared = await runCommand(folder, ['check'], { env: { CI: 'true' } });
    assert.equal(shared.code, 1);
    assert.ok(text(folder).includes('\tdomain/order.ts\t'));
  });

  test('is no way around the baseline: an entry that is taken out counts where its finding is still there', async () => {
    const folder = await moved();
    runGit(folder, ['reset', '-q', '--hard', 'main']);
    writeInto(folder, baselineFile, '# empty\n');
    const { code, out } = await runCommand(folder, ['done']);
    assert.equal(code, 1);
    assert.match(out, /BAS-004 1 finding is still there that the change takes out of the baseline\./);
    assert.match(out, /domain\/order\.ts:1:22 error/);
    writeInto(folder, 'domain/order.ts', 'export const order = 1;\n');
    const mended = await runCommand(folder, ['done']);
    assert.equal(mended.code, 0, mended.out);
    assert.doesNotMatch(mended.out, /BAS-/);
  });

  test('without an entry is told of neither', async () => {
    const folder = await moved();
    runGit(folder, ['mv', 'domain/orders/order.ts', 'domain/orders/new.ts']);
    writeInto(folder, 'domain/orders/new.ts', 'export const order = 1;\n');
    assert.doesNotMatch((await runCommand(folder, ['done'])).out, /BAS-003/);
    assert.match((await runCommand(folder, ['check'])).err, /1 entry .* was mended and is taken out/);
  });
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

describe('cycles are accepted by their imports', () => {
  const cyclic = {
    'parapet.jsonc': '{ "rules": { "architecture/import-cycle": "error" } }',
    'a.ts': "import './b';\nimport './c';\n",
    'b.ts': "import './a';\n",
    'c.ts': "import './b';\n",
    'd.ts': "import './a';\n",
    'e.ts': "import './d';\n",
  };
  const errors = async (folder: string) => {
    const report = JSON.parse((await runCommand(folder, ['check', '--format', 'json'])).out);
    return report.findings.map(
      ({ path, range }: { path: string; range: { start: { line: number } } }) =>
        `${path}:${range.start.line}`,
    );
  };
  const adopted = async () => {
    const folder = makeFolder(cyclic);
    assert.match((await runCommand(folder, ['baseline'])).out, /1 finding accepted/);
    assert.deepEqual(await errors(folder), []);
    return folder;
  };
  const listed = (folder: string) => text(folder).match(/^architecture.*$/gm) ?? [];

  test('each import between files of the knot is a line', async () => {
    assert.deepEqual(
      listed(await adopted()).map((line) => line.split('\t').slice(1).join(' ')),
      ['a.ts b.ts', 'a.ts c.ts', 'b.ts a.ts', 'c.ts b.ts'],
    );
  });

  test('mending one import brings no other to light, and takes its line out', async () => {
    const folder = await adopted();
    writeInto(folder, 'a.ts', "import './c';\n");
    assert.deepEqual(await errors(folder), []);
    assert.equal(listed(folder).length, 3);
    writeInto(folder, 'a.ts', cyclic['a.ts']);
    assert.deepEqual(await errors(folder), ['a.ts:1'], 'what was mended may not come back');
  });

  test('no line goes while a file of its knot is left out, and those of other knots do', async () => {
    const folder = await adopted();
    const other = 'architecture/import-cycle\tx.ts\ty.ts\n';
    writeInto(folder, baselineFile, `${text(folder)}${other}`);
    const exclude = `{ "exclude": ["c.ts"], ${cyclic['parapet.jsonc'].slice(1)}`;
    writeInto(folder, 'parapet.jsonc', exclude);
    writeInto(folder, 'a.ts', "import './c';\n");
    assert.deepEqual(await errors(folder), []);
    assert.equal(listed(folder).length, 4);
    assert.ok(!text(folder).includes(other));
  });

  test('an import that closes another cycle is an error where it stands', async () => {
    const folder = await adopted();
    writeInto(folder, 'b.ts', "import './a';\nimport './e';\n");
    assert.deepEqual(await errors(folder), ['b.ts:2']);
    assert.equal(listed(folder).length, 4, 'what was accepted stays so');
  });

  test('imports that were there before are not blamed for it', async () => {
    const folder = makeFolder({
      'parapet.jsonc': cyclic['parapet.jsonc'],
      'x.ts': "import './y';\n",
      'y.ts': "import './x';\n",
      'e.ts': "import './d';\nimport './g';\n",
      'd.ts': "import './x';\n",
      'g.ts': "import './x';\n",
    });
    await runCommand(folder, ['baseline']);
    writeInto(folder, 'y.ts', "import './x';\nimport './e';\n");
    assert.deepEqual(await errors(folder), ['y.ts:2']);
  });

  test('one that leads out of the knot is none', async () => {
    const folder = await adopted();
    writeInto(folder, 'f.ts', '');
    writeInto(folder, 'b.ts', "import './a';\nimport './f';\n");
    assert.deepEqual(await errors(folder), []);
  });
});

test('a first baseline accepts that it has no owner itself', async () => {
  const folder = makeFolder({ ...files, CODEOWNERS: 'domain/ @acme/web\nui/ @acme/web\n' });
  runGit(folder, ['init', '-q', '-b', 'main']);
  assert.equal((await runCommand(folder, ['baseline'])).code, 0);
  assert.match(text(folder), /^ownership\/unowned-governance\tCODEOWNERS\tgovernance$/m);
  const { code, out, err } = await runCommand(folder, ['check', '--fail-on', 'warning']);
  assert.deepEqual([code, err], [0, ''], out);
});
