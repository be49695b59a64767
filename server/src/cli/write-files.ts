import {
  chmodSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './arguments.ts';

export interface NewFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** A file that is there is replaced; without this it ends everything. */
  readonly replaces?: true;
}

/**
 * Writes all files or none: each goes to a temporary neighbour first, and only when all are there they get their names,
 * in the given order. Throws a UsageError that says what went wrong, with everything as it was before.
 */
export function writeFiles(files: readonly NewFile[]): void {
  const undo: (() => void)[] = [];
  try {
    const temporary = files.map(({ path, text }) => {
      const top = mkdirSync(dirname(path), { recursive: true });
      if (top !== undefined) undo.push(() => removeEmpty(dirname(path), top));
      const name = `${path}.${process.pid}.tmp`;
      undo.push(() => rmSync(name, { force: true }));
      writeFileSync(name, text, { flag: 'wx' });
      return name;
    });
    for (const [index, { path, replaces }] of files.entries()) {
      if (existsSync(path) && !replaces) throw new Error(`"${path}" has appeared meanwhile`);
      const isNew = !existsSync(path);
      if (!isNew) chmodSync(temporary[index] as string, statSync(path).mode);
      renameSync(temporary[index] as string, path);
      if (isNew) undo.push(() => rmSync(path, { force: true }));
    }
  } catch (thrown) {
    for (const step of undo.reverse()) attempt(step);
    throw new UsageError(`Nothing was written: ${(thrown as Error).message}`);
  }
}

/** Removes the folders from `folder` up to `top` that were made for nothing. */
function removeEmpty(folder: string, top: string): void {
  rmdirSync(folder);
  if (folder !== top) removeEmpty(dirname(folder), top);
}

/** What cannot be undone must not hide why. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // The first failure is the one to tell.
  }
}
