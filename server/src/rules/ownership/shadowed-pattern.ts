import { defineRule } from '../../model/rule.ts';
import { judgedDocument } from './owners-document.ts';

export default defineRule({
  id: 'ownership/shadowed-pattern',
  scope: 'workspace',
  reads: 'owners',
  severity: 'info',
  declaredBy: 'policy',
  docs: {
    summary: 'Every line of CODEOWNERS decides about some file.',
    why: 'The last line that matches wins, so that owners named above a wider line are never asked.',
    policy: '{}',
    bad: `//- .github/CODEOWNERS
/src/checkout/  @acme/payments
^^^^^^^^^^^^^^ info: "/src/checkout/" decides about no file: a later line, "*", matches "src/checkout/pay.ts", too.
*               @acme/all
//- src/checkout/pay.ts
export const pay = 1;`,
    good: `//- .github/CODEOWNERS
*               @acme/all
/src/           @acme/web
# Without owners on purpose.
/src/generated/
//- src/generated/client.ts
export const client = 1;
//- src/page.ts
export const page = 1;`,
    ways: [
      '*Move the line* below the one that decides now.',
      'Delete the line, if the later one is right.',
      'A later line that takes the owners away, or an exclusion of GitLab, is taken for intended.',
    ],
  },
  *check(policy, workspace) {
    const document = judgedDocument(policy, workspace);
    if (!document) return;
    for (const { entry, matched, beaten } of workspace.owners.uses() ?? []) {
      if (matched === undefined || !beaten || beaten.isExclusion || beaten.owners.length === 0) continue;
      const { pattern, span, line, isExclusion } = entry;
      if (isExclusion) continue;
      yield {
        path: document.path,
        span,
        extent: line,
        subject: pattern,
        message: `"${pattern}" decides about no file: a later line, "${beaten.pattern}", matches "${matched}", too.`,
        related: [{ path: document.path, span: beaten.span, message: 'This line decides.' }],
      };
    }
  },
  async *fix(finding, workspace, tools) {
    const { shadowedPatternFixes } = await import('../fixes.ts');
    yield* shadowedPatternFixes(finding, workspace, tools);
  },
});
