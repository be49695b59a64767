import {
  type CancellationToken,
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
} from 'vscode';
import type { Boundaries } from '../../server/src/protocol/boundaries.ts';
import type { DoneNews } from '../../server/src/protocol/done.ts';
import type { Moved, ServerStatus, Unreachable } from '../../server/src/protocol.ts';
import type { Connection } from './connection.ts';
import type { Log } from './log.ts';
import { startingStatus, stoppedStatus } from './status-text.ts';

// The editor waits five seconds for all extensions to stop, and the library two for an answer to `shutdown`.
const startTimeout = 1500;

/** The cause was already shown to the user. */
export class ShownError extends Error {}

/** The server's life, one for all workspace folders: not started, starting, running, failed, stopped. */
export class Session implements Disposable {
  readonly #context: ExtensionContext;
  readonly #log: Log;
  readonly #statusChanges = new EventEmitter<ServerStatus>();
  readonly #boundaryChanges = new EventEmitter<readonly Boundaries[]>();
  readonly #moves = new EventEmitter<Moved>();
  readonly #unreachableChanges = new EventEmitter<Unreachable>();
  readonly #doneChanges = new EventEmitter<DoneNews>();
  #status = stoppedStatus('not started');
  #started: Promise<Connection> | undefined;
  #connection: Connection | undefined;
  /** Counts starts and stops: what belongs to an earlier one is over. */
  #attempt = 0;

  readonly onStatus = this.#statusChanges.event;
  readonly onBoundaries = this.#boundaryChanges.event;
  /** Fires after a move that broke boundaries. */
  readonly onMoved = this.#moves.event;
  readonly onUnreachable = this.#unreachableChanges.event;
  readonly onDone = this.#doneChanges.event;

  constructor(context: ExtensionContext, log: Log) {
    this.#context = context;
    this.#log = log;
  }

  get status(): ServerStatus {
    return this.#status;
  }

  /** True from the first start on, also when it failed. */
  get isStarted(): boolean {
    return this.#started !== undefined;
  }

  /** Starts the server unless that was done. A failure is shown once, and stays until {@link restart}. */
  start(): Promise<Connection> {
    if (this.#started === undefined) {
      this.#attempt++;
      const attempt = this.#attempt;
      this.#started = this.#connect(attempt);
      this.#started.catch((cause) => {
        if (attempt !== this.#attempt) return;
        this.#changeStatus(stoppedStatus('the server did not start'));
        this.#log.complain("Parapet's server did not start.", cause);
      });
    }
    return this.#started;
  }

  async request<Result>(method: string, params?: unknown, token?: CancellationToken): Promise<Result> {
    const isStarting = !this.isStarted || this.#status.state === 'starting';
    const connection = await this.start().catch((cause) => {
      const message = "Parapet's server is not running.";
      throw isStarting ? new ShownError(message, { cause }) : new Error(message, { cause });
    });
    try {
      return await connection.request<Result>(method, params, token);
    } catch (cause) {
      const isDown = this.#status.state === 'stopped' || isConnectionLoss(cause);
      throw isDown ? new Error("Parapet's server went down before it answered.", { cause }) : cause;
    }
  }

  /** Tells a server that runs; no other one has to know. */
  notify(method: string): void {
    if (this.#status.state === 'stopped') return;
    this.#connection?.notify(method).catch(() => undefined);
  }

  async restart(): Promise<void> {
    await this.stop().catch((cause) =>
      this.#log.channel.warn(`The old server did not stop: ${String(cause)}`),
    );
    await this.start().catch(() => undefined);
  }

  async stop(): Promise<void> {
    const started = this.#started;
    this.#started = undefined;
    if (started === undefined) return;
    this.#attempt++;
    // A server that hangs in its start must not hang the editor's shutdown.
    await Promise.race([started.catch(() => undefined), after(startTimeout)]);
    const connection = this.#connection;
    this.#connection = undefined;
    this.#changeStatus(stoppedStatus('stopped'));
    await connection?.stop();
  }

  dispose(): void {
    this.#statusChanges.dispose();
    this.#boundaryChanges.dispose();
    this.#moves.dispose();
    this.#unreachableChanges.dispose();
    this.#doneChanges.dispose();
  }

  async #connect(attempt: number): Promise<Connection> {
    this.#changeStatus(startingStatus);
    commands.executeCommand('setContext', 'parapet.active', true);
    const { connect } = await import('./connection.ts');
    if (attempt !== this.#attempt) throw new Error('It was stopped before it started.');
    const connection = connect({
      serverModule: this.#context.asAbsolutePath('dist/server.cjs'),
      version: String(this.#context.extension.packageJSON.version),
      channel: this.#log.channel,
      onStatus: (status) => this.#changeStatus(status),
      onBoundaries: (boundaries) => this.#boundaryChanges.fire(boundaries),
      onMoved: (moved) => this.#moves.fire(moved),
      onUnreachable: (files) => this.#unreachableChanges.fire(files),
      onDone: (news) => this.#doneChanges.fire(news),
      onRestarting: () => {
        this.#forgetUnreachable();
        this.#changeStatus({ ...startingStatus, text: 'restarting after a crash' });
      },
      onDown: () => this.#changeStatus(stoppedStatus('the server is down')),
      onLost: () => this.#lose(),
    });
    this.#connection = connection;
    await connection.ready;
    return connection;
  }

  #lose(): void {
    this.#changeStatus(stoppedStatus('the server crashed'));
    this.#log.complain(
      "Parapet's server crashed too often and is not restarted.",
      'Its last lines are above.',
    );
  }

  // A server that starts again takes it that the client knows of none.
  #forgetUnreachable(): void {
    this.#unreachableChanges.fire({ uris: [] });
  }

  #changeStatus(status: ServerStatus): void {
    this.#status = status;
    if (status.state === 'stopped') this.#forgetUnreachable();
    this.#statusChanges.fire(status);
  }
}

// What JSON-RPC libraries reject a request with when its connection breaks: words that say nothing to a user.
function isConnectionLoss(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'number' && code >= -32_099 && code <= -32_096;
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, undefined));
}
