import type { CutCycle, CutPlan } from '../model/cut-plan.ts';
import { count } from '../model/words.ts';
import { effortSentence, leastWords, planSentences, portionSentence, reasonOf } from './cut-plan-words.ts';
import type { Paint } from './paint.ts';
import { printable, wrap } from './printable.ts';
import { type LineTables, rangeOf } from './range.ts';

export interface CutPlanTextOptions {
  readonly paint: Paint;
  /** Columns of the terminal; without it nothing wraps. */
  readonly width?: number;
  /** How many cuts are shown; default is all. */
  readonly most?: number;
}

/** A plan for a terminal: the sum first, then the cuts, what ends most for its work first. */
export function cutPlanText(plan: CutPlan, lines: LineTables, options: CutPlanTextOptions): string {
  const { paint, most = plan.cuts.length } = options;
  const shown = plan.cuts.slice(0, most);
  const [sum = '', ...others] = planSentences(plan);
  const blocks = [
    [...wrapped(sum, options).map(paint.strong), ...others.flatMap((line) => wrapped(line, options))],
    ...shown.map((cut, index) => {
      const { start } = rangeOf(cut.path, cut.span, lines);
      const number = String(index + 1).padStart(3);
      const place = `${printable(cut.path)}:${start.line}:${start.column}`;
      return [
        `${number}  ${paint.strong(place)} "${printable(cut.specifier)}"`,
        ...detail(`${cut.way.title}${cut.way.by === 'fix' ? '.' : ''}`, options),
        ...detail(`${reasonOf(cut, plan.before)}.`, options).map(paint.dim),
      ];
    }),
    ...(shown.length > 0 ? [closing(plan, shown.length, options)] : []),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function closing(plan: CutPlan, shown: number, options: CutPlanTextOptions): readonly string[] {
  const rest = plan.cuts.length - shown;
  return [
    ...(rest > 0
      ? wrapped(`${portionSentence(plan, shown)} ${rest} more are not shown; "--all" shows them.`, options)
      : []),
    ...plan.cycles.filter(isLarge).flatMap((cycle) => wrapped(cycleSentence(cycle), options)),
    ...(plan.cycles.length > 0 ? wrapped(effortSentence, options).map(options.paint.dim) : []),
  ];
}

/** What small cycles take can be seen from their cuts. */
function isLarge({ files }: CutCycle): boolean {
  return files.length > 9;
}

function cycleSentence(cycle: CutCycle): string {
  const first = printable(cycle.files[0] ?? '');
  const cuts = `${cycle.cuts} of its ${count(cycle.imports, 'import')}`;
  return `The cycle of ${count(cycle.files.length, 'file')} from "${first}" on: ${cuts}, ${leastWords(cycle)}.`;
}

function detail(text: string, options: CutPlanTextOptions): readonly string[] {
  return wrapped(`     ${printable(text)}`, options, '     ');
}

function wrapped(text: string, { width }: CutPlanTextOptions, indent = '  '): readonly string[] {
  return width === undefined ? [text] : wrap(text, Math.max(width, 40), indent);
}
