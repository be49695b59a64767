import { mayRun } from '../engine/settings.ts';
import type { Policy } from '../model/policy.ts';
import type { Rule } from '../model/rule.ts';
import { namesRule } from '../model/rule-name.ts';
import { turnsOn } from '../model/turns-on.ts';
import { rules } from '../rules/index.ts';
import { UsageError } from './arguments.ts';

/** Rules that were asked for and none of which can run would pass without a word. Without a policy nothing passes. */
export function refuseIdleOnly(only: string, policies: readonly Policy[], isDeep: boolean): void {
  const asked = rules.filter(({ id }) => namesRule(only, id));
  const reasons = asked.map((rule) => idleness(rule, policies, isDeep));
  if (reasons.includes(undefined)) return;
  throw new UsageError(`--only ${only} ${[...new Set(reasons)].join('; ')}.`);
}

/** Why a check does not run a rule, after its name. */
function idleness(rule: Rule, policies: readonly Policy[], isDeep: boolean): string | undefined {
  if (rule.scope === 'change') return 'judges a change, which "parapet done" does';
  if (rule.scope === 'deep' && !isDeep) return 'needs --deep';
  if (policies.length === 0 || policies.some((policy) => mayRun(rule, policy))) return undefined;
  const isNamed = (pattern: string) =>
    rule.declaredBy === 'name' ? pattern === rule.id : namesRule(pattern, rule.id);
  return policies.some((policy) => policy.rules.some((setting) => isNamed(setting.rule)))
    ? 'is off: "rules" of the policy say so'
    : `is off: it runs once ${turnsOn[rule.declaredBy]}`;
}
