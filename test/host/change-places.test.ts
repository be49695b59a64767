import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { changeOf, lines, refusalOf, textsOf, told, twenty } from '../support/change.ts';
import { createRepository, repositoryAt, runGit, temporaryFolder } from '../support/repository.ts';

test('two work trees of one repository have a change each', async (context) => {
  const main = createRepository(context);
  main.write({ 'a.ts': 'a\n' });
  main.commit();
  const folder = join(temporaryFolder(context), 'linked tree');
  main.git('worktree', 'add', '-q', '-b', 'feature', folder);
  const linked = repositoryAt(folder);
  linked.write({ 'b.ts': 'b\n' });
  const id = linked.commit('On a branch');
  linked.write({ 'c.ts': 'c\n' });
  main.write({ 'a.ts': 'changed\n' });
  const there = await changeOf(linked.root);
  assert.deepEqual(there.change.files.map(told), ['added b.ts 1+1-0', 'added c.ts 1+1-0']);
  assert.equal(there.change.branch, 'feature');
  assert.deepEqual(
    there.change.commits.map((commit) => commit.id),
    [id],
  );
  const here = await changeOf(main.root);
  assert.deepEqual(here.change.files.map(told), ['modified a.ts 1+1-1']);
});

test('a submodule is one path without lines, and a repository of its own', async (context) => {
  const library = createRepository(context);
  library.write({ 'lib.ts': 'lib\n' });
  library.commit();
  const { root, git, commit, write } = createRepository(context);
  git('submodule', '--quiet', 'add', library.root, 'libs/one');
  commit();
  const inner = repositoryAt(join(root, 'libs/one'));
  inner.write({ 'lib.ts': 'changed\n', 'more.ts': 'more\n' });
  assert.deepEqual((await changeOf(root)).change.files, []);
  const own = await changeOf(inner.root, { base: 'HEAD' });
  assert.deepEqual(own.change.files.map(told), ['modified lib.ts 1+1-1', 'added more.ts 1+1-0']);
  inner.commit();
  write({ 'beside.ts': '1\n' });
  const unsaved = new Map([['libs/one/lib.ts', 'unsaved\n']]);
  const outer = await changeOf(root, { unsaved });
  assert.deepEqual(outer.change.files.map(told), ['added beside.ts 1+1-0', 'modified libs/one']);
  assert.deepEqual(await textsOf(outer.base, ['libs/one', 'libs/one/lib.ts']), {});
});

test('what a sparse checkout leaves out is not deleted', async (context) => {
  const { root, git, commit, write } = createRepository(context);
  write({ 'in/a.ts': 'a\n', 'out/b.ts': 'b\n', 'out/c.ts': 'c\n' });
  commit();
  git('checkout', '-q', '-b', 'feature');
  write({ 'out/c.ts': 'c\nmore\n' });
  commit();
  git('sparse-checkout', 'set', 'in');
  write({ 'in/a.ts': 'changed\n', 'in/new.ts': 'new\n', 'out/again.ts': 'again\n' });
  const { change } = await changeOf(root);
  assert.deepEqual(change.files.map(told), [
    'modified in/a.ts 1+1-1',
    'added in/new.ts 1+1-0',
    'added out/again.ts 1+1-0',
    'modified out/c.ts 2+1-0',
  ]);
  const codes = async () => (await changeOf(root)).change.notices.map(({ code }) => code);
  assert.deepEqual(await codes(), ['GIT-029']);
  git('sparse-checkout', 'disable');
  assert.deepEqual(await codes(), []);
});

