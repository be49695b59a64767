import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { type StatementKind, type StatementText, statementsIn } from '../../authoring/statements.ts';
import { toRange } from '../to-lsp.ts';
import type { PolicyView } from './view.ts';

const kinds = {
  layer: SymbolKind.Package,
  slice: SymbolKind.Module,
  service: SymbolKind.Class,
  packages: SymbolKind.Constant,
  reach: SymbolKind.Event,
  exception: SymbolKind.Operator,
  rule: SymbolKind.Property,
  override: SymbolKind.Property,
} as const satisfies Record<StatementKind, SymbolKind>;

/** The outline: each section with its statements. */
export function symbols(view: PolicyView): DocumentSymbol[] {
  const { root, lines } = view;
  if (root?.kind !== 'object') return [];
  const statements = statementsIn(root);
  return root.members.flatMap(({ key, keySpan, value }) => {
    const children = statements.filter(
      ({ section, span }) => section === key && value.span.start <= span.start && span.end <= value.span.end,
    );
    if (children.length === 0) return [];
    return [
      {
        name: key,
        kind: SymbolKind.Namespace,
        range: toRange(lines, { start: keySpan.start, end: value.span.end }),
        selectionRange: toRange(lines, keySpan),
        children: children.map((statement) => symbolOf(view, statement)),
      },
    ];
  });
}

function symbolOf({ lines }: PolicyView, statement: StatementText): DocumentSymbol {
  const { kind, title, detail, span, titleSpan } = statement;
  return {
    // The protocol allows no empty name.
    name: title.trim() === '' ? kind : title,
    ...(detail !== '' && { detail }),
    kind: kinds[kind],
    range: toRange(lines, span),
    selectionRange: toRange(lines, titleSpan),
  };
}
