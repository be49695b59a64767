import { isBelow, joinPath } from '../model/path.ts';
import type { Resolution } from '../model/resolution.ts';
import type { Answers } from './answers.ts';
import type { Asking } from './asking.ts';
import { type Compilation, isBuildOutput, sourceGuesses } from './build-output.ts';
import { isSourcePath } from './extensions.ts';
import type { Lookup } from './lookup.ts';
import type { Manifest } from './manifests.ts';
import { exportTargets } from './package-targets.ts';

/** Finds the source behind a subpath (`.`, `./x`) of a package in the workspace. */
export interface PackageEntries {
  find(manifest: Manifest, subpath: string, asking: Asking): Resolution;
  /** A target of `exports` or `imports`, relative to the package's folder. */
  target(folder: string, target: string): Resolution | undefined;
  /** What a folder's package.json names as its entry; undefined when it names none that is there. */
  main(manifest: Manifest): Resolution | undefined;
}

export function createPackageEntries(
  lookup: Lookup,
  answers: Answers,
  compilationsOf: (folder: string) => readonly Compilation[],
): PackageEntries {
  const known = new Map<string, Resolution>();
  return { find, target: (folder, target) => source(folder, target) ?? asset(folder, target), main };

  function find(manifest: Manifest, subpath: string, asking: Asking): Resolution {
    const key = `${manifest.folder}\0${subpath}\0${asking.key}`;
    const answer = known.get(key) ?? findAnew(manifest, subpath, asking);
    known.set(key, answer);
    return answer;
  }

  function findAnew(manifest: Manifest, subpath: string, asking: Asking): Resolution {
    if (manifest.exports !== undefined && !asking.ignoresExports) return exported(manifest, subpath, asking);
    return subpath === '.' ? entry(manifest) : inside(manifest, subpath);
  }

  function exported(manifest: Manifest, subpath: string, { conditions }: Asking): Resolution {
    const { folder, name } = manifest;
    const chosen = exportTargets(manifest.exports, subpath, conditions);
    const any = exportTargets(manifest.exports, subpath, () => true);
    if (chosen.found === 'closed' || any.found !== 'targets') {
      return answers.unresolved(`package "${name}" does not export "${subpath}"`);
    }
    // Which condition a bundler sets is unknown: one that leads to a source is better than none.
    const targets = [...(chosen.found === 'targets' ? chosen.targets : []), ...any.targets];
    return (
      firstOf(targets, (target) => source(folder, target)) ??
      (subpath === '.' ? usualEntry(folder) : undefined) ??
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
      usualEntry(folder) ??
      firstOf(entries, (target) => asset(folder, target)) ??
      answers.unresolved(`package "${name}" has no entry file`)
    );
  }

  function main({ folder, entries }: Manifest): Resolution | undefined {
    return firstOf(entries, (target) => source(folder, target) ?? index(folder, target));
  }

  function inside({ folder, name }: Manifest, subpath: string): Resolution {
    return (
      walked(joinPath(folder, subpath)) ??
      walked(joinPath(folder, `src/${subpath}`)) ??
      source(folder, subpath) ??
      lookup.onDisk(joinPath(folder, subpath)) ??
      answers.unresolved(`package "${name}" has no file "${subpath.slice(2)}"`)
    );
  }

  /** A walked file: the target itself, or the source it is built from. Never outside the package. */
  function source(folder: string, target: string): Resolution | undefined {
    const path = joinPath(folder, target);
    if (!isBelow(folder, path)) return undefined;
    const found = lookup.file(path);
    if (found) return found;
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
    const path = joinPath(folder, target);
    return isBelow(folder, path) ? lookup.onDisk(path) : undefined;
  }

  function usualEntry(folder: string): Resolution | undefined {
    return lookup.source(joinPath(folder, 'src/index')) ?? lookup.source(joinPath(folder, 'index'));
  }

  function walked(path: string): Resolution | undefined {
    return lookup.file(path) ?? lookup.folder(path);
  }

  /** `"main": "lib"` means the index of that folder. */
  function index(folder: string, target: string): Resolution | undefined {
    const path = joinPath(folder, target);
    return isSourcePath(path) || path === '' ? undefined : lookup.file(`${path}/index`);
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
