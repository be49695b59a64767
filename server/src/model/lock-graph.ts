import type { DependencySection } from './package-facts.ts';

/** One package that a lock file has installed; the same version may be there more than once. */
export interface LockedPackage {
  /** The name that the registry knows, whatever alias it is installed under. */
  readonly name: string;
  readonly version: string;
  /** How the lock file names the entry, which says where it stands. */
  readonly key: string;
  /** Indexes of the packages that it needs. */
  readonly needs: readonly number[];
}

/** A dependency that a package.json of this lock file declares. */
export interface LockRoot {
  /** The manifest's folder, relative POSIX to that of the lock file; empty for the same. */
  readonly folder: string;
  /** As declared: an alias stays one. */
  readonly name: string;
  readonly isDev: boolean;
  /** Index of what is installed for it. */
  readonly target: number;
}

/** What a lock file has installed, and what brought it there. */
export interface LockGraph {
  readonly packages: readonly LockedPackage[];
  readonly roots: readonly LockRoot[];
}

/** What a manifest of the lock file declares, for the formats that do not repeat it. */
export interface LockManifest {
  /** Relative POSIX to the lock file's folder. */
  readonly folder: string;
  readonly dependencies: readonly {
    readonly name: string;
    readonly section: DependencySection;
    readonly range: string;
  }[];
}
