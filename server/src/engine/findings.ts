import type { Finding, Notice, Problem } from '../model/finding.ts';
import { byCodeUnit } from '../model/path.ts';
import type {
  FileRule,
  Rule,
  SourceFile,
  SuppressionRule,
  WorkspaceFacts,
  WorkspaceRule,
} from '../model/rule.ts';
import type { Baseline } from './baseline.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { judge, type Raised } from './judge.ts';
import type { EngineParts } from './parts.ts';
import type { Policies } from './policies.ts';
import { Settings } from './settings.ts';
import { suppress } from './suppress.ts';

/** The notice of a failure of our own. */
export const bugCode = 'BUG-001';

type RaisedByPath = ReadonlyMap<string, readonly Raised[]>;

/** The findings of every document, kept per document so that only what changed is judged and told again. */
export class Findings {
  readonly #parts: EngineParts;
  readonly #policies: Policies;
  readonly #baseline: Baseline;
  readonly #fileRules: readonly FileRule[];
  readonly #workspaceRules: readonly WorkspaceRule[];
  readonly #suppressionRules: readonly SuppressionRule[];
  readonly #ruleIds: readonly string[];
  #settings = new Settings();
  #byFile = new Map<string, readonly Raised[]>();
  /** From workspace rules, by what they rest on. */
  #byPolicy: RaisedByPath = new Map();
  #byImports: RaisedByPath = new Map();
  #findings = new Map<string, readonly Finding[]>();
  #all: readonly Finding[] | undefined;
  readonly #failures = new Map<string, Notice>();
  /** What a directive is for may be unknown as long as not every file was read. */
  #isWhole = false;

  constructor(parts: EngineParts, policies: Policies, baseline: Baseline) {
    this.#baseline = baseline;
    this.#parts = parts;
    this.#policies = policies;
    this.#fileRules = parts.rules.filter((rule) => rule.scope === 'file');
    this.#workspaceRules = parts.rules.filter((rule) => rule.scope === 'workspace');
    this.#suppressionRules = parts.rules.filter((rule) => rule.scope === 'suppression');
    this.#ruleIds = parts.rules.map(({ id }) => id);
  }

  at(path: string): readonly Finding[] {
    return this.#findings.get(path) ?? [];
  }

  /** Rules that failed, which is our bug and never silent. */
  get failures(): Iterable<Notice> {
    return this.#failures.values();
  }

  all(): readonly Finding[] {
    this.#all ??= [...this.#findings.keys()].sort(byCodeUnit).flatMap((path) => this.at(path));
    return this.#all;
  }

  /** Judges everything; returns the documents whose findings changed. `isWhole` when every file was read. */
  judgeAll(facts: WorkspaceFacts, isWhole: boolean): ReadonlySet<string> {
    this.#isWhole = isWhole;
    this.#settings = new Settings();
    this.#failures.clear();
    this.#byFile = new Map();
    for (const file of facts.files) this.#judgeFile(file, facts);
    this.#byPolicy = this.#judgeWorkspace(facts, 'policy');
    this.#byImports = this.#judgeWorkspace(facts, 'imports');
    const paths = new Set([
      ...this.#findings.keys(),
      ...this.#byFile.keys(),
      ...this.#byPolicy.keys(),
      ...this.#byImports.keys(),
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
    this.#byImports = this.#judgeWorkspace(facts, 'imports');
    return this.#settle(new Set([...changed, ...differences(before, this.#byImports)]), facts);
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

  /** The findings of the file rules on a file as it is given, which need not be the one on disk. */
  ofFile(file: SourceFile, facts: WorkspaceFacts): readonly Finding[] {
    return judge(this.#raise(file, facts), this.#settings);
  }

  /** Runs every rule that is on once more on everything; returns what each took, in milliseconds, longest first. */
  timings(facts: WorkspaceFacts): readonly (readonly [rule: string, milliseconds: number])[] {
    const { elapsed } = this.#parts.host;
    const policies = this.#policies.inForce.length > 0 ? this.#policies.inForce : [undefined];
    const timed = (rule: Rule, run: () => void) => {
      const started = elapsed();
      run();
      return [rule.id, elapsed() - started] as const;
    };
    return [
      ...this.#fileRules.map((rule) =>
        timed(rule, () => {
          for (const file of facts.files) {
            this.#raiseBy(rule, file, this.#policies.governing(file.path), facts);
          }
        }),
      ),
      ...this.#workspaceRules.map((rule) =>
        timed(rule, () => {
          for (const compiled of policies) this.#raiseOn(rule, compiled, facts);
        }),
      ),
    ].sort(([, a], [, b]) => b - a);
  }

  #judgeAnew(path: string, facts: WorkspaceFacts): void {
    this.#byFile.delete(path);
    const file = facts.fileAt(path);
    if (file) this.#judgeFile(file, facts);
  }

  #judgeFile(file: SourceFile, facts: WorkspaceFacts): void {
    const raised = this.#raise(file, facts);
    if (raised.length > 0) this.#byFile.set(file.path, raised);
  }

