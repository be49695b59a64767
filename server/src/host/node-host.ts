import { existsSync, lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { isIgnored } from '../format/gitignore.ts';
import type { Host } from '../model/host.ts';
import { lastSegment } from '../model/path.ts';
import { fileKind, isPruned, policyName } from './file-kinds.ts';
import { createIgnoreFiles } from './ignore-files.ts';
import { createTextReader } from './read-text.ts';
import { type StampKind, stamps } from './stamp.ts';
import { holdsStill, walkFolder } from './walk.ts';
import { createWatchdog } from './watchdog.ts';

export interface NodeHostOptions {
  /** Files above this size are not read. Default 32 MB. */
  readonly maxBytes?: number;
  /** By what content is recognised; without it nothing gets a stamp. */
  readonly stamps?: StampKind;
  /** Called for every folder before it is listed, with its path relative to the root: for progress. */
  readonly onFolder?: (path: string) => void;
}

/** The effects of the engine on the disk of this machine; `root` is an absolute folder. */
export function createNodeHost(root: string, options: NodeHostOptions = {}): Host {
  const stamping = options.stamps && stamps[options.stamps];
  const read = createTextReader(options.maxBytes ?? 32 * 1024 * 1024, stamping?.ofRead);
  const ignores = createIgnoreFiles(root, read);
  return {
    walk(known) {
      if (known && stamping && quietly(() => holdsStill(root, known, ignores, stamping))) return known;
      ignores.forget();
      return walkFolder(root, ignores, { onFolder: options.onFolder, stampOf: stamping?.ofFolder });
    },
    isWalked(path) {
      const name = lastSegment(path);
      return fileKind(name) !== undefined && isReached(path);
    },
    read: (path) => read(placeOnDisk(root, path)),
    probe: (path) => probe(join(root, path)),
    stamp: (path) => quietly(() => stamping?.ofFile(placeOnDisk(root, path))),
    within: createWatchdog(),
    memory: () => process.memoryUsage().heapUsed / 1024 / 1024,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    elapsed: () => performance.now(),
  };

  /** Asks from the root downward, as the walk does, so that nothing below a pruned or ignored folder is looked at. */
  function isReached(path: string): boolean {
    let folder = '';
    for (const name of path.split('/')) {
      if (name === '' || name === '.' || name === '..') return false;
      const child = folder === '' ? name : `${folder}/${name}`;
      const isFolder = child.length < path.length;
      if (isFolder && isPruned(name, () => existsSync(join(root, folder, 'package.json')))) return false;
      if (isIgnored(ignores.inside(folder), child, isFolder)) return false;
      // A policy is met whatever stands under its name.
      if (isLink(child) && (isFolder || name !== policyName)) return false;
      folder = child;
    }
    return folder !== '';
  }

  function isLink(path: string): boolean {
    const stat = quietly(() => lstatSync(join(root, path), { throwIfNoEntry: false }));
    return stat?.isSymbolicLink() ?? false;
  }
}

/** What the walk found needs no normalising, which costs as much as a system call. */
function placeOnDisk(root: string, path: string): string {
  return path.startsWith('.') ? join(root, path) : `${root}/${path}`;
}

function probe(absolute: string): 'file' | 'folder' | 'none' {
  const stat = quietly(() => statSync(absolute, { throwIfNoEntry: false }));
  return stat?.isFile() ? 'file' : stat?.isDirectory() ? 'folder' : 'none';
}

/** What the system refuses to tell counts as not there. */
function quietly<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
