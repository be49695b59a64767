import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { contractOf, serving } from '../rules/contracts/shop.ts';
import { runCommand } from '../support/command-line.ts';
import { runGit } from '../support/repository.ts';
import { makeFolder, writeInto } from '../support/server.ts';

const many = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [`src/ui/page${index}.ts`, "import '../domain/order';\n"]),
);
const sources = {
  ...many,
  'src/domain/order.ts': 'export const order = 1;\n',
  'src/domain/old.ts': "import '../ui/page0';\n",
  'src/domain/a.ts': "import './b';\n",
  'src/domain/b.ts': "import './a';\n",
};
const baselineFile = 'governance/baseline.txt';
const job = '.github/workflows/parapet.yml';
const textOf = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

test('without yes it shows all that it would write, and writes nothing', async () => {
  const folder = makeFolder({ ...sources, '.github/x': '' });
  const before = readdirSync(folder, { recursive: true }).length;
  const { code, out, err } = await runCommand(folder, ['init']);
  assert.equal(code, 0);
  for (const name of ['parapet.jsonc', baselineFile, job]) assert.match(out, new RegExp(`^--- ${name}`, 'm'));
  assert.match(err, /Nothing was written/);
  assert.equal(readdirSync(folder, { recursive: true }).length, before);
});

test('with yes today passes, and the next change sees only its own errors', async () => {
  const folder = makeFolder({ ...sources, '.github/x': '' });
  assert.equal((await runCommand(folder, ['init', '--yes'])).code, 0);
  assert.match(textOf(folder, 'parapet.jsonc'), /"ui"[\s\S]*"domain"/);
  assert.match(textOf(folder, baselineFile), /^architecture\/upward-import\tsrc\/domain\/old\.ts\t/m);
  const clean = await runCommand(folder, ['check', '--fail-on', 'warning']);
  assert.equal(clean.code, 0, clean.out);
  writeInto(folder, 'src/domain/new.ts', "import '../ui/page1';\n");
  const report = JSON.parse((await runCommand(folder, ['check', '--format', 'json'])).out);
  assert.deepEqual(
    report.findings.map(({ path, rule }: { path: string; rule: string }) => `${path} ${rule}`),
    ['src/domain/new.ts architecture/upward-import'],
  );
  assert.equal((await runCommand(folder, ['check'])).code, 1);
});

describe('the job', () => {
  const remote = (host: string) => `[remote "origin"]\n\turl = git@${host}:acme/shop.git\n`;
  const cases: readonly (readonly [name: string, files: Record<string, string>, path: string | undefined])[] =
    [
      ['goes where GitHub looks for it', { '.git/config': remote('github.com') }, job],
      ['goes there when there are other workflows', { '.github/workflows/x.yml': '' }, job],
      ['goes where GitLab looks for it', { '.git/config': remote('gitlab.com') }, '.gitlab-ci.yml'],
      ['is left to a person on another host', { '.git/config': remote('example.com') }, undefined],
    ];
  for (const [name, files, path] of cases) {
    test(name, async () => {
      const folder = makeFolder({ ...sources, ...files });
      const { code, out } = await runCommand(folder, ['init', '--yes']);
      assert.equal(code, 0);
      for (const known of [job, '.gitlab-ci.yml'])
        assert.equal(existsSync(join(folder, known)), known === path);
      for (const command of path ? ['done', 'check'] : [])
        assert.match(
          textOf(folder, path as string),
          new RegExp(`(?:- |run: )npx --no-install parapet ${command}`),
        );
      assert.match(
        out,
        path
          ? /Make it required: on Git/
          : /Let your CI system fetch the whole history[^\n]+ run "npx --no-install parapet done"/,
      );
    });
  }

  test('of a person is never overwritten; ours is printed', async () => {
    for (const path of [job, '.gitlab-ci.yml']) {
      const folder = makeFolder({ ...sources, [path]: 'mine\n' });
      const { out } = await runCommand(folder, ['init', '--yes']);
      assert.equal(textOf(folder, path), 'mine\n');
      assert.match(out, /is left as it is[\s\S]*parapet:[\s\S]*npx --no-install parapet check/);
    }
  });

  test('runs on the branch that the remote calls its head', async () => {
    const folder = makeFolder({
      ...sources,
      '.git/config': remote('github.com'),
      '.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/trunk\n',
    });
    await runCommand(folder, ['init', '--yes']);
    assert.match(textOf(folder, job), /branches: \[trunk\]/);
  });
});

