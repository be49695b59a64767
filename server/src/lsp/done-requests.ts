import type { CancellationToken, Connection } from 'vscode-languageserver';
import { pathOfUri } from '../host/file-uri.ts';
import { git } from '../host/git.ts';
import {
  authorRequest,
  type DoneParams,
  type DoneView,
  doneAgainNotification,
  doneRequest,
  type FolderParams,
  type Settled,
  type SettleParams,
  settleItemRequest,
} from '../protocol/done.ts';
import type { DoneFeed } from './done-feed.ts';
import type { Session } from './session.ts';

/** Registers what clients ask of the Definition of Done. `sessionOf` gives the session that judges a folder. */
export function registerDoneRequests(
  connection: Connection,
  feed: DoneFeed,
  sessionOf: (folder: string) => Session | undefined,
): void {
  connection.onRequest(
    doneRequest,
    async ({ folder, isAsked }: DoneParams, token): Promise<DoneView | null> => {
      const session = sessionOf(folder);
      if (!session) return null;
      return (await feed.follow(session).ask(isAsked, cancellationOf(token))) ?? null;
    },
  );
  connection.onRequest(settleItemRequest, async (params: SettleParams): Promise<Settled> => {
    const session = sessionOf(params.folder);
    if (!session) return { ok: false, reason: 'No policy judges the folder.' };
    return feed.follow(session).settle(params);
  });
  connection.onRequest(authorRequest, async ({ folder }: FolderParams): Promise<string | null> => {
    const cwd = pathOfUri(folder);
    if (cwd === undefined) return null;
    const answer = await git({ cwd, args: ['config', '--get', 'user.email'] });
    return answer.ok ? answer.output.toString('utf8').trim() || null : null;
  });
  connection.onNotification(doneAgainNotification, () => feed.changed());
}

function cancellationOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
