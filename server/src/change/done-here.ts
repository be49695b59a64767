import type { Assembly } from '../assemble.ts';
import { readOnBranch } from '../host/branch-file.ts';
import { evidenceAt, findEvidence, modifiedAt, readEvidence } from '../host/evidence-files.ts';
import { hashBytes, hashFile } from '../host/hash-bytes.ts';
import { absoluteOf, fromRoot } from '../host/relative.ts';
import { repositoryFilesSoon } from '../host/repository-files.ts';
import type { ChangeFacts } from '../model/change-facts.ts';
import { byCodeUnit } from '../model/path.ts';
import { DoneCheck } from './done.ts';
import { EvidenceReader } from './evidence.ts';
import type { BaseMemory } from './new-findings.ts';

export interface DoneOptions {
  /** Reports that were named by hand: what the policy was told of them → an absolute path. */
  readonly named?: ReadonlyMap<string, string>;
  /** On a fresh checkout no time tells anything. */
  readonly isFresh: boolean;
  modified?: ChangeFacts['modified'];
  hunksSince?: ChangeFacts['hunksSince'];
  readonly memory?: BaseMemory;
}

/** The Definition of Done of a workspace on this machine. */
export function createDoneCheck(assembly: Assembly, options: DoneOptions): DoneCheck {
  const { root, workspace } = assembly;
  const { named = new Map<string, string>(), isFresh, hunksSince, memory } = options;
  const evidence = new EvidenceReader({
    root,
    find(folder, pattern) {
      const absolute = named.get(pattern);
      return absolute === undefined
        ? findEvidence(root, folder, pattern)
        : evidenceAt(root, fromRoot(root, absolute));
    },
    read: (path) => readEvidence(root, path),
    readAside: (place) => readOnBranch(root, place),
  });
  return new DoneCheck(assembly, {
    evidence,
    paths: async (cancelled) => (await repositoryFilesSoon(root, cancelled)) ?? walked(),
    modified: (path) => (isFresh ? undefined : (options.modified ?? onDisk)(path)),
    ...(hunksSince && { hunksSince }),
    ...(memory && { memory }),
    sha256: (text) => hashBytes('sha256', text).toString('hex'),
    hashOfBytes: (path) => hashFile(absoluteOf(root, path)),
  });

  function onDisk(path: string): number | undefined {
    return modifiedAt(root, path);
  }

  /** Without git only what the walk has found is known. */
  function walked(): readonly string[] {
    const { files, policies } = workspace.facts();
    const paths = [...files, ...policies].map(({ path }) => path);
    return [...new Set([...paths, ...workspace.met.configs])].sort(byCodeUnit);
  }
}
