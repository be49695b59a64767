import { createHash } from 'node:crypto';
import { DoneCheck } from '../../server/src/change/done.ts';
import { EvidenceReader, type EvidenceSource } from '../../server/src/change/evidence.ts';
import { compileGlob } from '../../server/src/format/glob.ts';
import type { DoneResult } from '../../server/src/model/done-result.ts';
import type { ItemFacts } from '../../server/src/model/item.ts';
import { joinPath } from '../../server/src/model/path.ts';
import { readPolicy } from '../../server/src/policy/read-policy.ts';
import { rules } from '../../server/src/rules/index.ts';
import { type BaseDifferences, changeFrom } from './memory-change.ts';
import { openWorkspace, type WorkspaceOptions } from './workspace.ts';

/** When everything in memory was last written, in milliseconds since 1970. */
const written = Date.UTC(2026, 10, 22);

/** Reports among files in memory. */
export function evidenceIn(files: ReadonlyMap<string, string>): EvidenceSource {
  return {
    find: (folder, pattern) => {
      const glob = compileGlob(joinPath(folder, pattern));
      const found = [...files].filter(([path]) => glob.matches(path)).sort(([a], [b]) => (a < b ? -1 : 1));
      return found.map(([path, text]) => ({ path, modified: written, size: text.length }));
    },
    read: (path) => {
      const text = files.get(path);
      return text === undefined
        ? { ok: false, problem: 'missing', detail: 'it does not exist' }
        : { ok: true, text };
    },
    readAside: async () => undefined,
  };
}

export interface DoneOptions extends WorkspaceOptions {
  /** Messages of the change's commits, newest first. */
  readonly commits?: readonly string[];
  readonly branch?: string;
}

/** Holds the change from a base to files in memory against their Definition of Done. */
export async function doneIn(
  files: ReadonlyMap<string, string>,
  differences: BaseDifferences,
  { commits = [], branch, ...options }: DoneOptions = {},
): Promise<{ readonly result: DoneResult; readonly facts: readonly ItemFacts[] }> {
  const workspace = await openWorkspace(new Map(files), options);
  const check = new DoneCheck(
    {
      workspace,
      readPolicy: (path, read) => readPolicy(path, { read, rules, version: '0.1.0' }),
    },
    {
      evidence: new EvidenceReader(evidenceIn(files)),
      paths: () => [...files.keys()].sort(),
      modified: () => written,
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      hashOfBytes: () => undefined,
    },
  );
  const { change, base } = changeFrom(files, differences);
  const outcome = await check.run({
    ok: true,
    base,
    change: {
      ...change,
      ...(branch !== undefined && { branch }),
      commits: commits.map((message, index) => ({
        id: String(index).padStart(40, '0'),
        subject: message.split('\n')[0] ?? '',
        message,
        isMerge: false,
      })),
    },
  });
  if (!outcome.ok) throw new Error('Nothing was cancelled.');
  return outcome;
}
