import type { RecordProblem } from './change-record.ts';
import type { Place } from './span.ts';

/** That somebody answers for a breaking change of a contract. */
export interface AcceptedChange {
  /** As findings show it: 16 hexadecimal digits. */
  readonly fingerprint: string;
  /** The id of the change, the contract and the operations, for those who read it. */
  readonly change?: string;
  readonly contract?: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day, `YYYY-MM-DD`, inclusive, UTC. */
  readonly until?: string;
  /** Where the fingerprint stands. */
  readonly place: Place;
}

/** The document in which breaking changes are accepted; what is wrong in it is in `problems` and holds nothing. */
export interface AcceptedChanges {
  /** Relative POSIX to the root, whether or not it is there. */
  readonly path: string;
  readonly entries: readonly AcceptedChange[];
  readonly problems: readonly RecordProblem[];
}

/** Whether an entry accepts anything on a day: the last one is inclusive. */
export function isHolding({ until }: AcceptedChange, today: string): boolean {
  return until === undefined || until >= today;
}
