import type { Finding } from '../model/finding.ts';
import { folderOf, lastSegment } from '../model/path.ts';
import type { Rename } from '../model/renames.ts';
import type { Place } from '../model/span.ts';
import { count } from '../model/words.ts';
import { escaped } from './markdown-text.ts';
import { type LineTables, rangeOf } from './range.ts';

/** What a move breaks. */
export interface MoveReport {
  readonly renames: readonly Rename[];
  /** What is found after the move and was not before; `at` is where it stands in the text of now. */
  readonly breaks: readonly { readonly finding: Finding; readonly at: Place }[];
  /** Imports that are to be rewritten by hand: where they stand, in the text of now, and what they say. */
  readonly stuck: readonly (Place & { readonly specifier: string })[];
}

/** `breaks` of a move that was made, `would break` of one that is about to be. */
export type MoveVerb = 'breaks' | 'would break';

/** What a move breaks in a few sentences, for a message; the first boundaries by their own words. */
export function moveMessage(report: MoveReport, verb: MoveVerb): string {
  const title = moveTitle(report.renames);
  const { length: byHand } = report.stuck;
  const left = byHand > 0 ? [`${count(byHand, 'import')} must be rewritten by hand.`] : [];
  if (report.breaks.length === 0) return [`${title}:`, ...left].join(' ');
  const sentences = [...new Set(report.breaks.map(({ finding }) => finding.message))];
  const shown = sentences.slice(0, mostSentences);
  const rest = sentences.length - shown.length;
  const more = rest > 0 ? [`And ${rest} more.`] : [];
  return [`${title} ${verb} ${tally(report, sentences.length)}:`, ...shown, ...more, ...left].join(' ');
}

/** True when there is something to tell. */
export function isToBeTold({ breaks, stuck }: MoveReport): boolean {
  return breaks.length + stuck.length > 0;
}

/** What is moved and where to, e.g. `Moving "order.ts" to "src/domain"`. */
export function moveTitle(renames: readonly Rename[]): string {
  const [first] = renames;
  const folders = new Set(renames.map(({ to }) => folderOf(to)));
  const [folder = ''] = folders;
  const target = folders.size === 1 ? ` to "${folder || '.'}"` : '';
  if (!first || renames.length > 1) return `Moving ${count(renames.length, 'item')}${target}`;
  const isRenamed = folderOf(first.from) === folderOf(first.to);
  return isRenamed
    ? `Renaming "${lastSegment(first.from)}" to "${lastSegment(first.to)}"`
    : `Moving "${lastSegment(first.from)}"${target}`;
}

/** All that a move breaks, as Markdown, with a link to each import at its place after the move. */
export function movePage(
  report: MoveReport,
  lines: LineTables,
  link: (path: string) => string,
  pathAfter: (path: string) => string,
): string {
  const { renames, breaks, stuck } = report;
  const place = ({ path, span }: Place) => {
    const { start } = rangeOf(path, span, lines);
    const moved = pathAfter(path);
    return `[${escaped(`${moved}:${start.line}`)}](${link(moved)}#L${start.line},${start.column})`;
  };
  const sentences = [...new Set(breaks.map(({ finding }) => finding.message))];
  const sections = sentences.flatMap((message) => {
    const group = breaks.filter(({ finding }) => finding.message === message);
    const { why, rule = '' } = group[0]?.finding ?? {};
    const items = group.map(({ at, finding }) => `- ${place(at)} imports ${escaped(finding.subject)}`);
    return [
      `## ${escaped(message)}`,
      ...(why === undefined ? [] : [`Why: ${escaped(why)}`]),
      `Rule \`${rule}\``,
      items.join('\n'),
    ];
  });
  const byHand = stuck.map((one) => `- ${place(one)} ${escaped(`"${one.specifier}"`)}`);
  return `${[
    `# ${escaped(moveTitle(renames))}`,
    ...(breaks.length > 0
      ? [`These ${count(breaks.length, 'import')} kept the policy before the move.`]
      : []),
    ...sections,
    ...(byHand.length > 0 ? ['## To be rewritten by hand', byHand.join('\n')] : []),
  ].join('\n\n')}\n`;
}

const mostSentences = 2;

function tally({ breaks }: MoveReport, sentences: number): string {
  const boundaries = sentences === 1 ? 'a boundary' : `${sentences} boundaries`;
  return breaks.length > sentences ? `${boundaries} with ${breaks.length} imports` : boundaries;
}
