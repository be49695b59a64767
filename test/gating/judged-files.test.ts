import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgedFiles } from '../../server/src/gating/judged-files.ts';
import { doneIn } from '../support/done.ts';

const code = 'export const a = 1;\n';
const files = new Map([
  [
    'parapet.jsonc',
    '{ "exclude": ["src/generated/**"], "gates": { "coverage": { "reports": ["x"], "unmeasured": ["src/main.ts"] } } }',
  ],
  ['package.json', '{}'],
  ['src/a.ts', code],
  ['src/deep/b.ts', code],
  ['src/main.ts', code],
  ['src/types.ts', 'export type A = string;\n'],
  ['src/global.d.ts', code],
  ['src/a.test.ts', code],
  ['src/generated/c.ts', code],
  ['src/vite.config.ts', code],
  ['src/readme.md', code],
  ['scripts/build.ts', code],
  ['packages/web/package.json', '{}'],
  ['packages/web/src/d.ts', code],
  ['nested/parapet.jsonc', '{}'],
  ['nested/src/e.ts', code],
]);

async function judge(measured: readonly string[]) {
  const { facts } = await doneIn(files, new Map());
  const own = facts.find(({ policy }) => policy.path === 'parapet.jsonc');
  assert.ok(own);
  const judged = judgedFiles(own, measured);
  return {
    judged: [...files.keys()].filter((path) => path.endsWith('.ts') && judged.isJudged(path)),
    expected: [...files.keys()].filter((path) => judged.isExpected(path)),
  };
}

test('a source file with code is expected where others of its package are measured', async () => {
  const { judged, expected } = await judge(['src/other.ts']);
  assert.deepEqual(expected, ['src/a.ts', 'src/deep/b.ts']);
  assert.deepEqual(judged, [
    'src/a.ts',
    'src/deep/b.ts',
    'src/main.ts',
    'src/types.ts',
    'src/global.d.ts',
    'src/vite.config.ts',
    'scripts/build.ts',
    'packages/web/src/d.ts',
  ]);
  assert.deepEqual((await judge(['packages/web/src/x.ts'])).expected, ['packages/web/src/d.ts']);
});

test('where no report measures anything every source file with code is expected', async () => {
  const { expected } = await judge([]);
  assert.deepEqual(expected, ['src/a.ts', 'src/deep/b.ts', 'scripts/build.ts', 'packages/web/src/d.ts']);
});
