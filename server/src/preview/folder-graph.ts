import type { ImportFact } from '../model/facts.ts';
import { folderOf } from '../model/path.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';
import { isTestPath } from '../model/test-path.ts';

/** The production imports from files directly in one folder to files directly in another. */
export interface FolderImports {
  /** Relative POSIX; empty for the root. */
  readonly from: string;
  readonly to: string;
  readonly imports: number;
  /** Names the pair in its graph. */
  readonly key: number;
}

/** The production imports of a workspace by the folders that they lead between. */
export interface FolderGraph {
  /** How many production files each folder holds directly. */
  readonly files: ReadonlyMap<string, number>;
  /** Every pair of two folders with imports from one to the other. */
  readonly imports: readonly FolderImports[];
  /** Visits the imports of some pairs, in order of path and position. */
  visit(keys: ReadonlySet<number>, visit: (key: number, file: SourceFile, fact: ImportFact) => void): void;
}

/** Counts the imports of a workspace once. Tests are apart, on both ends. */
export function createFolderGraph({ files }: WorkspaceFacts): FolderGraph {
  const counts = new Map<string, number>();
  const numbers = new Map<string, number>();
  const numberOf: (number | undefined)[] = [];
  for (const { id, path } of files) {
    if (isTestPath(path)) continue;
    const folder = folderOf(path);
    const number = numbers.get(folder) ?? numbers.size;
    numbers.set(folder, number);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
    numberOf[id] = number;
  }
  const folders = [...numbers.keys()];
  const imports = new Map<number, number>();
  eachImport((key) => imports.set(key, (imports.get(key) ?? 0) + 1));
  return {
    files: counts,
    imports: [...imports].map(([key, amount]) => ({
      from: folders[Math.floor(key / folders.length)] as string,
      to: folders[key % folders.length] as string,
      imports: amount,
      key,
    })),
    visit: (keys, visit) => {
      if (keys.size === 0) return;
      eachImport((key, file, index) => {
        const fact = file.facts.imports[index];
        if (fact && keys.has(key)) visit(key, file, fact);
      });
    },
  };

  /** A number is a much cheaper key than two paths, and there are many imports. */
  function eachImport(visit: (key: number, file: SourceFile, index: number) => void): void {
    for (const file of files) {
      const from = numberOf[file.id];
      if (from === undefined) continue;
      for (let index = 0; index < file.targets.length; index++) {
        const target = file.targets[index];
        const to = target?.to === 'file' ? numberOf[target.file] : undefined;
        if (to !== undefined && to !== from) visit(from * folders.length + to, file, index);
      }
    }
  }
}

/** Two folders that lie directly in a common one. */
export interface Neighbours {
  readonly from: string;
  readonly to: string;
}

/**
 * The children of the deepest common folder in which two folders part: `apps` and `packages`, `packages/a` and
 * `packages/b`, or `src/ui` and `src/domain`. So every import counts for one pair of neighbours, and a tree of any
 * depth needs no choice of a level. Undefined when one folder holds the other.
 */
export function neighboursOf(a: string, b: string): Neighbours | undefined {
  const most = Math.min(a.length, b.length);
  let parting = 0;
  let at = 0;
  for (; at < most && a.charCodeAt(at) === b.charCodeAt(at); at++) {
    if (a.charCodeAt(at) === slash) parting = at + 1;
  }
  if (at === most && endsAt(a, at) && endsAt(b, at)) return undefined;
  return most === 0 ? undefined : { from: upTo(a, parting), to: upTo(b, parting) };
}

const slash = 47;

function endsAt(path: string, at: number): boolean {
  return at === path.length || path.charCodeAt(at) === slash;
}

function upTo(path: string, parting: number): string {
  const end = path.indexOf('/', parting);
  return end < 0 ? path : path.slice(0, end);
}
