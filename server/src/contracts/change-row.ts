import type { ChangeLevel } from '../model/contract.ts';

/** Who receives what changed: `request` is what the server reads, `response` is what it sends. */
export type Direction = 'request' | 'response';

/** What a comparison tells apart; with the direction it gives the id of a change. */
export type ChangeKind =
  | `operation-${'removed' | 'deprecated-removed' | 'added' | 'deprecated' | 'id-changed'}`
  | `server-${'removed' | 'added' | 'moved'}`
  | `security-${'tightened' | 'loosened' | 'scheme-changed'}`
  | `parameter-${'removed' | 'required-removed' | 'added' | 'required-added' | 'became-required' | 'became-optional' | 'serialised' | 'deprecated'}`
  | `body-${'added' | 'required-added' | 'removed' | 'became-required' | 'became-optional'}`
  | `media-${'added' | 'removed' | 'encoded'}`
  | `response-${'success-removed' | 'other-removed' | 'added'}`
  | `property-${'removed' | 'required-removed' | 'refused' | 'added' | 'required-added' | 'became-required' | 'became-optional' | 'became-read-only' | 'became-write-only' | 'deprecated'}`
  | `type-${'changed' | 'narrowed' | 'widened'}`
  | `null-${'allowed' | 'refused'}`
  | `value-${'added' | 'removed'}`
  | `values-${'listed' | 'unlisted'}`
  | `constraint-${'tightened' | 'loosened' | 'changed'}`
  | `pattern-changed`
  | `format-changed`
  | `rest-${'closed' | 'opened'}`
  | `variant-${'added' | 'removed'}`
  | `combinator-changed`
  | `discriminator-changed`
  | `default-changed`
  | `member-${'removed' | 'changed' | 'extended' | 'added'}`;

/** One line of the published table. */
export interface ChangeRow {
  readonly kind: ChangeKind;
  readonly direction: Direction | 'either' | 'interface';
  /** Stable: it never changes its meaning. */
  readonly id: string;
  readonly level: ChangeLevel;
  /** What a compatible change asks of the version; what is added is new to those who call. */
  readonly bump?: 'minor' | 'patch';
  /** A sentence; `{it}` is what changed, `{users}` are the operations that it reaches. */
  readonly says: string;
  readonly why: string;
}

/** Kind, id, level, sentence and reason of one line. */
type Columns = readonly [kind: ChangeKind, id: string, level: ChangeLevel, says: string, why: string];

export function rows(direction: ChangeRow['direction'], columns: readonly Columns[]): readonly ChangeRow[] {
  return columns.map(([kind, id, level, says, why]) => ({ kind, direction, id, level, says, why }));
}
