// The only file that loads the language client library, and only by a dynamic import: it costs about 50 ms.
import {
  type CancellationToken,
  type Disposable,
  extensions,
  type FileSystemWatcher,
  type LogOutputChannel,
  workspace,
} from 'vscode';
import {
  CloseAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { type Boundaries, boundariesNotification } from '../../server/src/protocol/boundaries.ts';
import { type DoneNews, doneChangedNotification } from '../../server/src/protocol/done.ts';
import {
  clientCommands,
  type Moved,
  movedNotification,
  type ServerStatus,
  type StartOptions,
  statusNotification,
  type Unreachable,
  unreachableNotification,
} from '../../server/src/protocol.ts';
import { followedByOthers } from './followed-moves.ts';

export interface ConnectionOptions {
  /** Absolute path of the bundled server. */
  readonly serverModule: string;
  readonly version: string;
  readonly channel: LogOutputChannel;
  onStatus(status: ServerStatus): void;
  onBoundaries(boundaries: readonly Boundaries[]): void;
  onMoved(moved: Moved): void;
  onUnreachable(unreachable: Unreachable): void;
  onDone(news: DoneNews): void;
  /** The server is being started again after a crash. */
  onRestarting(): void;
  /** A start after a crash failed; the library may still try again. */
  onDown(): void;
  /** The server ran, crashed too often, and is not started again. */
  onLost(): void;
}

/** One server process, from its start on. */
export interface Connection {
  /** Settles when the server has answered `initialize`; a failed first start is not repeated. */
  readonly ready: Promise<void>;
  request<Result>(method: string, params?: unknown, token?: CancellationToken): Promise<Result>;
  notify(method: string): Promise<void>;
  /** Ends the process, also one that hangs in its start; then it rejects. */
  stop(): Promise<void>;
}

/** Starts the server over Node IPC. */
export function connect(options: ConnectionOptions): Connection {
  const watchers = watchFiles();
  const client: LanguageClient = new SilentClient(
    'parapet',
    'Parapet',
    serverOptions(options.serverModule),
    clientOptions(options, watchers, () => client),
  );
  const listeners: Disposable[] = [
    ...watchers,
    client.onNotification(statusNotification, (status: ServerStatus) => options.onStatus(status)),
    client.onNotification(boundariesNotification, (all: readonly Boundaries[]) => options.onBoundaries(all)),
    client.onNotification(movedNotification, (moved: Moved) => options.onMoved(moved)),
    client.onNotification(doneChangedNotification, (news: DoneNews) => options.onDone(news)),
    client.onNotification(unreachableNotification, (files: Unreachable) => options.onUnreachable(files)),
  ];
  const ready = client.start().then(() => {
    listeners.push(client.onDidChangeState(({ newState }) => tellState(newState, options)));
  });
  return {
    ready,
    request: (method, params, token) => client.sendRequest(method, params, token),
    notify: (method) => client.sendNotification(method),
    stop: async () => {
      for (const listener of listeners) listener.dispose();
      if (client.needsStop()) await client.stop();
    },
  };
}

function tellState(state: State, options: ConnectionOptions): void {
  if (state === State.Starting) options.onRestarting();
  // `Stopped` is no news: the library also passes through it on its way to a restart.
  if (state === State.StartFailed) options.onDown();
}

// The library shows up to three messages for one cause; the session shows one.
class SilentClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override info(message: string, data?: unknown): void {
    super.info(message, data, false);
  }
}

function serverOptions(module: string): ServerOptions {
  const run = { module, transport: TransportKind.ipc };
  return { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=127.0.0.1:6019'] } } };
}

function clientOptions(
  options: ConnectionOptions,
  fileEvents: FileSystemWatcher[],
  client: () => LanguageClient,
): LanguageClientOptions {
  const start: StartOptions = {
    version: options.version,
    commands: Object.values(clientCommands),
    showBaselined: workspace.getConfiguration('parapet').get('showBaselined', false),
    memoryLimit: workspace.getConfiguration('parapet').get('memoryLimit', 1024),
    wantsBoundaries: true,
    wantsDone: true,
    followsMoves: followedByOthers(),
    hasJsonServer: extensions.getExtension('vscode.json-language-features') !== undefined,
  };
  return {
    documentSelector: [
      ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'vue', 'svelte', 'astro'].map(
        (language) => ({
          scheme: 'file',
          language,
        }),
      ),
      // What a policy extends and what a contract refers to may have any name.
      ...['*.{jsonc,json,yaml,yml}', 'governance/baseline.txt', 'CODEOWNERS'].map((name) => ({
        scheme: 'file',
        pattern: `**/${name}`,
      })),
    ],
    initializationOptions: start,
    outputChannel: options.channel,
    traceOutputChannel: options.channel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: errorHandler(client, options),
    synchronize: { fileEvents, configurationSection: 'parapet.showBaselined' },
    middleware: {
      workspace: {
        // Git rewrites its own files on every status; nothing there is ours but where its head is.
        didChangeWatchedFile: (event, next) =>
          event.uri.includes('/.git/') && !event.uri.endsWith('/HEAD') ? Promise.resolve() : next(event),
      },
    },
  };
}

// A server that never came up would fail the same way again; one that ran is restarted by the library's own limits.
function errorHandler(client: () => LanguageClient, options: ConnectionOptions): ErrorHandler {
  let fallback: ErrorHandler | undefined;
  let hasRun = false;
  const library = () => {
    fallback ??= client().createDefaultErrorHandler();
    return fallback;
  };
  return {
    error: (error, message, count) => library().error(error, message, count),
    closed: async () => {
      hasRun ||= client().initializeResult !== undefined;
      if (!hasRun) return { action: CloseAction.DoNotRestart, handled: true };
      const result = await library().closed();
      if (result.action === CloseAction.DoNotRestart) options.onLost();
      return result;
    },
  };
}

// Creations and deletions of anything: a deleted or renamed folder is reported as one event, without its files, and an
// asset that appears settles an unresolved import. Changes only where the content counts; a tsconfig's parent may have
// any name.
function watchFiles(): FileSystemWatcher[] {
  return [
    workspace.createFileSystemWatcher('**/*', false, true, false),
    workspace.createFileSystemWatcher(
      '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro,json,jsonc}',
      true,
      false,
      true,
    ),
    workspace.createFileSystemWatcher('**/{.gitignore,baseline.txt}', true, false, true),
  ];
}
