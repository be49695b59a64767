import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Arguments, textOption, UsageError } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** Writes a report to the file of --output, else to standard output. */
export function writeReport(text: string, args: Arguments, terminal: Terminal): void {
  const output = textOption(args, 'output');
  if (output === undefined) {
    terminal.out(text);
    return;
  }
  try {
    writeFileSync(resolve(terminal.cwd, output), text);
  } catch (thrown) {
    throw new UsageError(`The report cannot be written to "${output}": ${(thrown as Error).message}`);
  }
}
