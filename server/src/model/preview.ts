import type { Place } from './span.ts';

/** One import as written; the place is its specifier. */
export interface WrittenImport extends Place {
  readonly specifier: string;
}

/** Two neighbouring folders whose production imports go one way: `from` imports `to`, hardly ever the reverse. */
export interface Boundary {
  /** Relative POSIX, as is `to`. */
  readonly from: string;
  readonly to: string;
  /** Imports from `from` to `to`. */
  readonly imports: number;
  /** Imports the other way, in order of path and position. */
  readonly offenders: readonly WrittenImport[];
}

/** Imports from one package into files of another that its public entry does not offer. */
export interface PrivateImports {
  /** The importing package's folder, relative POSIX; empty for what belongs to no package below the root. */
  readonly from: string;
  readonly to: string;
  /** In order of path and position; never empty. */
  readonly imports: readonly [WrittenImport, ...WrittenImport[]];
}

/** An import that leads nowhere, so that nothing could judge it. */
export interface UnresolvedImport extends WrittenImport {
  /** One clause for a message. */
  readonly reason: string;
}

/** What a workspace without a policy keeps already, and what goes past it; run-time cycles are findings. */
export interface Preview {
  /** Most imports first. */
  readonly boundaries: readonly Boundary[];
  /** Most imports first. */
  readonly privateImports: readonly PrivateImports[];
  /** In order of path and position. */
  readonly unresolved: readonly UnresolvedImport[];
}
