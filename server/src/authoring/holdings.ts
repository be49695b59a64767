import { type Finding, isOpen } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';
import type { Place, Span } from '../model/span.ts';

/** What belongs to one layer, slice or service. */
export interface Holding {
  readonly files: number;
  /** How many of these are tests. */
  readonly tests: number;
  /** Imports of it from elsewhere, and its own of others. */
  readonly importsIn: number;
  readonly importsOut: number;
  /** Open findings in its files that a statement of the policy decided, in order of path. */
  readonly violations: readonly Finding[];
}

type Counts = { -readonly [Key in keyof Holding]: Holding[Key] } & { violations: Finding[] };

/** What belongs to each name of one policy; excluded files count nowhere, and a name without files is left out. */
export function holdingsOf(
  policy: Policy,
  facts: WorkspaceFacts,
  findings: readonly Finding[],
): ReadonlyMap<string, Holding> {
  const holdings = new Map<string, Counts>();
  const namesOf = (file: SourceFile) =>
    file.policy === policy && !file.isExcluded ? elementNames(file) : [];
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
  for (const finding of findings) {
    const file = isDecided(finding, policy) ? facts.fileAt(finding.path) : undefined;
    for (const name of file ? namesOf(file) : []) counts(holdings, name).violations.push(finding);
  }
  return holdings;
}

/** The open findings that a statement decided: those that refer to a place within it. */
export function decidedBy(statement: Place, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (finding) =>
      isOpen(finding) &&
      finding.related.some(({ path, span }) => path === statement.path && isWithin(span, statement.span)),
  );
}

function elementNames({ layer }: SourceFile): readonly string[] {
  return layer ? [layer.name] : [];
}

function isDecided(finding: Finding, { inputs }: Policy): boolean {
  return isOpen(finding) && finding.related.some(({ path }) => inputs.includes(path));
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function counts(holdings: Map<string, Counts>, name: string): Counts {
  const known = holdings.get(name);
  if (known) return known;
  const fresh: Counts = { files: 0, tests: 0, importsIn: 0, importsOut: 0, violations: [] };
  holdings.set(name, fresh);
  return fresh;
}

function countFile(holding: Counts, { isTest }: SourceFile): void {
  holding.files++;
  if (isTest) holding.tests++;
}
