import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { closedSchema } from '../report/closed-schema.ts';
import { runCommand } from '../support/command-line.ts';
import { makeFolder } from '../support/server.ts';

const validate = closedSchema('owners.schema.json');

const files = {
  '.github/CODEOWNERS': '* @acme/all\n/src/ @acme/web @bob # inline\n/src/gen/\n*.sql acme/dba\n',
  'src/page.ts': '',
  'src/gen/client.ts': '',
  'my notes.md': '',
};

function makeRepository(own: Readonly<Record<string, string>> = files, remote?: string): string {
  const folder = makeFolder(own);
  spawnSync('git', ['init', '-q'], { cwd: folder });
  if (remote !== undefined) spawnSync('git', ['remote', 'add', 'origin', remote], { cwd: folder });
  return folder;
}

interface Report {
  readonly codeowners?: { readonly file: string; readonly dialect: string };
  readonly files: readonly {
    readonly path: string;
    readonly owners: readonly string[];
    readonly rule?: { readonly file: string; readonly range: { readonly start: { readonly line: number } } };
    readonly sections?: readonly { readonly name: string; readonly owners: readonly string[] }[];
  }[];
  readonly problems: readonly { readonly code: string }[];
}

async function ask(folder: string, ...args: readonly string[]): Promise<Report> {
  const { code, out, err } = await runCommand(folder, ['owners', '--format', 'json', ...args]);
  assert.equal(code, 0, err);
  assert.ok(validate(JSON.parse(out)), JSON.stringify(validate.errors));
  return JSON.parse(out);
}

const owned = ({ files: found }: Report) =>
  found.map(({ path, owners }) => `${path} ${owners.join(' ')}`.trim());

test('paths, there or not, with the line that decides', async () => {
  const folder = makeRepository();
  const report = await ask(folder, 'src/page.ts', 'src/new/deep.ts', 'src/gen/x.ts', 'x.sql');
  assert.deepEqual(owned(report), [
    'src/page.ts @acme/web @bob',
    'src/new/deep.ts @acme/web @bob',
    'src/gen/x.ts',
    'x.sql @acme/all',
  ]);
  assert.deepEqual(
    report.files.map(({ rule }) => rule?.range.start.line),
    [2, 2, 3, 1],
  );
  assert.deepEqual(report.codeowners, { file: '.github/CODEOWNERS', dialect: 'github' });
  assert.deepEqual(
    report.problems.map(({ code }) => code),
    ['OWN-004'],
  );
});

test('a folder stands for its files, and nothing for all below the current folder', async () => {
  const folder = makeRepository();
  assert.deepEqual(owned(await ask(folder, 'src')), ['src/gen/client.ts', 'src/page.ts @acme/web @bob']);
  assert.equal((await ask(folder)).files.length, 4);
  assert.deepEqual(owned(await ask(join(folder, 'src', 'gen'))), ['src/gen/client.ts']);
  assert.deepEqual(owned(await ask(join(folder, 'src'), 'page.ts')), ['src/page.ts @acme/web @bob']);
});

test('standard input, by lines or with NUL between', async () => {
  const folder = makeRepository();
  for (const input of ['src/page.ts\r\nmy notes.md\n', 'src/page.ts\0my notes.md\0']) {
    const { out } = await runCommand(folder, ['owners', '--stdin'], { input: () => input });
    assert.equal(
      out,
      'src/page.ts  @acme/web @bob  .github/CODEOWNERS:2\nmy notes.md  @acme/all  .github/CODEOWNERS:1\n',
    );
  }
  const { out } = await runCommand(folder, ['owners', '--stdin'], { input: () => '' });
  assert.equal(out, '');
});

test('another file and another dialect', async () => {
  const folder = makeRepository({ ...files, 'other/OWNERS': '[Web] @web\nsrc/\n[Docs]\n*.md @docs\n' });
  const report = await ask(folder, '--codeowners', 'other/OWNERS', 'src/page.md');
  assert.deepEqual(owned(report), ['src/page.md @web @docs']);
  assert.deepEqual(
    report.files[0]?.sections?.map(({ name, owners }) => [name, owners]),
    [
      ['Web', ['@web']],
      ['Docs', ['@docs']],
    ],
  );
  assert.deepEqual(
    owned(await ask(folder, '--codeowners', 'other/OWNERS', '--dialect', 'github', 'src/page.md')),
    ['src/page.md @docs'],
  );
  assert.equal((await ask(folder, '--dialect', 'gitlab', 'src/page.ts')).codeowners?.dialect, 'gitlab');
});

test('the place, the remotes and headings tell whose rules hold', async () => {
  const text = '[Web] @web\n/src/\n';
  const dialect = async (path: string, own: string, remote?: string) =>
    (await ask(makeRepository({ [path]: own, 'src/a.ts': '' }, remote), 'src/a.ts')).codeowners?.dialect;
  assert.equal(await dialect('CODEOWNERS', text), 'gitlab');
  assert.equal(await dialect('CODEOWNERS', '* @a\n'), 'github');
  assert.equal(await dialect('CODEOWNERS', '* @a\n', 'git@gitlab.example.com:a/b.git'), 'gitlab');
  assert.equal(await dialect('CODEOWNERS', text, 'https://github.com/a/b'), 'github');
  assert.equal(await dialect('.gitlab/CODEOWNERS', '* @a\n'), 'gitlab');
  assert.equal(await dialect('.github/CODEOWNERS', text), 'github');
});

