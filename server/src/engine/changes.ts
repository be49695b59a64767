import { mayBeContractName } from '../model/contract-name.ts';
import type { Host, Walk } from '../model/host.ts';
import { folderOf, isBelow } from '../model/path.ts';
import { isSourceName } from '../model/source-path.ts';
import type { Manifests } from './manifests.ts';
import type { Ownership } from './ownership.ts';
import type { Resolutions } from './resolutions.ts';
import type { Sources } from './sources.ts';

const configName = /(?:^|\/)(?:package\.json|[jt]sconfig[^/]*\.json)$/;
const policyName = /(?:^|\/)parapet\.jsonc$/;
const ignoreName = /(?:^|\/)\.gitignore$/;

/** What the noted paths set in motion. */
export interface Plan {
  readonly walks: boolean;
  readonly policies: boolean;
  readonly configs: boolean;
  readonly owners: boolean;
  /** Source files to be read anew. */
  readonly sources: ReadonlySet<string>;
}

/** What a workspace knows of the paths that its answers rest on. */
export interface Inputs {
  readonly walk: Walk;
  /** True when a configuration that imports were resolved by says something else by now. */
  isOtherConfig(path: string): boolean;
  /** True when a document of a policy at this place, or below it, says something else by now. */
  isOtherPolicy(path: string): boolean;
  /** True when a document that names owners says something else by now. */
  areOtherOwners(path: string): boolean;
  /** True when an import leads, or may now lead, to one of these places. */
  mayLeadTo(others: ReadonlySet<string>): boolean;
}

/** What answers rest on, as the parts of a workspace know it. */
export function inputsOf(known: {
  readonly walk: Walk;
  readonly sources: Sources;
  /** Those that policies and baselines were read from. */
  readonly documents: readonly string[];
  readonly resolutions: Pick<Resolutions, 'hasChanged' | 'concern'>;
  readonly manifests: Pick<Manifests, 'isInput'>;
  readonly ownership: Pick<Ownership, 'isInput'>;
}): Inputs {
  const { walk, sources, documents, resolutions, manifests, ownership } = known;
  const mayDiffer = (path: string) => sources.hasChanged(path) !== false;
  return {
    walk,
    isOtherConfig: (path) => resolutions.hasChanged(path) || (manifests.isInput(path) && mayDiffer(path)),
    isOtherPolicy: (path) => documents.some((one) => isBelow(path, one) && mayDiffer(one)),
    areOtherOwners: (path) => ownership.isInput(path) && mayDiffer(path),
    mayLeadTo: (others) => resolutions.concern(others),
  };
}

/** Sorts noted paths by what they set in motion. */
export function planOf(dirty: ReadonlySet<string>, sources: Sources, host: Host, inputs: Inputs): Plan {
  const found = { walks: false, policies: false, configs: false, owners: false };
  const reread = new Set<string>();
  const others = new Set<string>();
  const isFolderChange = createFolderTest(sources, host, inputs);
  for (const path of dirty) {
    if (inputs.isOtherConfig(path)) found.configs = true;
    if (inputs.isOtherPolicy(path)) found.policies = true;
    if (inputs.areOtherOwners(path)) found.owners = true;
    if (isIgnoreFile(path)) found.walks = true;
    else if (isPolicyName(path) || configName.test(path) || mayBeContractName(path))
      found.walks ||= appearedOrWent(path, host, inputs);
    else if (sources.has(path)) {
      reread.add(path);
      // What was a file may be a folder by now, and the other way round.
      found.walks ||= host.probe(path) === 'folder';
    } else {
      found.walks ||= isFolderChange(path) || inputs.walk.links.has(path);
      if (isNewSource(path, sources, host)) reread.add(path);
      else others.add(path);
    }
  }
  return { ...found, walks: found.walks || inputs.mayLeadTo(others), sources: reread };
}

/** The walk reads these from the disk, whatever an editor shows. */
export function isIgnoreFile(path: string): boolean {
  return ignoreName.test(path);
}

export function isPolicyName(path: string): boolean {
  return policyName.test(path);
}

/** True for a package.json, tsconfig or jsconfig. */
export function isConfigName(path: string): boolean {
  return configName.test(path);
}

/** True for a path whose name is that of a source file and that no ignore file keeps out. */
export function isSource(path: string, host: Host): boolean {
  return isSourceName(path) && host.isWalked(path);
}

function appearedOrWent(path: string, host: Host, { walk }: Inputs): boolean {
  const known = [walk.policies, walk.configs, walk.contracts].some((paths) => paths.includes(path));
  return known !== (host.probe(path) !== 'none');
}

function isNewSource(path: string, sources: Sources, host: Host): boolean {
  return isSource(path, host) && (sources.hasOverlay(path) || host.probe(path) === 'file');
}

/** A watcher reports a deleted or moved folder once, without the files in it. */
function createFolderTest(sources: Sources, host: Host, { walk }: Inputs): (path: string) => boolean {
  let folders: ReadonlySet<string> | undefined;
  return (path) => {
    folders ??= foldersOf([sources.paths, walk.policies, walk.configs, walk.contracts, walk.links.keys()]);
    return folders.has(path) || (host.probe(path) === 'folder' && host.isWalked(`${path}/any.ts`));
  };
}

function foldersOf(lists: readonly Iterable<string>[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const list of lists) {
    for (const path of list) {
      for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder)) {
        folders.add(folder);
      }
    }
  }
  return folders;
}
