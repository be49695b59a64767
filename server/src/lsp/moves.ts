import { relative } from 'node:path';
import {
  type Connection,
  type FileOperationRegistrationOptions,
  type FileRename,
  MessageType,
  ShowMessageNotification,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { pathOfUri } from '../host/file-uri.ts';
import { absoluteOf } from '../host/relative.ts';
import { pathAfter, type Rename } from '../model/renames.ts';
import { type Moved, movedNotification } from '../protocol.ts';
import { isToBeTold, moveMessage, movePage, moveTitle } from '../report/move-page.ts';
import { linkTo } from './links.ts';
import { type Move, planMove } from './move.ts';
import type { Session } from './session.ts';

/** What the client asks about before it moves it: source files, and folders with whatever is in them. */
export const movable: FileOperationRegistrationOptions = {
  filters: [
    {
      scheme: 'file',
      pattern: { glob: '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro}', matches: 'file' },
    },
    { scheme: 'file', pattern: { glob: '**', matches: 'folder' } },
  ],
};

export interface MoveOptions {
  /** Extensions of the files between which the editor rewrites imports; undefined when the client said nothing of it. */
  readonly followed: readonly string[] | undefined;
  /** Our own client shows what a move breaks once it is made, and offers the way back. */
  readonly isOwnClient: boolean;
  /** The folder that links starting with a slash are relative to. */
  readonly linkRoot: string | undefined;
}

/** The session that judges an absolute path. */
type Find = (absolute: string) => { readonly session: Session; readonly path: string } | undefined;

/** Moves of files and folders: what they break is told, and what the editor does not let follow is rewritten. */
export class Moves {
  readonly #connection: Connection;
  readonly #find: Find;
  #options: MoveOptions = { followed: undefined, isOwnClient: false, linkRoot: undefined };
  /** The message about a move that was announced and not yet made; one at a time. */
  #announced: { readonly files: string; readonly moved: Moved } | undefined;

  constructor(connection: Connection, find: Find) {
    this.#connection = connection;
    this.#find = find;
  }

  configure(options: MoveOptions): void {
    this.#options = options;
  }

  /** The edits to make before a move; null when there are none. A failure never keeps anybody from moving a file. */
  async will(files: readonly FileRename[]): Promise<WorkspaceEdit | null> {
    this.#announced = undefined;
    try {
      const planned = await this.#plan(files);
      const told = planned.filter(({ move }) => isToBeTold(move.report));
      for (const { session, move } of told) this.#announce(session, move, files);
      return merged(planned.flatMap(({ move }) => move.edit ?? []));
    } catch (thrown) {
      const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      this.#connection.console.error(`A move could not be judged: ${reason}`);
      return null;
    }
  }

  did(files: readonly FileRename[]): void {
    const announced = this.#announced;
    this.#announced = undefined;
    if (announced?.files !== nameOf(files)) return;
    void this.#connection.sendNotification(movedNotification, announced.moved);
  }

  /** What leaves a root, or comes from outside of all, is no move to us. */
  async #plan(
    files: readonly FileRename[],
  ): Promise<readonly { readonly session: Session; readonly move: Move }[]> {
    const renames = new Map<Session, Rename[]>();
    for (const { oldUri, newUri } of files) {
      const [from, to] = [this.#found(oldUri), this.#found(newUri)];
      if (!from || from.session !== to?.session || from.path === to.path) continue;
      renames.set(from.session, [...(renames.get(from.session) ?? []), { from: from.path, to: to.path }]);
    }
    const followed = this.#options.followed && new Set(this.#options.followed);
    const planned: { readonly session: Session; readonly move: Move }[] = [];
    for (const [session, list] of renames) {
      await session.settled();
      planned.push({ session, move: planMove(session, list, followed) });
    }
    return planned;
  }

  #found(uri: string): ReturnType<Find> {
    const absolute = pathOfUri(uri);
    return absolute === undefined ? undefined : this.#find(absolute);
  }

  #announce(session: Session, { renames, report }: Move, files: readonly FileRename[]): void {
    const { isOwnClient, linkRoot = session.root } = this.#options;
    if (!isOwnClient) {
      const message = moveMessage(report, 'would break');
      void this.#connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Warning,
        message,
      });
      return;
    }
    const link = (path: string) => linkTo(relative(linkRoot, absoluteOf(session.root, path)));
    const after = (path: string) => pathAfter(renames, path);
    this.#announced = {
      files: nameOf(files),
      moved: {
        message: moveMessage(report, 'breaks'),
        title: moveTitle(renames),
        markdown: movePage(report, (path) => session.lines(path), link, after),
        files,
      },
    };
  }
}

function nameOf(files: readonly FileRename[]): string {
  return JSON.stringify(files.map(({ oldUri, newUri }) => [oldUri, newUri]));
}

function merged(edits: readonly WorkspaceEdit[]): WorkspaceEdit | null {
  if (edits.length === 0) return null;
  return { changes: Object.assign({}, ...edits.map(({ changes }) => changes)) };
}
