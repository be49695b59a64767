import type { Change } from '../model/change.ts';
import { isTouched } from '../model/changed-span.ts';
import type { Finding } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import { namesRule } from '../model/rule-name.ts';
import { withoutStop } from '../model/words.ts';

const expired = 'policy/expired-suppression';

interface Judged {
  readonly change: Change;
  /** What a check finds, and what is found about the change, suppressed ones included. */
  readonly ofCheck: readonly Finding[];
  readonly ofChange: readonly Finding[];
  text(path: string): string | undefined;
  policyOf(path: string): Policy | undefined;
}

/**
 * Suppressions that have ended and that the change writes, or of which it touches what they accept: no build breaks because
 * a day has passed, and nothing new rests on them. Each stands in place of what a check tells of it.
 */
export function endedSuppressions(judged: Judged): readonly Finding[] {
  const { ofCheck, ofChange, change, text, policyOf } = judged;
  const accepted = [...ofCheck, ...ofChange].filter(({ suppressed }) => suppressed?.until);
  return ofCheck.flatMap((one): readonly Finding[] => {
    if (one.rule !== expired) return [];
    const file = change.files.find(({ path }) => path === one.path);
    const now = file && text(one.path);
    const touches = ({ extent }: Finding) => now !== undefined && file && isTouched(file, extent, now);
    const own = accepted.filter(
      ({ path, suppressed }) => path === one.path && suppressed?.until?.span.start === one.span.start,
    );
    const about = own.find((other) => ofChange.includes(other) || touches(other));
    const how = touches(one) ? 'writes it' : about && 'touches what it is about';
    if (how === undefined) return [];
    const { isBaselined: _, ...open } = one;
    const message = `${withoutStop(one.message)}, and this change ${how}.`;
    const related = about && {
      path: about.path,
      span: about.span,
      message: `It accepts this: ${about.message}`,
    };
    return [
      {
        ...open,
        ...{ message, severity: severityOf(one, policyOf(one.path)), inPlaceOf: expired },
        related: [...one.related, ...(related ? [related] : [])],
      },
    ];
  });
}

/** An error of the change, unless the policy says how much the rule weighs. */
function severityOf({ severity }: Finding, policy: Policy | undefined): Finding['severity'] {
  const { rules = [], overrides = [] } = policy ?? {};
  const settings = [...rules, ...overrides.flatMap((one) => one.rules)];
  return settings.some(({ rule }) => namesRule(rule, expired)) ? severity : 'error';
}
