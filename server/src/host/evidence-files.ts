import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileGlob } from '../format/glob.ts';
import type { ReadResult } from '../model/host.ts';
import { byCodeUnit, joinPath } from '../model/path.ts';
import { createTextReader } from './read-text.ts';

/** A report on disk, whether git ignores it or not. */
export interface EvidenceFile {
  /** Relative POSIX to the root. */
  readonly path: string;
  /** Milliseconds since 1970, when it was last written. */
  readonly modified: number;
  /** Bytes. */
  readonly size: number;
}

/** More is no report that a person or a pull request has made, and would not fit beside everything else. */
const mostBytes = 128 * 1024 * 1024;
/** Folders that one pattern looks into. */
const mostFolders = 20_000;

/** Files that a pattern names, relative to a folder below the root; in order of path. */
export function findEvidence(root: string, folder: string, pattern: string): readonly EvidenceFile[] {
  const glob = compileGlob(pattern);
  const literal = glob.prefix === pattern;
  if (literal) return evidenceAt(root, joinPath(folder, pattern));
  const start = glob.prefix.slice(0, glob.prefix.lastIndexOf('/') + 1).replace(/\/$/, '');
  const isInside = /(?:^|\/)node_modules(?:\/|$)/.test(pattern);
  const found: EvidenceFile[] = [];
  const waiting = [start];
  for (let count = 0; waiting.length > 0 && count < mostFolders; count++) {
    const inner = waiting.pop() as string;
    for (const entry of list(join(root, folder, inner))) {
      const local = inner === '' ? entry.name : `${inner}/${entry.name}`;
      const isSkipped = entry.name === '.git' || (entry.name === 'node_modules' && !isInside);
      if (entry.isDirectory() && !isSkipped) waiting.push(local);
      else if (entry.isFile() && glob.matches(local))
        found.push(...evidenceAt(root, joinPath(folder, local)));
    }
  }
  return found.sort((a, b) => byCodeUnit(a.path, b.path));
}

/** The text of a report; one that is too large says so. What was needed to read it is not kept. */
export function readEvidence(root: string, path: string): ReadResult {
  return createTextReader(mostBytes)(join(root, path));
}

/** When a file was last written, in milliseconds since 1970; undefined where there is none. */
export function modifiedAt(root: string, path: string): number | undefined {
  return evidenceAt(root, path)[0]?.modified;
}

/** The report at a path; none where there is no file. */
export function evidenceAt(root: string, path: string): readonly EvidenceFile[] {
  try {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    return stat?.isFile() ? [{ path, modified: stat.mtimeMs, size: stat.size }] : [];
  } catch {
    return [];
  }
}

function list(absolute: string): readonly Dirent[] {
  try {
    return readdirSync(absolute, { withFileTypes: true });
  } catch {
    return [];
  }
}
