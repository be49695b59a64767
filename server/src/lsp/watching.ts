import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
} from 'vscode-languageserver';
import { uriOfPath } from '../host/file-uri.ts';
import { below } from '../host/relative.ts';

/** Folders whose changes the client reports without being asked. */
export interface Watched {
  readonly folders: readonly string[];
  /** Our own client watches its workspace folders by itself; another editor must be asked to. */
  readonly isOwnClient: boolean;
}

/**
 * Asks the client to report changes below a root that it does not watch yet: that of a policy above the
 * workspace folder, and any root in an editor that does not know Parapet.
 */
export async function watchRoot(
  connection: Connection,
  capabilities: ClientCapabilities,
  watched: Watched,
  root: string,
): Promise<void> {
  const isWatched =
    watched.isOwnClient && watched.folders.some((folder) => below(folder, root) !== undefined);
  const support = capabilities.workspace?.didChangeWatchedFiles;
  if (isWatched || !support?.dynamicRegistration) return;
  const globPattern = support.relativePatternSupport ? { baseUri: uriOfPath(root), pattern: '**/*' } : '**/*';
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern }] });
}
