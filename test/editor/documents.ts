import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A place in the open workspace folder. */
export function uriOf(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a workspace folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Shows a file in an editor of its own, as a person would open it. */
export async function open(path: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  return vscode.window.showTextDocument(document, { preview: false });
}

/** Where a text stands for the first time. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0, `${document.fileName} holds ${text}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Types at the top of a file without saving it. */
export async function typeAtTop(editor: vscode.TextEditor, text: string): Promise<void> {
  const typed = await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
  assert.ok(typed, 'the editor took the text');
}

/** Gives the unsaved text up and closes the editor; the file on disk is what it was. */
export async function abandon(editor: vscode.TextEditor): Promise<void> {
  await vscode.window.showTextDocument(editor.document);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

/** Writes a file on disk, past the editor. */
export async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(path), Buffer.from(text));
}
