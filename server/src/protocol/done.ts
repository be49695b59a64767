import type { DocumentPlace, DocumentPosition } from '../protocol.ts';

/**
 * What client and server say about the Definition of Done.
 *
 * `parapet/done`, client to server, {@link DoneParams} → {@link DoneView}, or null where no policy judges the folder, or
 * it was cancelled.
 */
export const doneRequest = 'parapet/done';

export interface DoneParams {
  /** The address of a workspace folder, or of a folder in it. */
  readonly folder: string;
  /**
   * A person asked: what was measured before a file was changed is unknown. Otherwise it counts for the lines that it
   * still fits, and the others are pending.
   */
  readonly isAsked: boolean;
}

/**
 * `parapet/doneChanged`, server to client, {@link DoneNews}: whenever the list says something else. Sent of folders that
 * were asked about, and to a client that {@link StartOptions.wantsDone} also of those whose policy declares gates or items.
 */
export const doneChangedNotification = 'parapet/doneChanged';

export interface DoneNews {
  /** The address of the folder with the policy. */
  readonly folder: string;
  /** Null: nothing judges the folder any more. */
  readonly view: DoneView | null;
}

/** `parapet/doneAgain`, client to server, no parameters: something may have changed that nobody watches. */
export const doneAgainNotification = 'parapet/doneAgain';

export interface DoneView {
  /** The address of the folder with the policy. */
  readonly folder: string;
  /** The policy declares gates or items, so that the list is kept up to date without being asked for. */
  readonly isDeclared: boolean;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** `7/9 · main…feature · 12 files`. */
  readonly head: string;
  /** The verdict in a sentence: `No-Go: 2 blocking, 1 unknown.` */
  readonly sentence: string;
  /** Items that block, are unknown, or are to be attested; advice is none of them. */
  readonly blocking: number;
  readonly unknown: number;
  readonly toAttest: number;
  /** Added lines that were typed after they were measured. */
  readonly pending: number;
  /** In the order in which they are shown; groups without items are left out. */
  readonly groups: readonly DoneGroup[];
  /** What is worth saying of the change as a whole, one sentence each. */
  readonly notices: readonly string[];
  /** Why there is no change to judge, in one sentence: there is no repository, say. */
  readonly problem?: string;
  /** Added lines that did not run, from 0, by document. */
  readonly uncovered: readonly { readonly uri: string; readonly lines: readonly number[] }[];
}

export type DoneGroupId = 'blocking' | 'unknown' | 'attest' | 'advice' | 'done';

export interface DoneGroup {
  readonly id: DoneGroupId;
  readonly title: string;
  readonly items: readonly DoneItem[];
}

export interface DoneItem {
  readonly id: string;
  readonly title: string;
  /** One line with numbers. */
  readonly detail: string;
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'na' | 'waived';
  readonly level: 'must' | 'should';
  readonly kind: 'check' | 'attest';
  readonly owners: readonly string[];
  /** Where to look, the first one first; at most a hundred. */
  readonly places: readonly DocumentPlace[];
  /** What it rests on: a file, a commit or a person, each with what is said of it. */
  readonly evidence: readonly string[];
  /** How to settle it, one sentence each; none where it is settled. */
  readonly ways: readonly string[];
  /** What can be done about it from the list. */
  readonly actions: readonly DoneAction[];
}

/** `fix`: a light bulb at the first place may mend it. `run`: a task makes its evidence anew. */
export type DoneAction = 'fix' | 'run' | 'attest' | 'waive';

/** `parapet/settleItem`, client to server, {@link SettleParams} → {@link Settled}. Writes nothing by itself. */
export const settleItemRequest = 'parapet/settleItem';

export interface SettleParams {
  readonly folder: string;
  readonly item: string;
  /** Who answers for it. */
  readonly by: string;
  readonly how:
    | { readonly kind: 'attest'; readonly note?: string }
    /** `until` is the last day, `YYYY-MM-DD`. */
    | { readonly kind: 'waive'; readonly reason: string; readonly until: string };
}

/** An edit of the change's record for the client to apply and save, or one sentence why there is none. */
export type Settled =
  | {
      readonly ok: true;
      readonly uri: string;
      /** The whole text of a record that does not exist yet. */
      readonly created?: string;
      readonly version?: number;
      readonly edits: readonly {
        readonly start: DocumentPosition;
        readonly end: DocumentPosition;
        readonly text: string;
      }[];
    }
  | { readonly ok: false; readonly reason: string };

/** `parapet/author`, client to server, {@link FolderParams} → who git says works here, e.g. `jane@example.com`, or null. */
export const authorRequest = 'parapet/author';

export interface FolderParams {
  readonly folder: string;
}
