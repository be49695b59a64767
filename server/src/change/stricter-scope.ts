import { documentPlace } from '../done/policy/loosening.ts';
import { type CompiledPattern, type CompiledPolicy, compilePolicy } from '../engine/compiled-policy.ts';
import type { Scope } from '../engine/contracts/scope.ts';
import { governingOf } from '../engine/policies.ts';
import type { Change } from '../model/change.ts';
import type { Related } from '../model/finding.ts';
import { isBelow, joinPath, relativeTo } from '../model/path.ts';
import { declaresContracts, type Policy } from '../model/policy.ts';
import { isTestPath } from '../model/test-path.ts';
import { passing } from './new-policies.ts';
import type { PolicyThen } from './policies-then.ts';

/** The files that contracts are held against while a change makes policies be about fewer of them. */
export interface StricterScope {
  readonly scope: Scope;
  /** Equal for equal scopes. */
  readonly key: string;
  /** The policy that judges contracts and code at a path. */
  governing(path: string): Policy | undefined;
  /** Of a file that counts for this change only, what takes it out. */
  leftOut(path: string): Related | undefined;
}

interface ScopeInput {
  /** Those in force. */
  readonly policies: readonly PolicyThen[];
  readonly change: Change;
  /** Files that code and contracts may be found in. */
  readonly paths: readonly string[];
}

/**
 * What a change takes out of a service, excludes, calls a test or has another policy judge is so once that is merged; what
 * looks like test code is so at once. Undefined where no file stands elsewhere for it.
 */
export function stricterScope({ policies, change, paths }: ScopeInput): StricterScope | undefined {
  const from = new Map(change.files.map(({ path, from = path }) => [path, from]));
  const all = [...new Set([...paths, ...change.files.flatMap(({ path, from = path }) => [path, from])])];
  const narrowed = new Map<string, Narrowed>();
  for (const { now, before } of policies) {
    const one = before && declaresContracts(now) ? narrowedPolicy(now, before, from) : undefined;
    if (one && all.some((path) => isBelow(now.folder, path) && one.leftOut(relativeTo(now.folder, path))))
      narrowed.set(now.path, one);
  }
  const passed = new Map<string, (path: string) => boolean>();
  for (const one of policies) {
    const passes = passing(one, change);
    if (passes && all.some((path) => isBelow(one.now.folder, path) && passes(path)))
      passed.set(one.now.path, passes);
  }
  if (narrowed.size + passed.size === 0) return undefined;
  const inForce = policies.map(({ now }) => compilePolicy(now));
  const passes = (policy: Policy, path: string) => passed.get(policy.path)?.(path) ?? false;
  return {
    key: [
      ...[...narrowed].map(([path, { key }]) => `${path}\n${key}`),
      ...policies.flatMap(({ now, outer }) =>
        passed.has(now.path) ? `${now.path}\n${outer?.canonical}` : [],
      ),
    ].join('\n'),
    scope: {
      widen: (compiled) => narrowed.get(compiled.policy.path)?.widen(compiled) ?? compiled,
      passes,
    },
    governing: (path) => governingOf(inForce, path, passes)?.policy,
    leftOut(path) {
      const policy = governingOf(inForce, path)?.policy;
      if (policy && passes(policy, path))
        return { ...(policy.contractsPlace ?? documentPlace(policy)), message: judgedElsewhere(policy) };
      return policy && narrowed.get(policy.path)?.leftOut(relativeTo(policy.folder, path));
    },
  };
}

function judgedElsewhere({ path }: Policy): string {
  return `"${path}" judges it since this change, which counts once that is merged.`;
}

interface Narrowed {
  readonly key: string;
  widen(compiled: CompiledPolicy): CompiledPolicy;
  /** Paths are relative to the policy's folder here. */
  leftOut(path: string): Related | undefined;
}

const scopeOf = ({ services, exclude, tests }: Policy) => ({
  services: services.map(({ name, files }) => [name, globsOf(files)]),
  ...{ exclude: globsOf(exclude), tests: globsOf(tests) },
});

function narrowedPolicy(now: Policy, then: Policy, from: ReadonlyMap<string, string>): Narrowed | undefined {
  const key = JSON.stringify(scopeOf(then));
  if (key === JSON.stringify(scopeOf(now))) return undefined;
  const [own, before] = [compilePolicy(now), compilePolicy(then)];
  const isAmong = (patterns: readonly CompiledPattern[], path: string) => {
    const whole = joinPath(now.folder, path);
    const earlier = from.get(whole) ?? whole;
    const older = isBelow(then.folder, earlier) ? relativeTo(then.folder, earlier) : path;
    return patterns.some(({ glob }) => glob.matches(path) || glob.matches(older));
  };
  const excluded = (path: string) => isAmong(before.exclude, path);
  const tested = (path: string) => isTestPath(path) || isAmong(before.tests, path);
  const isServed = (path: string) =>
    own.services.some(({ files }) => files.some(({ glob }) => glob.matches(path)));
  const served = ({ files }: { readonly files: readonly CompiledPattern[] }, path: string) =>
    !isServed(path) && files.some(({ glob }) => glob.matches(path));
  const kept = before.services.filter(({ element }) =>
    now.services.some(({ name }) => name === element.name),
  );
  return {
    key,
    widen: (compiled) => ({
      ...compiled,
      exclude: compiled.exclude.map((one) => within(one, excluded)),
      tests: compiled.tests.map((one) => within(one, tested)),
      services: compiled.services.map((service) => {
        const old = kept.find(({ element }) => element.name === service.element.name);
        const more = (old?.files ?? []).map((one) => within(one, (path) => !isServed(path)));
        return { ...service, files: [...service.files, ...more] };
      }),
    }),
    leftOut(path) {
      const by = (patterns: readonly CompiledPattern[], was: (path: string) => boolean) =>
        was(path) ? undefined : patterns.find(({ glob }) => glob.matches(path))?.pattern.place;
      const excludes = by(own.exclude, excluded);
      if (excludes)
        return {
          ...excludes,
          message: 'It is excluded since this change, which counts once that is merged.',
        };
      const tests = by(own.tests, tested);
      if (tests)
        return { ...tests, message: 'It is a test since this change, which counts once that is merged.' };
      const service = kept.find((one) => served(one, path))?.element.name;
      const place = now.services.find(({ name }) => name === service)?.place;
      return (
        place && {
          ...place,
          message: `It is no part of service "${service}" since this change, which counts once that is merged.`,
        }
      );
    },
  };
}

function within<One extends CompiledPattern>(one: One, isWithin: (path: string) => boolean): One {
  const { glob } = one;
  return { ...one, glob: { ...glob, matches: (path) => glob.matches(path) && isWithin(path) } };
}

function globsOf(patterns: readonly { readonly glob: string }[]): readonly string[] {
  return patterns.map(({ glob }) => glob);
}
