import assert from 'node:assert/strict';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { changeOf, lines, textsOf, told, twenty } from '../support/change.ts';
import { createRepository, type TestRepository, temporaryFolder } from '../support/repository.ts';

/** A repository in which much has changed. */
function createChanged(context: TestContext): TestRepository {
  const repository = createRepository(context);
  const { git, write, commit } = repository;
  write({
    '.gitattributes': '*.txt diff=words filter=clean\n*.ts diff=words filter=clean\n',
    'a.ts': lines('a', 'b', 'c'),
    'ünï.ts': 'ü\n',
    'old.ts': lines(...twenty),
    'b.txt': 'b\n',
    'sub/c.ts': 'c\n',
  });
  commit();
  git('checkout', '-q', '-b', 'feature');
  write({ 'a.ts': lines('a', 'B', 'c', 'd'), 'old.ts': null, 'new.ts': lines('first', ...twenty) });
  commit('Second');
  write({ 'b.txt': 'b\nc\n', 'untracked.ts': 'u\n', 'ünï.ts': 'ü\nmore\n', 'sub/c.ts': ' c \n' });
  return repository;
}

const expected = [
  'modified a.ts 2+1-1 4+1-0',
  'modified b.txt 2+1-0',
  'renamed old.ts > new.ts 1+1-0',
  'modified sub/c.ts 1+1-1',
  'added untracked.ts 1+1-0',
  'modified ünï.ts 2+1-0',
];

test('whatever the configuration says of differences, the change is the same', async (context) => {
  const { root, git } = createChanged(context);
  assert.deepEqual((await changeOf(root)).change.files.map(told), expected);
  const settings: Readonly<Record<string, string>> = {
    'color.ui': 'always',
    'color.diff': 'always',
    'core.quotePath': 'true',
    'core.pager': 'false',
    'core.splitIndex': 'true',
    'core.untrackedCache': 'true',
    'diff.algorithm': 'patience',
    'diff.autoRefreshIndex': 'false',
    'diff.colorMoved': 'zebra',
    'diff.context': '7',
    'diff.dirstat': 'lines',
    'diff.ignoreSubmodules': 'all',
    'diff.indentHeuristic': 'false',
    'diff.interHunkContext': '9',
    'diff.mnemonicPrefix': 'true',
    'diff.noprefix': 'true',
    'diff.orderFile': '/nowhere/at/all',
    'diff.relative': 'true',
    'diff.renameLimit': '1',
    'diff.renames': 'false',
    'diff.submodule': 'log',
    'diff.suppressBlankEmpty': 'true',
    'diff.wordRegex': '.',
    'diff.words.algorithm': 'minimal',
    'diff.words.binary': 'true',
    'diff.wsErrorHighlight': 'all',
    'log.date': 'relative',
    'log.decorate': 'full',
    'log.showRoot': 'false',
    'log.showSignature': 'true',
    'log.diffMerges': 'on',
    'log.follow': 'true',
    'format.pretty': 'oneline',
    'i18n.logOutputEncoding': 'ISO-8859-1',
    'status.showUntrackedFiles': 'no',
  };
  for (const [name, value] of Object.entries(settings)) git('config', name, value);
  const { change, base } = await changeOf(root);
  assert.deepEqual(change.files.map(told), expected);
  assert.deepEqual(
    change.commits.map(({ message }) => message),
    ['Second'],
  );
  assert.deepEqual(await textsOf(base, ['ünï.ts']), { 'ünï.ts': 'ü\n' });
  const inside = await changeOf(join(root, 'sub'));
  assert.deepEqual(inside.change.files.map(told), ['modified c.ts 1+1-1']);
});

