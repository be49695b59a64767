import type { TextEdit } from './fix.ts';
import type { Place } from './span.ts';

/** How tangled a workspace is, or the part of it that was asked about. */
export interface Tangle {
  /** Cyclic components; of those that a plan began with, the ones that are not wholly ended. */
  readonly cycles: number;
  /** Files in them. */
  readonly files: number;
  /** Pairs of files in them of which one imports the other: what a baseline lists. */
  readonly imports: number;
  /** Entries of baselines that accept one of these pairs or another architecture finding. */
  readonly accepted: number;
}

/** How an import can go. */
export type WayOut =
  | {
      readonly by: 'fix';
      /** Stable, e.g. `make-type-only`. */
      readonly id: string;
      readonly title: string;
      readonly edits: readonly TextEdit[];
      /** As a fix is safe: neither the program nor its types can change. */
      readonly safe: boolean;
    }
  /** Only a person can decide; `title` is one sentence that says about what. */
  | { readonly by: 'hand'; readonly title: string };

/** One import to remove; the place is its specifier. */
export interface Cut extends Place {
  readonly specifier: string;
  /** The path of the file it leads to, or the specifier where that is no file of the graph. */
  readonly to: string;
  /** One clause: why this one. */
  readonly why: string;
  readonly way: WayOut;
  /** Index into the plan's cycles; absent for an accepted finding that is on none. */
  readonly cycle?: number;
  /** What is left of the tangle once this import and all before it are gone. */
  readonly left: Tangle;
}

/** One cyclic component that the plan ends. */
export interface CutCycle {
  /** In order of path. */
  readonly files: readonly string[];
  /** Pairs of files of which one imports the other. */
  readonly imports: number;
  /** How many of the plan's cuts are in it. */
  readonly cuts: number;
  /** The work that its cuts take, in units of {@link efforts}. */
  readonly effort: number;
  /** Less work than this is proven not to end it. */
  readonly atLeast: number;
}

/** What taking an import away counts. Of two sets that end a cycle the one that counts less is better. */
export const efforts = {
  /** A fix makes it type-only, which changes nothing else. */
  typeOnly: 1,
  /** A fix lets it name the files behind one that re-exports. */
  deeper: 2,
  /** It breaks another rule, so that it has to go anyway. */
  known: 5,
  /** A person has to move something. */
  hand: 10,
  /** Others may rely on what a file re-exports. */
  reexport: 20,
} as const;

/** The imports whose removal ends cycles and accepted findings, each claim proven by judging the workspace without them. */
export interface CutPlan {
  readonly before: Tangle;
  /** Once all cuts are made. */
  readonly after: Tangle;
  /** In order of path. */
  readonly cycles: readonly CutCycle[];
  /** What ends most for the least work first. */
  readonly cuts: readonly Cut[];
  /** First files of cycles, and places of accepted imports, for which no cut stood the proof. */
  readonly unproven: readonly string[];
}
