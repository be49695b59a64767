import { compileGlob, globProblem } from '../../format/glob.ts';
import { isBelow, relativeTo } from '../../model/path.ts';
import type { Policy } from '../../model/policy.ts';
import { defineRule, type WorkspaceFacts } from '../../model/rule.ts';
import { count } from '../../model/words.ts';
import { lastLine } from './owners-document.ts';
import { unownedFolders } from './unowned-folders.ts';

const id = 'ownership/unowned-file';

export default defineRule({
  id,
  scope: 'workspace',
  reads: 'owners',
  severity: 'warning',
  declaredBy: 'name',
  options: {
    type: 'object',
    properties: {
      files: {
        type: 'array',
        items: { type: 'string' },
        description: 'Only files that one of these globs matches must have an owner; default all.',
      },
    },
    additionalProperties: false,
  },
  docs: {
    summary: 'Every file has an owner.',
    why: 'A file that nobody owns is changed without anybody being asked, and nobody comes when it breaks.',
    policy: `{ "rules": { "ownership/unowned-file": "warning" } }`,
    bad: `//- .github/CODEOWNERS
/.github/       @acme/all
/parapet.jsonc  @acme/all
/src/ui/        @acme/web
^^^^^^^^ warning: No line of CODEOWNERS is about "src/legacy", which holds 2 files.
//- src/ui/page.ts
export const page = 1;
//- src/legacy/a.ts
export const a = 1;
//- src/legacy/deep/b.ts
export const b = 1;`,
    good: `//- .github/CODEOWNERS
/.github/       @acme/all
/parapet.jsonc  @acme/all
/src/           @acme/web
# Nobody has to be asked here.
/src/generated/
//- src/ui/page.ts
export const page = 1;
//- src/generated/client.ts
export const client = 1;`,
    ways: [
      '*Add a line* for the folder.',
      'Give the service that the folder belongs to an "owner".',
      'Write a line without owners, or an exclusion of GitLab, where nobody has to be asked.',
    ],
  },
  *check(policy, workspace, options) {
    if (!policy) return;
    const { owners } = workspace;
    const { document } = owners;
    const place = document ? lastLine(document) : settingPlace(policy);
    const name = document ? 'No line of CODEOWNERS is about' : 'There is no CODEOWNERS file for';
    for (const { folder, files, isWhole } of unownedFolders(concerned(policy, workspace, options), owners)) {
      const [first = ''] = files;
      const where = folder === '' ? 'the root' : `"${folder}"`;
      const message = isWhole
        ? `${name} ${where}, which holds ${count(files.length, 'file')}.`
        : `${name} ${count(files.length, 'file')} in ${where}, such as "${first}".`;
      const related = [{ path: first, span: { start: 0, end: 0 }, message: 'This has no owner.' }];
      yield { ...place, message, subject: folder, related };
    }
  },
  async *fix(finding, workspace) {
    const { unownedFileFixes } = await import('../fixes.ts');
    yield* unownedFileFixes(finding, workspace);
  },
});

/** The files that a policy judges and that have to be owned, relative to the workspace root. */
function concerned(
  policy: Policy,
  { owners, policyOf }: WorkspaceFacts,
  options: unknown,
): readonly string[] {
  const { files = ['**'] } = (options ?? {}) as { readonly files?: readonly string[] };
  const wanted = files.filter((glob) => globProblem(glob) === undefined).map(compileGlob);
  const excluded = policy.exclude.map(({ glob }) => compileGlob(glob));
  return (owners.files() ?? [])
    .map((path) => owners.fromRepository(path))
    .filter((path) => {
      if (path.startsWith('../') || !isBelow(policy.folder, path)) return false;
      const local = relativeTo(policy.folder, path);
      return (
        wanted.some((glob) => glob.matches(local)) &&
        !excluded.some((glob) => glob.matches(local)) &&
        policyOf(path) === policy
      );
    });
}

function settingPlace({ rules, path }: Policy) {
  return rules.findLast(({ rule }) => rule === id)?.place ?? { path, span: { start: 0, end: 0 } };
}
