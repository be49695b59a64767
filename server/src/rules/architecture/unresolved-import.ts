import { compileGlob } from '../../format/glob.ts';
import { relativeTo } from '../../model/path.ts';
import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'architecture/unresolved-import',
  scope: 'file',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary: 'Every import leads somewhere.',
    why: 'An import that leads nowhere is an edge that no rule can judge: the check would pass by not seeing it.',
    policy: `{
  "rules": { "architecture/unresolved-import": "warning" }
}`,
    bad: `//- page.ts
import { order } from './gone';
//                    ^^^^^^^^ warning: The import "./gone" is unresolved: no file "gone" with a TypeScript or JavaScript extension.
export const page = order;`,
    good: `//- page.ts
import { readFile } from 'node:fs/promises';
import { order } from './order.js';
export const page = [order, readFile];
//- order.ts
export const order = 1;`,
    ways: [
      'Correct the specifier, or create the file.',
      'If an alias is meant, declare it under "paths" in tsconfig.json.',
      'If the file is generated, generate it before the check.',
      'If a configuration builds on a package that is not installed, install the dependencies before the check.',
      'A configuration that cannot be used as written may hide imports and makes the verdict unknown: mend it, or accept it in the baseline.',
    ],
  },
  *check(file) {
    // Every import of the workspace passes here, and hardly any is meant.
    for (let index = 0; index < file.targets.length; index++) {
      const target = file.targets[index];
      const fact = file.facts.imports[index];
      if (target?.to !== 'unresolved' || !fact) continue;
      yield {
        path: file.path,
        span: { start: fact.start, end: fact.end },
        extent: { start: fact.statement, end: fact.end },
        message: `The import "${fact.specifier}" is unresolved: ${target.reason}.`,
        subject: fact.specifier,
      };
    }
  },
  /** A configuration that cannot be used is told once, where it is broken, instead of at each import that needed it. */
  *checkWorkspace(policy, workspace) {
    if (!policy || workspace.configProblems.length === 0) return;
    const excluded = policy.exclude.map(({ glob }) => compileGlob(glob));
    for (const { code, place, message } of workspace.configProblems) {
      // A configuration above the root has no place here; the verdict still tells it.
      if (place.path.startsWith('../') || workspace.policyOf(place.path) !== policy) continue;
      if (excluded.some((glob) => glob.matches(relativeTo(policy.folder, place.path)))) continue;
      yield { ...place, message, subject: subjectOf(code, message), detail: code };
    }
  },
});

/** What a message names stays when its wording changes, and with it an entry of a baseline. */
function subjectOf(code: string, message: string): string {
  return [code, ...(message.match(/"[^"]*"/g) ?? [])].join(' ');
}
