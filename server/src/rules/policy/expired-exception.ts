import type { ChangeFacts } from '../../model/change-facts.ts';
import { isTouched } from '../../model/changed-span.ts';
import type { Problem } from '../../model/finding.ts';
import type { Exception, Policy, Reference, Selector } from '../../model/policy.ts';
import { defineRule, type Edge, type WorkspaceFacts } from '../../model/rule.ts';
import { withoutStop } from '../../model/words.ts';
import { weightOfChange } from '../contracts/judged-changes.ts';
import { exceptedEdges } from './statement-uses.ts';

export default defineRule({
  id: 'policy/expired-exception',
  scope: 'workspace',
  reads: 'policy',
  severity: 'warning',
  declaredBy: 'except',
  docs: {
    summary:
      'An exception that has ended is renewed or removed; until then it still holds, and is an error of a change that writes it or touches an import that it is about.',
    why: 'The end was promised when the exception was granted; yet no build should break because a day has passed.',
    policy: `{
  "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }],
  "except": [{ "from": "domain/order.ts", "to": "ui", "why": "leaves with #812", "until": "2099-03-31" }]
}`,
    bad: `//- parapet.jsonc
{
  "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }],
  "except": [{ "from": "domain/order.ts", "to": "ui", "why": "leaves with #812", "until": "2020-03-31" }]
//                                                                                        ^^^^^^^^^^^^ warning: This exception ended on 2020-03-31.
}
//- domain/order.ts
import { page } from '../ui/page';
export const order = page;
//- ui/page.ts
export const page = 1;`,
    good: `//- domain/order.ts
import { page } from '../ui/page';
export const order = page;
//- ui/page.ts
export const page = 1;`,
    ways: [
      'Mend the imports and remove the exception.',
      'Agree on a new end with the owner and write it down.',
    ],
  },
  *check(policy, workspace) {
    for (const { exception, until } of endedIn(policy, workspace)) yield problemOf(exception, until);
  },
  isToldAgain: true,
  *checkChange(facts) {
    const { policy, workspace } = facts;
    for (const { exception, until } of endedIn(policy, workspace)) {
      const isWritten = isNew(exception, facts.basePolicy);
      const [edge] = isWritten ? [] : touchedEdges(exception, facts);
      if (!isWritten && !edge) continue;
      const problem = problemOf(exception, until);
      const how = isWritten ? 'writes it' : 'touches an import that it is about';
      yield {
        ...problem,
        message: `${withoutStop(problem.message)}, and this change ${how}.`,
        related: edge ? [{ path: edge.from.path, span: edge.fact, message: 'It excepts this import.' }] : [],
        ...weightOfChange(policy, 'policy/expired-exception'),
        inPlaceOf: 'policy/expired-exception',
      };
    }
  },
});

function* endedIn(policy: Policy | undefined, { today }: Pick<WorkspaceFacts, 'today'>) {
  for (const exception of policy?.except ?? []) {
    const { until } = exception;
    if (until && until.text < today && until.place.path === policy?.path) yield { exception, until };
  }
}

function problemOf({ from, to, why, place }: Exception, until: Reference): Problem {
  return {
    ...until.place,
    extent: place.span,
    message: `This exception ended on ${until.text}.`,
    subject: [...from, ...to].map(textOf).join(' '),
    why,
  };
}

function textOf(one: Selector): string {
  return one.by === 'name' ? one.name : one.glob;
}

/** Whether the policy of the base does not say the same, wherever it stood there. */
function isNew(exception: Exception, before: Policy | undefined): boolean {
  const said = ({ from, to, why, until }: Exception) =>
    JSON.stringify([from.map(textOf), to.map(textOf), why, until?.text]);
  return !before?.except.some((old) => said(old) === said(exception));
}

/** Imports on lines that the change touches, and that would be told but for an exception. */
function* touchedEdges(
  exception: Exception,
  { policy, change, workspace, text }: ChangeFacts,
): Iterable<Edge> {
  for (const changed of change.files) {
    const file = workspace.fileAt(changed.path);
    const now = file?.policy === policy ? text(changed.path) : undefined;
    if (!file || now === undefined) continue;
    for (const edge of exceptedEdges(exception, file, policy, workspace))
      if (isTouched(changed, { start: edge.fact.statement, end: edge.fact.end }, now)) yield edge;
  }
}
