import type { Standing } from '../model/rule.ts';
import { createPlacer } from './belonging.ts';
import type { InForce } from './rule-runs.ts';

/** The owner of the service that a path belongs to, be it a source file or not; `standingOf` answers for known files. */
export function serviceOwners(
  policies: Pick<InForce, 'governing'>,
  standingOf: (path: string) => Standing | undefined = () => undefined,
): (path: string) => string | undefined {
  return (path) => {
    const compiled = policies.governing(path);
    if (!compiled || compiled.services.length === 0) return undefined;
    const standing = standingOf(path) ?? createPlacer(() => false).placeOf(path, compiled).standing;
    return standing.service?.element.owner;
  };
}
