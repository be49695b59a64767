import { type Captured, compileCaptures, compileGlob, type Glob } from '../format/glob.ts';
import type { Element, Pattern, Policy, RuleSetting, Selector } from '../model/policy.ts';

/** A pattern ready to match. */
export interface CompiledPattern {
  readonly pattern: Pattern;
  readonly glob: Glob;
}

/** A pattern of an element, which also captures. */
export interface ElementPattern extends CompiledPattern {
  captured(path: string): Captured | undefined;
}

export interface CompiledElement<Of extends Element = Element> {
  readonly element: Of;
  readonly files: readonly ElementPattern[];
  /** Absent where the element says nothing of it. */
  readonly public?: readonly CompiledPattern[];
}

export interface CompiledPolicy {
  readonly policy: Policy;
  readonly layers: readonly CompiledElement<Policy['layers'][number]>[];
  readonly slices: readonly CompiledElement<Policy['slices'][number]>[];
  readonly services: readonly CompiledElement<Policy['services'][number]>[];
  readonly cover: readonly CompiledPattern[];
  readonly tests: readonly CompiledPattern[];
  readonly exclude: readonly CompiledPattern[];
  readonly overrides: readonly {
    readonly files: readonly CompiledPattern[];
    readonly rules: readonly RuleSetting[];
  }[];
  /** The globs of other statements, which are matched to tell those that match nothing. */
  readonly selectors: readonly { readonly role: string; readonly patterns: readonly CompiledPattern[] }[];
}

export function compilePolicy(policy: Policy): CompiledPolicy {
  return {
    policy,
    layers: policy.layers.map(compileElement),
    slices: policy.slices.map(compileElement),
    services: policy.services.map(compileElement),
    cover: compile(policy.cover),
    tests: compile(policy.tests),
    exclude: compile(policy.exclude),
    overrides: policy.overrides.map(({ files, rules }) => ({ files: compile(files), rules })),
    selectors: [
      selectorsOf(
        '"packages"',
        policy.packages.flatMap(({ in: inside = [], notIn }) => [...inside, ...notIn]),
      ),
      selectorsOf(
        '"reach"',
        policy.reach.flatMap(({ from, mustNotReach }) => [...from, ...mustNotReach]),
      ),
      selectorsOf(
        '"except"',
        policy.except.flatMap(({ from, to }) => [...from, ...to]),
      ),
      {
        role: '"consumers"',
        patterns: compile(
          policy.services.flatMap(({ contracts = [] }) => contracts.flatMap(({ consumers }) => consumers)),
        ),
      },
      { role: '"unmeasured"', patterns: compile(policy.gates.coverage?.unmeasured ?? []) },
    ],
  };
}

function compile(patterns: readonly Pattern[]): readonly CompiledPattern[] {
  return patterns.map((pattern) => ({ pattern, glob: compileGlob(pattern.glob) }));
}

function compileElement<Of extends Element>(element: Of): CompiledElement<Of> {
  return {
    element,
    files: compile(element.files).map((one) => ({ ...one, captured: compileCaptures(one.pattern.glob) })),
    ...(element.public && { public: compile(element.public) }),
  };
}

function selectorsOf(role: string, selectors: readonly Selector[]): CompiledPolicy['selectors'][number] {
  return {
    role,
    patterns: compile(selectors.flatMap((selector) => (selector.by === 'glob' ? [selector] : []))),
  };
}

/** Every pattern of a policy with the word for its place, in the order of the document's sections. */
export function rolesOf(
  compiled: CompiledPolicy,
): readonly { readonly role: string; readonly patterns: readonly CompiledPattern[] }[] {
  const elements = [...compiled.layers, ...compiled.slices, ...compiled.services];
  return [
    ...elements.map(({ element, files }) => ({ role: `${element.kind} "${element.name}"`, patterns: files })),
    ...elements.flatMap(({ element, public: entries }) =>
      entries ? [{ role: `"public" of ${element.kind} "${element.name}"`, patterns: entries }] : [],
    ),
    ...compiled.selectors,
    { role: '"cover"', patterns: compiled.cover },
    { role: '"tests"', patterns: compiled.tests },
    { role: '"exclude"', patterns: compiled.exclude },
    ...compiled.overrides.map(({ files }) => ({ role: '"overrides"', patterns: files })),
  ];
}
