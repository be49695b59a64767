import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { hashText } from '../model/hash.ts';
import type { Store } from '../model/host.ts';
import { pack, unpack } from './container.ts';

const hour = 60 * 60 * 1000;

/**
 * One file per workspace root and name, in the user's cache folder: never in the repository, and never in the way of
 * a file watcher. Two processes may share it: each writes a file of its own and renames it into place.
 */
export function createStore(root: string, name: string, env: Environment): Store {
  const folder = join(cacheFolder(env), 'graph');
  const file = `${hashText(root)}-${name}`;
  return {
    load() {
      try {
        return unpack(readFileSync(join(folder, file)));
      } catch {
        return undefined;
      }
    },
    save(kept) {
      const temporary = join(folder, `${file}.${process.pid}.tmp`);
      try {
        makeFolder(folder);
        removeLeftovers(folder);
        writeFileSync(temporary, pack(kept));
        renameSync(temporary, join(folder, file));
      } catch {
        remove(temporary);
      }
    },
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `PARAPET_CACHE` names another folder, for example one that CI keeps between runs. */
function cacheFolder(env: Environment): string {
  if (env['PARAPET_CACHE']) return env['PARAPET_CACHE'];
  if (process.platform === 'win32' && env['LOCALAPPDATA'])
    return join(env['LOCALAPPDATA'], 'parapet', 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'parapet');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'parapet');
}

/** Below `/proc` Node's own way of making all of a path never ends. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** What a killed process left half written, and what belongs to workspaces that nobody opens any more. */
function removeLeftovers(folder: string): void {
  const now = Date.now();
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const age = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now);
    if (age > (name.endsWith('.tmp') ? hour : 60 * 24 * hour)) remove(path);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be written, nothing was.
  }
}
