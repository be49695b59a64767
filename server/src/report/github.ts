import { type CheckResult, type Finding, isOpen, type Notice } from '../model/finding.ts';
import { type LineTables, rangeOf } from './range.ts';
import { incompleteSentences, verdictSentence } from './words.ts';

export interface GithubOptions {
  /** The workspace's folder below the repository's root, relative POSIX; annotations name files from there. */
  readonly folder?: string;
}

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** For a GitHub workflow's log: one workflow command per finding, which GitHub shows on the line of the change. */
export function githubReport(result: CheckResult, lines: LineTables, options: GithubOptions = {}): string {
  const findings = result.findings.filter(isOpen);
  return [
    ...findings.map((finding) => annotation(finding, lines, options)),
    ...result.notices.map(noticeCommand),
    ...incompleteSentences(result).map(escapeMessage),
    verdictSentence(result),
    '',
  ].join('\n');
}

function annotation(finding: Finding, lines: LineTables, { folder = '' }: GithubOptions): string {
  const { start, end } = rangeOf(finding.path, finding.span, lines);
  const file = folder === '' ? finding.path : `${folder}/${finding.path}`;
  // GitHub takes columns only for annotations within one line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const { col, endColumn } = columns;
  const message = [
    finding.message,
    ...(finding.why ? [`Why: ${finding.why}`] : []),
    ...(finding.owners.length > 0 ? [`Owner: ${finding.owners.join(', ')}`] : []),
  ].join('\n');
  return command(
    commands[finding.severity],
    { file, line: start.line, col, endLine: end.line, endColumn, title: finding.rule },
    message,
  );
}

function noticeCommand(notice: Notice): string {
  return command(notice.incomplete ? 'warning' : 'notice', { title: notice.code }, notice.message);
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  const listed = given.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  return `::${name} ${listed}::${escapeMessage(message)}`;
}

/** As the runner decodes it: per cent first, or it would escape its own escapes. */
function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