test('of several files the one that the hosting service takes', async () => {
  const all = {
    '.github/CODEOWNERS': '* @hub\n',
    CODEOWNERS: '* @root\n',
    'docs/CODEOWNERS': '* @docs\n',
    '.gitlab/CODEOWNERS': '* @lab\n',
  };
  const owner = async (own: Readonly<Record<string, string>>, remote?: string) =>
    (await ask(makeRepository(own, remote), 'x')).files[0]?.owners[0];
  const { '.github/CODEOWNERS': _, ...rest } = all;
  const { CODEOWNERS: __, ...last } = rest;
  assert.equal(await owner(all), '@hub');
  assert.equal(await owner(rest), '@root');
  assert.equal(await owner(last), '@docs');
  assert.equal(await owner(all, 'https://gitlab.com/a/b'), '@root');
  assert.equal(await owner(last, 'https://gitlab.com/a/b'), '@docs');
});

test('the policy names the file, also from below the root of the repository', async () => {
  const folder = makeRepository({
    CODEOWNERS: '/apps/web/ @web\n',
    'apps/web/parapet.jsonc': '{}',
    'apps/web/a.ts': '',
    'apps/api/parapet.jsonc':
      '{ "ownership": { "codeowners": "OWNERS" }, "services": [{ "name": "api", "files": "lib/**", "owner": "@svc" }] }',
    'apps/api/OWNERS': '/apps/api/src/ @api\n',
  });
  const web = await ask(join(folder, 'apps/web'), 'a.ts', '../other.ts');
  assert.deepEqual(owned(web), ['a.ts @web', '../other.ts']);
  assert.equal(web.files[0]?.rule?.file, '../../CODEOWNERS');
  assert.deepEqual(owned(await ask(join(folder, 'apps/api'), 'src/a.ts', 'lib/b.ts')), [
    'src/a.ts @api',
    'lib/b.ts @svc',
  ]);
});

test('without CODEOWNERS nobody owns anything, which is said', async () => {
  const { code, out, err } = await runCommand(makeRepository({ 'a.ts': '' }), ['owners', 'a.ts']);
  assert.deepEqual([code, out, err], [0, 'a.ts  nobody\n', 'parapet: There is no CODEOWNERS file.\n']);
});

test('what cannot be used is told beside the answers', async () => {
  const told = async (own: Readonly<Record<string, string>>) => {
    const { code, err } = await runCommand(makeRepository(own), ['owners', 'a.ts']);
    assert.equal(code, 0);
    return err;
  };
  assert.equal(
    await told({ CODEOWNERS: '*.ts @a\n*.sql dba\n' }),
    'parapet: CODEOWNERS:2:7 "dba" is neither @user, @organisation/team nor an e-mail address: GitHub skips this line.\n',
  );
  assert.match(
    await told({ CODEOWNERS: '\0' }),
    /The CODEOWNERS file "CODEOWNERS" cannot be read: contains a NUL byte\./,
  );
  assert.match(await told({ CODEOWNERS: 'a @b\n'.repeat(700_000) }), /not smaller than 3 MB/);
  const named = '{ "ownership": { "codeowners": "gone" } }';
  assert.match(await told({ 'parapet.jsonc': named }), /"gone" cannot be read: it does not exist\./);
  assert.equal(await told({ CODEOWNERS: '*.ts @a\n' }), '');
});

test('without a policy the preview names dead lines, and cannot fail', async () => {
  const own = { CODEOWNERS: '* @a\n/gone/ @b\n/src/ @c\n', 'src/a.ts': '' };
  const { code, out } = await runCommand(makeRepository(own), ['check']);
  assert.equal(code, 0);
  assert.match(out, /1 line of CODEOWNERS matches no file\n {2}CODEOWNERS:2:1 "\/gone\/"\n/);
  assert.match(out, /Preview: 1 dead line of CODEOWNERS, in 1 file and 0 imports\.\n$/);
  const alive = await runCommand(makeRepository({ ...own, 'gone/b.md': '' }), ['check']);
  assert.doesNotMatch(alive.out, /CODEOWNERS/);
});

test('wrong usage', async () => {
  const folder = makeRepository();
  const told = async (...args: readonly string[]) => {
    const { code, err } = await runCommand(folder, ['owners', ...args]);
    assert.equal(code, 2);
    return err;
  };
  assert.match(await told('--codeowners', 'gone'), /The CODEOWNERS file "gone" cannot be read/);
  assert.match(await told('--dialect', 'bitbucket'), /--dialect is one of github, gitlab/);
  assert.match(await told('../x'), /"\.\.\/x" is outside of the repository/);
  assert.match(await told('--deep'), /takes no --deep/);
  const bare = await runCommand(makeFolder({}), ['owners']);
  assert.match(bare.err, /There is no file that git knows here/);
});
