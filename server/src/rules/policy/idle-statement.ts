import type { Problem } from '../../model/finding.ts';
import type { Element, Exception, Policy } from '../../model/policy.ts';
import { type Belonging, defineRule, type WorkspaceFacts } from '../../model/rule.ts';
import { capital } from '../../model/words.ts';
import type { Idle } from './idle.ts';
import { idleStatements } from './idle-statements.ts';
import { cutsWay, type Uses, usesOf } from './statement-uses.ts';

/** What does not depend on imports, as long as files stand where they do. */
const fixed = new WeakMap<Policy, { readonly belonging: Belonging; readonly problems: readonly Problem[] }>();
/** What does, so that what is as it was is told by the same object. */
const unused = new WeakMap<Exception | Element['place'], Problem>();

export default defineRule({
  id: 'policy/idle-statement',
  scope: 'workspace',
  reads: 'imports',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary: 'Every statement of the policy decides something.',
    why: 'A statement that never decides looks like protection, or like permission, and is neither.',
    policy: `{
  "slices": [
    { "name": "checkout", "files": "checkout/**", "mayImport": ["catalog"] },
    { "name": "catalog", "files": "catalog/**" },
    { "name": "admin", "files": "admin/**" }
  ]
}`,
    bad: `//- parapet.jsonc
{
  "slices": [
    { "name": "checkout", "files": "checkout/**", "mayImport": ["catalog", "admin"] },
//                                                                         ^^^^^^^ warning: Slice "checkout" lists "admin" in its "mayImport" and never imports it.
    { "name": "catalog", "files": "catalog/**" },
    { "name": "admin", "files": "admin/**" }
  ]
}
//- checkout/order.ts
import { price } from '../catalog/price';
export const order = price;
//- catalog/price.ts
export const price = 1;
//- admin/audit.ts
export const audit = 1;`,
    good: `//- checkout/order.ts
import { price } from '../catalog/price';
export const order = price;
//- catalog/price.ts
export const price = 1;
//- admin/audit.ts
export const audit = 1;`,
    ways: [
      'Remove the statement, or the name; the fix does so and keeps the comments around it.',
      'Correct it where it was to decide something else.',
      'Statements of a policy that this one extends are never told here.',
    ],
  },
  *check(policy, workspace) {
    if (!policy) return;
    const known = fixed.get(policy);
    const isKnown = known?.belonging === workspace.belonging;
    const { belonging } = workspace;
    const statements = isKnown ? known.problems : idleStatements(policy, belonging.shadowed).map(toProblem);
    if (!isKnown) fixed.set(policy, { belonging, problems: statements });
    yield* statements;
    yield* unusedParts(policy, workspace, statements);
  },
  async *fix(finding, _workspace, tools) {
    const { idleFixes } = await import('../fixes.ts');
    yield* idleFixes(finding, tools);
  },
});

function toProblem({ kind, place, message, subject }: Idle): Problem {
  return { ...place, message, subject, detail: kind, tags: ['unnecessary'] };
}

/** Exceptions that except nothing, and listed names that are never imported, unless something else was said of them. */
function* unusedParts(
  policy: Policy,
  workspace: WorkspaceFacts,
  told: readonly Problem[],
): Iterable<Problem> {
  const elements: readonly Element[] = [...policy.layers, ...policy.slices, ...policy.services];
  const listing = elements.filter(({ mayImport = [] }) => mayImport.length > 0);
  if (listing.length === 0 && policy.except.length === 0) return;
  const uses = usesOf(policy, workspace);
  const isFree = ({ path, span }: Element['place']) =>
    path === policy.path && !told.some((problem) => problem.span === span);
  for (const { kind, name, mayImport = [] } of listing) {
    for (const reference of mayImport) {
      const { text, place } = reference;
      if (!isFree(place) || uses.isUsed(reference)) continue;
      const message =
        text === name
          ? `The "mayImport" of ${kind} "${name}" lists itself, which it may always import.`
          : `${capital(kind)} "${name}" lists "${text}" in its "mayImport" and never imports it.`;
      yield kept(place, () => toProblem({ kind: 'unused-name', place, message, subject: `${name} ${text}` }));
    }
  }
  for (const exception of policy.except) {
    if (!isFree(exception.place) || isExcepting(exception, policy, workspace, uses)) continue;
    yield kept(exception, () => unusedException(exception));
  }
}

/** An exception is also of use where it cuts a way to what must not be reached. */
function isExcepting(exception: Exception, policy: Policy, workspace: WorkspaceFacts, uses: Uses): boolean {
  return uses.isUsed(exception) || cutsWay(uses.targetsOf(exception), policy, workspace);
}

function unusedException({ from, to, place }: Exception): Problem {
  const texts = [...from, ...to].map((one) => (one.by === 'name' ? one.name : one.glob));
  const message = 'This exception excepts nothing: no import that it is about is denied by anything.';
  return toProblem({ kind: 'unused-exception', place, message, subject: `except ${texts.join(' ')}` });
}

function kept(key: Exception | Element['place'], make: () => Problem): Problem {
  const known = unused.get(key);
  if (known) return known;
  const made = make();
  unused.set(key, made);
  return made;
}
