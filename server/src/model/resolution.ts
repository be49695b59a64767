import type { ImportKind } from './facts.ts';
import type { Place } from './span.ts';

/**
 * Where a specifier leads.
 * - `file`: a source file of the walked set, by its id
 * - `outside`: it exists but is not a source file of the graph (an asset, an ignored or a foreign file)
 * - `package`: an installed or installable package, by its name
 * - `builtin`: a module of the runtime, e.g. `node:fs`
 * - `unresolved`: nothing is there; `reason` is one clause for a message
 */
export type Resolution =
  | { readonly to: 'file'; readonly file: number }
  | { readonly to: 'outside'; readonly path: string }
  | { readonly to: 'package'; readonly name: string }
  | { readonly to: 'builtin'; readonly name: string }
  | { readonly to: 'unresolved'; readonly reason: string };

/** A tsconfig or package.json that could not be used, or only in part. */
export interface ConfigProblem {
  /** Stable, e.g. `TSC-002`. */
  readonly code: string;
  readonly place: Place;
  readonly message: string;
}

export interface Resolver {
  /** Total and free of effects on the graph; equal answers are the same object. */
  resolve(from: string, specifier: string, kind: ImportKind): Resolution;
  /** The configuration that owns a file, relative POSIX to the root; it may lie above. */
  configOf(path: string): string | undefined;
  /** Problems of the configurations that govern the walked files, each once, in order of path and position. */
  problems(): readonly ConfigProblem[];
  /** Configuration files that were read or looked for; a change to one of them makes this resolver stale. */
  inputs(): ReadonlySet<string>;
}

/** What the resolver needs to know of the world. Paths are relative POSIX to the workspace root and may start with `../`. */
export interface ResolverInput {
  /** Ids of the walked source files by path. */
  readonly files: ReadonlyMap<string, number>;
  /** Paths of every `package.json` and `tsconfig*.json`/`jsconfig.json` the walk met. */
  readonly configs: readonly string[];
  /** Symbolic links the walk met and did not enter: link path → real path (relative; may start with `../`). */
  readonly links: ReadonlyMap<string, string>;
  /** The text of a configuration file, or undefined when it cannot be read. Also reads below `node_modules`. */
  read(path: string): string | undefined;
  /** What is on disk for a path outside the walked set; called only when the set has no answer. */
  probe(path: string): 'file' | 'folder' | 'none';
}
