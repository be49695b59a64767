import { pendingIn } from '../gating/changed-since.ts';
import type { ChangeFacts } from '../model/change-facts.ts';
import type { Evidence, Report } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { ItemEvidence, ItemFacts, ItemOutcome } from '../model/item.ts';
import type { Gates, Policy } from '../model/policy.ts';
import { touches } from '../model/span.ts';
import { count, withoutStop } from '../model/words.ts';
import { bySeverity, fail, ownersOf, pass, placesOf, unknown } from './outcome.ts';

/** What is told of evidence whichever gate asks for it. */
const aboutEvidence: ReadonlySet<string> = new Set(['gates/missing-evidence', 'gates/stale-evidence']);

/** The rules whose errors stop an item that rests on a gate. */
export const gateRules = {
  coverage: ['gates/uncovered-change', 'gates/coverage-drop'],
  vulnerabilities: ['gates/new-vulnerability'],
  security: ['gates/new-security-finding'],
  tests: ['gates/failed-test'],
} as const satisfies Record<keyof Gates, readonly string[]>;

/** A declared gate stops a merge; one that is not declared has nothing to say. */
export function gateLevel(gate: keyof Gates): (policy: Policy) => 'must' | 'off' {
  return ({ gates }) => (gates[gate] ? 'must' : 'off');
}

/** What a gate's rules have found, and what its numbers are. */
export function judgeGate(
  facts: ItemFacts,
  gate: keyof Gates,
  numbers: { readonly pass: string; readonly fail?: string },
): ItemOutcome {
  if (!facts.policy.gates[gate])
    return unknown(`The policy declares no "gates.${gate}", so that nothing can be said.`);
  const own = facts.changeFindings.filter(({ rule }) => gateRules[gate].some((known) => known === rule));
  const { errors, warnings } = bySeverity(own);
  const evidence = evidenceOf(facts, gate);
  const more = { evidence, owners: ownersOf(errors.length > 0 ? errors : warnings) };
  if (errors.length > 0) {
    return fail(numbers.fail ?? firstMessage(errors), placesOf(errors), more);
  }
  const doubt = own.filter(({ detail }) => detail === 'unknown');
  if (doubt[0]) return unknown(doubt[0].message, { ...more, places: placesOf(doubt) });
  const gap = gapOf(facts, gate);
  if (gap) return unknown(gap.message, { ...more, places: gap.places });
  // Of coverage the numbers tell.
  const pending = gate === 'coverage' ? 0 : pendingIn(facts, gate);
  const typed = pending > 0 ? `; ${count(pending, 'line')} pending` : '';
  const told = warnings.length > 0 ? `; ${warnings[0]?.message ?? ''}` : '';
  return pass(`${numbers.pass}${typed}${told}`, { ...more, places: placesOf(warnings) });
}

function firstMessage([first, ...rest]: readonly Finding[]): string {
  const { message = '' } = first ?? {};
  return rest.length === 0 ? message : `${withoutStop(message)}, and ${rest.length} more`;
}

/** How to say that nothing stops the change, while a gate may tell of something new. */
export function noneStops(fresh: number): string {
  return fresh === 0 ? 'no new one' : `${fresh} new, none of which stops a merge`;
}

/** Why the evidence of a gate says nothing, or not of the present code. */
function gapOf(facts: ItemFacts, gate: keyof Gates) {
  const findings = facts.changeFindings.filter(
    (finding) => aboutEvidence.has(finding.rule) && isAbout(finding, facts, gate),
  );
  const [finding] = findings;
  if (finding) return { message: finding.message, places: placesOf(findings) };
  const { reports, missing } = given(facts, gate);
  const [gone] = missing;
  if (gone) return { message: `No report matches "${gone.glob}".`, places: [gone.place] };
  for (const { path, parsed } of reports) {
    if (!parsed.ok) return { message: `"${path}" cannot be used: ${parsed.message}`, places: [] };
  }
  const place = facts.policy.gates[gate]?.place;
  return reports.length === 0 ? { message: 'There is no report.', places: place ? [place] : [] } : undefined;
}

/** Evidence is told at the gate's key, at one of its patterns, or at the report. */
function isAbout({ path, span }: Finding, facts: ChangeFacts, gate: keyof Gates): boolean {
  const { gates } = facts.policy;
  const declared = gates[gate];
  if (!declared) return false;
  const places = [
    declared.place,
    ...declared.reports.map((pattern) => pattern.place),
    ...(gate === 'coverage' && gates.coverage?.base ? [gates.coverage.base.place] : []),
    ...(gate === 'vulnerabilities'
      ? (gates.vulnerabilities?.accept ?? []).map((pattern) => pattern.place)
      : []),
  ];
  if (places.some((place) => place.path === path && touches(place.span, span))) return true;
  return given(facts, gate).reports.some((report) => report.path === path);
}

const nothing: Evidence<unknown> = { reports: [], missing: [] };

function given({ evidence }: ChangeFacts, gate: keyof Gates): Evidence<unknown> {
  return evidence[gate] ?? nothing;
}

/** The reports of a gate that could be read. */
export function usable<Content>(evidence: Evidence<Content> | undefined): readonly Content[] {
  return (evidence?.reports ?? []).flatMap(({ parsed }) => (parsed.ok ? [parsed.content] : []));
}

export function evidenceOf(facts: ChangeFacts, gate: keyof Gates): readonly ItemEvidence[] {
  return given(facts, gate).reports.map(({ path, modified }) => ({
    source: path,
    detail: `of ${dayOf(modified)}`,
  }));
}

/** The reports that a gate rests on. */
export function reportsOf(facts: ChangeFacts, gate: keyof Gates): readonly Report<unknown>[] {
  return given(facts, gate).reports;
}

/** `YYYY-MM-DD`, UTC. */
export function dayOf(milliseconds: number): string {
  const day = new Date(milliseconds);
  return Number.isNaN(day.getTime()) ? 'an unknown day' : day.toISOString().slice(0, 10);
}
