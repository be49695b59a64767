import type { ChangeFacts } from '../model/change-facts.ts';
import type { CoverageGate } from '../model/policy.ts';
import { type CoverageDrop, coverageDrop } from './coverage-drop.ts';
import { judgedFiles } from './judged-files.ts';
import { createMeasurements, type Measurements } from './measurements.ts';
import { type PatchCoverage, patchCoverage } from './patch-coverage.ts';

/** Everything that the coverage gate says of one change. */
export interface CoverageVerdict {
  readonly gate: CoverageGate;
  readonly measurements: Measurements;
  readonly patch: PatchCoverage;
  /** Files of the change that were changed after they were measured, whatever was changed; in order of path. */
  readonly stale: readonly { readonly path: string; readonly report: string }[];
  /** Absent where the gate allows any drop, or where there is no base to compare with. */
  readonly drop?: CoverageDrop;
}

const judged = new WeakMap<ChangeFacts, CoverageVerdict>();

/** Judges once per change, however many rules and items ask; undefined where the policy declares no coverage gate. */
export function coverageVerdict(facts: ChangeFacts): CoverageVerdict | undefined {
  const { coverage: gate } = facts.policy.gates;
  if (!gate || !facts.evidence.coverage) return undefined;
  const known = judged.get(facts);
  if (known) return known;
  const measurements = createMeasurements(facts.evidence.coverage.reports, facts);
  const patch = patchCoverage({
    change: facts.change.files,
    measurements,
    gate,
    ...judgedFiles(facts, measurements.paths),
    text: (path) => facts.text(path),
    baseText: (path) => facts.baseText(path),
  });
  const drop = dropOf(facts, gate, measurements);
  const stale = facts.change.files.flatMap(({ path, status }) => {
    const measurement = status === 'deleted' ? undefined : measurements.of(path);
    return measurement?.state === 'stale' ? [{ path, report: measurement.report }] : [];
  });
  const verdict = { gate, measurements, patch, stale, ...(drop && { drop }) };
  judged.set(facts, verdict);
  return verdict;
}

function dropOf(
  facts: ChangeFacts,
  gate: CoverageGate,
  measurements: Measurements,
): CoverageDrop | undefined {
  const base = facts.evidence.baseCoverage?.parsed;
  if (gate.drop === undefined || !base?.ok || !measurements.isAny) return undefined;
  return coverageDrop({
    change: facts.change.files,
    head: measurements.total,
    headPaths: measurements.paths,
    base: base.content,
    drop: gate.drop,
  });
}
