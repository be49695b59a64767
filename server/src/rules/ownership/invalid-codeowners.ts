import { defineRule } from '../../model/rule.ts';
import { judgedDocument } from './owners-document.ts';

export default defineRule({
  id: 'ownership/invalid-codeowners',
  scope: 'workspace',
  reads: 'owners',
  severity: 'error',
  declaredBy: 'policy',
  docs: {
    summary: 'CODEOWNERS means to the hosting service what it says.',
    why: 'A line that cannot be used is skipped without a word, and from then on nobody is asked for a review.',
    policy: '{}',
    bad: `//- .github/CODEOWNERS
*      @acme/all
*.sql  acme/database
       ^^^^^^^^^^^^^ error: "acme/database" is neither @user, @organisation/team nor an e-mail address: GitHub skips this line.
//- a.sql
select 1`,
    good: `//- .github/CODEOWNERS
*      @acme/all     # everything else
*.sql  @acme/database dba@acme.example
//- a.sql
select 1`,
    ways: [
      '*Write "@…"* before the name of a user or a team.',
      '*Add "\\*"* to a line that has owners and no pattern.',
      'Whether a user or a team exists and may write to the repository, only the hosting service knows.',
    ],
  },
  *check(policy, workspace) {
    const { owners } = workspace;
    const { missing } = owners;
    if (missing && workspace.policyOf(missing.path) === policy) {
      const { text, detail, ...place } = missing;
      yield {
        ...place,
        subject: text,
        message: `The CODEOWNERS file "${text}" cannot be read: ${detail === 'ENOENT' ? 'it does not exist' : detail}.`,
      };
    }
    const document = judgedDocument(policy, workspace);
    if (!document || document.problems.length === 0) return;
    const matched = new Set(owners.uses()?.flatMap((use) => (use.matched === undefined ? [] : [use.entry])));
    for (const { span, line, code, message, word, unlessMatched } of document.problems) {
      if (unlessMatched && matched.has(unlessMatched)) continue;
      yield { path: document.path, span, extent: line, subject: `${code} ${word}`, detail: code, message };
    }
  },
  async *fix(finding, workspace, tools) {
    const { invalidCodeownersFixes } = await import('../fixes.ts');
    yield* invalidCodeownersFixes(finding, workspace, tools);
  },
});
