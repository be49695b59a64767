import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { baseNames } from '../../server/src/host/base-names.ts';
import { readChange } from '../../server/src/host/change-scope.ts';
import { changeOf, refusalOf, told } from '../support/change.ts';
import {
  createRepository,
  repositoryAt,
  runGit,
  type TestRepository,
  temporaryFolder,
} from '../support/repository.ts';

/** A remote with `main`, three commits long, and `feature`, two commits from its second. */
function createRemote(context: TestContext): TestRepository {
  const remote = createRepository(context);
  const { git, write, commit } = remote;
  write({ 'a.ts': '1\n' });
  commit('One');
  write({ 'a.ts': '1\n2\n' });
  commit('Two');
  git('checkout', '-q', '-b', 'feature');
  write({ 'b.ts': 'b\n' });
  commit('Feature one');
  write({ 'c.ts': 'c\n' });
  commit('Feature two');
  git('checkout', '-q', 'main');
  write({ 'others.ts': 'by others\n' });
  commit('Three');
  return remote;
}

function cloneOf(
  context: TestContext,
  remote: TestRepository,
  ...options: readonly string[]
): TestRepository {
  const folder = join(temporaryFolder(context), 'clone');
  runGit(remote.root, ['clone', '-q', ...options, pathToFileURL(remote.root).href, folder]);
  return repositoryAt(folder);
}

