import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  type DidChangeConfigurationParams,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOfUri, uriOfPath } from '../host/file-uri.ts';
import { type StartOptions, statusNotification } from '../protocol.ts';
import { version } from '../version.ts';
import { type Abilities, codeActions } from './actions.ts';
import { BoundaryFeed } from './boundary-feed.ts';
import { contractFeatures } from './contracts/features.ts';
import { DoneFeed } from './done-feed.ts';
import { registerDoneRequests } from './done-requests.ts';
import { EvidenceWatch } from './evidence-watch.ts';
import { fixAllKind } from './fix-all-action.ts';
import { hover } from './hover.ts';
import { Moves, movable } from './moves.ts';
import { registerOwnRequests } from './own-requests.ts';
import { policyFeatures } from './policy/features.ts';
import { startProgress } from './scan-progress.ts';
import type { Session } from './session.ts';
import { Sessions } from './sessions.ts';
import { statusOf } from './status.ts';
import { createUnreachableNews } from './unreachable.ts';
import { watchRoot } from './watching.ts';

/** What a client sends of its settings; any part may be missing. */
type Settings = { readonly parapet?: { readonly showBaselined?: unknown } | null } | null;

/** Registers everything the server answers on a connection; the connection is not yet listening. */
export function registerServer(connection: Connection): void {
  const page = rulePages();
  const sessions = new Sessions({
    connection,
    page,
    onAnalysed: afterAnalysis,
    progress: () => startProgress(connection, client.window?.workDoneProgress === true),
    memoryLimit: () => memoryLimit,
    showsBaselined: () => showsBaselined,
  });
  const boundaries = new BoundaryFeed(connection, () => sessions.all());
  const moves = new Moves(connection, (absolute) => sessions.of(absolute));
  const tellUnreachable = createUnreachableNews(connection);
  const documents = new TextDocuments(TextDocument);
  let folders: readonly string[] = [];
  let commands: ReadonlySet<string> = new Set();
  let client: ClientCapabilities = {};
  let isOwnClient = false;
  let hasJsonServer = false;
  let memoryLimit: number | undefined;
  let showsBaselined = false;
  let wantsBoundaries = false;
  let wantsDone = false;
  const done = new DoneFeed({
    connection,
    sessions: () => sessions.all(),
    watch: new EvidenceWatch(connection, () => client),
    wantsDone: () => wantsDone,
  });

  const contracts = contractFeatures(connection, {
    answer,
    commands: () => commands,
    client: () => client,
    isOwnClient: () => isOwnClient,
    sessions: () => sessions.all(),
    onUsesFound: () => policies.analysed(),
  });
  const policies = policyFeatures(connection, {
    answer,
    others: contracts,
    find,
    client: () => client,
    commands: () => commands,
    hasJsonServer: () => hasJsonServer,
  });

  connection.onInitialize((params) => {
    folders = foldersOf(params);
    const start = params.initializationOptions as Partial<StartOptions> | undefined;
    commands = new Set(start?.commands);
    isOwnClient = start?.version !== undefined;
    hasJsonServer = start?.hasJsonServer === true;
    memoryLimit = typeof start?.memoryLimit === 'number' ? start.memoryLimit : undefined;
    showsBaselined = start?.showBaselined === true;
    wantsBoundaries = start?.wantsBoundaries === true;
    wantsDone = start?.wantsDone === true;
    moves.configure({ followed: start?.followsMoves, isOwnClient, linkRoot: folders[0] });
    client = params.capabilities;
    return { ...capabilities, capabilities: { ...capabilities.capabilities, ...policies.capabilities() } };
  });
  connection.onInitialized(() => {
    connection.console.info(`Parapet ${version} on Node ${process.version}, folders: ${folders.length}`);
    policies.register();
    for (const folder of folders) open(folder);
    if (!client.workspace?.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const folder of pathsOf(removed)) sessions.closeBelow(folder);
      for (const folder of pathsOf(added)) open(folder);
      done.analysed();
    });
  });
  connection.onDidChangeConfiguration(({ settings }: DidChangeConfigurationParams) => {
    const isWanted = (settings as Settings | undefined)?.parapet?.showBaselined === true;
    if (isWanted === showsBaselined) return;
    showsBaselined = isWanted;
    for (const session of sessions.all()) session.publishAgain();
  });
  connection.onShutdown(() => {
    boundaries.dispose();
    done.dispose();
    contracts.dispose();
    policies.dispose();
    sessions.dispose();
  });

  documents.onDidOpen(({ document }) => {
    const path = pathOfUri(document.uri);
    if (path !== undefined && !sessions.of(path)) open(dirname(path));
    show(document);
  });
  documents.onDidChangeContent(({ document }) => {
    done.interrupt();
    show(document);
  });
  documents.onDidClose(({ document }) => {
    for (const { session, path } of concerning(document.uri)) session.close(path);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      const absolute = pathOfUri(uri);
      if (absolute?.endsWith('parapet.jsonc')) open(dirname(absolute));
      // Git writes its own files at every status, and nothing in them is judged; with its head the change moves.
      if (uri.includes('/.git/')) {
        if (uri.endsWith('/HEAD')) done.changed();
        continue;
      }
      for (const { session, path } of concerning(uri)) session.touch(path);
    }
  });

  connection.workspace.onWillRenameFiles(({ files }) => moves.will(files));
  connection.workspace.onDidRenameFiles(({ files }) => moves.did(files));
  connection.onHover(({ textDocument, position }) =>
    answer(
      'hover',
      textDocument.uri,
      (session, path) =>
        policies.hover(session, path, position) ??
        contracts.hover(session, path, position) ??
        hover(session, path, position),
    ),
  );
  connection.onCodeAction((params) =>
    answer('code action', params.textDocument.uri, (session, path) =>
      codeActions(session, path, params, { commands, ...abilitiesOf(client) }),
    ),
  );
  registerOwnRequests(connection, { answer, find, sessionOf, sessions: () => sessions.all(), documents });
  registerDoneRequests(connection, done, sessionOf);
  documents.listen(connection);

  /** Opens the session of a folder, if it has a policy and no session yet, with what is already on screen. */
  function open(folder: string): void {
    const session = sessions.open(folder);
    if (!session) return;
    connection.console.info(`Judging ${session.root}`);
    for (const document of documents.all()) show(document);
    void connection.sendNotification(statusNotification, statusOf(sessions.all()));
    watchRoot(connection, client, { folders, isOwnClient }, session.root).catch((thrown) =>
      connection.console.error(`The client does not watch ${session.root}: ${trace(thrown)}`),
    );
    void session.settled();
  }

  function show(document: TextDocument): void {
    for (const { session, path } of concerning(document.uri))
      session.setText(path, document.uri, document.version, document.getText());
  }

  /** The session that judges a folder: its own, or that of a policy above it. */
  function sessionOf(folder: string): Session | undefined {
    const path = pathOfUri(folder);
    if (path !== undefined) open(path);
    return path === undefined ? undefined : sessions.of(path)?.session;
  }

  function concerning(uri: string) {
    const absolute = pathOfUri(uri);
    return absolute === undefined ? [] : sessions.concerning(absolute);
  }

  function find(uri: string): { readonly session: Session; readonly path: string } | undefined {
    const absolute = pathOfUri(uri);
    return absolute === undefined ? undefined : sessions.of(absolute);
  }

  /**
   * Every answer is about the text on screen, and a failure is told in the log and never to the one who types; only a
   * refusal is. One that must not keep a person waiting rests on the last analysis.
   */
  async function answer<Answer>(
    name: string,
    uri: string,
    give: (session: Session, path: string) => Answer | Promise<Answer>,
    restsOn: 'settled' | 'scanned' = 'settled',
  ): Promise<Answer | null> {
    try {
      const found = find(uri);
      if (!found) return null;
      await found.session[restsOn]();
      return await give(found.session, found.path);
    } catch (thrown) {
      if (thrown instanceof ResponseError) throw thrown;
      connection.console.error(`${name} failed: ${trace(thrown)}`);
      return null;
    }
  }

  function afterAnalysis(error?: unknown): void {
    if (error !== undefined) connection.console.error(`The analysis failed: ${trace(error)}`);
    for (const root of sessions.closeUngoverned()) {
      connection.console.info(`No policy any more: ${root}`);
      open(root);
    }
    tellUnreachable(sessions.all());
    void connection.sendNotification(statusNotification, statusOf(sessions.all()));
    if (wantsBoundaries) boundaries.analysed();
    done.analysed();
    contracts.analysed();
    policies.analysed();
  }
}

