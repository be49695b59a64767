import type { PolicyProblem } from '../model/policy.ts';
import type { Place, Span } from '../model/span.ts';

/** What can be wrong with a policy; codes are stable and never change meaning. */
const policyCodes = {
  'CFG-001': { fatal: true, means: 'The policy cannot be read.' },
  'CFG-002': { fatal: true, means: 'The policy is not valid JSON with comments.' },
  'CFG-003': { fatal: false, means: 'Unknown key.' },
  'CFG-004': { fatal: false, means: 'Value of the wrong kind.' },
  'CFG-005': { fatal: false, means: 'A required key is missing.' },
  'CFG-006': { fatal: false, means: 'A key stands twice.' },
  'CFG-007': { fatal: true, means: 'A policy named in "extends" cannot be used.' },
  'CFG-008': { fatal: true, means: 'Policies extend each other in a circle.' },
  'CFG-009': { fatal: false, means: 'A glob cannot be used.' },
  'CFG-010': { fatal: false, means: 'Unknown rule.' },
  'CFG-011': { fatal: false, means: 'Two layers have one name.' },
  'CFG-012': { fatal: false, means: 'A layer has no files.' },
  'CFG-013': { fatal: false, means: 'An inherited layer is missing from the list that sets the order.' },
  'CFG-014': { fatal: true, means: 'This version of Parapet is outside the range of "engine".' },
  'CFG-015': { fatal: false, means: 'A rule has no such option.' },
  'CFG-016': { fatal: false, means: 'There is no layer, slice or service of this name.' },
  'CFG-017': { fatal: false, means: 'A layer, slice or service has the name of another.' },
  'CFG-018': { fatal: false, means: 'An end is not a date.' },
  'CFG-019': { fatal: false, means: 'A slice or service has no files.' },
  'CFG-020': { fatal: false, means: 'A number or an age means nothing.' },
  'CFG-021': { fatal: false, means: 'An item is neither built in nor said to be attested.' },
  'CFG-022': { fatal: false, means: 'A path of a server does not begin with a slash.' },
} as const satisfies Record<string, { readonly fatal: boolean; readonly means: string }>;

export type PolicyCode = keyof typeof policyCodes;

export function policyProblem(code: PolicyCode, place: Place, message: string): PolicyProblem {
  return { code, place, message, fatal: policyCodes[code].fatal };
}

export const wholeStart: Span = { start: 0, end: 1 };