test('a root below the top has paths of its own, and what is beside it is no part', async (context) => {
  const { root, git, commit, write } = createRepository(context);
  write({ 'pkg/a b/x.ts': 'x\n', 'pkg/a b/in.ts': lines(...twenty), 'beside.ts': lines('b', ...twenty) });
  commit();
  write({ 'pkg/a b/x.ts': 'x\ny\n', 'beside.ts': null, 'new.ts': '1\n', 'pkg/a b/sub/new.ts': '2\n' });
  write({ 'pkg/a b/from-beside.ts': lines('b', ...twenty), 'pkg/outside.ts': lines(...twenty) });
  git('rm', '-q', '--cached', 'pkg/a b/in.ts');
  write({ 'pkg/a b/in.ts': null });
  const { change, base } = await changeOf(join(root, 'pkg/a b'));
  assert.deepEqual(change.files.map(told), [
    'renamed in.ts > from-beside.ts 1+1-0',
    'added sub/new.ts 1+1-0',
    'modified x.ts 2+1-0',
  ]);
  assert.deepEqual(await textsOf(base, ['x.ts', 'in.ts', '../beside.ts']), {
    'x.ts': 'x\n',
    'in.ts': lines(...twenty),
  });
});

test('a detached head has no branch', async (context) => {
  const { root, git, commit, write } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  git('checkout', '-q', '--detach');
  write({ 'a.ts': 'b\n' });
  const head = commit('Away from any branch');
  const { change } = await changeOf(root);
  assert.equal('branch' in change, false);
  assert.deepEqual(
    change.commits.map(({ id }) => id),
    [head],
  );
  assert.deepEqual(change.files.map(told), ['modified a.ts 1+1-1']);
});

const oddNames = [
  '-leading-dash.ts',
  '--output=x',
  'with space.ts',
  'two  spaces .ts',
  'quote".ts',
  "single'.ts",
  'back\\slash.ts',
  'tab\there.ts',
  'line\nfeed.ts',
  'x\ndiff --git a/y b/y\n@@ -1 +1 @@',
  ':(top)magic.ts',
  ':!exclude',
  'glob*[a].ts',
  'ünïcödé ✓ 日本.ts',
  ' leading blank',
  'a => b',
  'a and b differ',
  'dir -> x/{a,b}.ts',
];

test('names may hold anything, whatever happens to the files', async (context) => {
  for (const act of ['commit', 'stage', 'leave'] as const) {
    const { root, git, write, commit } = createRepository(context);
    const text = (name: string) => lines(name.replaceAll('\n', ' '), ...twenty);
    write(Object.fromEntries(oddNames.map((name) => [`old/${name}`, text(name)])));
    write(Object.fromEntries(oddNames.map((name) => [`same/${name}`, text(name)])));
    write(Object.fromEntries(oddNames.map((name) => [`kept/${name}`, text(name)])));
    commit();
    git('checkout', '-q', '-b', 'feature');
    for (const name of oddNames) {
      write({
        [`old/${name}`]: null,
        [`new/${name}`]: `${text(name)}more\n`,
        [`same/${name}`]: `first\n${text(name)}`,
      });
      write({ [`added/${name}`]: `1\n2\n${name}` });
    }
    if (act !== 'leave') git('add', '--all');
    if (act === 'commit') commit();
    const { change, base } = await changeOf(root);
    const expected = oddNames.flatMap((name) => [
      `added added/${name} 1+${name.split('\n').length + 2}-0`,
      `renamed old/${name} > new/${name} 22+1-0`,
      `modified same/${name} 1+1-0`,
    ]);
    assert.deepEqual([...change.files.map(told)].sort(), [...expected].sort(), act);
    const paths = oddNames.flatMap((name) => [`old/${name}`, `same/${name}`, `kept/${name}`]);
    const texts = await textsOf(base, paths);
    for (const path of paths) assert.equal(texts[path], text(path.slice(path.indexOf('/') + 1)), path);
  }
});

test('names that are no UTF-8 are listed as folders list them', {
  skip: process.platform !== 'linux',
}, async (context) => {
  const { root, commit } = createRepository(context);
  const place = (name: string) => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
  writeFileSync(place('caf\xe9.ts'), 'a\n');
  commit();
  writeFileSync(place('caf\xe9.ts'), 'a\nb\n');
  writeFileSync(place('new\xff.ts'), 'n\n');
  const { change, base } = await changeOf(root);
  assert.deepEqual(change.files.map(told), ['modified caf\uFFFD.ts 2+1-0', 'added new\uFFFD.ts 1+1-0']);
  assert.deepEqual(await textsOf(base, ['caf\uFFFD.ts']), { 'caf\uFFFD.ts': 'a\n' });
});

