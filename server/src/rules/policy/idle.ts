import type { Place } from '../../model/span.ts';

/** What about a policy has no effect; each kind is mended in its own way. */
export type IdleKind =
  | 'unused-exception'
  | 'unused-name'
  | 'closed-end'
  | 'denied-before'
  | 'duplicate'
  | 'no-siblings'
  | 'shadowed-override'
  | 'shadowed-pattern';

/** One statement, or a part of one, that never decides. */
export interface Idle {
  readonly kind: IdleKind;
  readonly place: Place;
  /** One sentence. */
  readonly message: string;
  /** What it says, in few words and free of positions. */
  readonly subject: string;
}
