import type { SeveritySetting } from '../../model/finding.ts';
import type { ItemFacts } from '../../model/item.ts';
import type { Policy, RuleSetting } from '../../model/policy.ts';
import { namesRule } from '../../model/rule-name.ts';
import { weigh } from './elements.ts';
import { type Both, canonical, documentPlace, type Loosening } from './loosening.ts';

type KnownRule = ItemFacts['rules'][number];

/** Rules that weigh less than before, and overrides that were not there. */
export function loosenedRules({ before, now }: Both, rules: ItemFacts['rules']): readonly Loosening[] {
  const lowered = rules.flatMap((rule): readonly Loosening[] => {
    const [old, own] = [settingOf(rule, before), settingOf(rule, now)];
    const place = (own.setting ?? now.rules[0])?.place ?? documentPlace(now);
    if (weigh(own.severity) < weigh(old.severity)) {
      return [{ what: `"${rule.id}" went from "${old.severity}" to "${own.severity}"`, place }];
    }
    if (own.severity === 'off' || canonical(old.setting?.options) === canonical(own.setting?.options))
      return [];
    return [{ what: `"${rule.id}" has other options`, place }];
  });
  return [...lowered, ...newOverrides(before, now, rules)];
}

/** As the engine reads it: a rule's own id outranks a pattern, which turns on no rule that has to be named. */
function settingOf(
  { id, severity, declaredBy }: KnownRule,
  { rules }: Policy,
): { readonly severity: SeveritySetting; readonly setting?: RuleSetting } {
  const own = rules.findLast(({ rule }) => rule === id);
  const setting =
    own ??
    (declaredBy === 'name'
      ? undefined
      : rules.findLast(({ rule }) => rule.includes('*') && namesRule(rule, id)));
  if (setting) return { severity: setting.severity, setting };
  return { severity: declaredBy === 'name' ? 'off' : severity };
}

/** An override that asks for no less than the rules weigh anyway loosens nothing. */
function newOverrides(before: Policy, now: Policy, rules: readonly KnownRule[]): readonly Loosening[] {
  const known = new Set(before.overrides.map(canonical));
  return now.overrides
    .filter((override) => !known.has(canonical(override)))
    .flatMap(({ files, rules: settings }) => {
      const lowering = settings.find(({ rule: key, severity }) =>
        rules.some(
          (rule) => namesRule(key, rule.id) && weigh(severity) < weigh(settingOf(rule, before).severity),
        ),
      );
      if (!lowering) return [];
      const where = files.map(({ glob }) => `"${glob}"`).join(', ');
      return [
        { what: `"${lowering.rule}" is only "${lowering.severity}" in ${where}`, place: lowering.place },
      ];
    });
}
