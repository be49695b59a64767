import { globProblem } from '../format/glob.ts';
import type { ImportClass } from '../model/facts.ts';
import { type JsonNode, member, strings } from '../model/json.ts';
import type { Pattern, PolicyProblem, Reference, Statement } from '../model/policy.ts';
import type { Place, Span } from '../model/span.ts';
import { policyProblem } from './codes.ts';

/** What the reading of one document shares: where its nodes stand, and the problems found so far. */
export interface Drafting {
  readonly problems: PolicyProblem[];
  at(span: Span): Place;
  /** The globs of a string or a list; those that cannot be used are told and left out. */
  patterns(node: JsonNode | undefined, captures?: boolean): readonly Pattern[];
  references(node: JsonNode | undefined): readonly Reference[];
  /** What every statement may say. */
  said(node: JsonNode): Omit<Statement, 'place'>;
}

export function createDrafting(path: string): Drafting {
  const problems: PolicyProblem[] = [];
  const at = (span: Span): Place => ({ path, span });
  return {
    problems,
    at,
    patterns: (node, captures = false) =>
      strings(node).flatMap(({ value, span }) => {
        const wrong = globProblem(value, captures);
        if (wrong === undefined) return [{ glob: value, place: at(span) }];
        problems.push(policyProblem('CFG-009', at(span), `The pattern "${value}" ${wrong}.`));
        return [];
      }),
    references: (node) => strings(node).map(({ value, span }) => ({ text: value, place: at(span) })),
    said(node) {
      const text = (key: 'why' | 'owner' | 'severity') => {
        const value = member(node, key);
        return value?.kind === 'string' ? { [key]: value.value } : {};
      };
      const kinds = member(node, 'kinds');
      const owner = member(node, 'owner');
      return {
        ...text('why'),
        ...text('owner'),
        ...(owner?.kind === 'string' && { ownerPlace: at(owner.span) }),
        ...text('severity'),
        ...(kinds && { kinds: strings(kinds).map(({ value }) => value as ImportClass) }),
      };
    },
  };
}
