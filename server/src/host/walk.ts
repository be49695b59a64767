import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type IgnoreChain, isIgnored } from '../format/gitignore.ts';
import type { Trail, Walk } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import { fileKind, isPruned, policyName } from './file-kinds.ts';
import type { IgnoreFiles } from './ignore-files.ts';
import { below } from './relative.ts';
import type { Stamps } from './stamp.ts';
import { systemWord } from './system-word.ts';

type Mutable = {
  -readonly [Key in Exclude<keyof Walk, 'trail'>]: Walk[Key] extends readonly (infer Item)[]
    ? Item[]
    : Map<string, string>;
};

export interface WalkOptions {
  /** Called for every folder before it is listed. */
  readonly onFolder?: ((path: string) => void) | undefined;
  /** The stamp of an absolute folder; without one there is no trail. */
  readonly stampOf?: ((absolute: string) => string | undefined) | undefined;
}

/** Lists a workspace. Folders wait in a list of their own, so that no depth overflows the stack. */
export function walkFolder(root: string, ignores: IgnoreFiles, { onFolder, stampOf }: WalkOptions): Walk {
  const folders: [string, string | undefined][] = [];
  const found: Mutable = {
    sources: [],
    policies: [],
    configs: [],
    contracts: [],
    links: new Map(),
    unreadable: [],
  };
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    onFolder?.(folder);
    if (stampOf) folders.push([folder, stampOf(absoluteFolder(root, folder))]);
    const entries = list(root, folder, found);
    const names = new Set<string>();
    for (const entry of entries) if (atFirstSight.has(entry.name)) names.add(entry.name);
    const chain = ignores.inside(folder, names.has('.gitignore'));
    const isBesidePackage = () => names.has('package.json');
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === policyName) {
        // Whatever has this name is meant as a policy: a folder or a dangling link is reported by whoever reads it.
        if (!isIgnored(chain, path, entry.isDirectory())) found.policies.push(path);
      } else if (entry.isDirectory()) {
        if (!isPruned(entry.name, isBesidePackage) && !isIgnored(chain, path, true)) waiting.push(path);
      } else if (entry.isFile()) {
        addFile(found, entry.name, path, chain);
      } else if (entry.isSymbolicLink()) {
        addLink(found, root, entry.name, path, chain);
      }
    }
  }
  const trail = stampOf && found.unreadable.length === 0 ? trailOf(folders, ignores.inputs()) : undefined;
  return { ...sorted(found), ...(trail && { trail }) };
}

/** True when a walk would find what it found then. Links may lead elsewhere without any folder here knowing. */
export function holdsStill(
  root: string,
  { trail, links }: Walk,
  ignores: IgnoreFiles,
  { ofFile, ofFolder }: Pick<Stamps, 'ofFile' | 'ofFolder'>,
): boolean {
  if (!trail) return false;
  const outer = trail.ignores.filter(([path]) => ignores.above.has(path) || below(root, path) === undefined);
  return (
    outer.length === ignores.above.size &&
    trail.folders.every(([folder, stamp]) => ofFolder(absoluteFolder(root, folder)) === stamp) &&
    trail.ignores.every(([path, stamp]) => (ofFile(path) ?? null) === stamp) &&
    [...links].every(([path, real]) => realPathOf(root, path) === real)
  );
}

function trailOf(
  folders: readonly (readonly [string, string | undefined])[],
  ignores: ReadonlyMap<string, string | null | undefined>,
): Trail | undefined {
  const known = folders.filter((pair): pair is [string, string] => pair[1] !== undefined);
  const files = [...ignores].filter((pair): pair is [string, string | null] => pair[1] !== undefined);
  const isComplete = known.length === folders.length && files.length === ignores.size;
  return isComplete ? { folders: known, ignores: files } : undefined;
}

function absoluteFolder(root: string, folder: string): string {
  return folder === '' ? root : `${root}/${folder}`;
}

const atFirstSight: ReadonlySet<string> = new Set(['.gitignore', 'package.json']);

function list(root: string, folder: string, found: Mutable): readonly Dirent[] {
  try {
    return readdirSync(absoluteFolder(root, folder), { withFileTypes: true });
  } catch (thrown) {
    found.unreadable.push({ path: folder, detail: systemWord(thrown) });
    return [];
  }
}

function addFile(found: Mutable, name: string, path: string, chain: IgnoreChain | undefined): void {
  const kind = fileKind(name);
  if (kind === undefined || isIgnored(chain, path, false)) return;
  if (kind === 'source') found.sources.push(path);
  else found[kind === 'contract' ? 'contracts' : 'configs'].push(path);
}

/** To git a link is a file whatever it leads to. One that leads nowhere, or round in a circle, is no link of ours. */
function addLink(found: Mutable, root: string, name: string, path: string, chain?: IgnoreChain): void {
  if (isPruned(name, () => true) || isIgnored(chain, path, false)) return;
  const real = realPathOf(root, path);
  if (real !== undefined) found.links.set(path, real);
}

function realPathOf(root: string, path: string): string | undefined {
  try {
    return relative(realpathSync(root), realpathSync(join(root, path)))
      .split(sep)
      .join('/');
  } catch {
    return undefined;
  }
}

function sorted(found: Mutable): Walk {
  return {
    sources: found.sources.sort(),
    policies: found.policies.sort(),
    configs: found.configs.sort(),
    contracts: found.contracts.sort(),
    links: new Map([...found.links].sort(([a], [b]) => byCodeUnit(a, b))),
    unreadable: found.unreadable.sort((a, b) => byCodeUnit(a.path, b.path)),
  };
}