/** Runs the first command of a message as a shell would. */
function obey({ root }: TestRepository, message: string): void {
  const command = /`(git [^`]+)`/.exec(message)?.[1];
  assert.ok(command, message);
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...withoutMaintenance,
  };
  execFileSync('sh', ['-c', command], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env });
}

// After `git fetch --refetch` git packs anew in the background, and would write into a folder that the test removes.
const withoutMaintenance = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
};

const featureFiles = ['added b.ts 1+1-0', 'added c.ts 1+1-0'];

test('names of the base, in the order of who may name it', () => {
  const env = { GITHUB_BASE_REF: 'release', CI_DEFAULT_BRANCH: 'main' };
  assert.deepEqual(baseNames({ base: 'x', policyBase: 'y', env }), {
    names: ['x', 'origin/x'],
    by: '--base',
  });
  assert.deepEqual(baseNames({ policyBase: 'origin/y', env }), { names: ['origin/y'], by: 'the policy' });
  assert.deepEqual(baseNames({ policyBase: 'y', env }), { names: ['y', 'origin/y'], by: 'the policy' });
  assert.deepEqual(baseNames({ env }), { names: ['origin/release'], by: 'GITHUB_BASE_REF' });
  assert.equal(baseNames({ env: {} }).by, undefined);
  assert.equal(
    baseNames({ env: { GITHUB_BASE_REF: '', TRAVIS_PULL_REQUEST: 'false', TRAVIS_BRANCH: 'x' } }).by,
    undefined,
  );
});

test('what each CI system says', () => {
  const names = (env: Record<string, string>) => baseNames({ env }).names;
  assert.deepEqual(
    names({ CI_MERGE_REQUEST_DIFF_BASE_SHA: 'abc', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' }),
    ['abc', 'origin/main'],
  );
  assert.deepEqual(
    names({ CI_MERGE_REQUEST_TARGET_BRANCH_SHA: 'tip', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'abc' }),
    ['tip', 'abc'],
  );
  assert.deepEqual(names({ BITBUCKET_PR_DESTINATION_BRANCH: 'dev' }), ['origin/dev']);
  assert.deepEqual(names({ SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/a/b' }), ['origin/a/b']);
  assert.deepEqual(names({ CHANGE_TARGET: 'main' }), ['origin/main']);
  assert.deepEqual(names({ BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' }), ['origin/main']);
  assert.deepEqual(names({ TRAVIS_PULL_REQUEST: '12', TRAVIS_BRANCH: 'main' }), ['origin/main']);
  assert.deepEqual(names({ DRONE_PULL_REQUEST: '3', DRONE_TARGET_BRANCH: 'main' }), ['origin/main']);
  assert.deepEqual(names({ CI_DEFAULT_BRANCH: 'trunk' }), ['origin/trunk']);
});

test('the change is since the merge base, not since what others did after it', async (context) => {
  const clone = cloneOf(context, createRemote(context), '--branch', 'feature');
  const { change } = await changeOf(clone.root);
  assert.deepEqual(change.files.map(told), featureFiles);
  assert.equal(change.base.name, 'origin/HEAD');
  assert.equal(change.base.commit, clone.git('rev-parse', 'origin/main~1'));
  assert.deepEqual(
    change.commits.map(({ subject }) => subject),
    ['Feature two', 'Feature one'],
  );
  const tip = await changeOf(clone.root, { base: 'HEAD~1', policyBase: 'nowhere' });
  assert.deepEqual(tip.change.files.map(told), ['added c.ts 1+1-0']);
  const same = await changeOf(clone.root, { base: 'HEAD' });
  assert.deepEqual([same.change.files, same.change.commits], [[], []]);
  const policy = await changeOf(clone.root, { policyBase: 'main', env: { GITHUB_BASE_REF: 'feature' } });
  assert.equal(policy.change.base.name, 'origin/main');
  const ci = await changeOf(clone.root, { env: { GITHUB_BASE_REF: 'feature' } });
  assert.deepEqual(ci.change.files, []);
});

test('a tag, a commit and what git computes are names of a base, too', async (context) => {
  const { root, git, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  const first = commit('First');
  git('tag', '-a', 'v1', '-m', 'annotated');
  write({ 'b.ts': 'b\n' });
  commit();
  for (const base of ['v1', first, first.slice(0, 10), 'main~1', 'HEAD^', 'main@{1}']) {
    const { change } = await changeOf(root, { base });
    assert.equal(change.base.name, base);
    assert.deepEqual(change.files.map(told), ['added b.ts 1+1-0'], base);
  }
});

test('without a remote it is the local main branch, else what is not committed', async (context) => {
  const { root, git, write, commit } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  git('checkout', '-q', '-b', 'topic');
  write({ 'b.ts': 'b\n' });
  commit();
  write({ 'c.ts': 'c\n' });
  assert.deepEqual((await changeOf(root)).change.files.map(told), featureFiles);
  git('branch', '-q', '-m', 'main', 'trunk');
  const { change } = await changeOf(root);
  assert.deepEqual(change.files.map(told), ['added c.ts 1+1-0']);
  assert.deepEqual(
    change.notices.map(({ code }) => code),
    ['GIT-025'],
  );
  git('remote', 'add', 'origin', 'https://example.invalid/x.git');
  assert.match(
    await refusalOf(root),
    /^GIT-005 Nobody names the base.*"origin\/HEAD", "origin\/main".* `git remote set-head origin --auto`\.$/,
  );
});

test('a base that does not exist says what was tried and how to fetch it, which works', async (context) => {
  const remote = createRemote(context);
  const clone = cloneOf(context, remote, '--branch', 'feature', '--single-branch');
  const unnamed = await refusalOf(clone.root);
  assert.match(unnamed, /^GIT-005 Nobody names the base/);
  const request = { policyBase: 'main' };
  const message = await refusalOf(clone.root, request);
  assert.match(
    message,
    /^GIT-005 The base that the policy names does not exist here \(tried "main" and "origin\/main"\)/,
  );
  obey(clone, message);
  const { change } = await changeOf(clone.root, request);
  assert.deepEqual(change.files.map(told), featureFiles);
  remote.git('branch', 'odd name'.replace(' ', "'"), 'main');
  const odd = { base: "origin/odd'name" };
  obey(clone, await refusalOf(clone.root, odd));
  assert.deepEqual((await changeOf(clone.root, odd)).change.files.map(told), featureFiles);
  const gone = await refusalOf(clone.root, { base: 'a'.repeat(40) });
  assert.match(gone, /`git fetch origin a{40}`/);
  const tag = await refusalOf(clone.root, { base: 'v9' });
  assert.match(tag, /tried "v9".*`git fetch origin --tags /);
  remote.git('tag', 'v9', 'main');
  obey(clone, tag);
  assert.deepEqual((await changeOf(clone.root, { base: 'v9' })).change.files.map(told), featureFiles);
});

