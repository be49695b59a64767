import type { Span } from './span.ts';

export const dependencySections = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
] as const;
export type DependencySection = (typeof dependencySections)[number];

/** One dependency that a package.json declares; the span is that of its key with the quotes. */
export interface DependencyFact {
  readonly name: string;
  readonly section: DependencySection;
  /** The range as written. */
  readonly range: string;
  readonly span: Span;
}

/** What a package.json says of how the package may be imported and of what it imports. */
export interface PackageFacts {
  /** The document, relative POSIX. */
  readonly path: string;
  /** Its folder, relative POSIX; empty for the root. */
  readonly folder: string;
  /** Empty for a package without a name, which nobody can import by it. */
  readonly name: string;
  /** As written; absent when there is none, so that it cannot be published. */
  readonly version?: string;
  readonly isPrivate: boolean;
  /** The document is not valid JSON, as while somebody types in it: what it lacks may only not be read. */
  readonly isBroken: boolean;
  /** `exports` as written; absent when there is none. */
  readonly exports?: unknown;
  /** The files that `main`, `module`, `types`, `typings`, `source`, `browser` and `bin` name, as written. */
  readonly entries: readonly string[];
  readonly dependencies: readonly DependencyFact[];
}
