import type { ChangeFacts } from '../model/change-facts.ts';
import { lastSegment } from '../model/path.ts';
import type { Gates } from '../model/policy.ts';
import { coverageVerdict } from './coverage-verdict.ts';

/** What was changed after the latest report of a gate was written. */
export interface ChangedSince {
  /** The latest report that can be used; absent where there is none. */
  readonly report?: string;
  /** Files whose text of then nobody remembers, so that the report is not about them; in order of path. */
  readonly stale: readonly string[];
  /** Lines of the others, at least one for each file: typed since, and to be looked at when somebody asks. */
  readonly pending: number;
}

const source = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
const dependencies = new Set([
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
]);

/** The files whose change makes the reports of a gate old; coverage is old line by line. */
const concerned = {
  vulnerabilities: (path: string) => dependencies.has(lastSegment(path)),
  security: (path: string) => source.test(path),
  tests: (path: string) => source.test(path),
} as const satisfies Partial<Record<keyof Gates, (path: string) => boolean>>;

export type WholeGate = keyof typeof concerned;

export const wholeGates = Object.keys(concerned) as readonly WholeGate[];

/** Several reports may each tell of another part, so that the latest one decides for all. */
export function changedSince(facts: ChangeFacts, gate: WholeGate): ChangedSince {
  const usable = (facts.evidence[gate]?.reports ?? []).filter(({ parsed }) => parsed.ok);
  const [latest] = [...usable].sort((a, b) => b.modified - a.modified);
  if (!latest) return { stale: [], pending: 0 };
  const stale: string[] = [];
  let pending = 0;
  for (const { path, status } of facts.change.files) {
    if (status === 'deleted' || !concerned[gate](path)) continue;
    if ((facts.modified(path) ?? 0) <= latest.modified) continue;
    const hunks = facts.hunksSince?.(path, latest.modified);
    if (!hunks) stale.push(path);
    else if (hunks.length > 0)
      pending += Math.max(
        1,
        hunks.reduce((sum, { newCount }) => sum + newCount, 0),
      );
  }
  return { report: latest.path, stale, pending };
}

/** Lines that were typed after the evidence of a gate was written, and that leave it as good as it was. */
export function pendingIn(facts: ChangeFacts, gate: keyof Gates): number {
  if (gate === 'coverage') return coverageVerdict(facts)?.patch.pending ?? 0;
  return changedSince(facts, gate).pending;
}

/** The same of all gates: most lines are pending for several. */
export function pendingLines(facts: ChangeFacts): number {
  return Math.max(...(['coverage', ...wholeGates] as const).map((gate) => pendingIn(facts, gate)));
}
