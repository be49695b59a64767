import {
  type CodeAction,
  CodeActionKind,
  CreateFile,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type TextEdit as LspTextEdit,
  type Range,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { type Finding, isOpen } from '../model/finding.ts';
import type { Fix, Refusal } from '../model/fix.ts';
import { createLineTable, type LineTable } from '../model/line-table.ts';
import type { Span } from '../model/span.ts';

/** What the mapping needs to know of a session: texts and addresses of documents by path. */
export interface Documents {
  lines(path: string): LineTable;
  uri(path: string): string;
  /** The address of a rule's page, where the pages are at hand. */
  page(rule: string): string | undefined;
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

const mostRelated = 10;

export const emptyLines = createLineTable('');

export function toRange(lines: LineTable, { start, end }: Span): Range {
  return { start: lines.position(start), end: lines.position(end) };
}

export function toDiagnostic(finding: Finding, documents: Documents): Diagnostic {
  const { rule, path, span, severity, message, why, owners, related, fingerprint, isBaselined } = finding;
  const reasons = [
    why && `Why: ${why}`,
    owners.length > 0 && `Owner: ${owners.join(', ')}`,
    isBaselined && 'This is accepted in the baseline.',
  ].filter(Boolean);
  const page = documents.page(rule);
  return {
    source: 'parapet',
    code: rule,
    ...(page !== undefined && { codeDescription: { href: page } }),
    severity: isBaselined ? DiagnosticSeverity.Hint : severities[severity],
    message: [message, ...reasons].join('\n'),
    range: toRange(documents.lines(path), span),
    data: { fingerprint },
    relatedInformation: related.slice(0, mostRelated).map((place) => ({
      location: { uri: documents.uri(place.path), range: toRange(documents.lines(place.path), place.span) },
      message: place.message,
    })),
    ...(finding.tags && { tags: finding.tags.map((tag) => tags[tag]) }),
  };
}

/**
 * The diagnostics of one document, at most `most`, with the rest named in the last one. What the baseline accepts is a
 * hint where it is wanted, and never takes the place of what is open.
 */
export function toDiagnostics(
  findings: readonly Finding[],
  documents: Documents,
  most: number,
  showsBaselined = false,
): Diagnostic[] {
  const open = findings.filter(isOpen);
  const accepted = showsBaselined ? findings.filter(({ isBaselined }) => isBaselined) : [];
  const shown = [...open, ...accepted].slice(0, most).map((finding) => toDiagnostic(finding, documents));
  const rest = open.length + accepted.length - shown.length;
  const last = shown.at(-1);
  if (rest > 0 && last) {
    const message = `${rest} more findings here are not shown; "parapet check" lists them.`;
    shown.push({ source: 'parapet', message, severity: DiagnosticSeverity.Information, range: last.range });
  }
  return shown;
}

export function toFixAction(
  fix: Fix,
  diagnostic: Diagnostic,
  documents: Documents,
  isPreferred: boolean,
): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: toWorkspaceEdit(fix, documents),
    ...(isPreferred && { isPreferred }),
  };
}

/** A way out that cannot be taken; an editor shows it with its reason where one asks for more than there is. */
export function toRefusedAction({ title, refused }: Refusal, diagnostic: Diagnostic): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    disabled: { reason: refused },
  };
}

export function toWorkspaceEdit(
  { edits, creates = [] }: Pick<Fix, 'edits' | 'creates'>,
  documents: Documents,
): WorkspaceEdit {
  const changes: Record<string, LspTextEdit[]> = {};
  for (const { path, start, end, text } of edits) {
    const uri = documents.uri(path);
    changes[uri] ??= [];
    changes[uri].push({ range: toRange(documents.lines(path), { start, end }), newText: text });
  }
  if (creates.length === 0) return { changes };
  const top = { line: 0, character: 0 };
  const made = creates.flatMap(({ path, text }) => {
    const uri = documents.uri(path);
    return [
      CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }),
      TextDocumentEdit.create({ uri, version: null }, [{ range: { start: top, end: top }, newText: text }]),
    ];
  });
  const changed = Object.entries(changes).map(([uri, list]) =>
    TextDocumentEdit.create({ uri, version: null }, list),
  );
  return { documentChanges: [...made, ...changed] };
}
