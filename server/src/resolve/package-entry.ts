import { exportTargets } from '../format/package-targets.ts';
import { isBelow, joinPath } from '../model/path.ts';
import type { Resolution } from '../model/resolution.ts';
import type { Answers } from './answers.ts';
import type { Asking } from './asking.ts';
import { type Compilation, hiddenSource, isBuildOutput, sourceGuesses } from './build-output.ts';
import { isSourcePath } from './extensions.ts';
import type { Lookup } from './lookup.ts';
import type { Manifest } from './manifests.ts';

/** Finds the source behind a subpath (`.`, `./x`) of a package in the workspace. */
export interface PackageEntries {
  find(manifest: Manifest, subpath: string, asking: Asking): Resolution;
  /** A target of `imports`, relative to the package's folder: the file, or the source it is built from. */
  target(folder: string, target: string): Resolution | undefined;
  /** Where such a target may lead when none leads anywhere for certain. */
  guessedTarget(folder: string, target: string): Resolution | undefined;
  /** What a folder's package.json names as its entry; undefined when it names none that is there. */
  main(manifest: Manifest): Resolution | undefined;
}

export function createPackageEntries(
  lookup: Lookup,
  answers: Answers,
  compilationsOf: (folder: string) => readonly Compilation[],
): PackageEntries {
  const known = new Map<string, Resolution>();
  return {
    find,
    target: certain,
    guessedTarget: (folder, target) => guessed(folder, target) ?? asset(folder, target),
    main,
  };

  function find(manifest: Manifest, subpath: string, asking: Asking): Resolution {
    const key = `${manifest.folder}\0${subpath}\0${asking.key}`;
    const answer = known.get(key) ?? findAnew(manifest, subpath, asking);
    known.set(key, answer);
    return answer;
  }

  function findAnew(manifest: Manifest, subpath: string, asking: Asking): Resolution {
    if (manifest.exports !== undefined && !asking.ignoresExports) return exported(manifest, subpath, asking);
    return subpath === '.' ? entry(manifest) : deep(manifest, subpath);
  }

  function exported(manifest: Manifest, subpath: string, { conditions }: Asking): Resolution {
    const { folder, name } = manifest;
    const chosen = exportTargets(manifest.exports, subpath, conditions);
    const any = exportTargets(manifest.exports, subpath, () => true);
    if (chosen.found === 'closed' || any.found !== 'targets') {
      return answers.unresolved(`package "${name}" does not export "${subpath}"`);
    }
    // Which condition a bundler sets is unknown: one that leads to a source is better than none.
    const preferred = chosen.found === 'targets' ? chosen.targets : [];
    const targets = [...preferred, ...any.targets];
    return (
      sourceOf(folder, preferred) ??
      sourceOf(folder, any.targets) ??
      (subpath === '.' ? (usualSource(folder) ?? ownIndex(folder)) : undefined) ??
      firstOf(targets, (target) => present(folder, target)) ??
      (isListed(manifest, subpath) ? firstOf(targets, (target) => asset(folder, target)) : undefined) ??
      answers.unresolved(`package "${name}" exports "${subpath}" as "${targets[0]}", which is not there`)
    );
  }

  /** A pattern names whatever is asked for; only what is listed by name may be left to a build. */
  function isListed({ exports }: Manifest, subpath: string): boolean {
    return (
      subpath === '.' || (typeof exports === 'object' && exports !== null && Object.hasOwn(exports, subpath))
    );
  }

  function entry(manifest: Manifest): Resolution {
    const { folder, name, entries } = manifest;
    return (
      main(manifest) ??
      ownIndex(folder) ??
      usualSource(folder) ??
      firstOf(entries, (target) => asset(folder, target)) ??
      answers.unresolved(`package "${name}" has no entry file`)
    );
  }

  function main(manifest: Manifest): Resolution | undefined {
    const { folder, entries } = manifest;
    return (
      firstOf(
        entries,
        (target) => versioned(manifest, target) ?? inside(folder, target, named) ?? built(folder, target),
      ) ??
      (entries.length === 0 ? versioned(manifest, 'index') : undefined) ??
      firstOf(entries, (target) => guessed(folder, target))
    );
  }

  /** `typesVersions` moves files; where it leads nowhere, the file is looked for as if it said nothing. */
  function versioned({ folder, typesVersions }: Manifest, target: string): Resolution | undefined {
    const targets = typesVersions?.match(joinPath('', target))?.targets ?? [];
    return firstOf(targets, (moved) => inside(folder, moved, named) ?? guessed(folder, moved));
  }

  function deep(manifest: Manifest, subpath: string): Resolution {
    const { folder, name } = manifest;
    return (
      versioned(manifest, subpath) ??
      walked(joinPath(folder, subpath)) ??
      walked(joinPath(folder, `src/${subpath}`)) ??
      built(folder, subpath) ??
      lookup.onDisk(joinPath(folder, subpath)) ??
      answers.unresolved(`package "${name}" has no file "${subpath.slice(2)}"`)
    );
  }

  /** The first source that some targets lead to; a guess only when none does for certain. */
  function sourceOf(folder: string, targets: readonly string[]): Resolution | undefined {
    return (
      firstOf(targets, (target) => certain(folder, target)) ??
      firstOf(targets, (target) => guessed(folder, target))
    );
  }

  /** A walked file: the target itself, or the source it is built from. A target gets no extension, as in Node. */
  function certain(folder: string, target: string): Resolution | undefined {
    return inside(folder, target, lookup.meant) ?? built(folder, target);
  }

  function guessed(folder: string, target: string): Resolution | undefined {
    return (
      inside(folder, target, lookup.file) ??
      built(folder, target) ??
      inside(folder, hiddenSource(target), lookup.source)
    );
  }

  /** Never outside the package. */
  function inside(
    folder: string,
    target: string,
    find: (path: string) => Resolution | undefined,
  ): Resolution | undefined {
    const path = joinPath(folder, target);
    return isBelow(folder, path) ? find(path) : undefined;
  }

  function built(folder: string, target: string): Resolution | undefined {
    const guesses = sourceGuesses(folder, target, compilationsOf(folder));
    return (
      firstOf(guesses, lookup.source) ?? firstOf(guesses, (guess) => lookup.source(joinPath(guess, 'index')))
    );
  }

  /** A file that is there, or that a build would make. Never outside the package. */
  function asset(folder: string, target: string): Resolution | undefined {
    const there = present(folder, target);
    if (there || !isBelow(folder, joinPath(folder, target))) return there;
    const isBuilt = isBuildOutput(folder, target, compilationsOf(folder));
    return isBuilt ? answers.outside(joinPath(folder, target)) : undefined;
  }

  function present(folder: string, target: string): Resolution | undefined {
    return inside(folder, target, lookup.onDisk);
  }

  function usualSource(folder: string): Resolution | undefined {
    return lookup.source(joinPath(folder, 'src/index'));
  }

  /** What Node and TypeScript take when a package names no entry, or one that is not there. */
  function ownIndex(folder: string): Resolution | undefined {
    return lookup.source(joinPath(folder, 'index'));
  }

  function walked(path: string): Resolution | undefined {
    return lookup.file(path) ?? lookup.folder(path);
  }

  /** `"main": "lib"` means the index of that folder. */
  function named(path: string): Resolution | undefined {
    const isFolder = !isSourcePath(path) && path !== '';
    return lookup.file(path) ?? (isFolder ? lookup.file(`${path}/index`) : undefined);
  }
}

function firstOf<Item>(
  items: readonly Item[],
  find: (item: Item) => Resolution | undefined,
): Resolution | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}
