import { fieldsAt, fieldsOf, parsePlainJson } from '../format/plain-json.ts';
import type { ChangeFacts } from '../model/change-facts.ts';
import type { LockManifest } from '../model/lock-graph.ts';
import { dependencySections, type PackageFacts } from '../model/package-facts.ts';
import { folderOf, lastSegment } from '../model/path.ts';

/** A package.json of the base. */
export interface ManifestBefore extends LockManifest {
  /** Where it is now; where it was, if it is gone. */
  readonly path: string;
  /** Its folder in the base, relative POSIX to the root. */
  readonly folder: string;
}

const read = new WeakMap<ChangeFacts, readonly ManifestBefore[]>();

/** What every package.json of the base declared; one that the change does not touch said what it says now. */
export function manifestsBefore(facts: ChangeFacts): readonly ManifestBefore[] {
  const known = read.get(facts) ?? readAll(facts);
  read.set(facts, known);
  return known;
}

/** The dependencies of a manifest that it did not declare in the base. */
export function declaredAnew(facts: ChangeFacts, { path, dependencies }: PackageFacts): ReadonlySet<string> {
  const before = manifestsBefore(facts).find((one) => one.path === path);
  const known = new Set(before?.dependencies.map(({ name }) => name));
  return new Set(dependencies.map(({ name }) => name).filter((name) => !known.has(name)));
}

function readAll(facts: ChangeFacts): readonly ManifestBefore[] {
  const changed = new Set(facts.change.files.map(({ path }) => path));
  const kept = facts.workspace.manifests.filter(({ path }) => !changed.has(path));
  const touched = facts.change.files
    .filter(({ path, status }) => lastSegment(path) === 'package.json' && status !== 'added')
    .flatMap(({ path, from = path }) => {
      const text = facts.baseText(from);
      return text === undefined ? [] : [{ path, folder: folderOf(from), dependencies: dependenciesIn(text) }];
    });
  return [...kept, ...touched];
}

function dependenciesIn(text: string): LockManifest['dependencies'] {
  const parsed = parsePlainJson(text);
  const root = parsed.ok ? fieldsOf(parsed.value) : undefined;
  return dependencySections.flatMap((section) =>
    Object.entries(fieldsAt(root, section) ?? {}).map(([name, range]) => ({
      name,
      section,
      range: typeof range === 'string' ? range : '',
    })),
  );
}
