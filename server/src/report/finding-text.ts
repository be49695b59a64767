import type { Finding, Notice } from '../model/finding.ts';
import { codeFrame } from './code-frame.ts';
import { doubt, labelledFixes, type WithFixes } from './finding-words.ts';
import type { Paint } from './paint.ts';
import { printable, wrap } from './printable.ts';
import { type LineRange, type LineTables, rangeOf } from './range.ts';

export interface TextWidth {
  /** Columns of the terminal; without it nothing wraps, so that each finding's first line can be searched for. */
  readonly width?: number;
}

export interface FindingTextOptions extends TextWidth, WithFixes {}

const frameRoom = 120;

/** A finding as it is shown on a terminal: its place and message, its line of code, what is related, reason, owners and ways out. */
export function findingBlock(
  finding: Finding,
  lines: LineTables,
  options: FindingTextOptions,
  paint: Paint,
): readonly string[] {
  const range = rangeOf(finding.path, finding.span, lines);
  return [
    ...headline(finding, range, options, paint),
    ...frame(finding, range, lines, options, paint),
    ...finding.related.flatMap((related) => {
      const place = position(related.path, rangeOf(related.path, related.span, lines));
      return wrapped(`  ${place} ${printable(related.message)}`, options).map(paint.dim);
    }),
    ...labelled('Why', finding.why, options),
    ...labelled('Owner', finding.owners.join(', '), options),
    ...labelledFixes(finding, options).flatMap(({ label, title }) => labelled(label, title, options)),
    ...labelled('Suppressed', finding.suppressed?.reason, options),
    ...labelled('Baseline', finding.isBaselined && 'accepted at adoption', options),
  ];
}

/** Wraps before it paints, because colour codes take no columns. */
function headline(finding: Finding, range: LineRange, options: TextWidth, paint: Paint): readonly string[] {
  const place = position(finding.path, range);
  const rule = finding.detail === undefined ? finding.rule : `${finding.rule} ${finding.detail}`;
  const text = `${place} ${finding.severity}${doubt(finding)} ${printable(finding.message)}  ${rule}`;
  const [first = '', ...rest] = wrapped(text, options);
  const start = `${place} ${finding.severity}`;
  const painted = first.startsWith(start)
    ? `${paint.strong(place)} ${paint.severity(finding.severity, finding.severity)}${first.slice(start.length)}`
    : first;
  const dimmed = [painted, ...rest];
  const last = dimmed.pop() ?? '';
  return [...dimmed, last.endsWith(rule) ? last.slice(0, -rule.length) + paint.dim(rule) : last];
}

function frame(
  finding: Finding,
  { start, end }: LineRange,
  lines: LineTables,
  { width }: TextWidth,
  paint: Paint,
): readonly string[] {
  const line = lines(finding.path)?.text(start.line - 1);
  if (line === undefined || line.trim() === '') return [];
  const number = String(start.line);
  const to = end.line === start.line ? end.column - 1 : line.length;
  const room = (width ?? frameRoom) - number.length - 5;
  const { code, marks } = codeFrame(line, start.column - 1, to, room);
  const bar = paint.dim('|');
  return [
    `  ${paint.dim(number)} ${bar} ${code}`,
    `  ${' '.repeat(number.length)} ${bar} ${marks.replace(/\^+/, (carets) => paint.severity(finding.severity, carets))}`,
  ];
}

function labelled(label: string, text: string | undefined, options: TextWidth): readonly string[] {
  return text ? wrapped(`  ${label}: ${printable(text)}`, options) : [];
}

/** A fact that has no place. */
export function noticeBlock(notice: Notice, options: TextWidth, paint: Paint): readonly string[] {
  const severity = notice.incomplete ? 'warning' : 'info';
  const text = `${notice.code} ${printable(notice.message)}`;
  return wrapped(text, options).map((line) => paint.severity(severity, line));
}

/** A line as it is, or broken to fit the terminal. */
export function wrapped(text: string, { width }: TextWidth): readonly string[] {
  return width === undefined ? [text] : wrap(text, Math.max(width, 40), '    ');
}

/** `src/a.ts:3:14` */
export function position(path: string, { start }: LineRange): string {
  return `${printable(path)}:${start.line}:${start.column}`;
}
