import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { branchOff, makeBranch } from '../support/branch.ts';
import { runCommand } from '../support/command-line.ts';
import { runGit } from '../support/repository.ts';
import { makeFolder, writeInto } from '../support/server.ts';

const layers = '"layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }]';
const baseline = 'governance/baseline.txt';
const upward = "import { page } from '../ui/page';\n";
const rest = 'export const lines = [\n  1,\n  2,\n  3,\n  4,\n  5,\n  6,\n  7,\n  8,\n];\n';
const line = (path: string) => `architecture/upward-import\t${path}\tui/page.ts\n`;
const files = {
  'parapet.jsonc': `{ ${layers} }`,
  'ui/page.ts': 'export const page = 1;\n',
  'domain/order.ts': upward + rest,
  'domain/cart.ts': upward,
  [baseline]: line('domain/cart.ts') + line('domain/order.ts'),
};

interface Told {
  readonly code: number;
  /** `severity line message`, of the baselines. */
  readonly stale: readonly string[];
  readonly others: readonly string[];
  readonly out: string;
}

async function done(folder: string, argv: readonly string[] = []): Promise<Told> {
  const args = ['done', '--format', 'json', ...argv];
  const { code, out } = await runCommand(folder, args, { env: { CI: 'true' } });
  const { findings } = JSON.parse(out) as {
    findings: {
      rule: string;
      severity: string;
      range: { start: { line: number } };
      message: string;
    }[];
  };
  const isStale = ({ rule }: { rule: string }) => rule === 'policy/stale-baseline';
  return {
    code,
    stale: findings
      .filter(isStale)
      .map(({ severity, range, message }) => `${severity} ${range.start.line} ${message}`),
    others: findings.filter((one) => !isStale(one)).map(({ rule }) => rule),
    out,
  };
}

const left = (path: string) =>
  `The change ends what this line accepts, architecture/upward-import of "ui/page.ts" in "${path}", and leaves the line in the baseline.`;
const older = (path: string) =>
  `Nothing is found any more of what this line accepts, architecture/upward-import of "ui/page.ts" in "${path}".`;

/** All there is becomes what the next change is compared with. */
function merge(folder: string): void {
  runGit(folder, ['add', '-A']);
  runGit(folder, ['commit', '-qm', 'fix: something']);
  runGit(folder, ['branch', '-qf', 'main']);
}

test('a change that mends an import and leaves its line fails, until a local check has taken the line out', async () => {
  const folder = makeBranch(files);
  assert.deepEqual((await done(folder)).stale, []);
  writeInto(folder, 'domain/order.ts', rest);
  const first = await done(folder);
  assert.equal(first.code, 1);
  assert.deepEqual(first.stale, [`error 2 ${left('domain/order.ts')}`]);
  assert.match(first.out, /1 new error in 1 file: policy\/stale-baseline/);
  const pretty = (await runCommand(folder, ['done', '--all'])).out;
  assert.match(pretty, /Remove the line from the baseline/);
  assert.equal((await runCommand(folder, ['check'])).code, 0);
  const second = await done(folder);
  assert.deepEqual([second.code, second.stale], [0, []], second.out);
});

test('a line that an earlier change has left only warns, and no check fails by it', async () => {
  const folder = makeBranch(files);
  writeInto(folder, 'domain/order.ts', rest);
  merge(folder);
  writeInto(folder, 'ui/page.ts', 'export const page = 2;\n');
  const { code, stale, out } = await done(folder);
  assert.equal(code, 0, out);
  assert.deepEqual(stale, [`warning 2 ${older('domain/order.ts')}`]);
  assert.match(out, /no other new finding/);
  assert.equal((await runCommand(folder, ['check'], { env: { CI: 'true' } })).code, 0);
  writeInto(folder, 'domain/cart.ts', '');
  assert.deepEqual((await done(folder)).stale, [
    `error 1 ${left('domain/cart.ts')}`,
    `warning 2 ${older('domain/order.ts')}`,
  ]);
});

