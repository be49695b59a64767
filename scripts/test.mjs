// `npm test`: everything that must hold, from a clean clone.
import path from 'node:path';
import { editorStages } from './editor-stages.mjs';
import { prepareBundles, prepareInstall } from './prepare.mjs';
import { exitOnEnd, guard, ownTemporaryFolder, root, runNode } from './run.mjs';
import { runStages } from './stages.mjs';
import { runUnitTests } from './unit-tests.mjs';

exitOnEnd();
ownTemporaryFolder();
await guard(async () => {
  await prepareInstall();
  return runStages([
    { title: 'types', run: () => succeeds('node_modules/typescript/bin/tsc', '-b') },
    { title: 'format and lint', run: () => succeeds('node_modules/@biomejs/biome/bin/biome', 'check', '.') },
    {
      title: 'generated files are current',
      run: () => succeeds('--import', 'tsx', 'scripts/generate.ts', '--check'),
    },
    { title: 'bundles', run: async () => prepareBundles().then(() => true) },
    { title: 'unit, protocol and conformance tests', run: () => runUnitTests() },
    {
      title: 'our own policy on our own repository',
      run: () => succeeds(path.join('dist', 'cli.cjs'), 'check'),
    },
    ...editorStages,
  ]);
});

async function succeeds(...args) {
  const { code } = await runNode(args, { cwd: root });
  return code === 0;
}
