import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileGlob } from '../../server/src/format/glob.ts';
import { isTestPath, testGlobsOf } from '../../server/src/model/test-path.ts';
import { firstPolicy } from '../../server/src/preview/first-policy.ts';
import { openWorkspace } from '../support/workspace.ts';

/** Files named by their imports, e.g. `ui/a > domain/b, kernel/c`. */
async function workspaceOf(...lines: readonly string[]) {
  const files = new Map<string, string>();
  for (const line of lines) {
    const [path = '', targets = ''] = line.split(' > ');
    const up = '../'.repeat(path.split('/').length - 1) || './';
    const imports = targets === '' ? [] : targets.split(', ').map((target) => `import '${up}${target}';`);
    files.set(`${path}.ts`, `${imports.join('\n')}\n`);
  }
  return openWorkspace(files);
}

async function policyOf(...lines: readonly string[]): Promise<string> {
  const first = firstPolicy((await workspaceOf(...lines)).facts(), '2026-11');
  assert.ok(first.ok);
  return first.text;
}

const levelsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.includes('"files"'))
    .map((line) => [...line.matchAll(/"name": "([^"]+)"/g)].map(([, name]) => name).join(' '));

for (const [name, lines, expected] of [
  ['one way is an order', ['ui/a > domain/b', 'domain/b'], ['ui', 'domain']],
  [
    'folders without imports are not written down',
    ['ui/a > domain/b', 'domain/b', 'docs/x'],
    ['ui', 'domain'],
  ],
  [
    'folders that do not import each other share a level',
    ['ui/a > domain/b', 'jobs/a > domain/b', 'domain/b'],
    ['jobs ui', 'domain'],
  ],
  ['both ways are no order', ['ui/a > domain/b', 'domain/b > ui/a'], []],
  [
    'of a circle the heaviest order is kept',
    ['a/1 > b/1', 'a/2 > b/1', 'b/1 > c/1', 'b/2 > c/1', 'c/1 > a/1'],
    ['a', 'b', 'c'].slice(0, 2),
  ],
  [
    'a folder that holds nearly all is looked into',
    ['src/ui/a > src/domain/b', 'src/domain/b'],
    ['ui', 'domain'],
  ],
  [
    'packages are taken where they say more than what is around them',
    ['apps/x/a > packages/p/a', 'packages/p/a > packages/q/a', 'packages/p/b > packages/q/a', 'packages/q/a'],
    ['apps', 'p', 'q'],
  ],
  [
    'also where it lies within another',
    ['1', '2', '3', '4', '5', '6', '7', '8', '9']
      .map((name) => `src/vs/ui/${name} > src/vs/domain/b`)
      .concat('src/vs/domain/b', 'src/typings/x'),
    ['ui', 'domain'],
  ],
  ['tests decide nothing', ['ui/a > domain/b', 'domain/b', 'domain/b.test > ui/a'], ['ui', 'domain']],
] as const) {
  test(name, async () => assert.deepEqual(levelsOf(await policyOf(...lines)), expected));
}

const twelve = (line: (index: number) => string) => Array.from({ length: 12 }, (_, index) => line(index));
const base = [...twelve((index) => `apps/a${index} > packages/web/x`), 'packages/web/x', 'packages/core/x'];
for (const [name, lines, expected] of [
  ['a', twelve((index) => `packages/web/b${index} > packages/core/x`), ['apps', 'packages', 'core']],
  [
    'too few to take a',
    twelve((index) => `packages/web/b${index % 9} > packages/core/x`),
    ['apps', 'packages'],
  ],
  [
    'those both ways are no order for a',
    twelve((index) => `packages/web/b${index} > packages/core/x`).concat('packages/core/y > packages/web/x'),
    ['apps', 'packages'],
  ],
] as const) {
  test(`${name} folder below the rest of the one that holds it`, async () => {
    assert.deepEqual(levelsOf(await policyOf(...base, ...lines)), expected);
  });
}

test('a few imports against an order do not hide it', async () => {
  const many = Array.from({ length: 60 }, (_, index) => `ui/a${index} > domain/b`);
  assert.deepEqual(levelsOf(await policyOf(...many, 'domain/b > ui/a0')), ['ui', 'domain']);
  assert.deepEqual(levelsOf(await policyOf(...many.slice(0, 40), 'domain/b > ui/a0')), []);
});

test('folders of one name are told apart by their paths', async () => {
  const inner = ['1', '2', '3'].map((name) => `lib/core/${name} > lib/edge/1`);
  const text = await policyOf('core/1 > lib/core/1', ...inner, 'lib/edge/1');
  const names = [...text.matchAll(/"name": "([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(names, ['core', 'lib/core', 'edge']);
});

test('it never has more than fifteen lines', async () => {
  const chain = Array.from({ length: 14 }, (_, index) => `f${String.fromCharCode(97 + index)}/x`);
  const lines = chain.map((path, index) => (chain[index + 1] ? `${path} > ${chain[index + 1]}` : path));
  const circle = ['y/1 > z/1', 'z/1 > y/1', 'y/2 > fa/x', 'q/__tests__/1', 'q/e2e/1', 'q/a.spec', 'q/b.test'];
  const text = await policyOf(...lines, ...circle);
  assert.ok(text.trimEnd().split('\n').length <= 15, text);
  assert.ok(levelsOf(text).length >= 5, text);
});

test('contracts take a line, and the policy has no more than fifteen all the same', async () => {
  const chain = Array.from({ length: 14 }, (_, index) => `f${String.fromCharCode(97 + index)}/x`);
  const edges = chain.map((path, index) => (chain[index + 1] ? `${path} > ${chain[index + 1]}` : path));
  const workspace = await workspaceOf(...edges, 'q/__tests__/1');
  const first = firstPolicy(workspace.facts(), '2026-11', ['openapi.yaml', 'b/openapi.yaml']);
  assert.ok(first.ok);
  assert.equal(first.text.trimEnd().split('\n').length, 15, first.text);
  assert.match(first.text, /\n {2}"contractFirst": "change",\n/);
  assert.match(first.holds, /and no new route that "openapi\.yaml", "b\/openapi\.yaml" do not promise; /);
  const without = firstPolicy(workspace.facts(), '2026-11');
  assert.ok(without.ok && !/contract|route/.test(without.text + without.holds));
});

test('without a source file there is nothing to write', async () => {
  const workspace = await openWorkspace(new Map([['package.json', '{}']]));
  assert.equal(firstPolicy(workspace.facts(), '2026-11').ok, false);
});

test('the globs of tests match what was taken for tests, and nothing else', () => {
  const paths = [
    'a.test.ts',
    'x/a.spec.tsx',
    'x/__tests__/a.ts',
    'x/__mocks__/a.ts',
    'test/a.ts',
    'x/tests/y/a.ts',
    'x/e2e/a.ts',
    'integration-tests/a.ts',
  ];
  const others = [
    'a.ts',
    'test.ts',
    'x/testing/a.ts',
    'latest/a.ts',
    'x/a.tests.d/b.ts',
    'contest/a.ts',
    'a.test/b.ts',
  ];
  const globs = testGlobsOf([...paths, ...others]).map(compileGlob);
  assert.equal(globs.length, 8);
  for (const path of [...paths, ...others]) {
    assert.equal(isTestPath(path), paths.includes(path), path);
    assert.equal(
      globs.some((glob) => glob.matches(path)),
      isTestPath(path),
      path,
    );
  }
  assert.deepEqual(testGlobsOf(['src/a.ts']), []);
});
