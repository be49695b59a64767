import { didYouMean } from '../model/nearest.ts';
import { version } from '../version.ts';
import { type Arguments, isUsageError, parseArguments, UsageError } from './arguments.ts';
import { baseline } from './baseline.ts';
import { check } from './check.ts';
import { help } from './help.ts';
import type { Terminal } from './terminal.ts';

type Command = (args: Arguments, terminal: Terminal) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  check,
  done: async (...given) => (await import('./commands.ts')).done(...given),
  graph: async (...given) => (await import('./commands.ts')).graph(...given),
  explain: async (...given) => (await import('./commands.ts')).explain(...given),
  contracts: async (...given) => (await import('./commands.ts')).contracts(...given),
  owners: async (...given) => (await import('./commands.ts')).owners(...given),
  baseline,
  init: async (...given) => (await import('./commands.ts')).init(...given),
};

/** Runs one command line to its exit code: 0 pass or preview, 1 fail, 2 wrong usage or unreadable policy, 3 unknown, 70 our bug. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(parseArguments(argv), terminal);
  } catch (thrown) {
    if (isUsageError(thrown)) {
      terminal.err(`parapet: ${thrown.message}\n`);
      return 2;
    }
    const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    terminal.err(`parapet: this is a bug in Parapet ${version}; the verdict is unknown.\n${trace}\n`);
    return 70;
  }
}

async function dispatch(args: Arguments, terminal: Terminal): Promise<number> {
  if (args.values.version === true) {
    terminal.out(`${version}\n`);
    return 0;
  }
  if (args.values.help === true || args.command === 'help') {
    terminal.out(help);
    return 0;
  }
  if (args.command === undefined) {
    terminal.err(help);
    return 2;
  }
  const command = Object.hasOwn(commands, args.command) ? commands[args.command] : undefined;
  if (!command) {
    const hint = didYouMean(args.command, [...Object.keys(commands), 'lsp']);
    throw new UsageError(`There is no command "${args.command}".${hint} "parapet --help" lists them.`);
  }
  return command(args, terminal);
}
