import type { Policy } from '../../model/policy.ts';
import { createPlacer } from '../belonging.ts';
import type { CompiledPolicy } from '../compiled-policy.ts';
import { placed } from '../file-table.ts';
import { governingOf } from '../policies.ts';
import type { ContractGround } from './ground.ts';

/** What policies would be about if they were about other files. */
export interface Scope {
  /** The policy itself stays the same object. */
  widen(compiled: CompiledPolicy): CompiledPolicy;
  /** Whether a policy leaves a path to the one around it. */
  passes(policy: Policy, path: string): boolean;
}

/** The same files, standing where they would under other policies. */
export function groundUnder(scope: Scope, ground: ContractGround): ContractGround {
  const inForce = ground.policies().inForce.map((compiled) => scope.widen(compiled));
  const known = new Map<string, CompiledPolicy | undefined>();
  const governing = (path: string) => {
    if (!known.has(path)) known.set(path, governingOf(inForce, path, scope.passes));
    return known.get(path);
  };
  const placer = createPlacer(() => false);
  const facts = ground.facts();
  const files = facts.files.map((file) => {
    const compiled = governing(file.path);
    return compiled ? placed(file, placer.placeOf(file.path, compiled), compiled) : file;
  });
  const byPath = new Map(files.map((file) => [file.path, file]));
  const other = { ...facts, files, fileAt: (path: string) => byPath.get(path) };
  return { ...ground, policies: () => ({ inForce, governing }), facts: () => other };
}
