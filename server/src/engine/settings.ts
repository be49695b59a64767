import type { SeveritySetting } from '../model/finding.ts';
import { relativeTo } from '../model/path.ts';
import { declaresContracts, type Policy, type RuleSetting, type Statement } from '../model/policy.ts';
import type { DeclaredBy, Rule } from '../model/rule.ts';
import { namesRule } from '../model/rule-name.ts';
import type { CompiledPolicy } from './compiled-policy.ts';

export interface Setting {
  readonly severity: SeveritySetting;
  readonly options: unknown;
  /** Decided by an override, which outranks the statement's own severity. */
  readonly isOverride: boolean;
}

/** What a preview runs, and how much it weighs there. */
const preview: Readonly<Record<string, Setting>> = {
  'architecture/import-cycle': { severity: 'warning', options: undefined, isOverride: true },
  'ownership/dead-pattern': { severity: 'warning', options: undefined, isOverride: true },
};

const off: Setting = { severity: 'off', options: undefined, isOverride: true };

/** Severities and options by policy, rule and path; without a policy, those of a preview. */
export class Settings {
  readonly #byPolicy = new Map<CompiledPolicy, Map<Rule, Setting>>();

  /** The setting of a rule for a policy as a whole, before overrides. */
  ofPolicy(rule: Rule, compiled: CompiledPolicy | undefined): Setting {
    if (!compiled) return preview[rule.id] ?? off;
    let settings = this.#byPolicy.get(compiled);
    if (!settings) {
      settings = new Map();
      this.#byPolicy.set(compiled, settings);
    }
    let setting = settings.get(rule);
    if (!setting) {
      setting = baseSetting(rule, compiled.policy);
      settings.set(rule, setting);
    }
    return setting;
  }

  /** The setting on one path: the last matching override, or the policy's own. */
  at(rule: Rule, compiled: CompiledPolicy | undefined, path: string): Setting {
    const base = this.ofPolicy(rule, compiled);
    if (!compiled || compiled.overrides.length === 0) return base;
    const local = relativeTo(compiled.policy.folder, path);
    const byId = rule.declaredBy === 'name' && base.severity === 'off';
    const override = compiled.overrides.findLast(
      ({ files, rules }) => settingFor(rule, rules, byId) && files.some(({ glob }) => glob.matches(local)),
    );
    const setting = override && settingFor(rule, override.rules, byId);
    if (!setting) return base;
    return { severity: setting.severity, options: setting.options ?? base.options, isOverride: true };
  }
}

/** True where a rule may have something to say under a policy: it is on, if only for some files or by some statement. */
export function mayRun(rule: Rule, policy: Policy): boolean {
  if (baseSetting(rule, policy).severity !== 'off') return true;
  const byId = rule.declaredBy === 'name';
  return (
    policy.overrides.some(({ rules }) => isOn(settingFor(rule, rules, byId)?.severity)) ||
    statementsOf(rule.declaredBy, policy).some(({ severity }) => isOn(severity))
  );
}

function isOn(severity: SeveritySetting | undefined): boolean {
  return severity !== undefined && severity !== 'off';
}

/** The statements that a rule judges by, each of which may have a severity of its own. */
function statementsOf(by: DeclaredBy, policy: Policy): readonly Statement[] {
  const { layers, slices, services, packages, reach } = policy;
  if (by === 'boundaries') return [...layers, ...slices, ...services];
  return by === 'layers' ? layers : by === 'packages' ? packages : by === 'reach' ? reach : [];
}

function baseSetting(rule: Rule, policy: Policy): Setting {
  const own = settingFor(rule, policy.rules, rule.declaredBy === 'name');
  if (own) return { severity: own.severity, options: own.options, isOverride: false };
  const declared = isDeclared(rule.declaredBy, policy);
  return { severity: declared ? rule.severity : 'off', options: undefined, isOverride: false };
}

function isDeclared(by: DeclaredBy, policy: Policy): boolean {
  const { layers, slices, services, sections, cover, tests, gates } = policy;
  switch (by) {
    case 'policy':
      return true;
    case 'name':
      return false;
    case 'layers':
      return layers.length > 0;
    case 'boundaries':
      return layers.length + slices.length + services.length > 0;
    case 'cover':
      return cover.length > 0;
    case 'tests':
      return tests.length > 0;
    case 'gates':
      return Object.keys(gates).length > 0;
    case 'coverage':
    case 'vulnerabilities':
    case 'security':
      return gates[by] !== undefined;
    case 'contracts':
      return declaresContracts(policy);
    case 'test-reports':
      return gates.tests !== undefined;
    case 'packages':
    case 'reach':
    case 'except':
      return sections.has(by);
  }
}

/** A rule's own id outranks a pattern, which turns on no rule that has to be named; among equals the later wins. */
function settingFor(rule: Rule, settings: readonly RuleSetting[], byId: boolean): RuleSetting | undefined {
  const own = settings.findLast((setting) => setting.rule === rule.id);
  if (own || byId) return own;
  return settings.findLast((setting) => setting.rule.includes('*') && namesRule(setting.rule, rule.id));
}
