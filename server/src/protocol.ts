/**
 * What Parapet's client and server say to each other beyond the Language Server Protocol.
 * This file and those of `protocol/` are all of the server that the client imports: plain types and constants, all values JSON.
 * Positions are the protocol's own: zero-based lines, zero-based UTF-16 characters. Places are URIs.
 *
 * Which policy judges a file is the server's question: the client looks for one only to know whether to start it.
 */

/** A position in a document, as in the Language Server Protocol. */
export interface DocumentPosition {
  readonly line: number;
  readonly character: number;
}

/** Sent as `initializationOptions`. A client that sends none gets plain text edits and no commands. */
export interface StartOptions {
  /** The client's version, for the log and for Collect Diagnostics. */
  readonly version: string;
  /** Commands this client runs itself: code actions may carry them. The server must not register them again. */
  readonly commands: readonly string[];
  /** Also publish what the baseline accepts, as hints; the setting `parapet.showBaselined` changes it later. */
  readonly showBaselined?: boolean;
  /** Megabytes of heap above which only open files are judged; without it there is no limit. */
  readonly memoryLimit?: number;
  /** Send {@link boundariesNotification} whenever what it says has changed. */
  readonly wantsBoundaries?: boolean;
  /** Hold changes against the Definition of Done, unasked, wherever a policy declares gates or items. */
  readonly wantsDone?: boolean;
  /**
   * Extensions, such as `ts`, of files between which the editor rewrites imports by itself when one of them moves. The
   * server rewrites the other imports; none at all for a client that does not say this, which may have its own way.
   */
  readonly followsMoves?: readonly string[];
  /**
   * The editor has a JSON server that knows the shipped schema: it completes and describes keys and listed values, so
   * that the server does not do it a second time.
   */
  readonly hasJsonServer?: boolean;
}

/**
 * Commands that a code action of the server may carry and that the client runs.
 * A client that does not name one in {@link StartOptions} gets the same action as a plain edit, or not at all.
 */
export const clientCommands = {
  /** One argument: {@link Suppress}. */
  suppress: 'parapet.suppress',
  /** One argument: {@link ExplainParams}. */
  explain: 'parapet.explain',
  /** One argument: {@link CutPlanSubject}. */
  showCutPlan: 'parapet.showCutPlan',
  /** One argument: {@link ShowViolations}. */
  showViolations: 'parapet.showViolations',
  /** One argument: `ShowContractPlaces` of `protocol/contracts.ts`. */
  showContractPlaces: 'parapet.showContractPlaces',
  /** One argument: {@link DocumentPlace}. Follows an edit and selects what is to be filled in. */
  fillIn: 'parapet.fillIn',
  /** One argument: {@link Refused}. */
  tellRefusal: 'parapet.tellRefusal',
} as const;

/** Inserts a suppression and leaves the cursor in its reason. */
export interface Suppress {
  readonly uri: string;
  /** The version of the document the position was computed for; when it has moved on, nothing is inserted. */
  readonly version?: number;
  readonly position: DocumentPosition;
  /**
   * A snippet with its indentation and its line break; the reason is a placeholder, dollar signs are escaped, e.g.
   * `  // parapet-allow architecture/upward-import: ${1:reason}\n` at character 0 of the statement's line.
   */
  readonly snippet: string;
}

/** Why a fix cannot be: the light bulb's menu of VS Code leaves out what is disabled, and so its reason. */
export interface Refused {
  /** The fix, imperative. */
  readonly title: string;
  /** One sentence. */
  readonly reason: string;
}

/** A statement of a policy whose violations are to be shown: a position within it. */
export interface ShowViolations {
  readonly uri: string;
  readonly position: DocumentPosition;
}

/** `parapet/violations`, client to server, {@link ShowViolations} → {@link DocumentPlace}[] in order of path. */
export const violationsRequest = 'parapet/violations';

export interface DocumentPlace {
  readonly uri: string;
  readonly range: { readonly start: DocumentPosition; readonly end: DocumentPosition };
}

/** `parapet/explain`, client to server, {@link ExplainParams} → {@link Explanation} or null when there is nothing to explain. */
export const explainRequest = 'parapet/explain';

export type ExplainParams =
  /** The import, directive or policy node at a position of a document. */
  | { readonly about: 'place'; readonly uri: string; readonly position: DocumentPosition }
  /** A rule by its id. */
  | { readonly about: 'rule'; readonly rule: string };

export interface Explanation {
  /** Names the preview, e.g. `architecture/upward-import` or `web/cart.ts to server/db.ts`; no line breaks. */
  readonly title: string;
  /** Plain Markdown: no HTML, no command links. */
  readonly markdown: string;
}

/** `parapet/rules`, client to server, no parameters → {@link RuleSummary}[] sorted by id. For the choice in Explain. */
export const rulesRequest = 'parapet/rules';

