import { isSameData } from '../model/equality.ts';
import type { DirectiveFact } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { FileTypes } from '../model/inferred.ts';
import { byCodeUnit } from '../model/path.ts';
import type { SourceFile, WorkspaceFacts, WorkspaceRule } from '../model/rule.ts';
import type { Baseline } from './baseline.ts';
import { judge, type Raised } from './judge.ts';
import type { EngineParts } from './parts.ts';
import type { Policies } from './policies.ts';
import type { RaisedByPath, RuleRuns } from './rule-runs.ts';
import { suppress } from './suppress.ts';

/** Documents beside the sources that hold suppressions. */
export interface Suppressing {
  directives(path: string): readonly DirectiveFact[];
  readonly suppressing: readonly string[];
}

/** The findings of every document, kept per document so that only what changed is judged and told again. */
export class Findings {
  readonly #parts: EngineParts;
  readonly #policies: Policies;
  readonly #baseline: Baseline;
  readonly #runs: RuleRuns;
  /** Documents beside the sources. */
  readonly #sidecars: readonly Suppressing[];
  readonly #ruleIds: readonly string[];
  #byFile = new Map<string, readonly Raised[]>();
  /** From workspace rules, by what they rest on. */
  #byPolicy: RaisedByPath = new Map();
  #byImports: RaisedByPath = new Map();
  #byOwners: RaisedByPath = new Map();
  #byContracts: RaisedByPath = new Map();
  #byCalls: RaisedByPath = new Map();
  /** From deep rules, for every file whose types are known. */
  #byTypes = new Map<string, readonly Raised[]>();
  #findings = new Map<string, readonly Finding[]>();
  #all: readonly Finding[] | undefined;
  /** What a directive is for may be unknown as long as not every file was read. */
  #isWhole = false;

  constructor(
    parts: EngineParts,
    policies: Policies,
    baseline: Baseline,
    runs: RuleRuns,
    sidecars: readonly Suppressing[],
  ) {
    this.#sidecars = sidecars;
    this.#baseline = baseline;
    this.#parts = parts;
    this.#policies = policies;
    this.#runs = runs;
    this.#ruleIds = parts.rules.map(({ id }) => id);
  }

  at(path: string): readonly Finding[] {
    return this.#findings.get(path) ?? [];
  }

  /** True when no file rule said anything of a file. */
  isSilent(path: string): boolean {
    return !this.#byFile.has(path);
  }

  all(): readonly Finding[] {
    this.#all ??= [...this.#findings.keys()].sort(byCodeUnit).flatMap((path) => this.at(path));
    return this.#all;
  }

  /**
   * Judges everything; returns the documents whose findings changed. `isWhole` when every file was read; `isSilent` for
   * files of which the file rules are known to say nothing.
   */
  judgeAll(
    facts: WorkspaceFacts,
    isWhole: boolean,
    isSilent: (file: SourceFile) => boolean,
  ): ReadonlySet<string> {
    this.#isWhole = isWhole;
    this.#runs.renew();
    this.#byTypes = new Map();
    this.#byFile = new Map();
    for (const file of facts.files) if (!isSilent(file)) this.#judgeAnew(file.path, facts);
    this.#byPolicy = this.#runs.onWorkspace(facts, 'policy');
    this.#byImports = this.#runs.onWorkspace(facts, 'imports');
    this.#byOwners = this.#runs.onWorkspace(facts, 'owners');
    this.#byContracts = this.#runs.onWorkspace(facts, 'contracts');
    this.#byCalls = this.#runs.onWorkspace(facts, 'calls');
    const paths = new Set([
      ...this.#findings.keys(),
      ...this.#byFile.keys(),
      ...this.#byPolicy.keys(),
      ...this.#byImports.keys(),
      ...this.#byOwners.keys(),
      ...this.#byContracts.keys(),
      ...this.#byCalls.keys(),
      ...this.#suppressing(),
      ...facts.policies.map(({ path }) => path),
      ...facts.files.filter((file) => file.facts.directives.length > 0).map(({ path }) => path),
    ]);
    return this.#settle(paths, facts);
  }

  /** Judges some files and what rests on imports. */
  judgeSome(changed: ReadonlySet<string>, facts: WorkspaceFacts): ReadonlySet<string> {
    if (changed.size === 0) return new Set();
    for (const path of changed) this.#judgeAnew(path, facts);
    const before = this.#byImports;
    this.#byImports = this.#runs.onWorkspace(facts, 'imports');
    return this.#settle(new Set([...changed, ...differences(before, this.#byImports)]), facts);
  }

