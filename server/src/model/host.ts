/** Why a file has no text. */
export type ReadProblem = 'missing' | 'unreadable' | 'binary' | 'too-large' | 'folder';

export type ReadResult =
  /** `stamp` is absent for unsaved text, and for a file so young that a second change might go unnoticed. */
  | { readonly ok: true; readonly text: string; readonly stamp?: string }
  | { readonly ok: false; readonly problem: ReadProblem; readonly detail: string };

/** What one walk of the workspace found. All paths relative POSIX to the root, sorted by code unit. */
export interface Walk {
  /** Source files: ts, tsx, mts, cts, js, jsx, mjs, cjs. */
  readonly sources: readonly string[];
  /** Files named parapet.jsonc. */
  readonly policies: readonly string[];
  /** package.json, tsconfig*.json and jsconfig*.json. */
  readonly configs: readonly string[];
  /** Documents that are contracts by their names. */
  readonly contracts: readonly string[];
  /** Symbolic links, not entered: link path → real path (relative; may start with `../`). */
  readonly links: ReadonlyMap<string, string>;
  /** Folders that could not be listed, with the system's word for it. */
  readonly unreadable: readonly { readonly path: string; readonly detail: string }[];
  /** Absent where it could not be told whether something has changed. */
  readonly trail?: Trail;
}

/** What a walk rests on: while all of it is as it was, another walk would find the same. */
export interface Trail {
  /** Every folder that was listed, with its stamp from before. */
  readonly folders: readonly (readonly [path: string, stamp: string])[];
  /** Absolute paths of the ignore files that were looked for; null for one that is missing. */
  readonly ignores: readonly (readonly [path: string, stamp: string | null])[];
}

/** Of a workspace that was not walked yet. */
export const noWalk: Walk = {
  sources: [],
  policies: [],
  configs: [],
  contracts: [],
  links: new Map(),
  unreadable: [],
};

/** The effects the engine may have, given to it by an edge. Synchronous where that was measured faster. */
export interface Host {
  /** Gives `known` back where nothing it rests on has changed. */
  walk(known?: Walk): Walk;
  /** True when a path would be part of the walk by the ignore rules (it need not exist). */
  isWalked(path: string): boolean;
  read(path: string): ReadResult;
  /** What is on disk at a path; links are followed. */
  probe(path: string): 'file' | 'folder' | 'none';
  /**
   * What differs whenever the content of a file does; undefined when there is no regular file.
   */
  stamp(path: string): string | undefined;
  /** Lets other work run; resolves soon. */
  pause(): Promise<void>;
  /** Milliseconds, monotonic; for time slices and timings only. */
  elapsed(): number;
  /**
   * Runs synchronous work and ends it when it takes longer; an exception is an outcome, too.
   * Costs about a quarter of a millisecond.
   */
  within(milliseconds: number, work: () => void): WorkOutcome;
  /** Megabytes of live and dead objects in the heap. */
  memory(): number;
}

export type WorkOutcome =
  | { readonly ended: 'done' | 'late' }
  | { readonly ended: 'thrown'; readonly error: unknown };

/** A document of text and numbers. */
export interface Kept {
  readonly header: string;
  readonly columns: readonly Int32Array[];
}

/** Says that nobody waits for an answer any more; an `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Where the state of a workspace outlives the process. Never throws: what cannot be kept is found again. */
export interface Store {
  /** What was saved last, whole; undefined when there is nothing, or something else. */
  load(): Kept | undefined;
  /** Replaces what is kept as a whole, so that no reader meets half of it. */
  save(kept: Kept): void;
}
