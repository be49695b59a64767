import { type Uri, window, workspace } from 'vscode';

/** The only workspace folder on disk, or the one that the user picks; undefined when there is none or none was picked. */
export async function pickFolder(placeHolder: string): Promise<Uri | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
  if (folders.length > 1) return (await window.showWorkspaceFolderPick({ placeHolder }))?.uri;
  if (folders[0] === undefined) window.showWarningMessage('Open a folder on disk first.');
  return folders[0]?.uri;
}
