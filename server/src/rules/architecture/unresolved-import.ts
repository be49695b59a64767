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
    ],
  },
  *check(file) {
    for (const [index, fact] of file.facts.imports.entries()) {
      const target = file.targets[index];
      if (target?.to !== 'unresolved') continue;
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
    if (!policy) return;
    for (const { code, place, message } of workspace.configProblems) {
      if (workspace.policyOf(place.path) !== policy) continue;
      yield { ...place, message, subject: `${code} ${message}`, detail: code };
    }
  },
});
