import { type Finding, isOpen } from '../model/finding.ts';
import type { Element, Policy } from '../model/policy.ts';
import type { SourceFile, Standing, WorkspaceFacts } from '../model/rule.ts';
import type { Place, Span } from '../model/span.ts';
import { deniedImports, exceptionFor, holds } from '../ruling/judgement.ts';
import { membersOf } from '../ruling/members.ts';

/** What belongs to one layer, slice or service, or to one part of a family of slices. */
export interface Holding {
  readonly files: number;
  /** Files that belong to it and are not judged; they are in no other number. */
  readonly excluded: number;
  /** How many of these are tests. */
  readonly tests: number;
  /** Imports of it from elsewhere, and its own of others. */
  readonly importsIn: number;
  readonly importsOut: number;
}

export const emptyHolding: Holding = { files: 0, excluded: 0, tests: 0, importsIn: 0, importsOut: 0 };

type Counts = { -readonly [Key in keyof Holding]: Holding[Key] };

/**
 * What belongs to each name of one policy, by `name` and for parts of a family also by `name:capture`; a name without
 * files is left out. Excluded files can be imported, and what they import is not judged.
 */
export function holdingsOf(policy: Policy, facts: WorkspaceFacts): ReadonlyMap<string, Holding> {
  const holdings = new Map<string, Counts>();
  // Standings are few and imports are many.
  const byStanding = new Map<Standing, readonly Counts[]>();
  const countsAt = ({ standing, policy: governing }: SourceFile) => {
    let found = byStanding.get(standing);
    if (!found) {
      found = governing === policy ? memberNames(standing).map((name) => countsOf(holdings, name)) : [];
      byStanding.set(standing, found);
    }
    return found;
  };
  for (const file of facts.files) {
    const own = countsAt(file);
    for (const one of own) countFile(one, file);
    if (file.isExcluded) continue;
    for (const target of file.targets) {
      const others = target.to === 'file' ? countsAt(facts.file(target.file)) : own;
      if (others === own) continue;
      for (const one of own) if (!others.includes(one)) one.importsOut++;
      for (const one of others) if (!own.includes(one)) one.importsIn++;
    }
  }
  return holdings;
}

/** The layers, slices and services of a policy. */
export function elementsOf({ layers, slices, services }: Policy): readonly Element[] {
  return [...layers, ...slices, ...services];
}

/** What one place in the policy decided. */
export interface Decision {
  readonly place: Place;
  /** In order of path. */
  readonly findings: readonly Finding[];
}

/**
 * The open findings by the place in the policy that decided them: where their first reference into it leads. So each
 * finding counts for one statement.
 */
export function decisionsOf({ inputs }: Policy, findings: readonly Finding[]): readonly Decision[] {
  const decisions = new Map<string, Map<number, { readonly place: Place; readonly findings: Finding[] }>>();
  for (const finding of findings) {
    const place = isOpen(finding) && finding.related.find(({ path }) => inputs.includes(path));
    if (!place) continue;
    const inDocument = decisions.get(place.path) ?? new Map();
    decisions.set(place.path, inDocument);
    const known = inDocument.get(place.span.start);
    if (known) known.findings.push(finding);
    else inDocument.set(place.span.start, { place, findings: [finding] });
  }
  return [...decisions.values()].flatMap((inDocument) => [...inDocument.values()]);
}

/** What one statement decided, in order of path of each of its places. */
export function decidedBy(statement: Place, decisions: readonly Decision[]): readonly Finding[] {
  return decisions
    .filter(({ place }) => place.path === statement.path && isWithin(place.span, statement.span))
    .flatMap(({ findings }) => findings);
}

/** The imports that each exception of a policy allows, where they stand, in order of path. */
export function exceptedImports(policy: Policy, facts: WorkspaceFacts): ReadonlyMap<Place, readonly Place[]> {
  const places = new Map<Place, Place[]>();
  if (policy.except.length === 0) return places;
  for (const file of facts.files) {
    if (file.policy !== policy || file.isExcluded || file.isTest) continue;
    for (const { edge, rulings } of deniedImports(file, facts)) {
      const exception = rulings.some((ruling) => holds(ruling, edge, facts)) ? exceptionFor(edge) : undefined;
      if (!exception) continue;
      const place = { path: file.path, span: { start: edge.fact.start, end: edge.fact.end } };
      const known = places.get(exception.place);
      if (known) known.push(place);
      else places.set(exception.place, [place]);
    }
  }
  return places;
}

/** True when one span lies in the other. */
export function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function memberNames(standing: Standing): readonly string[] {
  return membersOf(standing).flatMap(({ element, name }) =>
    name === element.name ? [name] : [element.name, name],
  );
}

function countsOf(holdings: Map<string, Counts>, name: string): Counts {
  const known = holdings.get(name);
  if (known) return known;
  const fresh = { ...emptyHolding };
  holdings.set(name, fresh);
  return fresh;
}

function countFile(holding: Counts, { isTest, isExcluded }: SourceFile): void {
  if (isExcluded) holding.excluded++;
  else holding.files++;
  if (isTest && !isExcluded) holding.tests++;
}
