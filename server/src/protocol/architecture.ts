import type { DocumentPosition } from '../protocol.ts';

/**
 * `parapet/architecture`, client to server, {@link ArchitectureParams} → {@link Architecture}, or null when the picture
 * is the one that is shown or there is none. Writes nothing.
 */
export const architectureRequest = 'parapet/architecture';

export interface ArchitectureParams {
  readonly folder: string;
  /** Asks for the whole page; names what its content policy lets run. */
  readonly nonce?: string;
  /** The name of the picture that is shown. */
  readonly shown?: string;
}

export interface Architecture {
  /** Names the view, e.g. `Architecture of shop`; no line breaks. */
  readonly title: string;
  /** The folder that paths of the page are relative to. */
  readonly root: string;
  /** The picture as JSON text, for {@link EditorMessage}. */
  readonly picture: string;
  /** Another one for another picture. */
  readonly name: string;
  /** A policy judges the folder, so that the picture follows edits and can write the policy. */
  readonly isGoverned: boolean;
  /** The page with the picture in it, when it was asked for. */
  readonly page?: string;
}

/** Something that the picture draws as a box; `name` is the path of a folder or file. */
export interface BoxName {
  readonly kind: 'layer' | 'slice' | 'service' | 'folder' | 'file';
  readonly name: string;
  /** The document that declares it: nested policies may use one name twice. */
  readonly policy?: string;
}

/** Where a layer goes, by another layer. */
export interface LayerPlace {
  readonly at: 'above' | 'beside' | 'below';
  readonly layer: string;
}

/** A statement that the picture can write into a policy. */
export type PolicyChange =
  /** Names folders a layer; default place is below all others. */
  | {
      readonly kind: 'layer';
      readonly name: string;
      readonly folders: readonly string[];
      readonly place?: LayerPlace;
    }
  | {
      readonly kind: 'order';
      readonly layer: string;
      readonly place: LayerPlace;
      /** The document that declares the layer. */
      readonly policy?: string;
    }
  | { readonly kind: 'forbid'; readonly from: BoxName; readonly to: BoxName }
  | { readonly kind: 'allow'; readonly from: BoxName; readonly to: BoxName; readonly why: string };

/** `parapet/judgeChange`, client to server, {@link JudgeChangeParams} → {@link JudgedChange}. Judges in memory, writes nothing. */
export const judgeChangeRequest = 'parapet/judgeChange';

export interface JudgeChangeParams {
  readonly folder: string;
  readonly change: PolicyChange;
}

export type JudgedChange =
  | {
      readonly ok: true;
      /** What the policy would say, one sentence. */
      readonly sentence: string;
      /** Findings that count, today and with the change. */
      readonly today: number;
      readonly proposed: number;
      /** The first of those that would be new. */
      readonly added: readonly ChangedFinding[];
      readonly addedCount: number;
      readonly removedCount: number;
      /** The document to write and its edits; `version` is that of an open document. */
      readonly uri: string;
      readonly version?: number;
      readonly edits: readonly DocumentEdit[];
    }
  | { readonly ok: false; readonly reason: string };

/** Line and column from 1. */
export interface ChangedFinding {
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface DocumentEdit {
  readonly start: DocumentPosition;
  readonly end: DocumentPosition;
  readonly text: string;
}

/** What the page of the architecture says to the editor around it. Paths are relative POSIX to the root. */
export type PageMessage =
  /** The page is loaded and takes messages. */
  | { readonly kind: 'ready' }
  /** Line and column from 1. */
  | { readonly kind: 'open'; readonly path: string; readonly line?: number; readonly column?: number }
  /** Asks what a change of the policy would find; answered by `judged`. */
  | { readonly kind: 'judge'; readonly change: PolicyChange }
  /** Writes it; answered by `written`. */
  | { readonly kind: 'write'; readonly change: PolicyChange };

/** What the editor says to the page. */
export type EditorMessage =
  | { readonly kind: 'picture'; readonly picture: string }
  | { readonly kind: 'judged'; readonly change: PolicyChange; readonly judged: JudgedChange }
  /** `reason` says why nothing was written. */
  | { readonly kind: 'written'; readonly reason?: string };