describe('the steps of the job', () => {
  const bun = 'bun install --frozen-lockfile';
  /** The change where there is one, else the tree. */
  const judging = [
    'npx --no-install parapet done --format github',
    'npx --no-install parapet check --format github',
  ];
  const cases: readonly (readonly [name: string, files: readonly string[], steps: readonly string[]])[] = [
    ['npm', ['package-lock.json'], ['npm ci']],
    ['npm by its other file', ['npm-shrinkwrap.json'], ['npm ci']],
    ['pnpm', ['pnpm-lock.yaml'], ['corepack enable', 'pnpm install --frozen-lockfile']],
    ['yarn', ['yarn.lock'], ['corepack enable', 'yarn install --frozen-lockfile']],
    ['newer yarn', ['yarn.lock', '.yarnrc.yml'], ['corepack enable', 'yarn install --immutable']],
    ['bun', ['bun.lock'], [bun]],
    ['bun by its older file', ['bun.lockb'], [bun]],
    ['no lock file', [], ['npm install']],
  ];
  const stepsOf = (text: string) =>
    [...text.matchAll(/^ +(?:- |run: |- run: )([^:$\n]+)$/gm)].map(([, step]) => step);
  for (const [name, locks, steps] of cases) {
    test(`install with ${name}, and then check`, async () => {
      const files = Object.fromEntries(locks.map((lock) => [lock, '']));
      const folder = makeFolder({ ...sources, ...files, 'package.json': '{}', '.github/x': '' });
      await runCommand(folder, ['init', '--yes']);
      assert.deepEqual(stepsOf(textOf(folder, job)), [...steps, ...judging]);
      assert.match(textOf(folder, job), /fetch-depth: 0/);
      assert.equal(textOf(folder, job).includes('setup-bun'), name.startsWith('bun'));
    });
  }

  test('on GitLab are the same, and Bun comes first', async () => {
    const gitlab = '.gitlab-ci.yml';
    const folder = makeFolder({
      ...sources,
      'package.json': '{}',
      'bun.lock': '',
      '.git/config': '[remote "origin"]\n\turl = https://gitlab.com/a/b.git\n',
    });
    await runCommand(folder, ['init', '--yes']);
    const setup = ['npm install --global bun', bun];
    assert.deepEqual(stepsOf(textOf(folder, gitlab)), [
      ...[...setup, 'npx --no-install parapet done'],
      ...[...setup, 'npx --no-install parapet check'],
    ]);
    assert.equal(textOf(folder, gitlab).match(/GIT_DEPTH: 0/g)?.length, 2);
  });

  test('without a package.json install nothing', async () => {
    const folder = makeFolder({ ...sources, 'package-lock.json': '', '.github/x': '' });
    await runCommand(folder, ['init', '--yes']);
    assert.deepEqual(stepsOf(textOf(folder, job)), judging);
  });

  for (const [manifest, isListed] of [
    ['{ "devDependencies": { "parapet": "1" } }', true],
    ['{ "dependencies": { "parapet": "1" } }', true],
    ['{ "devDependencies": { "parapet-x": "1" } }', false],
    ['{ "devDependencies": null }', false],
    ['{', false],
  ] as const) {
    test(`need a dependency on Parapet: ${manifest}`, async () => {
      const folder = makeFolder({ ...sources, 'package.json': manifest });
      const { out } = await runCommand(folder, ['init']);
      assert.equal(
        out.includes("the project's own Parapet: add it to the development dependencies"),
        !isListed,
      );
    });
  }
});

test('a refused write leaves nothing behind and says so', async () => {
  for (const blocked of ['governance', '.github/workflows']) {
    const folder = makeFolder({ ...sources, '.github/x': '' });
    writeFileSync(join(folder, blocked), 'a file where a folder is needed');
    const before = readdirSync(folder, { recursive: true }).sort();
    const { code, err } = await runCommand(folder, ['init', '--yes']);
    assert.equal(code, 2);
    assert.match(err, /Nothing was written: /);
    assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), before);
  }
});