  /** Judges by types exactly these files; what was known of others is forgotten. */
  judgeTypes(types: ReadonlyMap<string, FileTypes>, facts: WorkspaceFacts): ReadonlySet<string> {
    const before = this.#byTypes;
    this.#byTypes = new Map(
      [...types].flatMap(([path, known]) => {
        const file = facts.fileAt(path);
        return file ? [[path, this.#runs.onTypes(file, known, facts)] as const] : [];
      }),
    );
    return this.#settle(new Set([...before.keys(), ...types.keys()]), facts);
  }

  /** Judges a few files by their own imports, while the rest of the workspace is not known yet. */
  glance(paths: readonly string[], facts: WorkspaceFacts): ReadonlySet<string> {
    const isWhole = this.#isWhole;
    this.#isWhole = false;
    for (const path of paths) this.#judgeAnew(path, facts);
    const changed = this.#settle(new Set(paths), facts);
    this.#isWhole = isWhole;
    return changed;
  }

  /**
   * What was raised besides, as findings that nobody remembers. Suppressions and baselines count; what a change does to
   * contracts, and what is told once more as a change touches it, is no matter of a baseline.
   */
  ofChange(raised: RaisedByPath, facts: WorkspaceFacts): readonly Finding[] {
    return [...raised.keys()].sort(byCodeUnit).flatMap((path) => {
      const found = judge(raised.get(path) ?? [], this.#runs.settings, facts.owners.of);
      const { findings } = suppress(path, found, this.#directives(path, facts), silent, this.#parts.today());
      const compiled = this.#policies.governing(path);
      const listed = compiled ? this.#baseline.accept(findings, compiled.policy.folder) : findings;
      return findings.map((one, index) =>
        one.rule.startsWith('contracts/') || one.inPlaceOf ? one : (listed[index] ?? one),
      );
    });
  }

  /** Judges what rests on owners; every finding may name others by now. */
  judgeOwners(facts: WorkspaceFacts): ReadonlySet<string> {
    const before = this.#byOwners;
    this.#byOwners = this.#runs.onWorkspace(facts, 'owners');
    return this.#settle(
      new Set([...this.#findings.keys(), ...before.keys(), ...this.#byOwners.keys(), ...this.#suppressing()]),
      facts,
    );
  }

  /** Judges what rests on contracts and routes, or on calls; `noted` are documents whose suppressions may be others. */
  judgeContracts(
    kinds: readonly WorkspaceRule['reads'][],
    noted: Iterable<string>,
    facts: WorkspaceFacts,
  ): ReadonlySet<string> {
    if (kinds.length === 0) return new Set();
    const [contracts, calls] = [this.#byContracts, this.#byCalls];
    if (kinds.includes('contracts')) this.#byContracts = this.#runs.onWorkspace(facts, 'contracts');
    this.#byCalls = this.#runs.onWorkspace(facts, 'calls');
    const others = [
      ...differences(contracts, this.#byContracts, isSameData),
      ...differences(calls, this.#byCalls, isSameData),
    ];
    return this.#settle(new Set([...noted, ...others]), facts);
  }

  #suppressing(): readonly string[] {
    return this.#sidecars.flatMap(({ suppressing }) => suppressing);
  }

  #judgeAnew(path: string, facts: WorkspaceFacts): void {
    this.#byFile.delete(path);
    const file = facts.fileAt(path);
    const raised = file ? this.#runs.onFile(file, facts) : [];
    if (raised.length > 0) this.#byFile.set(path, raised);
  }

  /** Turns what was raised on these documents into findings; returns those whose findings changed. */
  #settle(paths: ReadonlySet<string>, facts: WorkspaceFacts): ReadonlySet<string> {
    const changed = new Set<string>();
    const today = this.#parts.today();
    for (const path of paths) {
      const findings = this.#findingsOf(path, facts, today);
      const before = this.at(path);
      if (findings.length > 0) this.#findings.set(path, findings);
      else this.#findings.delete(path);
      if (!sameFindings(before, findings)) changed.add(path);
    }
    if (paths.size > 0) this.#all = undefined;
    return changed;
  }

  #findingsOf(path: string, facts: WorkspaceFacts, today: string): readonly Finding[] {
    const raised = [
      ...(this.#byFile.get(path) ?? []),
      ...(this.#byPolicy.get(path) ?? []),
      ...(this.#byImports.get(path) ?? []),
      ...(this.#byOwners.get(path) ?? []),
      ...(this.#byContracts.get(path) ?? []),
      ...(this.#byCalls.get(path) ?? []),
      ...(this.#byTypes.get(path) ?? []),
    ];
    const compiled = this.#policies.governing(path);
    const directives = this.#directives(path, facts);
    if (raised.length === 0 && directives.length === 0) return [];
    const ran = (id: string) => this.#runs.ran(id, compiled, path, this.#byTypes.has(path));
    const rules = { ids: this.#ruleIds, ran };
    const judged = suppress(
      path,
      judge(raised, this.#runs.settings, facts.owners.of),
      directives,
      rules,
      today,
    );
    if (!compiled) return judged.findings;
    const { folder } = compiled.policy;
    if (judged.directives.length === 0 || !this.#isWhole)
      return this.#baseline.accept(judged.findings, folder);
    const about = this.#runs.onDirectives(judged.directives, compiled);
    const all = [...judged.findings, ...judge(about, this.#runs.settings, facts.owners.of)].sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || byCodeUnit(a.rule, b.rule),
    );
    return this.#baseline.accept(all, folder);
  }

  #directives(path: string, facts: WorkspaceFacts): readonly DirectiveFact[] {
    const file = facts.fileAt(path);
    if (file?.isExcluded) return [];
    return (
      file?.facts.directives ?? [
        ...this.#policies.directives(path),
        ...this.#sidecars.flatMap((one) => one.directives(path)),
      ]
    );
  }
}

/** Which directives are of use is not asked. */
const silent = { ids: [], ran: () => false };

/** The documents on which something else was raised; many rules yield the same object for what is as it was. */
function differences(
  before: RaisedByPath,
  after: RaisedByPath,
  areSame: (a: unknown, b: unknown) => boolean = (a, b) => a === b,
): readonly string[] {
  const differs = (path: string) => {
    const old = before.get(path) ?? [];
    const now = after.get(path) ?? [];
    const isOther = ({ rule, problem }: Raised, index: number) =>
      rule !== now[index]?.rule || !areSame(problem, now[index]?.problem);
    return old.length !== now.length || old.some(isOther);
  };
  return [...new Set([...before.keys(), ...after.keys()])].filter(differs);
}

function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return a.length === b.length && a.every((finding, index) => same(finding, b[index]));
}

/** Deep equality of what is told; functions are for what is written down on request. */
function same(a: unknown, b: unknown): boolean {
  if (a === b || (typeof a === 'function' && typeof b === 'function')) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => same(a[key as keyof typeof a], b[key as keyof typeof b]));
}
