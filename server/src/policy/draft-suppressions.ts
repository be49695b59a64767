import { type JsonNode, member } from '../model/json.ts';
import type { SuppressionSetting } from '../model/policy.ts';
import { policyProblem } from './codes.ts';
import type { Drafting } from './drafting.ts';

/** What a document says of suppressions. */
export function draftSuppressions(node: JsonNode | undefined, drafting: Drafting): SuppressionSetting {
  const value = member(node, 'maxDays');
  if (value?.kind !== 'number') return {};
  const place = drafting.at(value.span);
  if (Number.isInteger(value.value) && value.value > 0) return { maxDays: { days: value.value, place } };
  drafting.problems.push(
    policyProblem('CFG-020', place, '"maxDays" must be a whole number of days, at least 1.'),
  );
  return {};
}