export interface RuleSummary {
  readonly id: string;
  /** One sentence. */
  readonly summary: string;
}

/** `parapet/initialPolicy`, client to server, {@link InitialPolicyParams} → {@link InitialPolicy}. Writes nothing. */
export const initialPolicyRequest = 'parapet/initialPolicy';

export interface InitialPolicyParams {
  /** The folder that is to hold the policy. */
  readonly folder: string;
}

/** A first policy for a folder, or one sentence that says why there is none. */
export type InitialPolicy =
  | {
      readonly ok: true;
      readonly text: string;
      /** What the policy finds in today's code, to be accepted; its path is relative to the folder. Absent when nothing is found. */
      readonly baseline?: { readonly path: string; readonly text: string };
      /** The CI job, where there is none yet; its path is relative to the folder. */
      readonly job?: { readonly path: string; readonly text: string };
      /** What was accepted and what is left to do, one sentence or two each; to be shown once all is written. */
      readonly told: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/**
 * `parapet/look`, client to server, {@link LookParams} → {@link Look}, or null when it was cancelled. The preview of
 * `parapet check` for a folder, with a policy or without. Writes nothing.
 */
export const lookRequest = 'parapet/look';

export interface LookParams {
  readonly folder: string;
  /** The folder that links starting with `/` are relative to. */
  readonly linkRoot: string;
}

export interface Look {
  /** Names the preview, e.g. `Look at shop`; no line breaks. */
  readonly title: string;
  /** Plain Markdown with links such as `/src/a.ts#L3,8`, line and column from 1. */
  readonly markdown: string;
}

/**
 * `parapet/cutPlan`, client to server, {@link CutPlanParams} → {@link CutPlanPage}, or null when it was cancelled. The
 * imports whose removal ends cycles and what the baseline accepts, with a policy or without. Writes nothing.
 */
export const cutPlanRequest = 'parapet/cutPlan';

/** A folder, or a file for the cycle that it is in. */
export interface CutPlanSubject {
  readonly uri: string;
}

export interface CutPlanParams extends CutPlanSubject {
  /** The folder that links starting with `/` are relative to. */
  readonly linkRoot: string;
}

export interface CutPlanPage {
  /** Names the preview, e.g. `Cut plan of shop`; no line breaks. */
  readonly title: string;
  /** Plain Markdown with links such as `/src/a.ts#L3,8`, line and column from 1. */
  readonly markdown: string;
}

/** `parapet/collect`, client to server, no parameters → {@link CollectedSection}[]. Never contains source text. */
export const collectRequest = 'parapet/collect';

/** One heading of the collected diagnostics: versions, policy chain, counts, timings, memory. */
export interface CollectedSection {
  readonly title: string;
  /** Name and value; numbers carry their unit in the name, e.g. `resident memory (MB)`. */
  readonly entries: readonly (readonly [name: string, value: string | number | boolean])[];
}

/** `parapet/moved`, server to client, {@link Moved}. Sent after a move that breaks boundaries which were kept before. */
export const movedNotification = 'parapet/moved';

export interface Moved {
  /** What the move breaks, a sentence or two. */
  readonly message: string;
  /** The same in full, see {@link Look}; links are absolute file addresses. */
  readonly title: string;
  readonly markdown: string;
  /** What was moved, as addresses. */
  readonly files: readonly { readonly oldUri: string; readonly newUri: string }[];
}

/** `parapet/status`, server to client, {@link ServerStatus}. Sent after every analysis and on every change of state. */
export const statusNotification = 'parapet/status';

/**
 * - `starting`: no complete analysis yet
 * - `ready`: the findings are those of the text on screen
 * - `incomplete`: the last good state is shown, e.g. while the policy is unreadable; the verdict is unknown
 * - `stopped`: the server does not run; only the client says so
 */
export type ServerState = 'starting' | 'ready' | 'incomplete' | 'stopped';

export interface ServerStatus {
  readonly state: ServerState;
  /** A few words for `starting`, `incomplete` and `stopped`, e.g. `parapet.jsonc is unreadable`; else empty. */
  readonly text: string;
  /** One sentence more, for the tooltip; else empty. */
  readonly detail: string;
  /** Source files judged by a policy. */
  readonly files: number;
  /** Findings shown, of any severity. */
  readonly findings: number;
  /** How long the first analysis of the workspace took. */
  readonly milliseconds: number;
  /** How long the last change took to analyse; absent before the first. */
  readonly changeMilliseconds?: number;
}

/** `parapet/unreachable`, server to client, {@link Unreachable}. Sent when the list is not what it was; at first it is empty. */
export const unreachableNotification = 'parapet/unreachable';

/** The files that no entry reaches, of all folders; empty unless a policy turns the rule on. */
export interface Unreachable {
  readonly uris: readonly string[];
}

/** What the analysis of one change may take before a person who types would notice. */
export const changeBudgetMilliseconds = 50;
