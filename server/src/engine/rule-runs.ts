import type { ChangeFacts } from '../model/change-facts.ts';
import type { Notice, Problem } from '../model/finding.ts';
import type { FileTypes } from '../model/inferred.ts';
import type { Policy, Statement } from '../model/policy.ts';
import type {
  ChangeRule,
  DeepRule,
  FileRule,
  JudgedDirective,
  Rule,
  SourceFile,
  SuppressionRule,
  WorkspaceFacts,
  WorkspaceRule,
} from '../model/rule.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { Raised } from './judge.ts';
import type { EngineParts } from './parts.ts';
import type { Policies } from './policies.ts';
import { Settings } from './settings.ts';

/** The notice of a failure of our own. */
export const bugCode = 'BUG-001';

const none: readonly Problem[] = [];

/** The policies under which rules run. */
export type InForce = Pick<Policies, 'inForce' | 'governing'>;

export type RaisedByPath = ReadonlyMap<string, readonly Raised[]>;

/** Runs the rules that are on, each behind a guard of its own. */
export class RuleRuns {
  readonly #parts: EngineParts;
  readonly #policies: InForce;
  readonly #fileRules: readonly FileRule[];
  readonly #workspaceRules: readonly WorkspaceRule[];
  readonly #suppressionRules: readonly SuppressionRule[];
  readonly #deepRules: readonly DeepRule[];
  readonly #changeRules: readonly (ChangeRule | WorkspaceRule)[];
  readonly #failures = new Map<string, Notice>();
  #settings = new Settings();
  /** The file rules that may have anything to say under a policy. */
  #fileRulesUnder = new Map<CompiledPolicy | undefined, readonly FileRule[]>();

