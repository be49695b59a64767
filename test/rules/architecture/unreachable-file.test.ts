import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFixture } from '../../support/fixture.ts';
import { openWorkspace, plain } from '../../support/workspace.ts';

const policyOf = (entries: readonly string[], more = '') =>
  `{ ${more}"rules": { "architecture/unreachable-file": ["warning", { "entries": ${JSON.stringify(entries)} }] } }`;

async function messages(policy: string, fixture: string): Promise<readonly string[]> {
  const files = new Map([['parapet.jsonc', policy], ...readFixture(fixture).files]);
  const workspace = await openWorkspace(files);
  return workspace.findings().map(({ message, isBaselined }) => (isBaselined ? 'accepted' : message));
}

const tree = `//- src/main.ts
import './used';
//- src/used.ts
export type { T } from './types';
//- src/types.ts
export type T = 1;`;

test('what an entry reaches over imports of any kind is silent, and the rest is told once per folder', async () => {
  assert.deepEqual(await messages(policyOf(['src/main.ts']), tree), []);
  const more = `${tree}\n//- src/old/a.ts\nimport './b';\n//- src/old/b.ts\nimport './a';\n//- src/lost.ts\n`;
  assert.deepEqual(await messages(policyOf(['src/main.ts']), more), [
    'No entry reaches "src/lost.ts".',
    'No entry reaches 2 files in "src/old", such as "src/old/a.ts".',
  ]);
});

test('folders within a folder that nothing reaches are told with it', async () => {
  const deep = `${tree}\n//- src/old/a.ts\n//- src/old/in/b.ts\n//- src/old/in/deep/c.ts\n`;
  assert.deepEqual(await messages(policyOf(['src/main.ts']), deep), [
    'No entry reaches 3 files in "src/old", such as "src/old/a.ts".',
  ]);
  const alive = `${deep}\n//- src/more.ts\nimport './old/in/b';`;
  assert.deepEqual(await messages(policyOf(['src/main.ts', 'src/more.ts']), alive), [
    'No entry reaches "src/old/a.ts".',
    'No entry reaches "src/old/in/deep/c.ts".',
  ]);
});

test('what a manifest names is an entry, as are tests, configuration and declaration files', async () => {
  const fixture = `//- package.json
{ "name": "shop", "main": "dist/main.js", "bin": { "shop": "./dist/cli.js" }, "exports": { "./kit": "./src/kit.ts" } }
${tree}
//- src/cli.ts
//- src/kit.ts
//- src/x.spec.ts
//- vite.config.ts
//- .storybook/preview.ts
//- src/env.d.ts
`;
  assert.deepEqual(await messages(policyOf([]), fixture), []);
  assert.deepEqual(await messages(policyOf([]), `${fixture}//- src/kitty.ts\n`), [
    'No entry reaches "src/kitty.ts".',
  ]);
});

test('what is excluded may start other files, and is not told itself', async () => {
  const fixture = `${tree}\n//- scripts/build.ts\nimport '../src/lib';\n//- src/lib.ts\n`;
  assert.deepEqual(await messages(policyOf(['src/main.ts'], '"exclude": ["scripts/**"], '), fixture), []);
  assert.deepEqual(await messages(policyOf(['src/main.ts']), fixture), [
    'No entry reaches "scripts/build.ts".',
    'No entry reaches "src/lib.ts".',
  ]);
});

test('names of elements are entries; what matches nothing is told, and so is a workspace without any', async () => {
  const layers = '"layers": [{ "name": "app", "files": "src/main.ts" }], ';
  assert.deepEqual(await messages(policyOf(['app'], layers), tree), []);
  assert.deepEqual(await messages(policyOf(['app', 'src/gone.ts'], layers), tree), [
    'The entry "src/gone.ts" of "architecture/unreachable-file" matches no file.',
  ]);
  assert.deepEqual(await messages(policyOf([]), tree), [
    'No entry is known: no package.json names a file, and the "entries" of "architecture/unreachable-file" match none.',
  ]);
});

test('the baseline accepts files one by one', async () => {
  const old = `${tree}\n//- src/old/a.ts\n//- src/old/b.ts\n`;
  const line = (name: string) => `architecture/unreachable-file\tsrc/old/${name}.ts\tsrc/old/${name}.ts\n`;
  const withBaseline = async (lines: string) => {
    const files = new Map([['parapet.jsonc', policyOf(['src/main.ts'])], ...readFixture(old).files]);
    files.set('governance/baseline.txt', lines);
    const workspace = await openWorkspace(files);
    return workspace.findings().map(({ message, isBaselined }) => (isBaselined ? 'accepted' : message));
  };
  assert.deepEqual(await withBaseline(line('a') + line('b')), ['accepted']);
  assert.deepEqual(await withBaseline(line('a')), ['No entry reaches "src/old/b.ts".']);
});

test('what an editor sees while it types is what a fresh check sees', async () => {
  const all = new Map([
    ['parapet.jsonc', policyOf(['src/main.ts'])],
    ...readFixture(`${tree}\n//- src/old/a.ts\n//- src/old/b.ts\n`).files,
  ]);
  const live = await openWorkspace(all);
  for (const [path, text] of [
    ['src/used.ts', "import './old/a';"],
    ['src/old/a.ts', "import './b';"],
    ['src/old/b.ts', "import './a';"],
    ['src/types.ts', "import './old/a';"],
    ['src/used.ts', "import './types';"],
    ['src/used.ts', "import './types';\nimport './old/a';"],
    ['src/types.ts', ''],
    ['src/used.ts', ''],
    ['src/main.ts', "import './old/b';"],
    ['src/main.ts', "// moved\nimport './used';"],
    ['src/main.ts', ''],
    ['package.json', '{ "main": "src/used.ts" }'],
  ] as const) {
    all.set(path, text);
    live.touch(path);
    await live.refresh();
    assert.deepEqual(plain(live.findings()), plain((await openWorkspace(new Map(all))).findings()), path);
  }
});
