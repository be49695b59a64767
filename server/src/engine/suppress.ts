import { isDate } from '../model/date.ts';
import { type DirectiveFact, hasReason } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import type { JudgedDirective } from '../model/rule.ts';
import { touches } from '../model/span.ts';

/** Rules about the policy's own integrity: a suppression cannot answer for itself. */
const unsuppressible = new Set([
  'policy/unreasoned-suppression',
  'policy/expired-suppression',
  'policy/unused-suppression',
  'policy/invalid-policy',
]);

export interface Suppressed {
  readonly findings: readonly Finding[];
  readonly directives: readonly JudgedDirective[];
}

/** What the directives of one document do to its findings; a directive without a reason does nothing. */
export function suppress(
  path: string,
  findings: readonly Finding[],
  directives: readonly DirectiveFact[],
  rules: { readonly ids: readonly string[]; ran(id: string): boolean },
  today: string,
): Suppressed {
  if (directives.length === 0) return { findings, directives: [] };
  const used = new Set<string>();
  const marked = findings.map((finding) => {
    if (unsuppressible.has(finding.rule)) return finding;
    for (const [index, directive] of directives.entries()) {
      const named = directive.rules.findIndex(({ id }) => id === finding.rule);
      if (named < 0 || !touches(directive.line, finding.extent)) continue;
      used.add(`${index}:${named}`);
      if (hasReason(directive) && isDateOrNone(directive)) {
        const { reason, until } = directive;
        return { ...finding, suppressed: { reason, ...(until && { until }) } };
      }
    }
    return finding;
  });
  const judged = directives.map((directive, index) => ({
    path,
    directive,
    today,
    uses: directive.rules.map(({ id }, named) => useOf(id, used.has(`${index}:${named}`), rules)),
  }));
  return { findings: marked, directives: judged };
}

function useOf(
  id: string,
  used: boolean,
  rules: { readonly ids: readonly string[]; ran(id: string): boolean },
): JudgedDirective['uses'][number] {
  if (rules.ids.includes(id)) return { known: true, ran: rules.ran(id), used };
  const meant = nearest(id, rules.ids);
  return { known: false, ran: false, used, ...(meant !== undefined && { meant }) };
}

function isDateOrNone({ until }: DirectiveFact): boolean {
  return until === undefined || isDate(until.text);
}
