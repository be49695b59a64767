import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type IgnoreChain, isIgnored } from '../format/gitignore.ts';
import type { Walk } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import { fileKind, isPruned, policyName } from './file-kinds.ts';
import type { IgnoreFiles } from './ignore-files.ts';
import { systemWord } from './system-word.ts';

type Mutable = {
  -readonly [Key in keyof Walk]: Walk[Key] extends readonly (infer Item)[] ? Item[] : Map<string, string>;
};

/** Lists a workspace. Folders wait in a list of their own, so that no depth overflows the stack. */
export function walkFolder(root: string, ignores: IgnoreFiles, onFolder?: (path: string) => void): Walk {
  const found: Mutable = { sources: [], policies: [], configs: [], links: new Map(), unreadable: [] };
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    onFolder?.(folder);
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
  return sorted(found);
}

const atFirstSight: ReadonlySet<string> = new Set(['.gitignore', 'package.json']);

function list(root: string, folder: string, found: Mutable): readonly Dirent[] {
  try {
    return readdirSync(folder === '' ? root : `${root}/${folder}`, { withFileTypes: true });
  } catch (thrown) {
    found.unreadable.push({ path: folder, detail: systemWord(thrown) });
    return [];
  }
}

function addFile(found: Mutable, name: string, path: string, chain: IgnoreChain | undefined): void {
  const kind = fileKind(name);
  if (kind === undefined || isIgnored(chain, path, false)) return;
  if (kind === 'source') found.sources.push(path);
  else found.configs.push(path);
}

/** To git a link is a file whatever it leads to. One that leads nowhere, or round in a circle, is no link of ours. */
function addLink(found: Mutable, root: string, name: string, path: string, chain?: IgnoreChain): void {
  if (isPruned(name, () => true) || isIgnored(chain, path, false)) return;
  try {
    const real = realpathSync(join(root, path));
    found.links.set(path, relative(realpathSync(root), real).split(sep).join('/'));
  } catch {
    // The link leads nowhere.
  }
}

function sorted(found: Mutable): Walk {
  return {
    sources: found.sources.sort(),
    policies: found.policies.sort(),
    configs: found.configs.sort(),
    links: new Map([...found.links].sort(([a], [b]) => byCodeUnit(a, b))),
    unreadable: found.unreadable.sort((a, b) => byCodeUnit(a.path, b.path)),
  };
}
