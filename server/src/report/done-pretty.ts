import {
  type DoneResult,
  groupOf,
  type ItemGroup,
  type ItemResult,
  itemGroups,
} from '../model/done-result.ts';
import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/span.ts';
import { changeWords, doneSentence, groupTitles, progressWords, verdictWord } from './done-words.ts';
import { findingBlock, noticeBlock, position, wrapped } from './finding-text.ts';
import { unsoughtSentences } from './finding-words.ts';
import { createPaint, type Paint } from './paint.ts';
import type { PrettyOptions } from './pretty.ts';
import { printable } from './printable.ts';
import { type LineTables, rangeOf } from './range.ts';
import { contractSentences, incompleteSentences } from './words.ts';

/** `all` lists what is done one by one. */
export type DonePrettyOptions = Pick<PrettyOptions, 'colour' | 'width' | 'all' | 'fixes' | 'unsought'>;

const signs = { blocking: '✗', unknown: '?', attest: '○', advice: '–', done: '✓' } as const satisfies Record<
  ItemGroup,
  string
>;

const tones = {
  blocking: (paint, text) => paint.verdict('fail', text),
  unknown: (paint, text) => paint.verdict('unknown', text),
  attest: (paint, text) => paint.severity('info', text),
  advice: (paint, text) => paint.dim(text),
  done: (paint, text) => paint.verdict('pass', text),
} as const satisfies Record<ItemGroup, (paint: Paint, text: string) => string>;

/** For people: the items of the Definition of Done by group, then the findings with their code; the verdict last. */
export function donePretty(result: DoneResult, lines: LineTables, options: DonePrettyOptions): string {
  const paint = createPaint(options.colour);
  const blocks = [
    headLines(result, options, paint),
    ...itemGroups.map((group) => groupLines(group, result.items, lines, options, paint)),
    ...findingBlocks(result.findings, lines, options, paint),
    result.notices.flatMap((notice) => noticeBlock(notice, options, paint)),
    [
      ...incompleteSentences(result)
        .flatMap((sentence) => wrapped(printable(sentence), options))
        .map((line) => paint.severity('warning', line)),
      ...unsoughtSentences(options).map((line) => paint.dim(line)),
      ...contractSentences(result).map((line) => paint.dim(line)),
      ...wrapped(doneSentence(result), options).map((line) => paint.verdict(result.verdict, line)),
    ],
  ];
  const filled = blocks.filter((block) => block.length > 0);
  return `${filled.map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** Of a rule's information more than this is counted, so that what has to be mended is not lost in it. */
const mostInfos = 3;

function findingBlocks(
  findings: readonly Finding[],
  lines: LineTables,
  options: DonePrettyOptions,
  paint: Paint,
): readonly (readonly string[])[] {
  const infos = new Map<string, number>();
  const shown = findings.filter(({ severity, rule }) => {
    if (severity !== 'info' || options.all) return true;
    const before = infos.get(rule) ?? 0;
    infos.set(rule, before + 1);
    return before < mostInfos;
  });
  const hidden = [...infos].filter(([, amount]) => amount > mostInfos);
  return [
    ...shown.map((finding) => findingBlock(finding, lines, options, paint)),
    hidden.flatMap(([rule, amount]) =>
      wrapped(`${amount - mostInfos} more of ${rule}, for information; --all shows them.`, options).map(
        paint.dim,
      ),
    ),
  ];
}

function headLines(result: DoneResult, options: DonePrettyOptions, paint: Paint): readonly string[] {
  const parts = ['Definition of Done', printable(changeWords(result.change)), ...progressWords(result)];
  return wrapped(parts.join(' · '), options).map(paint.strong);
}

function groupLines(
  group: ItemGroup,
  items: readonly ItemResult[],
  lines: LineTables,
  options: DonePrettyOptions,
  paint: Paint,
): readonly string[] {
  const members = items.filter((item) => groupOf(item) === group);
  if (members.length === 0) return [];
  const told = (some: readonly ItemResult[]) =>
    some.flatMap((item) => itemLines(item, group, lines, options, paint));
  const isCompact = group === 'done' && !options.all;
  return [
    paint.strong(groupTitles[group]),
    ...(isCompact ? compactLines(members, told, options, paint) : told(members)),
  ];
}

/**
 * What nobody has to look at again is listed by title. Told in full is what rests on reports, because a number is asked
 * for even where it is good, and a waiver, since somebody answers for it.
 */
function compactLines(
  members: readonly ItemResult[],
  told: (some: readonly ItemResult[]) => readonly string[],
  options: DonePrettyOptions,
  paint: Paint,
): readonly string[] {
  const isNumbered = ({ verdict, evidence }: ItemResult) => verdict === 'pass' && evidence.length > 0;
  const titles = (verdict: ItemResult['verdict']) =>
    members
      .filter((item) => item.verdict === verdict && !isNumbered(item))
      .map(({ title }) => printable(title));
  const [passed, idle] = [titles('pass'), titles('na')];
  return [
    ...(passed.length > 0 ? signed('done', passed.join(' · '), options, paint) : []),
    ...told(members.filter(isNumbered)),
    ...told(members.filter(({ verdict }) => verdict === 'waived')),
    ...(idle.length > 0
      ? wrapped(`    Not about this change: ${idle.join(' · ')}`, options).map(paint.dim)
      : []),
  ];
}

function itemLines(
  item: ItemResult,
  group: ItemGroup,
  lines: LineTables,
  options: DonePrettyOptions,
  paint: Paint,
): readonly string[] {
  const [place] = item.places;
  const word = verdictWord(item);
  const said = [printable(item.title), ...(word === undefined ? [] : [` (${word})`])].join('');
  const parts = [
    item.detail === '' ? said : `${said}: ${printable(item.detail)}`,
    item.level,
    ...(item.owners.length > 0 ? [printable(item.owners.join(', '))] : []),
    ...(place && !names(item.detail, place, lines)
      ? [position(place.path, rangeOf(place.path, place.span, lines))]
      : []),
  ];
  return signed(group, parts.join('  '), options, paint);
}

/** True where a detail tells the place already. */
function names(detail: string, { path, span }: Place, lines: LineTables): boolean {
  return detail.includes(`${path}:${rangeOf(path, span, lines).start.line}`);
}

/** Wraps before it paints, because colour codes take no columns. */
function signed(group: ItemGroup, text: string, options: DonePrettyOptions, paint: Paint): readonly string[] {
  const sign = signs[group];
  return wrapped(`  ${sign} ${text}`, options).map((line, index) =>
    index === 0 ? `  ${tones[group](paint, sign)}${line.slice(2 + sign.length)}` : line,
  );
}