const capabilities: InitializeResult = {
  serverInfo: { name: 'parapet', version },
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, fixAllKind] },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { willRename: movable, didRename: movable },
    },
  },
};

function abilitiesOf({ workspace, textDocument }: ClientCapabilities): Omit<Abilities, 'commands'> {
  const { documentChanges, resourceOperations } = workspace?.workspaceEdit ?? {};
  return {
    createsFiles: documentChanges === true && resourceOperations?.includes('create') === true,
    showsRefusals: textDocument?.codeAction?.disabledSupport === true,
  };
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  return pathsOf(workspaceFolders ?? (rootUri ? [{ uri: rootUri }] : []));
}

/** Folders on disk; others are not ours to judge. */
function pathsOf(folders: readonly { readonly uri: string }[]): readonly string[] {
  return folders.flatMap(({ uri }) => pathOfUri(uri) ?? []);
}

/** The rule pages are shipped beside the bundle; without them a diagnostic has no link. */
function rulePages(): (rule: string) => string | undefined {
  const script = process.argv[1];
  if (script === undefined || !existsSync(script)) return () => undefined;
  const folder = join(dirname(dirname(realpathSync(script))), 'docs', 'rules');
  const known = new Map<string, string | undefined>();
  return (rule) => {
    if (!known.has(rule)) {
      const file = join(folder, `${rule}.md`);
      known.set(rule, existsSync(file) ? uriOfPath(file) : undefined);
    }
    return known.get(rule);
  };
}

function trace(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
