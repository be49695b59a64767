import type { DirectiveFact } from '../model/facts.ts';
import type { ReadResult } from '../model/host.ts';
import { byCodeUnit, isBelow, relativeTo } from '../model/path.ts';
import type { Policy } from '../model/policy.ts';
import { type CompiledPolicy, compilePolicy } from './compiled-policy.ts';
import type { EngineOptions, EngineParts } from './parts.ts';

/** The policies in force, and which of them judges a path: the nearest upward, alone. */
export class Policies {
  readonly #parts: Pick<EngineParts, 'readPolicy' | 'extractDirectives'>;
  readonly #options: EngineOptions;
  #inForce: readonly CompiledPolicy[] = [];
  #directives: ReadonlyMap<string, readonly DirectiveFact[]> = new Map();
  readonly #lastGood = new Map<string, Policy>();

  constructor(parts: Pick<EngineParts, 'readPolicy' | 'extractDirectives'>, options: EngineOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  /** In order of path. */
  get inForce(): readonly CompiledPolicy[] {
    return this.#inForce;
  }

  /** True when some policy in force could not be read as written. */
  get isBroken(): boolean {
    return this.#inForce.some(({ policy }) => policy.problems.some(({ fatal }) => fatal));
  }

  /** Suppressions inside the policy documents. */
  directives(path: string): readonly DirectiveFact[] {
    return this.#directives.get(path) ?? [];
  }

  /** The documents that the policies were read from; one may be listed twice. */
  get inputs(): readonly string[] {
    return this.#inForce.flatMap(({ policy }) => policy.inputs);
  }

  /** Reads the policies anew; `walked` are the documents that the walk found. */
  load(walked: readonly string[], read: (path: string) => ReadResult): void {
    const directives = new Map<string, readonly DirectiveFact[]>();
    const inForce: CompiledPolicy[] = [];
    const paths = this.#options.policy === undefined ? byDepth(walked) : [this.#options.policy];
    for (const path of paths) {
      if (inForce.some((outer) => excludes(outer, path))) continue;
      const policy = this.#lasting(this.#parts.readPolicy(path, read));
      const whole = this.#options.policy === undefined ? policy : { ...policy, folder: '' };
      inForce.push(compilePolicy(whole));
      const text = read(path);
      if (text.ok) directives.set(path, this.#parts.extractDirectives(text.text));
    }
    this.#inForce = inForce.sort((a, b) => byCodeUnit(a.policy.path, b.policy.path));
    this.#directives = directives;
  }

  /** The policy that judges a path. */
  governing(path: string): CompiledPolicy | undefined {
    return governingOf(this.#inForce, path);
  }

  /** A broken policy keeps its problems and, where asked for, the statements it had when it was whole. */
  #lasting(policy: Policy): Policy {
    const isBroken = policy.problems.some(({ fatal }) => fatal);
    if (!isBroken) this.#lastGood.set(policy.path, policy);
    const good = this.#options.keepsLastGoodPolicy ? this.#lastGood.get(policy.path) : undefined;
    if (!isBroken || !good) return policy;
    return { ...good, problems: policy.problems, inputs: [...new Set([...good.inputs, ...policy.inputs])] };
  }
}

/** Of some policies the one that judges a path: the nearest upward that does not pass it on to the next one. */
export function governingOf(
  inForce: readonly CompiledPolicy[],
  path: string,
  passes: (policy: Policy, path: string) => boolean = () => false,
): CompiledPolicy | undefined {
  let best: CompiledPolicy | undefined;
  for (const compiled of inForce) {
    const { folder } = compiled.policy;
    const isNearer = best === undefined || folder.length > best.policy.folder.length;
    if (isNearer && isBelow(folder, path) && !passes(compiled.policy, path)) best = compiled;
  }
  return best;
}

/** Outer documents before the ones below them. */
function byDepth(paths: readonly string[]): readonly string[] {
  return [...paths].sort((a, b) => a.split('/').length - b.split('/').length || byCodeUnit(a, b));
}

/** A nested policy that an outer one excludes is not in force from here. */
function excludes(outer: CompiledPolicy, path: string): boolean {
  const { folder } = outer.policy;
  if (!isBelow(folder, path)) return false;
  const local = relativeTo(folder, path);
  return outer.exclude.some(({ glob }) => glob.matches(local));
}
