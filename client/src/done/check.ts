import { commands, type Memento, Uri, window, workspace } from 'vscode';
import { type DoneParams, type DoneView, doneRequest } from '../../../server/src/protocol/done.ts';
import { cancellable } from '../cancellable.ts';
import type { Session } from '../session.ts';
import { nameOf } from './done-places.ts';
import { toastText } from './done-text.ts';
import { type DoneTree, viewId } from './done-tree.ts';
import type { DoneViews } from './done-views.ts';

const key = 'parapet.doneVerdicts';

export interface CheckParts {
  readonly session: Session;
  readonly views: DoneViews;
  readonly state: Memento;
  tree(): DoneTree;
  /** Folders with a policy that were found so far; absolute. */
  policyFolders(): readonly string[];
}

/**
 * Holds the change of every folder against its Definition of Done, with progress that can be cancelled, and puts the cursor
 * into the list. One message tells a verdict that is another one than at the last check. Resolves to the views, or to
 * undefined when it was cancelled.
 */
export async function checkDone(parts: CheckParts): Promise<readonly DoneView[] | undefined> {
  const found = await cancellable('Checking the Definition of Done', (token) =>
    askAll(parts, (params) => parts.session.request<DoneView | null>(doneRequest, params, token), token),
  );
  if (found === null) return undefined;
  for (const view of found) parts.views.take({ folder: view.folder, view });
  if (found.length === 0) await commands.executeCommand('setContext', 'parapet.doneState', 'no-policy');
  const tree = parts.tree();
  await commands.executeCommand(`${viewId}.focus`);
  await tree.focus();
  tell(parts.state, found);
  return found;
}

/** Folders below one that was judged are part of it. */
async function askAll(
  { policyFolders }: CheckParts,
  ask: (params: DoneParams) => Promise<DoneView | null>,
  token: { readonly isCancellationRequested: boolean },
): Promise<readonly DoneView[] | null> {
  const views = new Map<string, DoneView>();
  const opened = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const uris = [...opened.map(({ uri }) => uri), ...policyFolders().map((folder) => Uri.file(folder))];
  for (const folder of new Set(uris.map(String))) {
    if ([...views.keys()].some((known) => `${folder}/`.startsWith(`${known.replace(/\/$/, '')}/`))) continue;
    const view = await ask({ folder, isAsked: true });
    if (token.isCancellationRequested) return null;
    if (view) views.set(view.folder, view);
  }
  return [...views.values()];
}

function tell(state: Memento, views: readonly DoneView[]): void {
  const before = state.get<Readonly<Record<string, string>>>(key, {});
  const text = toastText(before, views, nameOf);
  const now = Object.fromEntries(views.map(({ folder, verdict }) => [folder, verdict]));
  void state.update(key, { ...before, ...now });
  if (text === undefined) return;
  const show = 'Show';
  const message = views.some(({ verdict }) => verdict !== 'pass')
    ? window.showWarningMessage(text, show)
    : window.showInformationMessage(text, show);
  message.then((choice) => {
    if (choice === show) void commands.executeCommand(`${viewId}.focus`);
  });
}