for (const [name, files, code] of [
  ['an empty folder has nothing to write', {}, 2],
  ['a policy that is there is kept', { 'parapet.jsonc': '{}', 'a.ts': '' }, 2],
  ['one file is enough', { 'a.ts': 'export {};\n' }, 0],
  ['JavaScript alone is enough', { 'bin/x.js': "require('../lib/y');\n", 'lib/y.js': '' }, 0],
] as const) {
  test(name, async () => {
    const folder = makeFolder(files);
    assert.equal((await runCommand(folder, ['init', '--yes'])).code, code);
    if (code === 0) assert.equal((await runCommand(folder, ['check'])).code, 0);
  });
}

describe('the preview', () => {
  test('writes nothing and says what is kept, as text and as data', async () => {
    const folder = makeFolder(sources);
    const before = readdirSync(folder, { recursive: true }).length;
    const { code, out } = await runCommand(folder, ['check']);
    assert.equal(code, 0);
    assert.match(out, /60 {2}src\/ui → src\/domain, 1 against[\s\S]*src\/domain\/old\.ts:1:8/);
    const [first, second] = [
      await runCommand(folder, ['check', '--format', 'json']),
      await runCommand(folder, ['check', '--format', 'json']),
    ];
    assert.equal(first.out, second.out);
    const { mode, preview } = JSON.parse(first.out);
    assert.equal(mode, 'preview');
    assert.equal(preview.boundaries[0].offenders[0].path, 'src/domain/old.ts');
    assert.equal(readdirSync(folder, { recursive: true }).length, before);
  });

  test('is limited by paths, and left out when one rule is asked for', async () => {
    const folder = makeFolder({ ...sources, 'other/x.ts': '' });
    const boundaries = async (...argv: readonly string[]) =>
      JSON.parse((await runCommand(folder, ['check', '--format', 'json', ...argv])).out).preview?.boundaries
        .length;
    assert.equal(await boundaries('src/domain/old.ts'), 1);
    assert.equal(await boundaries('other'), 0);
    assert.equal(await boundaries('--only', 'architecture/import-cycle'), undefined);
  });
});

describe('contracts that are found by their names', () => {
  const agreed = {
    'openapi.yaml': contractOf(['GET /orders', 'GET /stock']),
    'src/app.ts': serving('GET /orders', 'GET /carts'),
    'tests/openapi.yaml': contractOf(['GET /other']),
    'tests/server.ts': serving('GET /mocked'),
  };
  const preview = async (folder: string, ...argv: readonly string[]) =>
    JSON.parse((await runCommand(folder, ['check', '--format', 'json', ...argv])).out).preview?.contracts;

  test('show in the preview with where the code is otherwise, tests left out', async () => {
    const folder = makeFolder(agreed);
    const { documents, differences } = await preview(folder);
    assert.deepEqual(documents, [{ path: 'openapi.yaml', operations: 2, served: 1 }]);
    assert.deepEqual(
      differences.map(({ path, message }: Record<string, string>) => `${path}: ${message}`),
      [
        'openapi.yaml: GET /stock is promised here, and no route serves it.',
        'src/app.ts: GET /carts is served here, and "openapi.yaml" does not promise it.',
      ],
    );
    assert.equal((await preview(folder, 'src')).differences.length, 1);
    assert.equal(await preview(folder, '--only', 'architecture/import-cycle'), undefined);
    const { code, out } = await runCommand(folder, ['check']);
    assert.equal(code, 0);
    assert.match(out, /\n2 differences between code and contracts\n/);
    assert.doesNotMatch(out, /Fix:|looks for/);
  });

  test('are left alone where the code serves none of it, and where it is not sure', async () => {
    const foreign = makeFolder({ ...agreed, 'openapi.yaml': contractOf(['GET /weather', 'GET /tides']) });
    assert.equal(await preview(foreign), undefined);
    assert.doesNotMatch((await runCommand(foreign, ['init'])).out, /contractFirst/);
    const none = makeFolder({
      'src/app.ts': agreed['src/app.ts'],
      'tests/openapi.yaml': agreed['openapi.yaml'],
    });
    assert.equal(await preview(none), undefined);
    const torn = makeFolder({ ...agreed, 'openapi.yaml': 'openapi: 3.1.0\npaths: {' });
    assert.equal(await preview(torn), undefined);
    const many = Array.from({ length: 9 }, (_, index) => `GET /p${index}`);
    const other = makeFolder({ ...agreed, 'src/app.ts': serving('GET /orders', 'GET /stock', ...many) });
    assert.deepEqual((await preview(other)).differences, []);
  });

  test('are held against the package that serves most of them where their own serves nothing', async () => {
    const published = (more: object = {}) => ({
      'package.json': '{ "name": "root" }',
      'docs/package.json': '{ "name": "docs" }',
      'docs/openapi.yaml': contractOf(['GET /orders', 'GET /stock', 'GET /gone']),
      'api/package.json': '{ "name": "api" }',
      'api/src/app.ts': serving('GET /orders', 'GET /stock', 'GET /private'),
      'other/package.json': '{ "name": "other" }',
      'other/app.ts': serving('GET /orders'),
      ...more,
    });
    const folder = makeFolder(published());
    const { documents, differences } = await preview(folder);
    assert.deepEqual(documents, [{ path: 'docs/openapi.yaml', operations: 3, served: 2 }]);
    assert.deepEqual(
      differences.map(({ message }: Record<string, string>) => message),
      ['GET /gone is promised here, and no route serves it.'],
      'what it does not promise may be for nobody else',
    );
    const { out } = await runCommand(folder, ['check']);
    assert.doesNotMatch(out, /holds code to its contracts/);
    assert.doesNotMatch((await runCommand(folder, ['init'])).out, /contractFirst/, 'a policy has to name it');
    const alike = makeFolder(published({ 'other/app.ts': serving('GET /orders', 'GET /stock') }));
    assert.equal(await preview(alike), undefined, "of two that serve as much it is nobody's");
    const few = makeFolder(published({ 'api/src/app.ts': serving('GET /orders'), 'other/app.ts': '' }));
    assert.equal(await preview(few), undefined, 'less than half is chance');
  });

  test('are held by the first policy, which accepts what is otherwise today', async () => {
    const folder = makeFolder(agreed);
    assert.equal((await runCommand(folder, ['init', '--yes'])).code, 0);
    assert.match(textOf(folder, 'parapet.jsonc'), /"contractFirst": "change"/);
    assert.match(
      textOf(folder, baselineFile),
      /^contracts\/route-without-operation\tsrc\/app\.ts\tGET \/carts$/m,
    );
    assert.equal((await runCommand(folder, ['check', '--fail-on', 'warning'])).code, 0);
    writeInto(folder, 'src/app.ts', serving('GET /orders', 'GET /carts', 'GET /new'));
    const { out } = await runCommand(folder, ['check']);
    assert.match(out, /GET \/new is served here/);
    assert.doesNotMatch(out, /GET \/carts/);
  });
});

