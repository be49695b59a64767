import type { JsonProblem } from './json.ts';
import type { Place } from './span.ts';

/** That somebody answers for an item, for the contents as they were then. */
export interface Attestation {
  readonly item: string;
  readonly by: string;
  /** The day, `YYYY-MM-DD`, UTC; absent in a commit, which this product is not told the day of. */
  readonly on?: string;
  /** The digest of what was attested, in hexadecimal, or its beginning. */
  readonly scope: string;
  /** By path the beginning of each file's hash, so that what changed since can be named. */
  readonly files?: ReadonlyMap<string, string>;
  readonly note?: string;
  readonly place: Place;
}

/** That somebody answers for leaving an item undone, until a day. */
export interface Waiver {
  readonly item: string;
  readonly by: string;
  /** The last day, `YYYY-MM-DD`, inclusive, UTC. */
  readonly until: string;
  readonly reason: string;
  readonly place: Place;
}

/** One document about a change, as far as it can be read; what is wrong in it is in `problems` and counts for nothing. */
export interface ChangeRecord {
  /** Relative POSIX to the root. */
  readonly path: string;
  readonly attestations: readonly Attestation[];
  readonly waivers: readonly Waiver[];
  readonly problems: readonly RecordProblem[];
}

export interface RecordProblem extends JsonProblem {
  /** Stable, e.g. `REC-001`. */
  readonly code: string;
}
