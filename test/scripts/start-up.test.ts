import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { commandLineBundle } from '../support/server.ts';

/** What Node loads for a command that needs no more than its own code. */
test('starting the command line loads no cryptography, and neither compiler nor language server', () => {
  const script = `
    process.argv.splice(1, process.argv.length, ${JSON.stringify(commandLineBundle)}, '--version');
    process.on('exit', () => process.stdout.write(JSON.stringify([process.moduleLoadList, Object.keys(require.cache)])));
    require(${JSON.stringify(commandLineBundle)});`;
  const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const [builtins, files] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [string[], string[]];
  assert.ok(builtins.includes('NativeModule fs'), stdout);
  assert.deepEqual(
    builtins.filter((name) => name.startsWith('NativeModule internal/crypto')),
    [],
  );
  assert.deepEqual(
    files.filter((file) => file.endsWith('.cjs')),
    [commandLineBundle],
  );
});