  #raise(file: SourceFile, facts: WorkspaceFacts): readonly Raised[] {
    if (file.isExcluded) return [];
    const compiled = this.#policies.governing(file.path);
    const raised: Raised[] = [];
    for (const rule of this.#fileRules) {
      for (const problem of this.#raiseBy(rule, file, compiled, facts))
        raised.push({ rule, problem, compiled });
    }
    return raised;
  }

  #raiseBy(
    rule: FileRule,
    file: SourceFile,
    compiled: CompiledPolicy | undefined,
    facts: WorkspaceFacts,
  ): readonly Problem[] {
    const { severity, options, isOverride } = this.#settings.at(rule, compiled, file.path);
    if (severity === 'off' && (isOverride || !hasStatementSeverity(compiled))) return [];
    return this.#run(rule, () => rule.check(file, facts, options));
  }

  #raiseOn(
    rule: WorkspaceRule,
    compiled: CompiledPolicy | undefined,
    facts: WorkspaceFacts,
  ): readonly Problem[] {
    const { severity, options } = this.#settings.ofPolicy(rule, compiled);
    if (severity === 'off' && !compiled?.overrides.length) return [];
    return this.#run(rule, () => rule.check(compiled?.policy, facts, options));
  }

  /** Runs the workspace rules that rest on one kind of fact. */
  #judgeWorkspace(facts: WorkspaceFacts, reads: WorkspaceRule['reads']): RaisedByPath {
    const raised = new Map<string, Raised[]>();
    const add = (rule: Rule, compiled: CompiledPolicy | undefined, problems: readonly Problem[]) => {
      for (const problem of problems) {
        const list = raised.get(problem.path);
        if (list) list.push({ rule, problem, compiled });
        else raised.set(problem.path, [{ rule, problem, compiled }]);
      }
    };
    const policies = this.#policies.inForce.length > 0 ? this.#policies.inForce : [undefined];
    for (const compiled of policies) {
      for (const rule of this.#workspaceRules) {
        if (rule.reads === reads) add(rule, compiled, this.#raiseOn(rule, compiled, facts));
      }
      for (const rule of reads === 'policy' ? this.#fileRules : []) {
        if (this.#settings.ofPolicy(rule, compiled).severity === 'off') continue;
        const check = () => rule.checkWorkspace?.(compiled?.policy, facts) ?? [];
        add(rule, compiled, this.#run(rule, check));
      }
    }
    return raised;
  }

  /** A rule that fails yields nothing and is named; the others go on. */
  #run(rule: Rule, check: () => Iterable<Problem>): readonly Problem[] {
    try {
      return [...check()];
    } catch (thrown) {
      const message = `The rule "${rule.id}" failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
      this.#failures.set(rule.id, { code: bugCode, message, incomplete: true });
      return [];
    }
  }

  /** Turns what was raised on these documents into findings; returns those whose findings changed. */
  #settle(paths: ReadonlySet<string>, facts: WorkspaceFacts): ReadonlySet<string> {
    const changed = new Set<string>();
    for (const path of paths) {
      const findings = this.#findingsOf(path, facts);
      const before = this.at(path);
      if (findings.length > 0) this.#findings.set(path, findings);
      else this.#findings.delete(path);
      if (!sameFindings(before, findings)) changed.add(path);
    }
    if (paths.size > 0) this.#all = undefined;
    return changed;
  }

  #findingsOf(path: string, facts: WorkspaceFacts): readonly Finding[] {
    const raised = [
      ...(this.#byFile.get(path) ?? []),
      ...(this.#byPolicy.get(path) ?? []),
      ...(this.#byImports.get(path) ?? []),
    ];
    const file = facts.fileAt(path);
    const compiled = this.#policies.governing(path);
    const directives = file?.isExcluded ? [] : (file?.facts.directives ?? this.#policies.directives(path));
    if (raised.length === 0 && directives.length === 0) return [];
    const ran = (id: string) => {
      const rule = this.#parts.rules.find((candidate) => candidate.id === id);
      return rule !== undefined && this.#settings.at(rule, compiled, path).severity !== 'off';
    };
    const rules = { ids: this.#ruleIds, ran };
    const judged = suppress(path, judge(raised, this.#settings), directives, rules, this.#parts.today());
    if (!compiled) return judged.findings;
    const { folder } = compiled.policy;
    if (judged.directives.length === 0 || !this.#isWhole)
      return this.#baseline.accept(judged.findings, folder);
    const about = judged.directives.flatMap((directive) =>
      this.#suppressionRules.flatMap((rule) =>
        this.#run(rule, () => rule.check(directive)).map((problem) => ({ rule, problem, compiled })),
      ),
    );
    const all = [...judged.findings, ...judge(about, this.#settings)].sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || byCodeUnit(a.rule, b.rule),
    );
    return this.#baseline.accept(all, folder);
  }
}

function hasStatementSeverity(compiled: CompiledPolicy | undefined): boolean {
  return (
    compiled?.policy.layers.some(({ severity }) => severity !== undefined && severity !== 'off') ?? false
  );
}

/** The documents on which something else was raised; a rule yields the same object for what is as it was. */
function differences(before: RaisedByPath, after: RaisedByPath): readonly string[] {
  const differs = (path: string) => {
    const old = before.get(path) ?? [];
    const now = after.get(path) ?? [];
    return old.length !== now.length || old.some(({ problem }, index) => problem !== now[index]?.problem);
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
