import { checkMarkdown } from '../report/check-markdown.ts';
import { gitlabReport } from '../report/gitlab.ts';
import { junitReport } from '../report/junit.ts';

/** Formats of a check that are mostly asked for in CI, where the bundle that holds them may take its time. */
export const checkReport = { gitlab: gitlabReport, junit: junitReport, markdown: checkMarkdown } as const;
