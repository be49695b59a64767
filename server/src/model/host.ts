/** Why a file has no text. */
export type ReadProblem = 'missing' | 'unreadable' | 'binary' | 'too-large' | 'folder';

export type ReadResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: ReadProblem; readonly detail: string };

/** What one walk of the workspace found. All paths relative POSIX to the root, sorted by code unit. */
export interface Walk {
  /** Source files: ts, tsx, mts, cts, js, jsx, mjs, cjs. */
  readonly sources: readonly string[];
  /** Files named parapet.jsonc. */
  readonly policies: readonly string[];
  /** package.json, tsconfig*.json and jsconfig*.json. */
  readonly configs: readonly string[];
  /** Symbolic links, not entered: link path → real path (relative; may start with `../`). */
  readonly links: ReadonlyMap<string, string>;
  /** Folders that could not be listed, with the system's word for it. */
  readonly unreadable: readonly { readonly path: string; readonly detail: string }[];
}

/** The effects the engine may have, given to it by an edge. Synchronous where that was measured faster. */
export interface Host {
  walk(): Walk;
  /** True when a path would be part of the walk by the ignore rules (it need not exist). */
  isWalked(path: string): boolean;
  read(path: string): ReadResult;
  /** What is on disk at a path; links are followed. */
  probe(path: string): 'file' | 'folder' | 'none';
  /** Lets other work run; resolves soon. */
  pause(): Promise<void>;
  /** Milliseconds, monotonic; for time slices and timings only. */
  elapsed(): number;
}
