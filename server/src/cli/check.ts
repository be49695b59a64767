import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkResult } from '../engine/check-result.ts';
import { bugCode } from '../engine/rule-runs.ts';
import { previewOf } from '../look.ts';
import type { CheckResult, Finding } from '../model/finding.ts';
import { isBelow } from '../model/path.ts';
import { namesRule } from '../model/rule-name.ts';
import { previewWithin } from '../preview/preview.ts';
import { type Format, formats } from '../report/formats.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { prettyReport } from '../report/pretty.ts';
import { sarifReport } from '../report/sarif.ts';
import { rules } from '../rules/index.ts';
import { version } from '../version.ts';
import { type Arguments, allowOnly, textOption, UsageError } from './arguments.ts';
import { settleBaselines } from './baseline.ts';
import { blobsAddress } from './blobs-address.ts';
import { deepen } from './deepen.ts';
import { followMoves } from './follow-moves.ts';
import { refuseIdleOnly } from './idle-only.ts';
import { lineTables, type Opened, openWorkspace, toWorkspacePath } from './open.ts';
import { type Terminal, wantsColour } from './terminal.ts';
import { type WaysOut, waysOut } from './ways-out.ts';
import { writeReport } from './write-report.ts';

const levels = ['error', 'warning', 'never'] as const;
type Level = (typeof levels)[number];

/** `parapet check`: judges the tree, writes the report and returns the exit code. */
export async function check(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, [
    'policy',
    'only',
    'format',
    'output',
    'fail-on',
    'quiet',
    'all',
    'timings',
    'no-cache',
    'deep',
    'fix',
  ]);
  const format = textOption(args, 'format', formats) ?? 'pretty';
  const failOn = textOption(args, 'fail-on', levels) ?? 'error';
  const only = onlyOption(args);
  const isDeep = args.values.deep === true;
  for (const operand of args.operands) {
    if (!existsSync(resolve(terminal.cwd, operand))) throw new UsageError(`There is no "${operand}".`);
  }
  const started = performance.now();
  const opened = await openWorkspace(args, terminal);
  const { policies, isPolicyBroken } = opened.workspace;
  if (only !== undefined && !isPolicyBroken) refuseIdleOnly(only, policies, isDeep);
  const paths = args.operands.map((operand) => toWorkspacePath(operand, opened.root, terminal.cwd));
  tellWhatPathsMean(opened, paths, args, terminal);
  const read = performance.now();
  if (isDeep) await deepen(opened, paths, terminal);
  const inferred = performance.now();
  if (args.values.fix === true) {
    const { fixTree } = await import('./commands.ts');
    await fixTree(opened, (finding) => isWanted(finding, only, paths), terminal);
  }
  const isComplete = only === undefined && paths.length === 0 && args.values.policy === undefined;
  if (isComplete) await followMoves(opened, terminal);
  settleBaselines(opened, isComplete, terminal);
  const judged = performance.now();
  const checked = checkResult(opened.workspace, version, (finding) => isWanted(finding, only, paths));
  const result = checked.mode === 'preview' ? await withPreview(checked, opened, paths, only) : checked;
  const isQuiet = args.values.quiet === true && result.verdict === 'pass' && exitCode(result, failOn) === 0;
  const all = args.values.all === true;
  const isRead = terminal.isOutputTerminal && args.values.output === undefined;
  const isTold = !isQuiet && (result.mode === 'policy' || format === 'json');
  const ways = !isTold ? { notices: [] } : await waysOut(result.findings, opened, { format, all, isRead });
  const told = { ...result, notices: [...result.notices, ...ways.notices] };
  if (!isQuiet) writeReport(await report(told, format, ways, opened, args, terminal), args, terminal);
  if (args.values.timings === true) {
    const milliseconds = (from: number, to: number) => `${Math.round(to - from)} ms`;
    const types = isDeep ? `, inferred types ${milliseconds(read, inferred)}` : '';
    terminal.err(
      `read and judged ${milliseconds(started, judged - inferred + read)}${types}, reported ${milliseconds(judged, performance.now())}\n`,
    );
  }
  opened.workspace.save();
  opened.end();
  return exitCode(told, failOn);
}

/** Where one rule was asked for, a preview knows at most what leads nowhere. */
async function withPreview(
  checked: CheckResult,
  opened: Opened,
  paths: readonly string[],
  only: string | undefined,
): Promise<CheckResult> {
  const { contracts, ...preview } = previewWithin(await previewOf(opened), paths);
  const asked =
    only === undefined
      ? { ...preview, ...(contracts && { contracts }) }
      : { ...preview, boundaries: [], privateImports: [] };
  return { ...checked, preview: asked };
}

/** A path that holds nothing to judge would pass without a word. */
function tellWhatPathsMean(
  opened: Opened,
  paths: readonly string[],
  args: Arguments,
  terminal: Terminal,
): void {
  const { files, policies } = opened.workspace.facts();
  const judged = [...files.filter(({ isExcluded }) => !isExcluded), ...policies].map(({ path }) => path);
  for (const [index, path] of paths.entries()) {
    if (judged.some((file) => isBelow(path, file))) continue;
    terminal.err(`parapet: "${args.operands[index]}" holds nothing that is judged.\n`);
  }
}

function onlyOption(args: Arguments): string | undefined {
  const only = textOption(args, 'only');
  if (only !== undefined && !rules.some(({ id }) => namesRule(only, id))) {
    throw new UsageError(`--only "${only}" names no rule; "parapet explain" lists them.`);
  }
  return only;
}

function isWanted(finding: Finding, only: string | undefined, paths: readonly string[]): boolean {
  if (only !== undefined && !namesRule(only, finding.rule)) return false;
  return paths.length === 0 || paths.some((path) => isBelow(path, finding.path));
}

async function report(
  result: CheckResult,
  format: Format,
  ways: WaysOut,
  opened: Opened,
  args: Arguments,
  terminal: Terminal,
): Promise<string> {
  const lines = lineTables(opened);
  const all = args.values.all === true;
  switch (format) {
    case 'pretty': {
      const colour = args.values.output === undefined && wantsColour(terminal);
      const { columns } = terminal;
      const only = onlyOption(args);
      return prettyReport(result, lines, {
        ...ways,
        colour,
        all,
        ...(only !== undefined && { only }),
        ...(columns !== undefined && { width: columns }),
      });
    }
    case 'json':
      return jsonReport(onlyOption(args) === undefined ? result : withoutPreview(result), lines, {
        all,
        ...ways,
      });
    case 'sarif':
      return sarifReport(result, lines, { rules });
    case 'github':
      return githubReport(result, lines, { ...ways, folder: opened.folder });
    case 'gitlab':
    case 'junit':
    case 'markdown':
      return (await import('./commands.ts')).checkReport[format](result, lines, {
        ...ways,
        folder: opened.folder,
        blobs: blobsAddress(terminal.env),
        all,
        only: onlyOption(args),
      });
  }
}

function withoutPreview({ preview: _, ...result }: CheckResult): CheckResult {
  return result;
}

/** 70 outranks 2, which outranks 1, which outranks 3; a preview never fails. */
function exitCode({ mode, verdict, summary, notices, isPolicyBroken }: CheckResult, failOn: Level): number {
  if (notices.some(({ code }) => code === bugCode)) return 70;
  if (isPolicyBroken) return 2;
  if (mode === 'preview' || failOn === 'never') return 0;
  if (summary.errors > 0 || (failOn === 'warning' && summary.warnings > 0)) return 1;
  return verdict === 'unknown' ? 3 : 0;
}