test('a merge with conflicts and a rebase in progress are said', async (context) => {
  const { root, git, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n', 'b.ts': 'b\n', 'c.ts': 'c\n' });
  commit();
  git('checkout', '-q', '-b', 'feature');
  write({ 'a.ts': 'feature\n', 'b.ts': null });
  commit();
  git('checkout', '-q', 'main');
  write({ 'a.ts': 'main\n', 'b.ts': 'main\n' });
  commit();
  git('checkout', '-q', 'feature');
  const conflicting = ['merge', 'rebase'] as const;
  for (const command of conflicting) {
    assert.throws(() => git(command, 'main'));
    write({ 'new.ts': 'n\n' });
    const { change } = await changeOf(root);
    const codes = change.notices.map(({ code, incomplete }) => `${code} ${incomplete}`);
    assert.deepEqual(codes, ['GIT-021 false', 'GIT-022 true'], command);
    assert.match(change.notices[0]?.message ?? '', new RegExp(`^A ${command} is in progress`));
    assert.equal(
      change.notices[1]?.message,
      '2 files with conflicts cannot be judged before they are merged.',
    );
    assert.ok(change.files.some(({ path }) => path === 'new.ts'));
    assert.equal(new Set(change.files.map(({ path }) => path)).size, change.files.length);
    rmSync(join(root, 'new.ts'));
    git(command, '--abort');
  }
  assert.deepEqual((await changeOf(root)).change.notices, []);
});

test('a repository that makes ids by SHA-256', async (context) => {
  const { root, write, commit, git } = createRepository(context, '--object-format=sha256');
  write({ 'a.ts': 'a\n' });
  assert.deepEqual((await changeOf(root)).change.files.map(told), ['added a.ts 1+1-0']);
  commit();
  write({ 'a.ts': 'b\n', 'new.ts': 'n\n' });
  const { change, base } = await changeOf(root);
  assert.deepEqual(change.files.map(told), ['modified a.ts 1+1-1', 'added new.ts 1+1-0']);
  assert.deepEqual(await textsOf(base, ['a.ts']), { 'a.ts': 'a\n' });
  assert.equal(git('rev-parse', 'HEAD').length, 64);
});

test('packages are no part of a change, even where nobody ignores them', async (context) => {
  const { root, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  write({ 'node_modules/x/index.js': 'x', 'pkg/node_modules/y.js': 'y', 'pkg/node_modules.ts': 'z' });
  assert.deepEqual((await changeOf(root)).change.files.map(told), ['added pkg/node_modules.ts 1+1-0']);
});

test('a repository within the repository is no part of the change', async (context) => {
  const { root, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  mkdirSync(join(root, 'inner'));
  runGit(join(root, 'inner'), ['init', '-q']);
  write({ 'inner/x.ts': 'x\n', 'b.ts': 'b\n' });
  assert.deepEqual((await changeOf(root)).change.files.map(told), ['added b.ts 1+1-0']);
});

test('places without a working copy are refused, each with a sentence of its own', async (context) => {
  const { root, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  assert.match(await refusalOf(join(root, '.git')), /^GIT-004 .* has no working copy/);
  const bare = join(temporaryFolder(context), 'bare.git');
  runGit(root, ['clone', '-q', '--bare', root, bare]);
  assert.match(await refusalOf(bare), /^GIT-004 /);
  const plain = temporaryFolder(context);
  assert.match(await refusalOf(plain), /^GIT-002 .* is in no git repository.*`git init`/);
  assert.match(await refusalOf(join(plain, 'gone')), /^GIT-002 The folder ".*gone" is not there\.$/);
});
