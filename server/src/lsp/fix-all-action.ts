import type { CodeAction } from 'vscode-languageserver';
import { safelyFixed } from '../fix-all.ts';
import { editBetween } from '../format/jsonc-edit.ts';
import { isOpen } from '../model/finding.ts';
import type { Session } from './session.ts';
import { toWorkspaceEdit } from './to-lsp.ts';

export const fixAllKind = 'source.fixAll.parapet';

/** One action with all safe fixes of a document that touch nothing else; an editor may take it on every save. */
export async function fixAllAction(session: Session, path: string): Promise<readonly CodeAction[]> {
  const findings = session.workspace.findingsAt(path).filter(isOpen);
  const before = session.workspace.read(path);
  if (findings.length === 0 || !before.ok) return [];
  const { texts } = await safelyFixed(session.assembly, findings, (edited) => edited === path);
  const after = texts.get(path);
  if (after === undefined) return [];
  const edits = editBetween(before.text, after).map((edit) => ({ path, ...edit }));
  return [
    {
      title: 'Apply all safe fixes of Parapet',
      kind: fixAllKind,
      edit: toWorkspaceEdit({ edits }, session),
    },
  ];
}