test('where nobody names a base, the printed commands find the main branch, whatever it is called', async (context) => {
  const remote = createRemote(context);
  remote.git('branch', '-q', '-m', 'main', 'trunk');
  for (const options of [['--single-branch'], ['--depth=1'], ['--depth=1', '--no-single-branch']]) {
    const clone = cloneOf(context, remote, '--branch=feature', ...options);
    const origin = ['remote', 'set-head', 'origin', '--delete'];
    if (options.includes('--no-single-branch')) clone.git(...origin);
    const message = await refusalOf(clone.root);
    assert.match(message, /^GIT-005 Nobody names the base/);
    for (const [command] of message.matchAll(/`git [^`]+`/g)) obey(clone, command);
    const { change } = await changeOf(clone.root);
    assert.deepEqual(change.files.map(told), featureFiles, options.join(' '));
    assert.equal(change.base.name, 'origin/HEAD');
  }
});

test('a base is found by what the remote calls so, and without a remote there is none to fetch', async (context) => {
  const remote = createRemote(context);
  const clone = cloneOf(context, remote, '--branch', 'feature');
  const { change } = await changeOf(clone.root, { base: 'main' });
  assert.equal(change.base.name, 'origin/main');
  assert.deepEqual(change.files.map(told), featureFiles);
  assert.match(
    await refusalOf(remote.root, { base: 'nowhere' }),
    /\(tried "nowhere" and "origin\/nowhere"\), and there is no remote to fetch it from\.$/,
  );
});

test('names that are none are refused in a sentence, and none is taken for an option', async (context) => {
  const { root, write, commit, git } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  for (const base of ['', ' ', 'a\nb', 'a\0b']) {
    assert.match(await refusalOf(root, { base }), /^GIT-005 .* is no name of a revision\.$/);
  }
  for (const base of [
    '--output=x',
    '-p',
    'HEAD..main',
    '^HEAD',
    'HEAD^{tree}',
    'HEAD:a.ts',
    '$(touch x)',
    'é ✓',
  ]) {
    assert.match(await refusalOf(root, { base }), /^GIT-005 The base that --base names does not exist/, base);
  }
  assert.equal(git('status', '--porcelain'), '');
});

test('histories that share nothing have no change', async (context) => {
  const { root, write, commit, git } = createRepository(context);
  write({ 'a.ts': 'a\n' });
  commit();
  git('checkout', '-q', '--orphan', 'other');
  assert.deepEqual((await changeOf(root)).change.files.map(told), ['added a.ts 1+1-0']);
  commit('Another beginning');
  assert.match(await refusalOf(root), /^GIT-007 "main" and the head have no commit in common/);
});

test('a shallow clone prints the command that mends it', async (context) => {
  const remote = createRemote(context);
  const cases: readonly (readonly [options: readonly string[], env: Record<string, string>, code: string])[] =
    [
      [['--depth=1', '--branch=feature'], { GITHUB_BASE_REF: 'main', GITHUB_ACTIONS: 'true' }, 'GIT-005'],
      [
        ['--depth=1', '--branch=feature', '--no-single-branch'],
        { GITHUB_BASE_REF: 'main', GITHUB_ACTIONS: 'true' },
        'GIT-006',
      ],
      [
        ['--depth=2', '--branch=feature', '--no-single-branch'],
        { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', GITLAB_CI: '1' },
        'GIT-006',
      ],
      [['--depth=1', '--branch=feature', '--no-single-branch'], {}, 'GIT-006'],
    ];
  for (const [options, env, code] of cases) {
    const clone = cloneOf(context, remote, ...options);
    const message = await refusalOf(clone.root, { env });
    assert.ok(message.startsWith(code), message);
    assert.match(message, /`git fetch --unshallow origin/);
    if (env['GITHUB_ACTIONS']) assert.match(message, /, or set `fetch-depth: 0` for actions\/checkout\.$/);
    if (env['GITLAB_CI']) assert.match(message, /, or set the variable `GIT_DEPTH: 0` for the job\.$/);
    obey(clone, message);
    const { change } = await changeOf(clone.root, { env });
    assert.deepEqual(change.files.map(told), featureFiles, options.join(' '));
    assert.deepEqual(change.notices, []);
  }
});

test('a commit of the merge request that was not fetched is an error, too', async (context) => {
  const remote = createRemote(context);
  const sha = remote.git('rev-parse', 'main~1');
  const clone = cloneOf(context, remote, '--depth=1', '--branch=feature');
  const env = {
    CI_MERGE_REQUEST_DIFF_BASE_SHA: sha,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    GITLAB_CI: 'true',
  };
  const message = await refusalOf(clone.root, { env });
  assert.match(message, /^GIT-005 .*tried "[\da-f]{40}" and "origin\/main"/);
  obey(clone, message);
  assert.deepEqual((await changeOf(clone.root, { env })).change.files.map(told), featureFiles);
});