describe('what is about to be written', () => {
  const owned = (codeowners: string, files: Readonly<Record<string, string>> = sources) => {
    const folder = makeFolder({ ...files, CODEOWNERS: codeowners });
    runGit(folder, ['init', '-q', '-b', 'main']);
    return folder;
  };
  const adopted = async (folder: string) => {
    assert.equal((await runCommand(folder, ['init', '--yes'])).code, 0);
    return runCommand(folder, ['check', '--fail-on', 'warning']);
  };

  test('is there for the baseline, which accepts that it has no owner', async () => {
    const folder = owned('/src/ @acme/web\n');
    const { code, out, err } = await adopted(folder);
    assert.equal(code, 0, out);
    assert.equal(err, '');
    assert.match(textOf(folder, baselineFile), /^ownership\/unowned-governance\tCODEOWNERS\tgovernance$/m);
  });

  test('makes no dead pattern of one that is for it', async () => {
    const folder = owned('* @acme/web\n/governance/ @acme/web\n/parapet.jsonc @acme/web\n/gone/ @acme/web\n');
    const { code, out, err } = await adopted(folder);
    assert.equal(code, 0, out);
    assert.equal(err, '');
    assert.match(textOf(folder, baselineFile), /^ownership\/dead-pattern\tCODEOWNERS\t\/gone\/$/m);
    assert.doesNotMatch(textOf(folder, baselineFile), /dead-pattern.*(?:governance|parapet)/);
  });

  test('is nothing where nothing is found', async () => {
    const clean = { 'src/ui/page.ts': "import '../domain/a';\n", 'src/domain/a.ts': 'export const a = 1;\n' };
    const folder = owned('/src/ @acme/web\n/CODEOWNERS @acme/web\n/parapet.jsonc @acme/web\n', clean);
    const { code, out } = await adopted(folder);
    assert.equal(code, 0, out);
    assert.ok(!existsSync(join(folder, baselineFile)));
  });
});
