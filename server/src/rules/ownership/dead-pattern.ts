import type { Owners, OwnersEntry } from '../../model/owners.ts';
import { isBelow, joinPath } from '../../model/path.ts';
import type { Policy } from '../../model/policy.ts';
import { defineRule } from '../../model/rule.ts';
import { isDoubtful, judgedDocument } from './owners-document.ts';

export default defineRule({
  id: 'ownership/dead-pattern',
  scope: 'workspace',
  reads: 'owners',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary: 'Every line of CODEOWNERS matches a file that git knows.',
    why: 'Whoever reads the line believes that somebody is asked; after a move or a typing mistake nobody is.',
    policy: '{}',
    bad: `//- .github/CODEOWNERS
*               @acme/all
/src/checkuot/  @acme/payments
^^^^^^^^^^^^^^ warning: No file of the repository matches "/src/checkuot/".
//- src/checkout/pay.ts
export const pay = 1;`,
    good: `//- .github/CODEOWNERS
*               @acme/all
/src/checkout/  @acme/payments
//- src/checkout/pay.ts
export const pay = 1;`,
    ways: [
      '*Name the nearest path* that is there.',
      '*Delete the line*, if what it guarded is gone.',
      'Files count that git knows or would know; what is ignored or only on this disk does not.',
      'A line for the records of changes, under "governance", may stand there before the first one.',
    ],
  },
  *check(policy, workspace) {
    const { owners } = workspace;
    const document = judgedDocument(policy, workspace);
    if (!document || owners.files()?.length === 0) return;
    for (const { entry, matched } of owners.uses() ?? []) {
      if (matched !== undefined || isDoubtful(document, entry) || isInSubmodule(entry, owners)) continue;
      if (awaitsRecords(entry, owners, policy)) continue;
      const { pattern, span, line } = entry;
      yield {
        path: document.path,
        span,
        extent: line,
        subject: pattern,
        message: `No file of the repository matches "${pattern}".${hintFor(entry, owners)}`,
        tags: ['unnecessary'],
      };
    }
  },
  async *fix(finding, workspace, tools) {
    const { deadPatternFixes } = await import('../fixes.ts');
    yield* deadPatternFixes(finding, workspace, tools);
  },
});

/** The files of a submodule are another repository's, whether it was fetched or not. */
function isInSubmodule({ pattern }: OwnersEntry, { index, submodules }: Owners): boolean {
  const literal = pattern.replace(/^\//, '');
  const matches = index?.matcher(pattern);
  return submodules().some(
    (folder) => matches?.(`${folder}/x`) || matches?.(folder) || isBelow(folder, literal),
  );
}

/** The line that guards the records of changes stands there before the first of them. */
function awaitsRecords(
  { pattern }: OwnersEntry,
  { index, toRepository }: Owners,
  policy: Policy | undefined,
) {
  const matches = index?.matcher(pattern);
  const folder = toRepository(joinPath(policy?.folder ?? '', 'governance'));
  return matches?.(`${folder}/record`) || matches?.(`${folder}/changes/record`);
}

function hintFor({ pattern }: OwnersEntry, { document, index, files }: Owners): string {
  if (document?.dialect !== 'gitlab' || pattern.endsWith('/')) return '';
  const folder = index?.matcher(`${pattern}/`);
  return folder && files()?.some(folder) ? ` It is a folder; to GitLab its files are "${pattern}/".` : '';
}
