import { createWatchdog } from '../../server/src/host/watchdog.ts';
import { mayBeContractName } from '../../server/src/model/contract-name.ts';
import type { Host, ReadResult, Walk } from '../../server/src/model/host.ts';
import type { TypeDisk } from '../../server/src/model/inferred.ts';
import { isSourceName } from '../../server/src/model/source-path.ts';

const config = /(?:^|\/)(?:package\.json|[jt]sconfig[^/]*\.json)$/;

/** A host over a map of files that a test may change at any time. */
export function createMemoryHost(files: Map<string, string>): Host {
  const paths = () => [...files.keys()].filter((path) => !path.includes('node_modules/')).sort();
  return {
    walk: (): Walk => ({
      sources: paths().filter((path) => isSourceName(path)),
      policies: paths().filter((path) => /(?:^|\/)parapet\.jsonc$/.test(path)),
      configs: paths().filter((path) => config.test(path)),
      contracts: paths().filter(mayBeContractName),
      links: new Map(),
      unreadable: [],
    }),
    isWalked: (path) => !path.includes('node_modules/'),
    read: (path): ReadResult => {
      const text = files.get(path);
      return text === undefined
        ? { ok: false, problem: 'missing', detail: 'it does not exist' }
        : { ok: true, text, stamp: text };
    },
    probe: (path) => {
      if (files.has(path)) return 'file';
      return [...files.keys()].some((known) => known.startsWith(`${path}/`)) ? 'folder' : 'none';
    },
    stamp: (path) => files.get(path),
    within: createWatchdog(),
    memory: () => 0,
    pause: () => Promise.resolve(),
    elapsed: () => performance.now(),
  };
}

/** Where a compiler believes the files of a map to be. */
export const memoryRoot = '/workspace';

/** The same files as a compiler sees them. */
export function createMemoryDisk(files: ReadonlyMap<string, string>): TypeDisk {
  const textOf = (path: string) => files.get(path.slice(memoryRoot.length + 1));
  const below = (path: string) =>
    [...files.keys()]
      .map((known) => `${memoryRoot}/${known}`)
      .filter((known) => known.startsWith(`${path}/`));
  return {
    read(path) {
      const text = textOf(path);
      return text === undefined ? undefined : { text, version: text };
    },
    version: textOf,
    kind: (path) => (textOf(path) !== undefined ? 'file' : below(path).length > 0 ? 'folder' : 'none'),
    folders: (path) => [
      ...new Set(
        below(path)
          .map((known) => known.slice(path.length + 1).split('/'))
          .flatMap(([first = '', ...rest]) => (rest.length > 0 ? [first] : [])),
      ),
    ],
    real: (path) => path,
  };
}
