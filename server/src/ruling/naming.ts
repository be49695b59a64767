import type { ImportClass } from '../model/facts.ts';
import type { Policy } from '../model/policy.ts';
import type { Edge, Membership, SourceFile, Standing, WorkspaceFacts } from '../model/rule.ts';
import { namesRule } from '../model/rule-name.ts';
import { exceptionFor, holds, rulingsBetween } from './judgement.ts';
import { innermostApart, innermostFirst, titleOf } from './members.ts';
import type { BoundaryRule, Ruling } from './ruling.ts';

/** Why a file must not name what another declares. */
export interface Forbidden {
  readonly ruling: Ruling;
  /** How a message names the two sides, such as `layer "ui"`. */
  readonly own: string;
  readonly other: string;
}

/** What the boundaries would say of a type-only import that a file does not have; undefined where it may have it. */
export function forbiddenNaming(
  from: SourceFile,
  to: SourceFile,
  workspace: WorkspaceFacts,
): Forbidden | undefined {
  if (from.id === to.id || !from.policy) return undefined;
  const edge: Edge = {
    from,
    to,
    fact: { kind: 'type', specifier: to.path, start: 0, end: 0, statement: 0 },
  };
  const ruling = rulingsBetween(from.standing, to.standing).find(
    (candidate) =>
      candidate.verdict === 'denied' &&
      judgesTypes(candidate, from.policy as Policy) &&
      holds(candidate, edge, workspace),
  );
  if (!ruling || exceptionFor(edge)) return undefined;
  return { ruling, ...sidesOf(ruling.rule, from.standing, to.standing) };
}

/** A boundary may be about values alone, or its rule may be off. */
function judgesTypes({ rule, statement }: Ruling, { rules }: Policy): boolean {
  const setting =
    rules.findLast((candidate) => candidate.rule === rule) ??
    rules.findLast((candidate) => candidate.rule.includes('*') && namesRule(candidate.rule, rule));
  if (setting?.severity === 'off') return false;
  const options = setting?.options as { readonly kinds?: readonly ImportClass[] } | undefined;
  return (statement.kinds ?? options?.kinds)?.includes('type') ?? true;
}

function sidesOf(
  rule: BoundaryRule,
  from: Standing,
  to: Standing,
): { readonly own: string; readonly other: string } {
  const byLayer = rule === 'architecture/upward-import' || rule === 'architecture/skipped-layer';
  const side = (standing: Standing, other: Standing) =>
    titled(byLayer ? standing.layer : innermost(standing, other)) ?? 'this file';
  return { own: side(from, to), other: side(to, from) };
}

function innermost(standing: Standing, other: Standing): Membership | undefined {
  return innermostApart(standing, other) ?? innermostFirst(standing)[0];
}

function titled(member: Membership | undefined): string | undefined {
  return member && titleOf(member);
}
