import { type CheckResult, isOpen } from '../model/finding.ts';
import { type FindingTextOptions, findingBlock, noticeBlock, wrapped } from './finding-text.ts';
import { unsoughtSentences } from './finding-words.ts';
import { createPaint, type Paint } from './paint.ts';
import { type PreviewPageOptions, previewPage, rooms } from './preview-page.ts';
import { previewBlocks } from './preview-text.ts';
import { printable } from './printable.ts';
import type { LineTables } from './range.ts';
import { contractSentences, incompleteSentences, verdictSentence } from './words.ts';

export interface PrettyOptions extends FindingTextOptions {
  readonly colour: boolean;
  /** Also shows suppressed findings, with their reasons, and those of the baseline. */
  readonly all?: boolean;
  /** The rules that were asked for, of a preview. */
  readonly only?: string;
}

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
    ...unsoughtSentences(options).map((line) => paint.dim(line)),
    ...contractSentences(result).map((line) => paint.dim(line)),
    ...wrapped(verdictSentence(result), options).map((line) => paint.verdict(result.verdict, line)),
  ];
}
