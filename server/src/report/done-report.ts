import type { DoneResult } from '../model/done-result.ts';
import { doneJson } from './done-json.ts';
import { doneMarkdown } from './done-markdown.ts';
import { type DonePrettyOptions, donePretty } from './done-pretty.ts';
import type { MarkdownOptions } from './finding-markdown.ts';
import type { Format } from './formats.ts';
import { githubReport } from './github.ts';
import { gitlabReport } from './gitlab.ts';
import { junitReport } from './junit.ts';
import type { LineTables } from './range.ts';
import { type SarifOptions, sarifReport } from './sarif.ts';

/** `folder` is the workspace's below the repository's root; a format takes what it needs. */
export type DoneReportOptions = DonePrettyOptions & SarifOptions & Omit<MarkdownOptions, 'most'>;

type Builder = (result: DoneResult, lines: LineTables, options: DoneReportOptions) => string;

const builders = {
  pretty: donePretty,
  json: doneJson,
  sarif: sarifReport,
  github: githubReport,
  gitlab: gitlabReport,
  junit: junitReport,
  markdown: doneMarkdown,
} as const satisfies Record<Format, Builder>;

/** The Definition of Done in any format. */
export function doneReport(
  result: DoneResult,
  format: Format,
  lines: LineTables,
  options: DoneReportOptions,
): string {
  return builders[format](result, lines, options);
}
