import { compileGlob } from '../format/glob.ts';
import { isLockFile, namedWorkspaces, readLockFile } from '../format/lock-file.ts';
import type { ChangedFile } from '../model/change.ts';
import type { ChangeFacts } from '../model/change-facts.ts';
import type { Parsed } from '../model/evidence.ts';
import type { LockGraph, LockManifest } from '../model/lock-graph.ts';
import { folderOf, isBelow, relativeTo } from '../model/path.ts';
import { manifestsBefore } from './manifests-before.ts';

/** What the base had installed where a lock file is now. `undated`: that cannot be told, for the reason given. */
export type LockBase =
  | { readonly is: 'same' }
  | { readonly is: 'known'; readonly graph: LockGraph }
  | { readonly is: 'undated'; readonly why: string };

/** One lock file that a policy governs. */
export interface Lock {
  readonly path: string;
  readonly folder: string;
  /** What it has installed now; read on first need. */
  head(): Parsed<LockGraph>;
  base(): LockBase;
}

/** The lock files below a policy that it does not exclude. */
export function locksOf(facts: ChangeFacts): readonly Lock[] {
  const { policy, paths } = facts;
  const excluded = policy.exclude.map(({ glob }) => compileGlob(glob));
  const all = paths.filter((path) => isLockFile(path) && !/(?:^|\/)node_modules\//.test(path));
  const folders = new Set(all.map(folderOf));
  return all
    .filter((path) => isBelow(policy.folder, path))
    .filter((path) => !excluded.some((glob) => glob.matches(relativeTo(policy.folder, path))))
    .map((path) => toLock(path, folders, facts));
}

function toLock(path: string, folders: ReadonlySet<string>, facts: ChangeFacts): Lock {
  const folder = folderOf(path);
  // A workspace may hold a lock file of its own that nobody uses any more.
  const ownOf = (manifests: readonly LockManifest[], text: string | undefined) => {
    const named = namedWorkspaces(text ?? '');
    return manifests.flatMap(({ folder: at, dependencies }): readonly LockManifest[] => {
      const own = isBelow(folder, at) ? relativeTo(folder, at) : undefined;
      if (own === undefined || (nearest(at, folders) !== folder && !named.has(own))) return [];
      return [{ folder: own, dependencies }];
    });
  };
  const changed = new Map(facts.change.files.map((file) => [file.path, file]));
  return {
    path,
    folder,
    head: once(() => {
      const text = facts.text(path);
      if (text === undefined) return { ok: false, message: 'it is not a text' };
      return readLockFile(path, text, ownOf(facts.workspace.manifests, text));
    }),
    base: once(() => {
      const before = (text: string | undefined) => ownOf(manifestsBefore(facts), text);
      return baseOf(path, changed.get(path), before, facts);
    }),
  };
}

function baseOf(
  path: string,
  file: ChangedFile | undefined,
  before: (text: string | undefined) => readonly LockManifest[],
  facts: ChangeFacts,
): LockBase {
  if (!file) return { is: 'same' };
  // Whoever changes to another package manager deletes one lock file and adds another.
  const origin =
    file.status === 'added'
      ? facts.change.files.find(
          (one) => one.status === 'deleted' && isLockFile(one.path) && folderOf(one.path) === folderOf(path),
        )?.path
      : (file.from ?? path);
  if (origin === undefined) {
    const isFirst = before(undefined).length > 0;
    return isFirst
      ? { is: 'undated', why: `the base has no lock file in the place of "${path}"` }
      : { is: 'known', graph: { packages: [], roots: [] } };
  }
  const text = facts.baseText(origin);
  if (text === undefined) return { is: 'undated', why: `"${origin}" of the base cannot be read` };
  const read = readLockFile(origin, text, before(text));
  return read.ok
    ? { is: 'known', graph: read.content }
    : { is: 'undated', why: `"${origin}" of the base cannot be used: ${read.message}` };
}

function nearest(folder: string, folders: ReadonlySet<string>): string | undefined {
  for (let at = folder; ; at = folderOf(at)) {
    if (folders.has(at)) return at;
    if (at === '') return undefined;
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
