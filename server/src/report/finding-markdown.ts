import { type Finding, isOpen, type Notice, type Severity, severities } from '../model/finding.ts';
import { count, enumerate } from '../model/words.ts';
import { belowFolder, relativeUri } from './address.ts';
import { doubt, labelledFixes, type WithFixes } from './finding-words.ts';
import type { MarkdownSection } from './markdown-sections.ts';
import { clipped, code, linked, prose } from './markdown-text.ts';
import { type LineTables, rangeOf } from './range.ts';

export interface MarkdownOptions extends WithFixes {
  /** The workspace's folder below the repository's root, relative POSIX; links and the hidden mark name it. */
  readonly folder?: string | undefined;
  /** The address of the repository's files at the revision that was judged, ended by a slash; default is relative. */
  readonly blobs?: string | undefined;
  /** UTF-16 units that the report may have. */
  readonly most?: number;
}

/** More of one text would be read by nobody, and would take the room of others. */
const longestText = 600;

const severitySigns = { error: '❌', warning: '⚠️', info: 'ℹ️' } as const satisfies Record<Severity, string>;

/** A comment that nobody sees, by which a bot finds what it wrote before; each workspace of a repository has its own. */
export function hiddenMark(command: 'check' | 'done', { folder = '' }: MarkdownOptions): string {
  const named = folder === '' ? '' : ` ${relativeUri(folder).replaceAll('--', '%2D%2D')}`;
  return `<!-- parapet ${command}${named} -->`;
}

/** Text from the workspace within one line. */
export function told(text: string): string {
  return prose(clipped(text, longestText));
}

export function ownersCode(owners: readonly string[]): string {
  return owners.map((owner) => code(clipped(owner, longestText))).join(', ');
}

/** The address of a file, or of some of its lines. */
export function fileAddress(
  path: string,
  { folder = '', blobs = '' }: MarkdownOptions,
  first?: number,
  last = first,
): string {
  const lines = first === undefined ? '' : last === first ? `#L${first}` : `#L${first}-L${last}`;
  return `${blobs}${relativeUri(belowFolder(path, folder))}${lines}`;
}

/** Findings below the name of their file, each with a link to its line; none makes no section. */
export function findingSections(
  findings: readonly Finding[],
  lines: LineTables,
  options: MarkdownOptions,
): readonly MarkdownSection[] {
  if (findings.length === 0) return [];
  const ordered = worstFilesFirst(findings);
  const rows = ordered.map((finding, index) => {
    const isFirst = ordered[index - 1]?.path !== finding.path;
    const name = `**${linked(finding.path, fileAddress(finding.path, options))}**`;
    const item = findingItem(finding, lines, options);
    return isFirst ? `\n${name}\n\n${item}` : item;
  });
  return [{ before: `### Findings: ${tally(findings)}`, rows, noun: 'finding' }];
}

function findingItem(finding: Finding, lines: LineTables, options: MarkdownOptions): string {
  const { line } = rangeOf(finding.path, finding.span, lines).start;
  const rule = finding.detail === undefined ? finding.rule : `${finding.rule} ${finding.detail}`;
  const parts = [
    `${isOpen(finding) ? severitySigns[finding.severity] : '☑️'} ${linked(`line ${line}`, fileAddress(finding.path, options, line))}: ${told(finding.message)} ${code(rule)}${doubt(finding)}`,
    ...(finding.why ? [`Why: ${told(finding.why)}`] : []),
    ...(finding.owners.length > 0 ? [`Owner: ${ownersCode(finding.owners)}`] : []),
    ...labelledFixes(finding, options).map(({ label, title }) => `${label}: ${told(title)}`),
    ...(finding.suppressed ? [`Suppressed: ${told(finding.suppressed.reason)}`] : []),
    ...(finding.isBaselined ? ['Accepted in the baseline.'] : []),
  ];
  return `- ${parts.join('<br>')}`;
}

/** What could not be seen stands where everybody looks. */
export function gapSection(sentences: readonly string[]): MarkdownSection {
  return { before: '', rows: sentences.map((sentence) => `- ⚠️ ${told(sentence)}`), noun: 'reason' };
}

export function noticeSections(notices: readonly Notice[]): readonly MarkdownSection[] {
  if (notices.length === 0) return [];
  const rows = notices.map(({ code: id, message }) => `- ${code(id)} ${told(message)}`);
  return [folded(count(notices.length, 'notice'), '', rows, 'notice')];
}

/** Shown on a click; services take Markdown inside only after an empty line. */
export function folded(
  summary: string,
  before: string,
  rows: readonly string[],
  noun: string,
): MarkdownSection {
  const opening = `<details><summary>${summary}</summary>\n`;
  return { before: before === '' ? opening : `${opening}\n${before}`, rows, after: '</details>', noun };
}

/** A report that is cut short must not lose its errors; within a file, and among equals, the order stays. */
function worstFilesFirst(findings: readonly Finding[]): readonly Finding[] {
  const ranks = new Map<string, number>();
  for (const finding of findings) {
    const rank = isOpen(finding) ? severities.indexOf(finding.severity) : severities.length;
    ranks.set(finding.path, Math.min(rank, ranks.get(finding.path) ?? rank));
  }
  return findings.toSorted((a, b) => (ranks.get(a.path) ?? 0) - (ranks.get(b.path) ?? 0));
}

/** Of those that count. */
function tally(findings: readonly Finding[]): string {
  const amount = (severity: Severity) =>
    findings.filter((finding) => isOpen(finding) && finding.severity === severity).length;
  const [errors, warnings, infos] = [amount('error'), amount('warning'), amount('info')];
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
    ...(infos > 0 ? [`${infos} info`] : []),
  ];
  return parts.length === 0 ? 'all accepted' : enumerate(parts);
}
