import type { ImportClass } from '../../model/facts.ts';
import type { WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { Policy } from '../../model/policy.ts';
import type { Edge, WorkspaceFacts } from '../../model/rule.ts';
import { namesRule } from '../../model/rule-name.ts';
import type { Ruling } from '../../ruling/ruling.ts';
import { denialsOf } from './entry-candidates.ts';

/** Makes an import type-only where everything that denies it is about other kinds of imports. */
export async function* typeOnlyFix(
  edge: Edge,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const { from, fact } = edge;
  if (fact.kind !== 'value') return;
  const isAboutTypes = (ruling: Ruling) => kindsOf(ruling, from.policy)?.includes('type') ?? true;
  if (denialsOf(edge, workspace).some(isAboutTypes)) return;
  const semantics = await tools.semantics();
  const edits = await semantics.typeOnlyEdits(from.path, fact.statement);
  const title = `Make the import of "${fact.specifier}" type-only`;
  if (edits) yield { id: 'make-type-only', title, edits, safe: true };
  else yield { id: 'make-type-only', title, refused: 'Something of what it imports is used at run time.' };
}

/** Where an override speaks of the rule, too, only the statement itself is certain. */
function kindsOf(
  { rule, statement }: Ruling,
  policy: Policy | undefined,
): readonly ImportClass[] | undefined {
  if (statement.kinds) return statement.kinds;
  const isOverridden = policy?.overrides.some(({ rules }) => rules.some((one) => namesRule(one.rule, rule)));
  if (isOverridden) return undefined;
  const setting = policy?.rules.findLast((one) => namesRule(one.rule, rule));
  return (setting?.options as { kinds?: readonly ImportClass[] } | undefined)?.kinds;
}
