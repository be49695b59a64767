import { createPublicEntries, type PublicEntries } from '../format/public-entries.ts';
import type { ReadResult } from '../model/host.ts';
import type { PackageFacts } from '../model/package-facts.ts';
import { folderOf, relativeTo } from '../model/path.ts';
import type { EngineParts } from './parts.ts';

const manifestName = /(?:^|\/)package\.json$/;

/** The package.json files of a workspace, read when a rule first asks for one. */
export class Manifests {
  readonly #read: (path: string) => ReadResult;
  readonly #parse: EngineParts['readManifest'];
  readonly #hasFile: (path: string) => boolean;
  #folders: ReadonlySet<string> = new Set();
  #all: readonly PackageFacts[] | undefined;
  #around = new Map<string, PackageFacts | undefined>();
  #entries: PublicEntries | undefined;

  constructor(
    parts: Pick<EngineParts, 'readManifest'>,
    read: (path: string) => ReadResult,
    hasFile: (path: string) => boolean,
  ) {
    this.#parse = parts.readManifest;
    this.#read = read;
    this.#hasFile = hasFile;
  }

  /** Forgets what was read; `configs` are the configuration files that the walk met. */
  renew(configs: readonly string[]): void {
    this.#folders = new Set(configs.filter((path) => manifestName.test(path)).map(folderOf));
    this.#all = undefined;
    this.#around = new Map();
    this.#entries = undefined;
  }

  isPackage(folder: string): boolean {
    return this.#folders.has(folder);
  }

  /** True when answers may rest on this document. */
  isInput(path: string): boolean {
    return this.#all !== undefined && manifestName.test(path) && this.#folders.has(folderOf(path));
  }

  /** In order of path; those that hold no object are left out. */
  get all(): readonly PackageFacts[] {
    this.#all ??= [...this.#folders].sort().flatMap((folder) => {
      const path = folder === '' ? 'package.json' : `${folder}/package.json`;
      const result = this.#read(path);
      return result.ok ? (this.#parse(path, result.text) ?? []) : [];
    });
    return this.#all;
  }

  /** The nearest one upward. */
  around(path: string): PackageFacts | undefined {
    if (this.#around.size === 0) for (const manifest of this.all) this.#around.set(manifest.folder, manifest);
    return this.#nearest(folderOf(path));
  }

  /** Whether a package offers one of its files under a specifier; the path is relative to the root. */
  offers(manifest: PackageFacts, path: string, specifier: string): boolean {
    return this.#publicEntries().offers(manifest, relativeTo(manifest.folder, path), specifier);
  }

  /** Whether a package names one of its files as a way in; the path is relative to the root. */
  enters(manifest: PackageFacts, path: string): boolean {
    return this.#publicEntries().enters(manifest, relativeTo(manifest.folder, path));
  }

  #publicEntries(): PublicEntries {
    this.#entries ??= createPublicEntries(this.all, this.#hasFile);
    return this.#entries;
  }

  #nearest(folder: string): PackageFacts | undefined {
    if (this.#around.has(folder)) return this.#around.get(folder);
    const found = folder === '' ? undefined : this.#nearest(folderOf(folder));
    this.#around.set(folder, found);
    return found;
  }
}
