import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { TypeDisk } from '../model/inferred.ts';
import { createTextReader } from './read-text.ts';

const mostBytes = 32 * 1024 * 1024;

/** What a compiler may see of this machine: one folder and what is below it. Paths are absolute POSIX. */
export function createModuleDisk(boundary: string): TypeDisk {
  const readText = createTextReader(mostBytes);
  const isInside = (path: string) => path === boundary || path.startsWith(`${boundary}/`);
  const stat = (path: string) => {
    try {
      return isInside(path) ? statSync(path, { throwIfNoEntry: false }) : undefined;
    } catch {
      return undefined;
    }
  };
  const version = (path: string) => {
    const found = stat(path);
    return found?.isFile() ? `${found.mtimeMs} ${found.ctimeMs} ${found.size}` : undefined;
  };
  return {
    version,
    read(path) {
      const known = version(path);
      const result = known === undefined ? undefined : readText(path);
      return result?.ok && known !== undefined ? { text: result.text, version: known } : undefined;
    },
    kind(path) {
      const found = stat(path);
      return found?.isFile() ? 'file' : found?.isDirectory() ? 'folder' : 'none';
    },
    folders(path) {
      if (!isInside(path)) return [];
      try {
        const entries = readdirSync(path, { withFileTypes: true });
        return entries
          .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
          .map(({ name }) => name);
      } catch {
        return [];
      }
    },
    real(path) {
      try {
        return isInside(path) ? realpathSync(path).replaceAll('\\', '/') : path;
      } catch {
        return path;
      }
    },
  };
}
