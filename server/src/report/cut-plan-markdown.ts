import type { Cut, CutCycle, CutPlan } from '../model/cut-plan.ts';
import { effortSentence, leastWords, planSentences, portionSentence, reasonOf } from './cut-plan-words.ts';
import { escaped } from './markdown-text.ts';
import { type LineTables, rangeOf } from './range.ts';

export interface CutPlanMarkdownOptions {
  readonly title: string;
  /** The address of a path, without a fragment. */
  readonly link: (path: string) => string;
  /** What was not seen, one sentence each. */
  readonly closing: readonly string[];
}

/** A preview in the editor gets slow with thousands of links. */
const mostCuts = 300;

/** A plan as a Markdown document whose places are links with the fragment `L<line>,<column>`, both from 1. */
export function cutPlanMarkdown(
  plan: CutPlan,
  lines: LineTables,
  { title, link, closing }: CutPlanMarkdownOptions,
): string {
  const shown = plan.cuts.slice(0, mostCuts);
  const rest = plan.cuts.length - shown.length;
  const placed = (cut: Cut) => {
    const { start } = rangeOf(cut.path, cut.span, lines);
    return `[${escaped(`${cut.path}:${start.line}`)}](${link(cut.path)}#L${start.line},${start.column})`;
  };
  const item = (cut: Cut, index: number) =>
    [
      `${index + 1}. ${placed(cut)} ${escaped(`"${cut.specifier}"`)}  `,
      `   ${escaped(cut.way.title)}${cut.way.by === 'fix' ? '.' : ''}  `,
      `   ${escaped(reasonOf(cut, plan.before))}.`,
    ].join('\n');
  const blocks = [
    `# ${escaped(title)}`,
    planSentences(plan).map(escaped).join(' '),
    ...(shown.length > 0 ? ['## Imports to remove, the most useful first', shown.map(item).join('\n')] : []),
    ...(rest > 0
      ? [
          `${escaped(portionSentence(plan, shown.length))} \`parapet explain --cuts --all\` lists ${rest} more.`,
        ]
      : []),
    ...(plan.cycles.length > 0 ? ['## Cycles', cycleTable(plan.cycles, link), escaped(effortSentence)] : []),
    ...(closing.length > 0 ? ['## Not seen', ...closing.map(escaped)] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function cycleTable(cycles: readonly CutCycle[], link: (path: string) => string): string {
  const largestFirst = [...cycles].sort((a, b) => b.files.length - a.files.length);
  const rows = largestFirst.map((cycle) => {
    const first = cycle.files[0] ?? '';
    const cells = [
      cycle.files.length,
      `[${escaped(first)}](${link(first)})`,
      `${cycle.cuts} of ${cycle.imports}`,
      leastWords(cycle).replace(/^work /, ''),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| files | first file | imports to remove | work |', '| --: | :-- | --: | :-- |', ...rows].join(
    '\n',
  );
}
