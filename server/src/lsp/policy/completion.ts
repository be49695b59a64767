import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  type Position,
} from 'vscode-languageserver';
import { suggest } from '../../authoring/suggest.ts';
import type { Suggestion } from '../../authoring/suggestion.ts';
import type { JsonSchema } from '../../format/json-schema.ts';
import { toRange } from '../to-lsp.ts';
import { surroundingsOf } from './surroundings.ts';
import type { PolicyView } from './view.ts';

/** What the editor can do by itself, and what it understands. */
export interface CompletionOptions {
  readonly schema: JsonSchema;
  /** The editor completes keys and listed values from the shipped schema. */
  readonly hasJsonServer: boolean;
  readonly takesSnippets: boolean;
}

const kinds = {
  name: CompletionItemKind.Module,
  folder: CompletionItemKind.Folder,
  file: CompletionItemKind.File,
  package: CompletionItemKind.Module,
  owner: CompletionItemKind.Value,
  document: CompletionItemKind.File,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  rules: CompletionItemKind.Property,
} as const satisfies Record<Suggestion['kind'], CompletionItemKind>;

/** What may stand at a position; empty where nothing may. */
export function completion(view: PolicyView, position: Position, options: CompletionOptions): CompletionList {
  const around = surroundingsOf(view, options.schema, !options.hasJsonServer);
  const { lines, text, root } = view;
  const { span, items, isIncomplete } = suggest(text, root, lines.offset(position), around);
  const range = toRange(lines, span);
  // What is replaced may start with a quote, and the editor filters by what it replaces.
  const filter = (label: string) => (text[span.start] === '"' ? JSON.stringify(label) : label);
  return {
    isIncomplete,
    items: items.map((item, index): CompletionItem => {
      const usesSnippet = options.takesSnippets && item.snippet !== undefined;
      return {
        label: item.label,
        kind: kinds[item.kind],
        textEdit: { range, newText: usesSnippet ? (item.snippet as string) : item.text },
        filterText: filter(item.label),
        sortText: String(index).padStart(5, '0'),
        ...(usesSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
        ...(item.detail !== undefined && { detail: item.detail }),
        ...(item.documentation !== undefined && { documentation: item.documentation }),
      };
    }),
  };
}
