import { Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { Moved } from '../../server/src/protocol.ts';
import type { ExplanationPreview } from './explanation-preview.ts';

const show = 'Show What Breaks';
const undo = 'Undo Move';

/** The editor cannot be kept from a move, so that the way back is offered with the reason for it. */
export async function showMoved(moved: Moved, preview: ExplanationPreview): Promise<void> {
  const choice = await window.showWarningMessage(moved.message, show, undo);
  if (choice === show) {
    await preview.show(moved, 'here');
    // The page has no buttons of its own.
    await showMoved(moved, preview);
  }
  if (choice === undo) await moveBack(moved);
}

async function moveBack({ files }: Moved): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { oldUri, newUri } of files.toReversed()) edit.renameFile(Uri.parse(newUri), Uri.parse(oldUri));
  if (!(await workspace.applyEdit(edit))) window.showWarningMessage('The files could not be moved back.');
}
