import { parseArgs } from 'node:util';
import { isDate } from '../model/date.ts';
import { didYouMean } from '../model/nearest.ts';

const options = {
  policy: { type: 'string' },
  only: { type: 'string' },
  now: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string' },
  base: { type: 'string' },
  'diff-file': { type: 'string' },
  coverage: { type: 'string' },
  audit: { type: 'string' },
  junit: { type: 'string' },
  focus: { type: 'string' },
  links: { type: 'string' },
  'fail-on': { type: 'string' },
  quiet: { type: 'boolean' },
  fix: { type: 'boolean' },
  all: { type: 'boolean' },
  timings: { type: 'boolean' },
  cuts: { type: 'boolean' },
  'no-cache': { type: 'boolean' },
  deep: { type: 'boolean' },
  yes: { type: 'boolean' },
  'from-graph': { type: 'boolean' },
  stdin: { type: 'boolean' },
  codeowners: { type: 'string' },
  dialect: { type: 'string' },
  stdio: { type: 'boolean' },
  'node-ipc': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

type OptionName = keyof typeof options;

export interface Arguments {
  readonly command: string | undefined;
  readonly operands: readonly string[];
  readonly values: Readonly<Partial<Record<OptionName, string | boolean>>>;
}

/** Wrong usage: its message is for the user and ends the run with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** By name, because each bundle has a class of its own. */
export function isUsageError(thrown: unknown): thrown is UsageError {
  return thrown instanceof Error && thrown.name === 'UsageError';
}

/** Splits a command line; throws a UsageError for options that do not exist. */
export function parseArguments(argv: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
    });
    const [command, ...operands] = positionals;
    return { command, operands, values };
  } catch (thrown) {
    throw new UsageError(wrongOption(thrown instanceof Error ? thrown.message : String(thrown)));
  }
}

/** What Node.js says of an option, which it names in quotes, as a sentence of ours; the rest of it is about its API. */
function wrongOption(message: string): string {
  const [, option = ''] = /'(-[^\s']*)/.exec(message) ?? [];
  const meant = didYouMean(
    option,
    Object.keys(options).map((name) => `--${name}`),
  );
  if (message.startsWith('Unknown option')) return `There is no option ${option}.${meant}`;
  if (/missing|ambiguous/.test(message)) return `${option} needs a value.`;
  if (message.includes('does not take')) return `${option} takes no value.`;
  return message;
}

/**
 * Refuses options that the command does not take, so that none is accepted silently. Every command takes a day, also where it
 * makes no difference, so that a script may give the same to all of them.
 */
export function allowOnly(args: Arguments, allowed: readonly OptionName[]): void {
  nowOption(args);
  for (const name of Object.keys(args.values)) {
    if (name !== 'now' && !allowed.includes(name as OptionName)) {
      throw new UsageError(`"parapet ${args.command ?? ''}" takes no --${name}.`);
    }
  }
}

/** The value of a text option, one of `choices` where given. */
export function textOption<Choice extends string>(
  { values }: Arguments,
  name: OptionName,
  choices?: readonly Choice[],
): Choice | undefined {
  const value = values[name];
  if (typeof value !== 'string') return undefined;
  if (choices && !choices.includes(value as Choice)) {
    throw new UsageError(`--${name} is one of ${choices.join(', ')}, not "${value}".`);
  }
  return value as Choice;
}

/** The moment of judgement from --now, as an ISO 8601 date or date and time. */
export function nowOption(args: Arguments): Date | undefined {
  const text = textOption(args, 'now');
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (!isDate(text.slice(0, 10)) || Number.isNaN(date.getTime())) {
    throw new UsageError(`--now takes a date such as 2027-01-31, not "${text}".`);
  }
  return date;
}
