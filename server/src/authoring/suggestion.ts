import type { Span } from '../model/span.ts';

/** What may stand at a place of a policy. */
export interface Suggestion {
  readonly kind: 'name' | 'folder' | 'file' | 'package' | 'owner' | 'document' | 'key' | 'value' | 'rules';
  readonly label: string;
  /** JSON text that replaces what stands there. */
  readonly text: string;
  /** The same with places to fill in, `$1`, for an editor that knows them. */
  readonly snippet?: string;
  readonly detail?: string;
  readonly documentation?: string;
}

export interface Suggestions {
  /** What they replace. */
  readonly span: Span;
  readonly items: readonly Suggestion[];
  /** True when other characters would bring other suggestions. */
  readonly isIncomplete: boolean;
}
