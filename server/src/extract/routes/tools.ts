import type { Evaluation } from './evaluation.ts';
import type { KnownReads } from './known-reads.ts';
import type { RouteInput } from './search.ts';

/** What adapters of files are given. */
export interface Tools {
  readonly paths: readonly string[];
  readonly facts: RouteInput['facts'];
  readonly evaluation: Evaluation;
  readonly reads: KnownReads;
  readonly follow: RouteInput['follow'];
}