test('a shallow clone that is deep enough has its change', async (context) => {
  const clone = cloneOf(
    context,
    createRemote(context),
    '--depth=3',
    '--branch=feature',
    '--no-single-branch',
  );
  assert.equal(clone.git('rev-parse', '--is-shallow-repository'), 'true');
  const { change } = await changeOf(clone.root);
  assert.deepEqual(change.files.map(told), featureFiles);
  assert.deepEqual(change.notices, []);
});

test('behind the cut of a shallow clone a better merge base may lie', async (context) => {
  // main: r - x - y;   feature: r - x - s - f, and f merged an old side branch that begins at r.
  const remote = createRepository(context);
  const { git, write, commit } = remote;
  write({ 'r.ts': 'r\n' });
  const r = commit('r');
  write({ 'x.ts': 'x\n' });
  const x = commit('x');
  write({ 'y.ts': 'y\n' });
  commit('y');
  git('checkout', '-q', '-b', 'feature', x);
  write({ 's.ts': 's\n' });
  const s = commit('s');
  const tree = git('rev-parse', 'HEAD^{tree}');
  const f = git('commit-tree', tree, '-p', s, '-p', r, '-m', 'f');
  git('update-ref', 'refs/heads/feature', f);
  git('reset', '-q', '--hard', f);
  const clone = cloneOf(context, remote, '--no-local', '--branch=feature');
  const before = await changeOf(clone.root, { base: 'origin/main' });
  assert.deepEqual(before.change.files.map(told), ['added s.ts 1+1-0']);
  // As if the parents of s were not fetched: r is still found, and x, which is better, is not.
  writeFileSync(join(clone.root, '.git/shallow'), `${s}\n`);
  assert.equal(clone.git('merge-base', 'origin/main', 'HEAD'), r);
  const message = await refusalOf(clone.root, { base: 'origin/main' });
  assert.match(message, /^GIT-006 /);
});

test('where the base is the parent of the merge that CI made, two commits suffice', async (context) => {
  const remote = createRemote(context);
  remote.git('checkout', '-q', '-b', 'merged', 'main');
  remote.git('merge', '-q', '--no-ff', '--no-edit', 'feature');
  const clone = cloneOf(context, remote, '--depth=2', '--branch=merged', '--no-single-branch');
  const { change } = await changeOf(clone.root, { env: { GITHUB_BASE_REF: 'main' } });
  assert.deepEqual(change.files.map(told), featureFiles);
  assert.deepEqual(
    change.notices.map(({ code }) => code),
    ['GIT-024'],
  );
});

test('a partial clone that lacks the base says so; nothing is fetched on the way', async (context) => {
  const remote = createRemote(context);
  remote.git('config', 'uploadpack.allowFilter', 'true');
  remote.git('checkout', '-q', 'feature');
  remote.write({ 'a.ts': 'changed\n' });
  remote.commit();
  const clone = cloneOf(context, remote, '--filter=blob:none', '--branch=feature');
  const message = await refusalOf(clone.root, { base: 'origin/main' });
  assert.match(message, /^GIT-010 /);
  obey(clone, message);
  const { change } = await changeOf(clone.root, { base: 'origin/main' });
  assert.deepEqual(change.files.map(told), ['modified a.ts 1+1-2', ...featureFiles]);
});

test('a cancelled reading ends, and so do its processes', async (context) => {
  const { root, write, commit } = createRepository(context);
  write(
    Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`f${index}.ts`, `${index}\n`.repeat(50)])),
  );
  commit();
  write(
    Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`f${index}.ts`, `${index}!\n`.repeat(50)]),
    ),
  );
  write(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`n${index}.ts`, `${index}!\n`])));
  const already = new AbortController();
  already.abort();
  assert.match(await refusalOf(root, { cancelled: already.signal }), /^GIT-008 /);
  for (const delay of [0, 5, 20, 60, 120]) {
    const controller = new AbortController();
    const reading = readChange({ root, env: {}, cancelled: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, delay));
    controller.abort();
    const outcome = await reading;
    assert.ok(outcome.ok || outcome.code === 'GIT-008', JSON.stringify(outcome));
    assert.deepEqual(childrenOf(process.pid), [], `after ${delay} ms`);
  }
});

/** Processes, zombies included, that this one started and that are git. */
function childrenOf(pid: number): readonly string[] {
  if (process.platform !== 'linux') return [];
  const all = execFileSync('ps', ['-o', 'ppid=,stat=,comm=', '-A'], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => Number(line.trim().split(/\s+/)[0]) === pid && /\bgit\b/.test(line));
}
