import { cutPlanOf } from '../cut-plan.ts';
import { checkResult } from '../engine/check-result.ts';
import { isBelow } from '../model/path.ts';
import { cutPlanJson } from '../report/cut-plan-json.ts';
import { cutPlanText } from '../report/cut-plan-text.ts';
import { createPaint } from '../report/paint.ts';
import { incompleteSentences } from '../report/words.ts';
import { version } from '../version.ts';
import { type Arguments, textOption, UsageError } from './arguments.ts';
import { lineTables, openWorkspace, toWorkspacePath } from './open.ts';
import { type Terminal, wantsColour } from './terminal.ts';

/** What one or two screens hold. */
const mostShown = 20;

/** `parapet explain --cuts`: the imports whose removal ends the cycles and what the baseline accepts. */
export async function cuts(args: Arguments, terminal: Terminal): Promise<number> {
  const format = textOption(args, 'format', ['pretty', 'json']) ?? 'pretty';
  const opened = await openWorkspace(args, terminal);
  const { workspace, root } = opened;
  const { files } = workspace.facts();
  const paths = args.operands.map((operand) => {
    const path = toWorkspacePath(operand, root, terminal.cwd);
    if (files.some((file) => isBelow(path, file.path))) return path;
    throw new UsageError(`"${operand}" is neither a source file nor a folder with source files.`);
  });
  const plan = await cutPlanOf(opened, paths.length > 0 ? { paths } : {});
  if (!plan) return 0;
  const result = checkResult(workspace, version);
  const lines = lineTables(opened);
  if (format === 'json') terminal.out(cutPlanJson(plan, lines, result.gaps));
  else {
    terminal.out(
      cutPlanText(plan, lines, {
        paint: createPaint(wantsColour(terminal)),
        ...(terminal.isOutputTerminal && terminal.columns !== undefined && { width: terminal.columns }),
        ...(args.values.all !== true && { most: mostShown }),
      }),
    );
    for (const sentence of incompleteSentences(result)) terminal.err(`parapet: ${sentence}\n`);
  }
  return workspace.isPolicyBroken ? 2 : 0;
}
