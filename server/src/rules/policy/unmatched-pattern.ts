import { defineRule } from '../../model/rule.ts';
import { idlePaths } from '../contracts/idle-paths.ts';

export default defineRule({
  id: 'policy/unmatched-pattern',
  scope: 'workspace',
  reads: 'contracts',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary: 'Every pattern of the policy matches a file, and every path of a contract a route.',
    why: 'A pattern that matches nothing guards nothing: the check would pass because it never looked.',
    policy: '{ "layers": [{ "name": "ui", "files": "ui/**" }] }',
    bad: `//- parapet.jsonc
{ "layers": [{ "name": "ui", "files": "iu/**" }] }
//                                    ^^^^^^^ warning: The pattern "iu/**" of layer "ui" matches no file.
//- ui/page.ts
export const page = 1;`,
    good: `//- ui/page.ts
export const page = 1;`,
    ways: ["Correct the pattern; it is relative to the policy's folder.", 'Remove the pattern.'],
  },
  *check(policy, workspace) {
    for (const { policy: of, pattern, role, isFolder, judgedBy } of workspace.belonging.unmatched) {
      if (of !== policy) continue;
      const { glob, place } = pattern;
      const hint = isFolder
        ? ` "${glob}" is a folder; its files are "${glob.replace(/\/$/, '')}/**".`
        : judgedBy === undefined
          ? ''
          : ` What it would match is judged by "${judgedBy}".`;
      const message = `The pattern "${glob}" of ${role} matches no file.${hint}`;
      yield { ...place, message, subject: `${role} ${glob}` };
    }
    if (policy) yield* idlePaths(policy, workspace.contracts);
  },
});