describe('what comes back under a line that was left', () => {
  const back =
    /BAS-005 (?:1 finding is|2 findings are) new, and (?:a line|lines) of the baseline that had nothing to accept/;
  const told = async (folder: string) => {
    const { code, out } = await runCommand(folder, ['done']);
    return { code, isTold: back.test(out) };
  };

  test('is told, and passes as the line is older', async () => {
    const folder = makeBranch(files);
    writeInto(folder, 'domain/order.ts', rest);
    merge(folder);
    writeInto(folder, 'domain/order.ts', upward + rest);
    assert.deepEqual(await told(folder), { code: 0, isTold: true });
  });

  test('is no finding that moves, was there before, or is accepted by the change itself', async () => {
    const folder = makeBranch(files);
    writeInto(folder, 'domain/order.ts', `// moved down\n${upward}${rest}`);
    assert.deepEqual(await told(folder), { code: 0, isTold: false });
    writeInto(folder, 'domain/new.ts', upward);
    writeInto(folder, baseline, files[baseline] + line('domain/new.ts'));
    assert.deepEqual(await told(folder), { code: 0, isTold: false });
    runGit(folder, ['reset', '-q', '--hard']);
    runGit(folder, ['clean', '-qfd']);
    runGit(folder, ['mv', 'domain/order.ts', 'domain/first.ts']);
    writeInto(folder, baseline, line('domain/cart.ts') + line('domain/first.ts'));
    assert.deepEqual(await told(folder), { code: 0, isTold: false });
  });

  test('is not what a change accepts in its first baseline', async () => {
    const { [baseline]: text, ...without } = files;
    const folder = makeBranch(without);
    writeInto(folder, 'domain/new.ts', upward);
    writeInto(folder, baseline, text + line('domain/new.ts'));
    assert.deepEqual(await told(folder), { code: 0, isTold: false });
  });
});

test('of equal lines one is left behind for each import that is mended', async () => {
  const folder = makeBranch({
    ...files,
    'domain/cart.ts': `${upward}${upward.replace('page }', 'page as again }')}`,
    [baseline]: `${line('domain/cart.ts').repeat(2)}${line('domain/order.ts')}`,
  });
  writeInto(folder, 'domain/cart.ts', upward);
  assert.deepEqual((await done(folder)).stale, [`error 2 ${left('domain/cart.ts')}`]);
  merge(folder);
  writeInto(folder, 'domain/cart.ts', '');
  assert.deepEqual(
    (await done(folder)).stale,
    [`error 2 ${left('domain/cart.ts')}`, `warning 1 ${older('domain/cart.ts')}`].toSorted(
      (a, b) => Number(a.split(' ')[1]) - Number(b.split(' ')[1]),
    ),
  );
});

test('a diff is judged without git', async () => {
  const folder = makeBranch(files);
  writeInto(folder, 'domain/order.ts', rest);
  const diff = runGit(folder, ['diff']);
  rmSync(join(folder, '.git'), { recursive: true });
  writeFileSync(join(folder, 'change.diff'), diff);
  assert.ok(!existsSync(join(folder, '.git')));
  assert.deepEqual((await done(folder, ['--diff-file', 'change.diff'])).stale, [
    `error 2 ${left('domain/order.ts')}`,
  ]);
  writeFileSync(join(folder, 'change.diff'), '');
  assert.deepEqual((await done(folder, ['--diff-file', 'change.diff'])).stale, [
    `warning 2 ${older('domain/order.ts')}`,
  ]);
});

describe('a file that git calls renamed', () => {
  const moved = (text: string) => {
    const folder = makeBranch(files);
    runGit(folder, ['mv', 'domain/order.ts', 'domain/first.ts']);
    writeInto(folder, 'domain/first.ts', text);
    return folder;
  };

  test('whose finding is still there leaves nothing stale behind, and its finding is new', async () => {
    const { stale, others, code } = await done(moved(upward + rest));
    assert.deepEqual([stale, others, code], [[], ['architecture/upward-import'], 1]);
  });

  test('and mended leaves its line, also where that has moved along', async () => {
    const folder = moved(rest);
    assert.deepEqual((await done(folder)).stale, [`error 2 ${left('domain/order.ts')}`]);
    writeInto(folder, baseline, line('domain/cart.ts') + line('domain/first.ts'));
    assert.deepEqual((await done(folder)).stale, [`error 2 ${left('domain/first.ts')}`]);
  });

  test('and accepted anew leaves the line of before', async () => {
    const folder = moved(upward + rest);
    writeInto(folder, baseline, line('domain/first.ts') + files[baseline]);
    assert.deepEqual((await done(folder)).stale, [`error 3 ${left('domain/order.ts')}`]);
  });
});

