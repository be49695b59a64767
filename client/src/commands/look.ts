import { Uri, workspace } from 'vscode';
import { type Look, type LookParams, lookRequest } from '../../../server/src/protocol.ts';
import { cancellable } from '../cancellable.ts';
import type { ExplanationPreview } from '../explanation-preview.ts';
import { pickFolder } from '../pick-folder.ts';
import type { Session } from '../session.ts';

/**
 * Shows what the given folder keeps already, else the workspace folder that the user picks; nothing is written.
 * Resolves to what was shown, or undefined when it was cancelled.
 */
export async function look(
  session: Session,
  preview: ExplanationPreview,
  argument: unknown,
): Promise<Look | undefined> {
  const folder = argument instanceof Uri ? argument : await pickFolder('Folder to look at');
  if (folder === undefined) return undefined;
  // The editor's Markdown preview takes links with a leading slash from the first workspace folder.
  const linkRoot = workspace.workspaceFolders?.[0]?.uri ?? folder;
  const params: LookParams = { folder: folder.toString(), linkRoot: linkRoot.toString() };
  const found = await cancellable('Looking at this workspace', (token) =>
    session.request<Look | null>(lookRequest, params, token),
  );
  if (found === null) return undefined;
  await preview.show(found, 'here');
  return found;
}
