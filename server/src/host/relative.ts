import { isAbsolute, join, relative, sep } from 'node:path';

/** An absolute path relative to a root, POSIX; undefined when it is not below the root. */
export function below(root: string, absolute: string): string | undefined {
  const path = relative(root, absolute);
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return undefined;
  return sep === '/' ? path : path.split(sep).join('/');
}

/** The inverse of `below`; also takes paths that lead above the root. */
export function absoluteOf(root: string, path: string): string {
  return join(root, path);
}