describe('nothing is stale', () => {
  const quiet: Readonly<Record<string, (folder: string) => void>> = {
    'where the rule is off': (folder) =>
      writeInto(folder, 'parapet.jsonc', `{ ${layers}, "rules": { "architecture/*": "off" } }`),
    'where the file is excluded': (folder) =>
      writeInto(folder, 'parapet.jsonc', `{ ${layers}, "exclude": ["domain/**"] }`),
    'where the finding is suppressed': (folder) => {
      const allowed = `// parapet-allow architecture/upward-import: for now\n${upward}`;
      for (const path of ['domain/order.ts', 'domain/cart.ts']) writeInto(folder, path, allowed);
    },
    'where not everything was seen': (folder) => {
      writeInto(folder, 'tsconfig.json', '{ "extends": "./gone.json" }');
      writeInto(folder, 'domain/order.ts', rest);
    },
    'of a rule that rests on types': (folder) =>
      writeInto(folder, baseline, `${files[baseline]}architecture/leaked-type\tui/page.ts\tpage\n`),
    'of a rule about changes': (folder) =>
      writeInto(folder, baseline, `${files[baseline]}policy/stale-baseline\tui/page.ts\tpage\n`),
  };
  for (const [where, change] of Object.entries(quiet)) {
    test(where, async () => {
      const folder = makeBranch(files);
      change(folder);
      assert.deepEqual((await done(folder)).stale, []);
    });
  }

  test('by a policy that was named by hand', async () => {
    const folder = makeBranch({
      ...files,
      'other.jsonc': '{ "layers": [{ "name": "ui", "files": "ui/**" }] }',
    });
    writeInto(folder, 'ui/page.ts', 'export const page = 2;\n');
    assert.deepEqual((await done(folder, ['--policy', 'other.jsonc'])).stale, []);
  });
});

test('a cycle leaves the lines of the imports that are gone', async () => {
  const rules = '{ "rules": { "architecture/import-cycle": "error" } }';
  const cycle = (...paths: readonly [from: string, to: string][]) =>
    paths.map(([from, to]) => `architecture/import-cycle\t${from}.ts\t${to}.ts\n`).join('');
  const folder = makeBranch({
    'parapet.jsonc': rules,
    'a.ts': "import './b';\nimport './c';\n",
    'b.ts': "import './a';\n",
    'c.ts': "import './b';\n",
    [baseline]: cycle(['a', 'b'], ['a', 'c'], ['b', 'a'], ['c', 'b']),
  });
  assert.deepEqual((await done(folder)).stale, []);
  writeInto(folder, 'a.ts', "import './c';\n");
  const one = (from: string, to: string) =>
    `The change ends what this line accepts, architecture/import-cycle of "${to}.ts" in "${from}.ts", and leaves the line in the baseline.`;
  assert.deepEqual((await done(folder)).stale, [`error 1 ${one('a', 'b')}`]);
  writeInto(folder, 'b.ts', '');
  assert.equal((await done(folder)).stale.length, 4);
});

test('each baseline is of its own policy', async () => {
  const nested = makeFolder({
    ...files,
    'in/parapet.jsonc': files['parapet.jsonc'],
    'in/ui/page.ts': files['ui/page.ts'],
    'in/domain/x.ts': upward,
    [`in/${baseline}`]: `# accepted\r\n${line('domain/x.ts').replace('\n', '\r\n')}${line('domain/cart.ts')}`,
  });
  runGit(nested, ['init', '-q', '-b', 'main']);
  branchOff(nested);
  const forgotten = `warning 3 ${older('domain/cart.ts')}`;
  assert.deepEqual((await done(nested)).stale, [forgotten]);
  writeInto(nested, 'in/domain/x.ts', '');
  writeInto(nested, 'domain/cart.ts', '');
  const told = await done(nested);
  assert.equal(told.code, 1);
  assert.deepEqual(told.stale, [
    `error 1 ${left('domain/cart.ts')}`,
    `error 2 ${left('domain/x.ts')}`,
    forgotten,
  ]);
});
