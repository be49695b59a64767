import type { Walk } from '../model/host.ts';
import type { Resolution } from '../model/resolution.ts';
import type { FileTable } from './file-table.ts';
import type { Findings } from './findings.ts';
import type { Resolutions } from './resolutions.ts';
import type { KeptTarget, Snapshot } from './snapshot.ts';
import type { Sources } from './sources.ts';

/** What of a workspace outlives its process. */
export interface LastingState {
  readonly files: FileTable;
  readonly sources: Sources;
  readonly resolutions: Resolutions;
  readonly findings: Findings;
  readonly walk: Walk;
  /** Names what the policies say, and what they rest on. */
  readonly policies: string;
}

export function snapshotOf({
  files,
  sources,
  resolutions,
  findings,
  walk,
  policies,
}: LastingState): Snapshot {
  const { ordered } = files;
  const indices = new Map(ordered.map(({ id }, index) => [id, index]));
  const ground = resolutions.ground();
  const keep = (target: Resolution): KeptTarget =>
    target.to === 'file' ? (indices.get(target.file) as number) : target;
  const kept = ordered.map(({ path, facts, targets }) => {
    const stamp = sources.stamp(path);
    return {
      path,
      facts,
      ...(stamp !== undefined && { stamp }),
      ...(ground && { targets: targets.map(keep) }),
      ...(findings.isSilent(path) && { isSilent: true as const }),
    };
  });
  return { files: kept, policies, ...(ground && { ground }), ...(walk.trail && { walk }) };
}
