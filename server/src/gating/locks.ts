import { compileGlob } from '../format/glob.ts';
import { isLockFile, readLockFile } from '../format/lock-file.ts';
import { fieldsAt, fieldsOf, parsePlainJson } from '../format/plain-json.ts';
import type { ChangedFile } from '../model/change.ts';
import type { ChangeFacts } from '../model/change-facts.ts';
import type { Parsed } from '../model/evidence.ts';
import type { LockGraph, LockManifest } from '../model/lock-graph.ts';
import { dependencySections } from '../model/package-facts.ts';
import { folderOf, isBelow, lastSegment, relativeTo } from '../model/path.ts';

/** What the base had installed where a lock file is now. `undated`: that cannot be told, for the reason given. */
export type LockBase =
  | { readonly is: 'same' }
  | { readonly is: 'known'; readonly graph: LockGraph }
  | { readonly is: 'undated'; readonly why: string };

/** One lock file that the packages of a policy are installed by. */
export interface Lock {
  readonly path: string;
  readonly folder: string;
  /** What it has installed now; read on first need. */
  head(): Parsed<LockGraph>;
  base(): LockBase;
  /** Dependencies that a manifest did not declare in the base; none for one that the change does not touch. */
  declaredAnew(manifest: string): ReadonlySet<string>;
}

/** The lock files that concern a policy: its own, and those above its packages that have none nearer. */
export function locksOf(facts: ChangeFacts): readonly Lock[] {
  const { policy, workspace } = facts;
  const excluded = policy.exclude.map(({ glob }) => compileGlob(glob));
  const isExcluded = (path: string) =>
    isBelow(policy.folder, path) && excluded.some((glob) => glob.matches(relativeTo(policy.folder, path)));
  const all = facts.paths.filter((path) => isLockFile(path) && !/(?:^|\/)node_modules\//.test(path));
  const folders = new Set(all.map(folderOf));
  const wanted = new Set(
    workspace.manifests
      .filter(({ path }) => workspace.policyOf(path) === policy && !isExcluded(path))
      .map(({ folder }) => nearest(folder, folders)),
  );
  return all
    .filter((path) => !isExcluded(path))
    .filter((path) => wanted.has(folderOf(path)) || workspace.policyOf(path) === policy)
    .map((path) => toLock(path, folders, facts));
}

function toLock(path: string, folders: ReadonlySet<string>, facts: ChangeFacts): Lock {
  const folder = folderOf(path);
  const manifests = facts.workspace.manifests.filter((one) => nearest(one.folder, folders) === folder);
  const before = once(() => manifestsBefore(folder, folders, facts));
  const changed = new Map(facts.change.files.map((file) => [file.path, file]));
  return {
    path,
    folder,
    head: once(() => {
      const text = facts.text(path);
      if (text === undefined) return { ok: false, message: 'it is not a text' };
      const own = manifests.map((one) => ({
        folder: relativeTo(folder, one.folder),
        dependencies: one.dependencies,
      }));
      return readLockFile(path, text, own);
    }),
    base: once(() => baseOf(path, changed.get(path), before(), facts)),
    declaredAnew: (manifest) => {
      if (!changed.has(manifest)) return new Set();
      const old = before().get(manifest);
      const now = manifests.find((one) => one.path === manifest)?.dependencies ?? [];
      const known = new Set(old?.dependencies.map(({ name }) => name));
      return new Set(now.map(({ name }) => name).filter((name) => !known.has(name)));
    },
  };
}

function baseOf(
  path: string,
  file: ChangedFile | undefined,
  before: ReadonlyMap<string, LockManifest>,
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
    const isFirst = before.size > 0;
    return isFirst
      ? { is: 'undated', why: `the base has no lock file in the place of "${path}"` }
      : { is: 'known', graph: { packages: [], roots: [] } };
  }
  const text = facts.baseText(origin);
  if (text === undefined) return { is: 'undated', why: `"${origin}" of the base cannot be read` };
  const read = readLockFile(origin, text, [...before.values()]);
  return read.ok
    ? { is: 'known', graph: read.content }
    : { is: 'undated', why: `"${origin}" of the base cannot be used: ${read.message}` };
}

/** What the manifests of a lock file declared in the base, by the path that they have now or had last. */
function manifestsBefore(
  folder: string,
  folders: ReadonlySet<string>,
  facts: ChangeFacts,
): ReadonlyMap<string, LockManifest> {
  const changed = new Map(facts.change.files.map((file) => [file.path, file]));
  const kept = facts.workspace.manifests
    .filter((one) => nearest(one.folder, folders) === folder && !changed.has(one.path))
    .map(
      (one) =>
        [one.path, { folder: relativeTo(folder, one.folder), dependencies: one.dependencies }] as const,
    );
  const others = facts.change.files
    .filter(({ path, status }) => lastSegment(path) === 'package.json' && status !== 'added')
    .filter(({ path }) => nearest(folderOf(path), folders) === folder)
    .flatMap(({ path, from }) => {
      const text = facts.baseText(from ?? path);
      const dependencies = text === undefined ? undefined : dependenciesIn(text);
      return dependencies
        ? [[path, { folder: relativeTo(folder, folderOf(path)), dependencies }] as const]
        : [];
    });
  return new Map([...kept, ...others]);
}

function dependenciesIn(text: string): LockManifest['dependencies'] | undefined {
  const parsed = parsePlainJson(text);
  const root = parsed.ok ? fieldsOf(parsed.value) : undefined;
  return (
    root &&
    dependencySections.flatMap((section) =>
      Object.entries(fieldsAt(root, section) ?? {}).map(([name, range]) => ({
        name,
        section,
        range: typeof range === 'string' ? range : '',
      })),
    )
  );
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