test('nothing that the configuration of the repository names is run', async (context) => {
  const { root, git, write } = createChanged(context);
  const traps = temporaryFolder(context);
  const trap = (name: string) => {
    const script = join(traps, name);
    writeFileSync(script, `#!/bin/sh\n: > '${script}.ran'\nexec cat\n`);
    chmodSync(script, 0o755);
    return script;
  };
  const hooks = ['post-index-change', 'pre-commit', 'reference-transaction', 'post-checkout'];
  for (const hook of hooks) {
    const script = trap(hook);
    write({ [`.git/hooks/${hook}`]: `#!/bin/sh\nexec '${script}'\n` });
    chmodSync(join(root, '.git/hooks', hook), 0o755);
  }
  const named: Readonly<Record<string, string>> = {
    'core.fsmonitor': trap('fsmonitor'),
    'core.pager': trap('pager'),
    'core.sshCommand': trap('ssh'),
    'core.askPass': trap('askpass'),
    'core.editor': trap('editor'),
    'diff.external': trap('external'),
    'diff.words.command': trap('driver'),
    'diff.words.textconv': trap('textconv'),
    'filter.clean.clean': trap('clean'),
    'filter.clean.smudge': trap('smudge'),
    'filter.other.process': trap('process'),
    'gpg.program': trap('gpg'),
    'pager.log': trap('pager-log'),
    'pager.diff': trap('pager-diff'),
    'interactive.diffFilter': trap('interactive'),
    'uploadpack.packObjectsHook': trap('pack'),
    'remote.origin.url': `ext::${trap('ext')}`,
    'protocol.ext.allow': 'always',
    'extensions.partialClone': 'origin',
    'remote.origin.promisor': 'true',
  };
  git('config', 'core.repositoryFormatVersion', '1');
  for (const [name, value] of Object.entries(named)) git('config', name, value);
  git('config', 'filter.clean.required', 'true');
  git('config', 'log.showSignature', 'true');
  const { change, base } = await changeOf(root, {
    base: 'main',
    unsaved: new Map([['sub/c.ts', 'unsaved\r\n']]),
  });
  assert.deepEqual(change.files.map(told), expected);
  await textsOf(base, ['a.ts', 'sub/c.ts', 'nowhere.ts']);
  const lacking = { base: 'f'.repeat(40) };
  await assert.rejects(changeOf(root, lacking));
  const ran = [...hooks, ...Object.values(named)].filter((name) =>
    existsSync(`${join(traps, '/')}${name.split('/').at(-1)}.ran`),
  );
  assert.deepEqual(ran, []);
  assert.deepEqual(change.notices, [
    {
      code: 'GIT-026',
      message:
        'What only the repository\'s own configuration names does not run: filter "clean" and "other".',
      incomplete: false,
    },
  ]);
});

test('a filter that cannot be turned off is refused', async (context) => {
  const { root, git } = createChanged(context);
  git('config', 'filter.a=b.clean', 'cat');
  await assert.rejects(changeOf(root), /GIT-009.*filter \\"a=b\\" that cannot be turned off/);
});

test("a filter of the user's own configuration does run", async (context) => {
  const { root, git, write } = createRepository(context);
  write({ '.gitattributes': '*.ts filter=upper\n', 'a.ts': 'A\n' });
  git('add', '--all');
  git('commit', '-q', '-m', 'Base');
  write({ 'a.ts': 'a\n', 'b.ts': 'b\n' });
  const config = join(temporaryFolder(context), 'config');
  writeFileSync(config, '[filter "upper"]\n\tclean = tr a-z A-Z\n\trequired = true\n');
  const before = process.env['GIT_CONFIG_GLOBAL'];
  process.env['GIT_CONFIG_GLOBAL'] = config;
  try {
    const { change } = await changeOf(root);
    assert.deepEqual(change.files.map(told), ['added b.ts 1+1-0']);
    assert.deepEqual(change.notices, []);
  } finally {
    if (before === undefined) delete process.env['GIT_CONFIG_GLOBAL'];
    else process.env['GIT_CONFIG_GLOBAL'] = before;
  }
});

test('what a hook that runs us says of its own repository does not count', async (context) => {
  const { root } = createChanged(context);
  const other = createRepository(context);
  const hook = {
    GIT_DIR: join(other.root, '.git'),
    GIT_INDEX_FILE: join(other.root, '.git/index'),
    GIT_WORK_TREE: other.root,
    GIT_PREFIX: 'sub/',
    GIT_DIFF_OPTS: '--unified=9',
    GIT_EXTERNAL_DIFF: '/bin/false',
    GIT_LITERAL_PATHSPECS: '1',
  };
  const before = { ...process.env };
  Object.assign(process.env, hook);
  try {
    assert.deepEqual((await changeOf(root)).change.files.map(told), expected);
  } finally {
    for (const name of Object.keys(hook)) {
      if (before[name] === undefined) delete process.env[name];
    }
  }
});

test('where git is missing or refuses the repository, a sentence says so', async (context) => {
  const { root } = createChanged(context);
  const before = process.env['PATH'];
  process.env['PATH'] = temporaryFolder(context);
  try {
    await assert.rejects(changeOf(root), /GIT-001.*Git is needed/);
  } finally {
    process.env['PATH'] = before;
  }
  process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
  try {
    await assert.rejects(changeOf(root), /GIT-003.*git config --global --add safe\.directory/);
  } finally {
    delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
  }
});
