import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/** An absolute path relative to a root, POSIX; undefined when it is not below the root. */
export function below(root: string, absolute: string): string | undefined {
  const path = fromRoot(root, absolute);
  return path === '..' || path.startsWith('../') || isAbsolute(path) ? undefined : path;
}

/** An absolute path relative to a root, POSIX; may lead above the root as `../x`. */
export function fromRoot(root: string, absolute: string): string {
  const path = relative(root, absolute);
  return sep === '/' ? path : path.split(sep).join('/');
}

/** The inverse of both. */
export function absoluteOf(root: string, path: string): string {
  return join(root, path);
}

/** True when a path, once its links are followed, is still below the folder; a path that leads nowhere is, too. */
export function staysBelow(folder: string, absolute: string): boolean {
  if (below(folder, absolute) === undefined) return false;
  try {
    return below(realpathSync(folder), realpathSync(absolute)) !== undefined;
  } catch {
    return true;
  }
}
