import type { Parsed } from '../model/evidence.ts';
import type { LockedPackage, LockGraph, LockManifest } from '../model/lock-graph.ts';
import { lastSegment } from '../model/path.ts';
import type { Span } from '../model/span.ts';
import { readNpmLock } from './npm-lock.ts';
import { readPnpmLock } from './pnpm-lock.ts';
import { readYarnLock } from './yarn-lock.ts';

type Read = (text: string, manifests: readonly LockManifest[]) => Parsed<LockGraph>;

const unread: Read = () => ({
  ok: false,
  message: 'it is not read: of lock files those of npm, pnpm and yarn are',
});

const readers: ReadonlyMap<string, Read> = new Map([
  ['package-lock.json', readNpmLock],
  ['npm-shrinkwrap.json', readNpmLock],
  ['pnpm-lock.yaml', readPnpmLock],
  ['yarn.lock', readYarnLock],
  ['bun.lock', unread],
  ['bun.lockb', unread],
]);

/** True for the path of a file that says which versions of packages are installed. */
export function isLockFile(path: string): boolean {
  return readers.has(lastSegment(path));
}

/** Reads the lock file at a path; `message` is the end of a sentence. Never throws. */
export function readLockFile(
  path: string,
  text: string,
  manifests: readonly LockManifest[],
): Parsed<LockGraph> {
  return (readers.get(lastSegment(path)) ?? unread)(text, manifests);
}

/**
 * The folders that a lock file names as workspaces, relative to its own; only yarn's later format names them and says
 * nothing else of their manifests.
 */
export function namedWorkspaces(text: string): ReadonlySet<string> {
  const named = text.matchAll(/^ {2}resolution: "[^"\n]+@workspace:([^"\n]+)"$/gm);
  return new Set([...named].map(([, folder = '']) => (folder === '.' ? '' : folder)));
}

/** Where a package's entry stands in its lock file: the key, or the beginning of the file where it is not found. */
export function lockEntry(text: string, { key, name, version }: LockedPackage): Span {
  const forms = [
    [`${JSON.stringify(key)}:`, JSON.stringify(key)],
    [`\n  '${key}':`, `'${key}'`],
    [`\n  ${key}:`, key],
    [`\n${key}:`, key],
  ] as const;
  for (const [sought, shown] of forms) {
    const at = text.indexOf(sought);
    if (at >= 0) {
      const start = at + sought.indexOf(shown);
      return { start, end: start + shown.length };
    }
  }
  const nested = new RegExp(`"${escaped(name)}": \\{\\s*"version": "${escaped(version)}"`).exec(text);
  if (!nested)
    return text.startsWith(key) ? { start: 0, end: key.length } : { start: 0, end: Math.min(1, text.length) };
  return { start: nested.index, end: nested.index + name.length + 2 };
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\*]/g, '\\$&');
}
