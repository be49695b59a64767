/** What a package.json says of how the package may be imported. */
export interface PackageFacts {
  /** Relative POSIX; empty for the root. */
  readonly folder: string;
  readonly name: string;
  /** `exports` as written; absent when there is none. */
  readonly exports?: unknown;
  /** The files that `main`, `module`, `types`, `typings`, `source`, `browser` and `bin` name, as written. */
  readonly entries: readonly string[];
}
