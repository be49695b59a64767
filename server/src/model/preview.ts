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

/** A document that is a contract by its name, and that the code keeps at least in part. */
export interface PromisingDocument {
  readonly path: string;
  /** How many operations it promises, and of how many a route was found. */
  readonly operations: number;
  readonly served: number;
  /** It lies in another package than what serves it, so that a policy has to name the service. */
  readonly isElsewhere?: true;
}

/** Where code and a contract certainly differ, told as by the rule about it. */
export interface Difference extends Place {
  readonly message: string;
}

/** What is promised and what is served, where contracts are found by their names. */
export interface ContractPreview {
  /** In order of path. */
  readonly documents: readonly PromisingDocument[];
  /** In order of path and position. */
  readonly differences: readonly Difference[];
}

/** What a workspace without a policy keeps already, and what goes past it; run-time cycles are findings. */
export interface Preview {
  /** Most imports first. */
  readonly boundaries: readonly Boundary[];
  /** Most imports first. */
  readonly privateImports: readonly PrivateImports[];
  /** In order of path and position. */
  readonly unresolved: readonly UnresolvedImport[];
  /** Absent where no contract was found, or nobody looked for one. */
  readonly contracts?: ContractPreview;
}
