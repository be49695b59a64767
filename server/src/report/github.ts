import { groupOf, type ItemResult } from '../model/done-result.ts';
import { type Finding, isOpen, type Notice } from '../model/finding.ts';
import type { Place } from '../model/span.ts';
import { belowFolder } from './address.ts';
import { isDone, isObstacle, isTold, itemSentence, type Judged, sentenceOf } from './done-words.ts';
import { doubt, labelledFixes, type WithFixes } from './finding-words.ts';
import { printable } from './printable.ts';
import { type LineTables, rangeOf } from './range.ts';
import { incompleteSentences } from './words.ts';

export interface GithubOptions extends WithFixes {
  /** The workspace's folder below the repository's root, relative POSIX; annotations name files from there. */
  readonly folder?: string | undefined;
}

type Properties = Readonly<Record<string, string | number | undefined>>;

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * For a GitHub workflow's log: one workflow command per finding, which GitHub shows on the line of the change, and before
 * them one per item of the Definition of Done that is not done.
 */
export function githubReport(result: Judged, lines: LineTables, options: GithubOptions = {}): string {
  const findings = result.findings.filter(isOpen);
  return [
    ...(isDone(result) ? result.items.flatMap((item) => itemCommand(item, findings, lines, options)) : []),
    ...findings.map((finding) => annotation(finding, lines, options)),
    ...result.notices.map(noticeCommand),
    ...incompleteSentences(result).map(escapeMessage),
    escapeMessage(sentenceOf(result)),
    '',
  ].join('\n');
}

function annotation(finding: Finding, lines: LineTables, options: GithubOptions): string {
  const message = [
    finding.message,
    ...(finding.why ? [`Why: ${finding.why}`] : []),
    ...ownerLines(finding.owners),
    ...labelledFixes(finding, options).map(({ label, title }) => `${label}: ${title}`),
  ].join('\n');
  return command(
    commands[finding.severity],
    { ...whereOf(finding, lines, options), title: finding.rule + doubt(finding) },
    message,
  );
}

/** Where a finding stands already, the item is told without a place: one line needs one annotation. */
function itemCommand(
  item: ItemResult,
  findings: readonly Finding[],
  lines: LineTables,
  options: GithubOptions,
): readonly string[] {
  if (groupOf(item) === 'done') return [];
  const [place] = item.places;
  const message = [itemSentence(item), ...ownerLines(item.owners)].join('\n');
  const where = place && !isTold(place, findings) ? whereOf(place, lines, options) : {};
  return [command(isObstacle(item) ? 'error' : 'notice', { ...where, title: `done/${item.id}` }, message)];
}

function ownerLines(owners: readonly string[]): readonly string[] {
  return owners.length > 0 ? [`Owner: ${owners.join(', ')}`] : [];
}

/** GitHub takes columns only for annotations within one line. */
function whereOf(place: Place, lines: LineTables, { folder = '' }: GithubOptions): Properties {
  const { start, end } = rangeOf(place.path, place.span, lines);
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const { col, endColumn } = columns;
  return { file: belowFolder(place.path, folder), line: start.line, col, endLine: end.line, endColumn };
}

function noticeCommand(notice: Notice): string {
  return command(notice.incomplete ? 'warning' : 'notice', { title: notice.code }, notice.message);
}

function command(name: string, properties: Properties, message: string): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  const listed = given.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  return `::${name} ${listed}::${escapeMessage(message)}`;
}

const breaks: Readonly<Record<string, string>> = { '\r': '%0D', '\n': '%0A' };

/** As the runner decodes it: per cent first, or it would escape its own escapes. */
function escapeMessage(text: string): string {
  return text
    .replaceAll('%', '%25')
    .split(/(\r|\n)/)
    .map((part) => breaks[part] ?? printable(part))
    .join('');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
