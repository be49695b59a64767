import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { run } from './run.ts';

/**
 * Standard output may be a pipe, which is asynchronous: the exit code is set and the process left to end by itself,
 * so that no report is cut short.
 */
async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv[0] === 'lsp') {
    await import('../lsp/main.ts');
    return;
  }
  optimiseLater();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as `head`, is no failure.
    if (error.code === 'EPIPE') return;
    process.stderr.write(`parapet: the report cannot be written: ${error.message}\n`);
    process.exitCode = 2;
  });
  const code = await run(argv, {
    cwd: process.cwd(),
    env: process.env,
    isOutputTerminal: process.stdout.isTTY === true,
    isErrorTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns,
    input: () => readFileSync(0, 'utf8'),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
  process.exitCode ??= code;
}

/**
 * A check ends before most of what V8 optimises for it pays: on Node 20 the optimising compiler was a third of its CPU.
 * Later versions of V8 have another compiler between and no such flag.
 */
function optimiseLater(): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=400000');
}

void main();
