import type { Span } from './span.ts';

/**
 * How one module names another.
 * - `value`: `import … from`, `import 'x'`
 * - `type`: `import type …`, `export type … from`, every specifier marked `type`, `/// <reference path>`
 * - `dynamic`: `import('x')` as an expression
 * - `require`: `require('x')`, `import x = require('x')`
 * - `reexport`: `export … from`
 * - `import-type`: `import('x').Y` in a type position
 */
export type ImportKind = 'value' | 'type' | 'dynamic' | 'require' | 'reexport' | 'import-type';

/** What an import costs at run time; the words a policy uses in `"kinds"`. */
export type ImportClass = 'value' | 'type' | 'dynamic';

export const importClass = {
  value: 'value',
  type: 'type',
  dynamic: 'dynamic',
  require: 'value',
  reexport: 'value',
  'import-type': 'type',
} as const satisfies Record<ImportKind, ImportClass>;

/** One import as written. The span covers the specifier literal with its quotes. */
export interface ImportFact extends Span {
  readonly kind: ImportKind;
  /** The specifier's value, escapes decoded. */
  readonly specifier: string;
  /** Offset of the statement's or expression's first character (`import`, `export`, `require`, `///`). */
  readonly statement: number;
}

/** One rule id named by a directive, where it stands. */
export interface NamedRule {
  readonly id: string;
  readonly span: Span;
}

/** One `parapet-allow RULE[, RULE]: reason (until YYYY-MM-DD)` comment. */
export interface DirectiveFact {
  /** From `parapet-allow` to the end of its text inside the comment, white space trimmed. */
  readonly span: Span;
  readonly rules: readonly NamedRule[];
  /** Empty when none was given. */
  readonly reason: string;
  /** The end as written, not yet validated as a date; inclusive, UTC. */
  readonly until?: { readonly text: string; readonly span: Span };
  /** The line of code the directive governs: its own, or the first one below its comment block. */
  readonly line: Span;
}

/** The word that a fix leaves where the reason belongs; it is no reason. */
export const reasonPlaceholder = 'reason';

/** True when a directive says why. */
export function hasReason({ reason }: DirectiveFact): boolean {
  return reason !== '' && reason !== reasonPlaceholder;
}

/** What one source file says, with no opinion. Pure function of its path's extension and its text. */
export interface FileFacts {
  readonly imports: readonly ImportFact[];
  readonly directives: readonly DirectiveFact[];
  /** Modules that a declaration file declares by name, such as `virtual-icons` or `*.svg`, in order; absent when there are none. */
  readonly ambient?: readonly string[];
}

export const noFacts: FileFacts = { imports: [], directives: [] };

/** True for lists of the same texts, absent ones included. */
export function sameTexts(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** The result of the fast lexer: `disputed` means that only a full parse can decide. */
export interface Extraction {
  readonly facts: FileFacts;
  readonly disputed: boolean;
}