  constructor(parts: EngineParts, policies: InForce) {
    this.#parts = parts;
    this.#policies = policies;
    this.#fileRules = parts.rules.filter((rule) => rule.scope === 'file');
    this.#workspaceRules = parts.rules.filter((rule) => rule.scope === 'workspace');
    this.#suppressionRules = parts.rules.filter((rule) => rule.scope === 'suppression');
    this.#deepRules = parts.rules.filter((rule) => rule.scope === 'deep');
    this.#changeRules = parts.rules.filter(
      (rule): rule is ChangeRule | WorkspaceRule =>
        rule.scope === 'change' || (rule.scope === 'workspace' && rule.checkChange !== undefined),
    );
  }

  /** Rules that failed, which is our bug and never silent. */
  get failures(): Iterable<Notice> {
    return this.#failures.values();
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Forgets what other policies said. */
  renew(): void {
    this.#settings = new Settings();
    this.#fileRulesUnder = new Map();
    this.#failures.clear();
  }

  /**
   * True when a rule was on for a path, so that its silence means something; a deep one only where types are known, and one about
   * changes never: a check does not run it, or not all of it.
   */
  ran(id: string, compiled: CompiledPolicy | undefined, path: string, hasTypes: boolean): boolean {
    const rule = this.#ruleOf(id);
    if (rule?.scope === 'deep' && !hasTypes) return false;
    if (rule?.scope === 'workspace' && rule.checkChange && !rule.isToldAgain) return false;
    return this.isOn(id, compiled, path);
  }

  /** True when a check asks a rule about a path. */
  isOn(id: string, compiled: CompiledPolicy | undefined, path: string): boolean {
    const rule = this.#ruleOf(id);
    if (!rule || rule.scope === 'change') return false;
    return this.#settings.at(rule, compiled, path).severity !== 'off';
  }

  #ruleOf(id: string): Rule | undefined {
    return this.#parts.rules.find((candidate) => candidate.id === id);
  }

  onFile(file: SourceFile, facts: WorkspaceFacts): readonly Raised[] {
    if (file.isExcluded) return [];
    const compiled = this.#policies.governing(file.path);
    const raised: Raised[] = [];
    for (const rule of this.#rulesUnder(compiled)) {
      for (const problem of this.#raiseBy(rule, file, compiled, facts))
        raised.push({ rule, problem, compiled });
    }
    return raised;
  }

  /** True for a file whose types some rule that is on has to know. */
  wantsTypes(file: SourceFile): boolean {
    if (file.isExcluded || !file.policy) return false;
    const compiled = this.#policies.governing(file.path);
    return this.#deepRules.some(
      (rule) => this.#settings.at(rule, compiled, file.path).severity !== 'off' && rule.concerns(file),
    );
  }

  onTypes(file: SourceFile, types: FileTypes, facts: WorkspaceFacts): readonly Raised[] {
    const compiled = this.#policies.governing(file.path);
    return this.#deepRules.flatMap((rule) => {
      const { severity, options } = this.#settings.at(rule, compiled, file.path);
      if (severity === 'off' || !rule.concerns(file)) return [];
      const problems = this.#run(rule, () => rule.check(file, types, facts, options));
      return problems.map((problem) => ({ rule, problem, compiled }));
    });
  }

  onChange(factsFor: (policy: Policy) => ChangeFacts | undefined): RaisedByPath {
    const raised = new Map<string, Raised[]>();
    for (const compiled of this.#policies.inForce) {
      const facts = factsFor(compiled.policy);
      for (const rule of facts ? this.#changeRules : []) {
        const { severity, options } = this.#settings.ofPolicy(rule, compiled);
        if (severity === 'off' && compiled.overrides.length === 0) continue;
        const check = () => checkOf(rule)(facts as ChangeFacts, options);
        for (const problem of this.#run(rule, check)) raise(raised, { rule, problem, compiled });
      }
    }
    return raised;
  }

  #rulesUnder(compiled: CompiledPolicy | undefined): readonly FileRule[] {
    const known = this.#fileRulesUnder.get(compiled);
    if (known) return known;
    const mayBeOn = (compiled?.overrides.length ?? 0) > 0 || hasStatementSeverity(compiled);
    const policies = this.#policies.inForce.map(({ policy }) => policy);
    const concerned = this.#fileRules.filter((rule) => rule.concerns?.(policies) ?? true);
    const rules = concerned.filter(
      (rule) => mayBeOn || this.#settings.ofPolicy(rule, compiled).severity !== 'off',
    );
    this.#fileRulesUnder.set(compiled, rules);
    return rules;
  }

  /** Runs the workspace rules that rest on one kind of fact. */
  onWorkspace(facts: WorkspaceFacts, reads: WorkspaceRule['reads']): RaisedByPath {
    const raised = new Map<string, Raised[]>();
    const add = (rule: Rule, compiled: CompiledPolicy | undefined, problems: readonly Problem[]) => {
      for (const problem of problems) raise(raised, { rule, problem, compiled });
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

  onDirectives(directives: readonly JudgedDirective[], compiled: CompiledPolicy): readonly Raised[] {
    return directives.flatMap((directive) =>
      this.#suppressionRules.flatMap((rule) =>
        this.#run(rule, () => rule.check(directive, compiled.policy)).map((problem) => ({
          rule,
          problem,
          compiled,
        })),
      ),
    );
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
    if (severity === 'off' && !compiled?.overrides.length && !isAskedFor(rule, compiled)) return [];
    return this.#run(rule, () => rule.check(compiled?.policy, facts, options));
  }

  /** A rule that fails yields nothing and is named; the others go on. */
  #run(rule: Rule, check: () => Iterable<Problem>): readonly Problem[] {
    try {
      // Nearly every run of a file rule yields nothing.
      let problems: Problem[] | undefined;
      for (const problem of check()) {
        problems ??= [];
        problems.push(problem);
      }
      return problems ?? none;
    } catch (thrown) {
      const message = `The rule "${rule.id}" failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
      this.#failures.set(rule.id, { code: bugCode, message, incomplete: true });
      return [];
    }
  }
}

function checkOf(rule: ChangeRule | WorkspaceRule): ChangeRule['check'] {
  return rule.scope === 'change' ? rule.check : (facts, options) => rule.checkChange?.(facts, options) ?? [];
}

function raise(raised: Map<string, Raised[]>, one: Raised): void {
  const list = raised.get(one.problem.path);
  if (list) list.push(one);
  else raised.set(one.problem.path, [one]);
}

/** A statement's own severity outranks that of its rule, which may be off. */
function isAskedFor({ declaredBy }: WorkspaceRule, compiled: CompiledPolicy | undefined): boolean {
  const reach = declaredBy === 'reach' ? (compiled?.policy.reach ?? []) : [];
  return reach.some(({ severity }) => severity !== undefined && severity !== 'off');
}

function hasStatementSeverity(compiled: CompiledPolicy | undefined): boolean {
  if (!compiled) return false;
  const { layers, slices, services, packages, reach } = compiled.policy;
  const statements: readonly (readonly Statement[])[] = [layers, slices, services, packages, reach];
  return statements.some((list) => list.some(({ severity }) => severity !== undefined && severity !== 'off'));
}
