import { type Finding, isOpen } from '../model/finding.ts';
import type { Element, Policy } from '../model/policy.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';
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
  const namesOf = (file: SourceFile) => (file.policy === policy ? memberNames(file) : []);
  for (const file of facts.files) {
    const names = namesOf(file);
    for (const name of names) countFile(counts(holdings, name), file);
    for (const target of file.targets) {
      if (target.to !== 'file' || file.isExcluded) continue;
      const others = namesOf(facts.file(target.file));
      for (const name of names) if (!others.includes(name)) counts(holdings, name).importsOut++;
      for (const name of others) if (!names.includes(name)) counts(holdings, name).importsIn++;
    }
  }
  return holdings;
}

/** The layers, slices and services of a policy. */
export function elementsOf({ layers, slices, services }: Policy): readonly Element[] {
  return [...layers, ...slices, ...services];
}

/**
 * The open findings that a statement of the policy decided, in order of path: those whose first reference into the
 * policy is to a place within it. So each finding counts for one statement.
 */
export function decidedBy(
  statement: Place,
  { inputs }: Policy,
  findings: readonly Finding[],
): readonly Finding[] {
  return findings.filter((finding) => {
    const decisive = isOpen(finding) && finding.related.find(({ path }) => inputs.includes(path));
    return decisive && decisive.path === statement.path && isWithin(decisive.span, statement.span);
  });
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

function memberNames({ standing }: SourceFile): readonly string[] {
  return membersOf(standing).flatMap(({ element, name }) =>
    name === element.name ? [name] : [element.name, name],
  );
}

function counts(holdings: Map<string, Counts>, name: string): Counts {
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
