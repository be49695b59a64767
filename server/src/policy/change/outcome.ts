import type { Finding } from '../../model/finding.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';

/** What a change is computed from. */
export interface Ground {
  readonly facts: WorkspaceFacts;
  readonly findings: readonly Finding[];
  /** The text of a document, as it is on screen. */
  read(path: string): string | undefined;
}

export type ChangedPolicy =
  | {
      readonly ok: true;
      /** The document, relative POSIX to the root. */
      readonly path: string;
      readonly before: string;
      readonly after: string;
      /** What it would say, for a person. */
      readonly sentence: string;
    }
  | { readonly ok: false; readonly reason: string };

export function refuse(reason: string): ChangedPolicy {
  return { ok: false, reason };
}
