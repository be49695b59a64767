import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { makeBranch } from '../support/branch.ts';
import { runCommand } from '../support/command-line.ts';
import { runGit } from '../support/repository.ts';
import { makeFolder } from '../support/server.ts';

const policy = `{
  "layers": [{ "name": "ui", "files": "src/ui/**" }, { "name": "domain", "files": "src/domain/**" }],
  "tests": ["**/*.test.ts"],
  "gates": {
    "coverage": { "reports": ["coverage/lcov.info"], "patch": 80, "minLines": 2 },
    "tests": { "reports": ["reports/junit.xml"] }
  }
}
`;

const upward = "import { page } from '../ui/page';\n";

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A repository whose branch `feature` has nothing yet that `main` has not. */
function repository(files: Readonly<Record<string, string>> = {}): string {
  return makeBranch({
    'parapet.jsonc': policy,
    '.gitignore': 'coverage\nreports\n',
    'src/ui/page.ts': 'export const page = 1;\n',
    'src/domain/order.ts': 'export const order = 1;\n',
    'src/domain/old.ts': `${upward}export const old = page;\n`,
    ...files,
  });
}

test('a record that cannot be read is told, and one that is gone is not', async () => {
  const record = 'governance/changes/feature.yaml';
  const folder = repository({ 'governance/changes/other.yaml': 'waive: []\n' });
  rmSync(join(folder, 'governance/changes/other.yaml'));
  const told = async () => {
    const { out } = await done(folder, '--format', 'json');
    const { findings } = JSON.parse(out) as {
      findings: { rule: string; path: string; message: string }[];
    };
    return findings.flatMap(({ rule, path, message }) =>
      rule === 'done/invalid-record' ? [path, message] : [],
    );
  };
  assert.deepEqual(await told(), []);
  write(folder, { [record]: 'waive: []\0' });
  assert.deepEqual(await told(), [record, 'This record cannot be read: it contains a NUL byte.']);
});

const passing = '<testsuite><testcase name="a" classname="b"/></testsuite>';

function lcov(path: string, ...hits: readonly number[]): string {
  const lines = hits.map((hit, index) => `DA:${index + 1},${hit}`);
  return ['TN:', `SF:${path}`, ...lines, 'end_of_record', ''].join('\n');
}

function done(folder: string, ...args: readonly string[]) {
  return runCommand(folder, ['done', '--no-cache', ...args]);
}

describe('parapet done', () => {
  test('what the base had is not told, what the change adds is', async () => {
    const folder = repository();
    write(folder, {
      'src/domain/order.ts': `${upward}export const order = page;\n`,
      'coverage/lcov.info': lcov('src/domain/order.ts', 1, 1),
      'reports/junit.xml': passing,
    });
    const { code, out } = await done(folder);
    assert.equal(code, 1, out);
    assert.match(out, /src\/domain\/order\.ts:1:22 error/);
    assert.doesNotMatch(out, /old\.ts/);
    assert.match(out, /No-Go: 1 blocking\.\n$/);
  });

  test('a clean change with good evidence is a Go', async () => {
    const folder = repository();
    write(folder, {
      'src/domain/order.ts': 'export const order = 1;\nexport const sum = 2;\n',
      'coverage/lcov.info': lcov('src/domain/order.ts', 1, 1),
      'reports/junit.xml': passing,
    });
    const { code, out } = await done(folder);
    assert.equal(code, 0, out);
    assert.match(out, /Go\.\n$/);
  });

  test('declared evidence that is missing is unknown, never a pass', async () => {
    const folder = repository();
    write(folder, { 'src/domain/order.ts': 'export const order = 2;\nexport const sum = 2;\n' });
    const { code, out } = await done(folder);
    assert.equal(code, 3, out);
    assert.match(out, /coverage\/lcov\.info/);
    assert.match(out, /Unknown: /);
  });

  test('uncovered added lines fail the gate, and the JSON has the numbers', async () => {
    const folder = repository();
    write(folder, {
      'src/domain/order.ts':
        'export const order = 1;\nexport const a = 2;\nexport const b = 3;\nexport const c = 3;\n',
      'coverage/lcov.info': lcov('src/domain/order.ts', 1, 1, 1, 0),
      'reports/junit.xml': passing,
    });
    const { code, out } = await done(folder, '--format', 'json');
    assert.equal(code, 1, out);
    const { coverage, items, verdict } = JSON.parse(out);
    assert.equal(verdict, 'fail');
    assert.equal(coverage.patch, 200 / 3);
    assert.deepEqual(coverage.files, [
      { path: 'src/domain/order.ts', measured: 3, covered: 2, uncovered: [4] },
    ]);
    assert.equal(items.find(({ id }: { id: string }) => id === 'patch-coverage').verdict, 'fail');
  });

  test('reports that were named count in place of those declared', async () => {
    const folder = repository();
    write(folder, {
      'src/domain/order.ts': 'export const order = 2;\nexport const sum = 2;\n',
      'other.info': lcov('src/domain/order.ts', 1, 1),
      'other.xml': passing,
    });
    const { code, out } = await done(folder, '--coverage', 'other.info', '--junit', 'other.xml');
    assert.equal(code, 0, out);
  });

  test('a diff stands in for git', async () => {
    const folder = repository();
    write(folder, {
      'src/domain/order.ts': `${upward}export const order = page;\n`,
      'coverage/lcov.info': lcov('src/domain/order.ts', 1, 1),
      'reports/junit.xml': passing,
    });
    const told = (await done(folder, '--format', 'json')).out;
    write(folder, { '../change.diff': `${runGit(folder, ['diff', 'main'])}\n` });
    rmSync(join(folder, '.git'), { recursive: true });
    const { out, code } = await done(folder, '--diff-file', '../change.diff', '--format', 'json');
    assert.equal(code, 1, out);
    const findings = (text: string) => JSON.parse(text).findings;
    assert.deepEqual(findings(out), findings(told));
  });

  test('a base that does not exist is an error that names it', async () => {
    const { code, out } = await done(repository(), '--base', 'origin/gone');
    assert.equal(code, 2, out);
    assert.match(out, /origin\/gone/);
    assert.match(out, /Unknown/);
  });

  test('a change that cannot be had is unknown, and what was named wrongly is wrong usage', async () => {
    const folder = repository();
    const named = 'coverage/no.diff';
    write(folder, { [named]: 'This is no diff.\n' });
    assert.equal((await done(folder, '--diff-file', named)).code, 2);
    rmSync(join(folder, '.git'), { recursive: true });
    for (const args of [[], ['--base', 'main']]) {
      const { code, out } = await done(folder, ...args);
      assert.equal(code, 3, out);
      assert.match(
        out,
        /^GIT-002 .* is in no git repository, so there is no change: run `git init`, or give a diff\.$/m,
      );
      assert.match(out, /^Unknown: /m);
    }
    assert.equal((await done(folder, '--fail-on', 'never')).code, 0);
    const policyBase = repository({ 'parapet.jsonc': policy.replace('{', '{ "base": "origin/gone",') });
    assert.equal((await done(policyBase)).code, 3);
  });

  test('without a policy there is no Definition of Done', async () => {
    const folder = makeFolder({ 'a.ts': '' });
    const { code, err } = await done(folder);
    assert.equal(code, 2);
    assert.match(err, /There is no policy/);
  });

  test('a change that removes the policy is called one', async () => {
    const folder = repository();
    rmSync(join(folder, 'parapet.jsonc'));
    const { code, err } = await done(folder);
    assert.equal(code, 2);
    assert.match(err, /The change removes the policy "parapet\.jsonc"/);
    assert.doesNotMatch(err, /init/);
  });
});
