import { compileGlob } from '../../format/glob.ts';
import type { ChangeFacts } from '../../model/change-facts.ts';
import type { Evidence, Report } from '../../model/evidence.ts';
import { isBelow, relativeTo } from '../../model/path.ts';
import type { Gates, Policy } from '../../model/policy.ts';
import type { Place } from '../../model/span.ts';

/** A gate that the policy declares, with what was found of its evidence. */
export interface DeclaredGate {
  readonly name: keyof Gates;
  readonly place: Place;
  readonly evidence: Evidence<unknown>;
  /** The pattern that a report was found by; the gate's key where none fits. */
  placeOf(report: Report<unknown>): Place;
}

const names = [
  'coverage',
  'vulnerabilities',
  'security',
  'tests',
] as const satisfies readonly (keyof Gates)[];

export function declaredGates({ policy, evidence }: ChangeFacts): readonly DeclaredGate[] {
  return names.flatMap((name) => {
    const gate = policy.gates[name];
    const found = evidence[name];
    if (!gate || !found) return [];
    return [
      { name, place: gate.place, evidence: found, placeOf: ({ path }) => patternPlace(policy, name, path) },
    ];
  });
}

function patternPlace(policy: Policy, name: keyof Gates, path: string): Place {
  const gate = policy.gates[name];
  const own = isBelow(policy.folder, path) ? relativeTo(policy.folder, path) : path;
  const pattern = gate?.reports.find(({ glob }) => glob === own || compileGlob(glob).matches(own));
  return pattern?.place ?? gate?.place ?? { path: policy.path, span: { start: 0, end: 0 } };
}
