import { type CheckResult, type Finding, isOpen, type Notice } from '../model/finding.ts';
import { codeFrame } from './code-frame.ts';
import { createPaint, type Paint } from './paint.ts';
import { type PreviewPageOptions, previewPage, rooms } from './preview-page.ts';
import { previewBlocks } from './preview-text.ts';
import { printable, wrap } from './printable.ts';
import { type LineRange, type LineTables, rangeOf } from './range.ts';
import { incompleteSentences, verdictSentence } from './words.ts';

export interface PrettyOptions {
  readonly colour: boolean;
  /** Columns of the terminal; without it nothing wraps, so that each finding's first line can be searched for. */
  readonly width?: number;
  /** Also shows suppressed findings, with their reasons, and those of the baseline. */
  readonly all?: boolean;
  /** The rules that were asked for, of a preview. */
  readonly only?: string;
}

const frameRoom = 120;

/** For people: findings in order of file and line, each with its code, its reason and its owners; the verdict last. */
export function prettyReport(result: CheckResult, lines: LineTables, options: PrettyOptions): string {
  const paint = createPaint(options.colour);
  const findings = result.findings.filter((finding) => options.all || isOpen(finding));
  const blocks = [
    ...(result.mode === 'preview'
      ? previewBlocks(previewPage(result, pageOptions(options)), lines, paint)
      : findings.map((finding) => findingBlock(finding, lines, options, paint))),
    ...(result.notices.length > 0
      ? [result.notices.flatMap((notice) => noticeBlock(notice, options, paint))]
      : []),
    closingLines(result, options, paint),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function pageOptions({ all, only }: PrettyOptions): PreviewPageOptions {
  return { ...(all && { room: rooms.all }), ...(only !== undefined && { only }) };
}

/** What was not seen stands beside the verdict, where nobody who reads only the end can miss it. */
function closingLines(result: CheckResult, options: PrettyOptions, paint: Paint): readonly string[] {
  const incomplete = incompleteSentences(result).flatMap((sentence) => wrapped(printable(sentence), options));
  return [
    ...incomplete.map((line) => paint.severity('warning', line)),
    ...wrapped(verdictSentence(result), options).map((line) => paint.verdict(result.verdict, line)),
  ];
}

function findingBlock(
  finding: Finding,
  lines: LineTables,
  options: PrettyOptions,
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
    ...labelled('Suppressed', finding.suppressed?.reason, options),
    ...labelled('Baseline', finding.isBaselined && 'accepted at adoption', options),
  ];
}

/** Wraps before it paints, because colour codes take no columns. */
function headline(
  finding: Finding,
  range: LineRange,
  options: PrettyOptions,
  paint: Paint,
): readonly string[] {
  const place = position(finding.path, range);
  const rule = finding.detail === undefined ? finding.rule : `${finding.rule} ${finding.detail}`;
  const text = `${place} ${finding.severity} ${printable(finding.message)}  ${rule}`;
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
  { width }: PrettyOptions,
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

function labelled(label: string, text: string | undefined, options: PrettyOptions): readonly string[] {
  return text ? wrapped(`  ${label}: ${printable(text)}`, options) : [];
}

function noticeBlock(notice: Notice, options: PrettyOptions, paint: Paint): readonly string[] {
  const severity = notice.incomplete ? 'warning' : 'info';
  const text = `${notice.code} ${printable(notice.message)}`;
  return wrapped(text, options).map((line) => paint.severity(severity, line));
}

function wrapped(text: string, { width }: PrettyOptions): readonly string[] {
  return width === undefined ? [text] : wrap(text, Math.max(width, 40), '    ');
}

function position(path: string, { start }: LineRange): string {
  return `${printable(path)}:${start.line}:${start.column}`;
}
