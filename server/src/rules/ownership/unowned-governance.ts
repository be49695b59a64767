import { isBelow, joinPath } from '../../model/path.ts';
import { defineRule } from '../../model/rule.ts';
import { count } from '../../model/words.ts';
import { judgedDocument, lastLine } from './owners-document.ts';

export default defineRule({
  id: 'ownership/unowned-governance',
  scope: 'workspace',
  reads: 'owners',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary: 'The policy, its records under "governance" and CODEOWNERS itself have owners.',
    why: 'Who attested or accepted something cannot be proven from the files alone: a review by their owners is what protects them.',
    policy: '{}',
    bad: `//- .github/CODEOWNERS
/.github/  @acme/architects
/src/      @acme/web
^^^^^ warning: CODEOWNERS names no owner for the policy "parapet.jsonc".
//- src/page.ts
export const page = 1;`,
    good: `//- .github/CODEOWNERS
/src/           @acme/web
/.github/       @acme/architects
/parapet.jsonc  @acme/architects
/governance/    @acme/architects
//- src/page.ts
export const page = 1;
//- governance/baseline.txt
# What was there at adoption.`,
    ways: [
      '*Add a line* for the policy, its records or the file itself, with the owners of everything or of your choice.',
      'Require a review by code owners on the default branch, or the line only asks.',
    ],
  },
  *check(policy, workspace) {
    const { owners } = workspace;
    const { document } = owners;
    if (!policy || !document) return;
    const isUnowned = (path: string) => owners.decide(path).every((entry) => entry.owners.length === 0);
    const place = lastLine(document);
    // A policy that was named by hand may stand anywhere.
    if (!policy.path.startsWith('../') && isUnowned(policy.path)) {
      const message = `CODEOWNERS names no owner for the policy "${policy.path}".`;
      yield { ...place, subject: policy.path, message, related: [declared(policy.path)] };
    }
    if (judgedDocument(policy, workspace) && isUnowned(document.path)) {
      const message = 'CODEOWNERS names no owner for itself, so that whoever changes it asks nobody.';
      yield { ...place, subject: document.path, message };
    }
    const folder = joinPath(policy.folder, 'governance');
    const records = (owners.files() ?? [])
      .map((path) => owners.fromRepository(path))
      .filter((path) => isBelow(folder, path) && isUnowned(path));
    const [first] = records;
    if (first === undefined) return;
    const message = `CODEOWNERS names no owner for ${count(records.length, 'record')} in "${folder}", such as "${first}".`;
    yield { ...place, subject: folder, message, related: [declared(first)] };
  },
  async *fix(finding, workspace, tools) {
    const { unownedGovernanceFixes } = await import('../fixes.ts');
    yield* unownedGovernanceFixes(finding, workspace, tools);
  },
});

function declared(path: string) {
  return { path, span: { start: 0, end: 0 }, message: 'This has no owner.' };
}
