import { type CheckResult, isOpen } from '../model/finding.ts';
import {
  fileAddress,
  findingSections,
  gapSection,
  hiddenMark,
  type MarkdownOptions,
  noticeSections,
  told,
} from './finding-markdown.ts';
import { fitSections, mostCharacters } from './markdown-sections.ts';
import { previewMarkdown } from './preview-markdown.ts';
import { previewPage } from './preview-page.ts';
import type { LineTables } from './range.ts';
import { closingSentences, contractSentences, incompleteSentences, verdictSentence } from './words.ts';

export interface CheckMarkdownOptions extends MarkdownOptions {
  /** Also lists suppressed findings and those of the baseline, with their reasons. */
  readonly all?: boolean;
  /** The rules that were asked for, of a preview. */
  readonly only?: string | undefined;
}

export const verdictSigns = { pass: '✅', fail: '❌', unknown: '❔' } as const;

/** A check as a comment or a job's summary: the verdict as heading, then the findings by file with links to their lines. */
export function checkMarkdown(
  result: CheckResult,
  lines: LineTables,
  options: CheckMarkdownOptions = {},
): string {
  if (result.mode === 'preview') return previewDocument(result, lines, options);
  const heading = `## ${verdictSigns[result.verdict]} ${told(verdictSentence(result).replace(/\.$/, ''))}`;
  const findings = result.findings.filter((finding) => options.all || isOpen(finding));
  const sections = [
    {
      before: [`${hiddenMark('check', options)}\n${heading}`, ...contractSentences(result)].join('\n\n'),
      rows: [],
      noun: '',
    },
    gapSection(incompleteSentences(result)),
    ...findingSections(findings, lines, options),
    ...noticeSections(result.notices),
  ];
  return fitSections(sections, options.most ?? mostCharacters);
}

/** Bounded as it is: a preview shows the first few of everything. */
function previewDocument(result: CheckResult, lines: LineTables, options: CheckMarkdownOptions): string {
  const { only } = options;
  const markdown = previewMarkdown(previewPage(result, only === undefined ? {} : { only }), lines, {
    title: 'Preview',
    link: (path) => fileAddress(path, options),
    closing: closingSentences(result),
    fragment: ({ line }) => `L${line}`,
  });
  return `${hiddenMark('check', options)}\n${markdown}`;
}
