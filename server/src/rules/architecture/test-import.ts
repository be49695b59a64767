import { compileGlob } from '../../format/glob.ts';
import { type ImportClass, type ImportFact, importClass } from '../../model/facts.ts';
import type { Problem } from '../../model/finding.ts';
import { isBelow, relativeTo } from '../../model/path.ts';
import type { Pattern } from '../../model/policy.ts';
import { defineRule, type SourceFile, type WorkspaceFacts } from '../../model/rule.ts';
import { isToolPath } from '../../model/tool-path.ts';
import { kindsOption } from './boundary-problems.ts';
import { precedenceOf } from './precedence.ts';

const id = 'architecture/test-import';

export default defineRule({
  id,
  scope: 'file',
  severity: 'error',
  declaredBy: 'tests',
  precedence: precedenceOf(id),
  options: kindsOption,
  docs: {
    summary: 'Production code does not import tests.',
    why: 'Tests bring fakes and test libraries along, and are left out of what is shipped: the import fails there or ships them.',
    policy: `{
  "tests": ["test/**"]
}`,
    bad: `//- src/order.ts
import { fakeClock } from '../test/fake-clock';
//                        ^^^^^^^^^^^^^^^^^^^^ error: "src/order.ts" must not import "test/fake-clock.ts", which is a test.
export const order = fakeClock;
//- test/fake-clock.ts
export const fakeClock = 0;`,
    good: `//- src/order.ts
export const order = 0;
//- test/order.test.ts
import { order } from '../src/order';
import { fakeClock } from './fake-clock';
export const later = order + fakeClock;
//- test/fake-clock.ts
export const fakeClock = 0;`,
    ways: [
      'Move what both need out of the tests.',
      'If the importing file is for tests, too, add it to "tests"; configurations and scripts of a package count as such.',
      'Types count, too; the option "kinds" says otherwise.',
    ],
  },
  *check(file, workspace, options) {
    if (file.isTest) return;
    const { kinds } = (options ?? {}) as { readonly kinds?: readonly ImportClass[] };
    const { targets, facts } = file;
    for (let index = 0; index < targets.length; index++) {
      const target = targets[index];
      if (target?.to !== 'file') continue;
      const to = workspace.file(target.file);
      const fact = to.isTest ? facts.imports[index] : undefined;
      if (!fact || kinds?.includes(importClass[fact.kind]) === false) continue;
      if (isTool(file, workspace)) return;
      yield toProblem(file, fact, to);
    }
  },
});

function isTool({ path }: SourceFile, workspace: WorkspaceFacts): boolean {
  return isToolPath(relativeTo(workspace.manifestAround(path)?.folder ?? '', path));
}

function toProblem(from: SourceFile, fact: ImportFact, to: SourceFile): Problem {
  const pattern = patternOf(to);
  return {
    path: from.path,
    span: { start: fact.start, end: fact.end },
    extent: { start: fact.statement, end: fact.end },
    message: `"${from.path}" must not import "${to.path}", which is a test.`,
    subject: to.path,
    ...(pattern && { related: [{ ...pattern.place, message: `"${pattern.glob}" makes it a test.` }] }),
  };
}

function patternOf({ path, policy }: SourceFile): Pattern | undefined {
  return policy?.tests.find(
    ({ glob }) => isBelow(policy.folder, path) && compileGlob(glob).matches(relativeTo(policy.folder, path)),
  );
}
