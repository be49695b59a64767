import { securityLevels, vulnerabilityLevels } from '../../model/evidence.ts';
import type { CoverageGate, Gates } from '../../model/policy.ts';
import type { Place } from '../../model/span.ts';
import { type Both, beyond, documentPlace, type Loosening } from './loosening.ts';

const names = [
  'coverage',
  'vulnerabilities',
  'security',
  'tests',
] as const satisfies readonly (keyof Gates)[];

/** Gates that are gone, or let more through. */
export function loosenedGates({ before, now }: Both): readonly Loosening[] {
  const left = names.flatMap((name) => now.gates[name] ?? [])[0]?.place ?? documentPlace(now);
  return names
    .flatMap((name): readonly Loosening[] => {
      const [old, own] = [before.gates[name], now.gates[name]];
      if (!old) return [];
      if (!own) return [{ what: `the gate "${name}" is gone`, place: left }];
      const fewer = old.reports.length > own.reports.length ? beyond(old.reports, own.reports) : [];
      return [
        ...fewer.map(({ glob }) => ({
          what: `the gate "${name}" no longer reads "${glob}"`,
          place: own.place,
        })),
        ...thresholds[name](before.gates, now.gates).map((what) => ({ what, place: own.place })),
      ];
    })
    .concat(accepted(before.gates, now.gates));
}

const thresholds: Readonly<Record<keyof Gates, (before: Gates, now: Gates) => readonly string[]>> = {
  coverage: ({ coverage: old }, { coverage: own }) => (old && own ? coverage(old, own) : []),
  vulnerabilities: ({ vulnerabilities: old }, { vulnerabilities: own }) =>
    old && own ? blocking('vulnerabilities', old.block, own.block, vulnerabilityLevels) : [],
  security: ({ security: old }, { security: own }) =>
    old && own ? blocking('security', old.block, own.block, securityLevels) : [],
  tests: () => [],
};

function coverage(old: CoverageGate, own: CoverageGate): readonly string[] {
  const found: string[] = [];
  const changed = (key: 'patch' | 'drop' | 'minLines', then: number | undefined, since: number | undefined) =>
    found.push(`"${key}" of the coverage gate went from ${then ?? 'nothing'} to ${since ?? 'nothing'}`);
  if (old.patch !== undefined && (own.patch ?? -1) < old.patch) changed('patch', old.patch, own.patch);
  if (old.drop !== undefined && (own.drop ?? Infinity) > old.drop) changed('drop', old.drop, own.drop);
  if (own.minLines > old.minLines) changed('minLines', old.minLines, own.minLines);
  for (const { glob } of beyond(own.unmeasured ?? [], old.unmeasured ?? [])) {
    found.push(`"${glob}" need not be measured any more`);
  }
  if (old.branches && !own.branches) found.push('the coverage gate no longer counts branches');
  if (old.base && !own.base) found.push('the coverage gate has no "base" any more');
  return found;
}

function blocking<Level extends string>(
  gate: string,
  then: Level,
  since: Level,
  levels: readonly Level[],
): readonly string[] {
  if (levels.indexOf(since) <= levels.indexOf(then)) return [];
  return [`"block" of the gate "${gate}" went from "${then}" to "${since}"`];
}

function accepted({ vulnerabilities: old }: Gates, { vulnerabilities: own }: Gates): readonly Loosening[] {
  if (!old || !own) return [];
  return beyond(own.accept, old.accept).map(({ glob, place }: { glob: string; place: Place }) => ({
    what: `"${glob}" may accept vulnerabilities now`,
    place,
  }));
}
