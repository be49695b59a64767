import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { explainImport, explainRule } from '../report/explanation.ts';
import { rules } from '../rules/index.ts';
import { standingAt } from './place.ts';
import type { Session } from './session.ts';
import { toRange } from './to-lsp.ts';

/** Why the import under the cursor is allowed or not; on a suppression, what its rule is for. */
export function hover(session: Session, path: string, position: Position): Hover | null {
  const standing = standingAt(session, path, position);
  if (!standing) return null;
  if (standing.kind === 'import') {
    const { question } = standing;
    const value = explainImport(question, session.workspace.facts(), {
      brief: true,
      lines: (path) => session.lines(path),
    });
    return {
      contents: { kind: MarkupKind.Markdown, value },
      range: toRange(session.lines(path), question.fact),
    };
  }
  const rule = rules.find(({ id }) => id === standing.named.id);
  if (!rule) return null;
  const contents = { kind: MarkupKind.Markdown, value: explainRule(rule) };
  return { contents, range: toRange(session.lines(path), standing.named.span) };
}
