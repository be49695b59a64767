import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createDoneCheck } from '../change/done-here.ts';
import type { NamedReports } from '../change/named-reports.ts';
import { bugCode } from '../engine/rule-runs.ts';
import { replayChange } from '../format/replayed-change.ts';
import { readChange } from '../host/change-scope.ts';
import { policyName } from '../host/file-kinds.ts';
import { gitCodes } from '../host/git-outcome.ts';
import type { ChangeOutcome } from '../model/change.ts';
import type { ContractChanges } from '../model/contract-changes.ts';
import type { DoneResult } from '../model/done-result.ts';
import { doneReport } from '../report/done-report.ts';
import { formats } from '../report/formats.ts';
import { rules } from '../rules/index.ts';
import { type Arguments, allowOnly, textOption, UsageError } from './arguments.ts';
import { lineTables, type Opened, openWorkspace } from './open.ts';
import { isCi, type Terminal, wantsColour } from './terminal.ts';
import { waysOut } from './ways-out.ts';
import { writeReport } from './write-report.ts';

const levels = ['error', 'warning', 'never'] as const;

/** Gates by the option that names a report for them. */
const reportOptions = { coverage: 'coverage', audit: 'vulnerabilities', junit: 'tests' } as const;

/** `parapet done`: holds the change against the Definition of Done, writes the report and returns the exit code. */
export async function done(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, [
    ...(['base', 'diff-file', 'coverage', 'audit', 'junit', 'policy', 'format', 'output'] as const),
    ...(['fail-on', 'quiet', 'all', 'timings', 'no-cache'] as const),
  ]);
  if (args.operands.length > 0)
    throw new UsageError('"parapet done" takes no paths: it judges the whole change.');
  const format = textOption(args, 'format', formats) ?? 'pretty';
  const failOn = textOption(args, 'fail-on', levels) ?? 'error';
  const { reports, files } = namedReports(args, terminal);
  const started = performance.now();
  let contracts: ContractChanges | undefined;
  const opened = await openWorkspace(args, terminal, {
    ...(reports && { reports }),
    contractChanges: () => contracts,
  });
  if (!opened.hasPolicy && opened.workspace.policies.length === 0)
    throw new UsageError(withoutPolicy(await changeOf(args, terminal, opened)));
  const read = performance.now();
  const change = await changeOf(args, terminal, opened);
  const compared = performance.now();
  const check = createDoneCheck(opened, { named: files, isFresh: isCi(terminal.env) || isReplayed(args) });
  const outcome = await check.run(change);
  if (!outcome.ok) throw new Error('Nobody cancels a command.');
  const judged = performance.now();
  const isPassed = exitCode(outcome.result, isMisused(args, change), failOn) === 0;
  const isQuiet = args.values.quiet === true && outcome.result.verdict === 'pass' && isPassed;
  ({ contracts } = outcome);
  const all = args.values.all === true;
  const ways = isQuiet
    ? { notices: [] }
    : await waysOut(outcome.result.findings, opened, { format, all, isRead: true });
  const result = { ...outcome.result, notices: [...outcome.result.notices, ...ways.notices] };
  if (!isQuiet) {
    const colour = args.values.output === undefined && wantsColour(terminal);
    const { columns } = terminal;
    const options = {
      ...{ ...ways, colour, all, folder: opened.folder, rules },
      ...(columns !== undefined && { width: columns }),
    };
    writeReport(doneReport(result, format, lineTables(opened), options), args, terminal);
  }
  if (args.values.timings === true) {
    const milliseconds = (from: number, to: number) => `${Math.round(to - from)} ms`;
    terminal.err(
      `read and judged ${milliseconds(started, read)}, change ${milliseconds(read, compared)}, base and evidence ${milliseconds(compared, judged)}\n`,
    );
  }
  opened.workspace.save();
  opened.end();
  return exitCode(result, isMisused(args, change), failOn);
}

/** Why nothing says what is done: a change that takes the policy away judges itself. */
function withoutPolicy(outcome: ChangeOutcome): string {
  const files = outcome.ok ? outcome.change.files : [];
  const gone = files
    .filter(({ status }) => status === 'deleted' || status === 'renamed')
    .map(({ path, from }) => from ?? path)
    .find((path) => path === policyName || path.endsWith(`/${policyName}`));
  return gone === undefined
    ? 'There is no policy, so nothing says what is done. "parapet init" proposes one.'
    : `The change removes the policy "${gone}", so nothing says any more what is done. Restore it, or merge its removal on its own with the consent of its owner.`;
}

function isReplayed(args: Arguments): boolean {
  return textOption(args, 'diff-file') !== undefined;
}

/** What the options name, each under its absolute path; a pattern of a policy never begins with a slash. */
function namedReports(
  args: Arguments,
  { cwd }: Terminal,
): { readonly reports?: NamedReports; readonly files: ReadonlyMap<string, string> } {
  const files = new Map<string, string>();
  const reports: { -readonly [Key in keyof NamedReports]: NamedReports[Key] } = {};
  for (const [option, gate] of Object.entries(reportOptions)) {
    const name = textOption(args, option as keyof typeof reportOptions);
    if (name === undefined) continue;
    const absolute = resolve(cwd, name);
    if (!isFile(absolute)) throw new UsageError(`There is no report "${name}".`);
    files.set(name, absolute);
    reports[gate] = name;
  }
  return { files, ...(files.size > 0 && { reports }) };
}

function isFile(absolute: string): boolean {
  return statSync(absolute, { throwIfNoEntry: false })?.isFile() ?? false;
}

async function changeOf(args: Arguments, { cwd, env }: Terminal, opened: Opened): Promise<ChangeOutcome> {
  const file = textOption(args, 'diff-file');
  const base = textOption(args, 'base');
  const { workspace, root } = opened;
  if (file === undefined) {
    const policyBase = workspace.policies.find((policy) => policy.base)?.base?.text;
    return readChange({ root, base, policyBase, env });
  }
  if (base !== undefined)
    throw new UsageError('--diff-file says what has changed; --base does not go with it.');
  return replayChange({
    diff: readDiff(file, cwd),
    name: file === '-' ? 'the diff' : file,
    read: (path) => workspace.read(path),
    folder: opened.folder,
  });
}

function readDiff(file: string, cwd: string): string {
  try {
    return readFileSync(file === '-' ? 0 : resolve(cwd, file), 'utf8');
  } catch (thrown) {
    throw new UsageError(`The diff "${file}" cannot be read: ${(thrown as Error).message}`);
  }
}

/** True where what the command line named is no base or no diff; a change that cannot be had otherwise is unknown. */
function isMisused(args: Arguments, change: ChangeOutcome): boolean {
  if (change.ok) return false;
  return isReplayed(args) || (textOption(args, 'base') !== undefined && change.code === gitCodes.noBase);
}

/** 70 outranks 2, which outranks 1, which outranks 3. An item that should be done and is not weighs as a warning. */
function exitCode(
  { verdict, items, findings, notices, isPolicyBroken }: DoneResult,
  isMisused: boolean,
  failOn: (typeof levels)[number],
): number {
  if (notices.some(({ code }) => code === bugCode)) return 70;
  if (isPolicyBroken || isMisused) return 2;
  if (failOn === 'never') return 0;
  if (verdict === 'fail') return 1;
  const isWarned =
    findings.some(({ severity }) => severity === 'warning') ||
    items.some((item) => item.level === 'should' && item.verdict === 'fail');
  if (failOn === 'warning' && isWarned) return 1;
  return verdict === 'unknown' ? 3 : 0;
}
