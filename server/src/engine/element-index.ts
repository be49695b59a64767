import { folderOf } from '../model/path.ts';
import type { Element } from '../model/policy.ts';
import type { CompiledElement } from './compiled-policy.ts';

/** Below this many, asking all of them costs less than looking up which to ask. */
const few = 16;

/** Which of many elements may hold a file, by the literal beginnings of their patterns. */
export interface ElementIndex<Of extends Element = Element> {
  /** In the order of the policy; all others hold nothing in the folder of the path. */
  near(path: string): readonly CompiledElement<Of>[];
}

/** A pattern means only files below the folder that it begins with, so that neighbours share what is asked about them. */
export function createElementIndex<Of extends Element>(
  elements: readonly CompiledElement<Of>[],
): ElementIndex<Of> {
  if (elements.length <= few) return { near: () => elements };
  const byFolder = new Map<string, number[]>();
  for (const [index, { files }] of elements.entries()) {
    for (const folder of new Set(files.map(({ glob }) => folderOf(glob.prefix)))) {
      const known = byFolder.get(folder);
      if (known) known.push(index);
      else byFolder.set(folder, [index]);
    }
  }
  const nearFolder = new Map<string, readonly CompiledElement<Of>[]>();
  return {
    near(path) {
      const folder = folderOf(path);
      const known = nearFolder.get(folder);
      if (known) return known;
      const indices = new Set<number>();
      for (const at of foldersAround(folder)) for (const index of byFolder.get(at) ?? []) indices.add(index);
      const found = [...indices].sort((a, b) => a - b).map((index) => elements[index] as CompiledElement<Of>);
      nearFolder.set(folder, found);
      return found;
    },
  };
}

/** A folder and all above it, up to the root `''`. */
function* foldersAround(folder: string): Iterable<string> {
  let at = folder;
  while (at !== '') {
    yield at;
    at = folderOf(at);
  }
  yield '';
}
