import { createPlacer } from '../belonging.ts';
import type { CompiledPolicy } from '../compiled-policy.ts';
import { placed } from '../file-table.ts';
import { governingOf } from '../policies.ts';
import type { ContractGround } from './ground.ts';

/** A policy as it would be if it were about other files; the policy itself stays the same object. */
export type Scope = (compiled: CompiledPolicy) => CompiledPolicy;

/** The same files, standing where they would under other policies. */
export function groundUnder(scope: Scope, ground: ContractGround): ContractGround {
  const inForce = ground.policies().inForce.map(scope);
  const governing = (path: string) => governingOf(inForce, path);
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
