import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { makeFolder } from '../support/server.ts';

const policy = `{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }`;
const files = {
  'shop/parapet.jsonc': policy,
  'shop/ui/page.ts': 'export const page = 1;\n',
  'shop/domain/cart.ts': "import { page } from '../ui/page';\nexport const cart = page;\n",
};
const nothing = { 'a.ts': 'export {};\n' };

async function check(folder: string, format: string, env: Record<string, string> = {}): Promise<string> {
  const { out, err } = await runCommand(folder, ['check', '--format', format], { env });
  assert.equal(err, '');
  return out;
}

test('files are named from the root of the repository', async () => {
  const root = makeFolder({ ...files, '.git/HEAD': 'ref: refs/heads/main\n' });
  const folder = `${root}/shop`;
  const [issue] = JSON.parse(await check(folder, 'gitlab'));
  assert.deepEqual(issue.location, { path: 'shop/domain/cart.ts', lines: { begin: 1, end: 1 } });
  assert.match(await check(folder, 'junit'), / file="shop\/domain\/cart\.ts" line="1" /);
  assert.match(await check(folder, 'markdown'), /^<!-- parapet check shop -->\n## ❌ Fail: 1 error/);
});

test('a comment leads to the revision that a CI job works on, and else to the file', async () => {
  const root = makeFolder({ ...files, '.git/HEAD': 'ref: refs/heads/main\n' });
  const link = async (env: Record<string, string>) =>
    /\[line 1\]\((.*?)\)/.exec(await check(`${root}/shop`, 'markdown', env))?.[1];
  const github = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'abc' };
  assert.equal(await link(github), 'https://github.com/o/r/blob/abc/shop/domain/cart.ts#L1');
  const gitlab = { CI_PROJECT_URL: 'https://gitlab.example/o/r', CI_COMMIT_SHA: 'def' };
  assert.equal(await link(gitlab), 'https://gitlab.example/o/r/-/blob/def/shop/domain/cart.ts#L1');
  assert.equal(await link({ GITHUB_SERVER_URL: 'https://github.com' }), 'shop/domain/cart.ts#L1');
});

for (const [format, start] of [
  ['gitlab', '[]'],
  [
    'junit',
    '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="parapet check" tests="1" failures="0"',
  ],
  ['markdown', '<!-- parapet check -->\n# Preview\n'],
] as const) {
  test(`a preview as ${format} accuses nobody`, async () => {
    const text = await check(makeFolder(nothing), format);
    assert.ok(text.startsWith(start), text);
  });
}
