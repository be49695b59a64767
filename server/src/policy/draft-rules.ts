import { checkJson, type JsonSchema } from '../format/json-schema.ts';
import type { SeveritySetting } from '../model/finding.ts';
import { type JsonNode, toValue } from '../model/json.ts';
import { didYouMean } from '../model/nearest.ts';
import type { RuleSetting } from '../model/policy.ts';
import { namesRule } from '../model/rule-name.ts';
import { policyProblem } from './codes.ts';
import type { Drafting } from './drafting.ts';

/** What the policy needs to know of a rule: its id, and the schema of its options where it takes some. */
export interface RuleName {
  readonly id: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The settings of `rules`, of the policy or of an override. */
export function draftRules(
  node: JsonNode | undefined,
  known: readonly RuleName[],
  drafting: Drafting,
): readonly RuleSetting[] {
  if (node?.kind !== 'object') return [];
  const { at, problems } = drafting;
  return node.members.flatMap(({ key, keySpan, value }) => {
    const named = known.filter(({ id }) => namesRule(key, id));
    if (named.length === 0) {
      const hint = didYouMean(
        key,
        known.map(({ id }) => id),
      );
      problems.push(policyProblem('CFG-010', at(keySpan), `There is no rule "${key}".${hint}`));
      return [];
    }
    const [level, options] = value.kind === 'array' ? value.items : [value];
    if (level?.kind !== 'string') return [];
    const severity = level.value as SeveritySetting;
    const taken = options && draftOptions(key, options, named, drafting);
    return [{ rule: key, severity, place: at(keySpan), ...(taken && { options: toValue(taken) }) }];
  });
}

/** Options belong to one rule; a bad option is left out and the severity stands. */
function draftOptions(
  key: string,
  node: JsonNode,
  named: readonly RuleName[],
  { at, problems }: Drafting,
): JsonNode | undefined {
  const schema = named.length === 1 ? named[0]?.options : undefined;
  if (!schema) {
    problems.push(policyProblem('CFG-015', at(node.span), `The rule "${key}" takes no options.`));
    return undefined;
  }
  const checked = checkJson(node, schema as JsonSchema, `The rule "${key}"`);
  problems.push(...checked.problems.map(({ span, message }) => policyProblem('CFG-015', at(span), message)));
  return checked.node;
}
