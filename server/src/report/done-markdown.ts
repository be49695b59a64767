import {
  type ChangeCoverage,
  type DoneResult,
  groupOf,
  type ItemGroup,
  type ItemResult,
  itemGroups,
} from '../model/done-result.ts';
import { capital, count } from '../model/words.ts';
import { verdictSigns } from './check-markdown.ts';
import {
  changeWords,
  coverageWords,
  doneSentence,
  groupTitles,
  progressWords,
  runsOf,
  verdictWord,
} from './done-words.ts';
import {
  fileAddress,
  findingSections,
  folded,
  gapSection,
  hiddenMark,
  type MarkdownOptions,
  noticeSections,
  ownersCode,
  told,
} from './finding-markdown.ts';
import { fitSections, type MarkdownSection, mostCharacters } from './markdown-sections.ts';
import { clipped, code, linked } from './markdown-text.ts';
import { type LineTables, rangeOf } from './range.ts';
import { contractSentences, incompleteSentences } from './words.ts';

/** The table of coverage lists lines that no test ran; where their gate holds, that is enough. */
function notInTable({ findings, coverage }: DoneResult): DoneResult['findings'] {
  if (!coverage) return findings;
  return findings.filter(({ rule, severity }) => severity !== 'info' || rule !== 'gates/uncovered-change');
}

const groupSigns = {
  blocking: '❌',
  unknown: '❔',
  attest: '✍️',
  advice: '💡',
  done: '✅',
} as const satisfies Record<ItemGroup, string>;

/** What a row of the coverage table shows of a file. */
const mostRuns = 20;
const longestName = 200;

/** The Definition of Done as a comment on a change: the verdict as heading, what is left to do, findings, coverage. */
export function doneMarkdown(result: DoneResult, lines: LineTables, options: MarkdownOptions = {}): string {
  const sections = [
    headSection(result, options),
    gapSection(incompleteSentences(result)),
    ...openSections(result.items, lines, options),
    ...findingSections(notInTable(result), lines, options),
    ...(result.coverage ? coverageSections(result.coverage, options) : []),
    ...doneSections(result.items, lines, options),
    ...noticeSections(result.notices),
  ];
  return fitSections(sections, options.most ?? mostCharacters);
}

function headSection(result: DoneResult, options: MarkdownOptions): MarkdownSection {
  const change = code(clipped(changeWords(result.change), longestName));
  const before = [
    hiddenMark('done', options),
    `## ${verdictSigns[result.verdict]} ${doneSentence(result).replace(/\.$/, '')}`,
    '',
    ['**Definition of Done**', change, ...progressWords(result)].join(' · '),
    ...contractSentences(result).flatMap((sentence) => ['', sentence]),
  ];
  return { before: before.join('\n'), rows: [], noun: '' };
}

/** Items that are not done, the weightiest group first. */
function openSections(
  items: readonly ItemResult[],
  lines: LineTables,
  options: MarkdownOptions,
): readonly MarkdownSection[] {
  const open = itemGroups
    .filter((group) => group !== 'done')
    .flatMap((group) => items.filter((item) => groupOf(item) === group));
  if (open.length === 0) return [];
  const rows = open.map((item) => itemRow(item, lines, options));
  return [{ before: tableHead, rows, noun: 'item' }];
}

function doneSections(
  items: readonly ItemResult[],
  lines: LineTables,
  options: MarkdownOptions,
): readonly MarkdownSection[] {
  const done = items.filter((item) => groupOf(item) === 'done');
  if (done.length === 0) return [];
  const rows = done.map((item) => itemRow(item, lines, options));
  const idle = done.filter(({ verdict }) => verdict === 'na').length;
  const summary = [
    ...(done.length > idle ? [`${count(done.length - idle, 'item')} done`] : []),
    ...(idle > 0 ? [`${idle} not about this change`] : []),
  ];
  return [folded(summary.join(', '), tableHead, rows, 'item')];
}

const tableHead = '| | Item | What is known | Level | Owners |\n| :-- | :-- | :-- | :-- | :-- |';

function itemRow(item: ItemResult, lines: LineTables, options: MarkdownOptions): string {
  const group = groupOf(item);
  const [place] = item.places;
  const known = [
    ...(item.detail === '' ? [] : [told(item.detail)]),
    ...(place ? [placeLink(place, lines, options)] : []),
  ];
  const cells = [
    `${groupSigns[group]} ${capital(verdictWord(item) ?? groupTitles[group])}`,
    `**${told(item.title)}**`,
    known.join('<br>'),
    item.level,
    ownersCode(item.owners),
  ];
  return `| ${cells.join(' | ')} |`;
}

function placeLink(
  { path, span }: ItemResult['places'][number],
  lines: LineTables,
  options: MarkdownOptions,
): string {
  const { line } = rangeOf(path, span, lines).start;
  return linked(`${path}:${line}`, fileAddress(path, options, line));
}

/** Only files with lines that did not run: the others need nobody. */
function coverageSections(coverage: ChangeCoverage, options: MarkdownOptions): readonly MarkdownSection[] {
  const rows = coverage.files
    .filter(({ uncovered }) => uncovered.length > 0)
    .map(({ path, measured, covered, uncovered }) => {
      const runs = runsOf(uncovered);
      const shown = runs
        .slice(0, mostRuns)
        .map(([first, last]) =>
          linked(first === last ? `${first}` : `${first}–${last}`, fileAddress(path, options, first, last)),
        );
      const rest = runs.length > mostRuns ? ` and ${runs.length - mostRuns} more` : '';
      return `| ${linked(path, fileAddress(path, options))} | ${covered} of ${measured} | ${shown.join(', ')}${rest} |`;
    });
  const heading = `### Coverage of the change: ${coverageWords(coverage)}`;
  const table =
    rows.length === 0 ? '' : '\n\n| File | Covered | Added lines that did not run |\n| :-- | --: | :-- |';
  return [{ before: heading + table, rows, noun: 'file' }];
}
