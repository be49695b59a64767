import { run } from '../../server/src/cli/run.ts';
import type { Terminal } from '../../server/src/cli/terminal.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, as if in `cwd` with its output piped. */
export async function runCommand(
  cwd: string,
  argv: readonly string[],
  terminal: Partial<Terminal> = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(argv, {
    cwd,
    env: {},
    isOutputTerminal: false,
    isErrorTerminal: false,
    columns: undefined,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    ...terminal,
  });
  return { code, out, err };
}
