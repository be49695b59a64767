import { compileGlob, type Glob } from '../format/glob.ts';
import type { Layer, Pattern, Policy, RuleSetting } from '../model/policy.ts';

/** A pattern ready to match, and whether it ever did. */
export interface CompiledPattern {
  readonly pattern: Pattern;
  readonly glob: Glob;
}

export interface CompiledPolicy {
  readonly policy: Policy;
  readonly layers: readonly { readonly layer: Layer; readonly files: readonly CompiledPattern[] }[];
  readonly cover: readonly CompiledPattern[];
  readonly tests: readonly CompiledPattern[];
  readonly exclude: readonly CompiledPattern[];
  readonly overrides: readonly {
    readonly files: readonly CompiledPattern[];
    readonly rules: readonly RuleSetting[];
  }[];
}

export function compilePolicy(policy: Policy): CompiledPolicy {
  const compile = (patterns: readonly Pattern[]) =>
    patterns.map((pattern) => ({ pattern, glob: compileGlob(pattern.glob) }));
  return {
    policy,
    layers: policy.layers.map((layer) => ({ layer, files: compile(layer.files) })),
    cover: compile(policy.cover),
    tests: compile(policy.tests),
    exclude: compile(policy.exclude),
    overrides: policy.overrides.map(({ files, rules }) => ({ files: compile(files), rules })),
  };
}

/** Every pattern of a policy with the word for its place, in the order of the document's sections. */
export function rolesOf(
  compiled: CompiledPolicy,
): readonly { readonly role: string; readonly patterns: readonly CompiledPattern[] }[] {
  return [
    ...compiled.layers.map(({ layer, files }) => ({ role: `layer "${layer.name}"`, patterns: files })),
    { role: '"cover"', patterns: compiled.cover },
    { role: '"tests"', patterns: compiled.tests },
    { role: '"exclude"', patterns: compiled.exclude },
    ...compiled.overrides.map(({ files }) => ({ role: '"overrides"', patterns: files })),
  ];
}
