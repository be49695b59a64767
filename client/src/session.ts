import { commands, type Disposable, EventEmitter, type ExtensionContext } from 'vscode';
import type { ServerStatus } from '../../server/src/protocol.ts';
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
  #status = stoppedStatus('Not started');
  #started: Promise<Connection> | undefined;
  #connection: Connection | undefined;

  readonly onStatus = this.#statusChanges.event;

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
      this.#started = this.#connect();
      this.#started.catch((cause) => {
        this.#changeStatus(stoppedStatus('The server did not start'));
        this.#log.complain("Parapet's server did not start.", cause);
      });
    }
    return this.#started;
  }

  async request<Result>(method: string, params?: unknown): Promise<Result> {
    const isStarting = !this.isStarted || this.#status.state === 'starting';
    const connection = await this.start().catch((cause) => {
      const message = "Parapet's server is not running.";
      throw isStarting ? new ShownError(message, { cause }) : new Error(message, { cause });
    });
    try {
      return await connection.request<Result>(method, params);
    } catch (cause) {
      // The library rejects what is pending when the server goes down, in words that say nothing to a user.
      if (this.#status.state === 'ready' || this.#status.state === 'incomplete') throw cause;
      throw new Error("Parapet's server went down before it answered.", { cause });
    }
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
    // A server that hangs in its start must not hang the editor's shutdown.
    await Promise.race([started.catch(() => undefined), after(startTimeout)]);
    const connection = this.#connection;
    this.#connection = undefined;
    this.#changeStatus(stoppedStatus('Stopped'));
    await connection?.stop();
  }

  dispose(): void {
    this.#statusChanges.dispose();
  }

  async #connect(): Promise<Connection> {
    this.#changeStatus(startingStatus);
    commands.executeCommand('setContext', 'parapet.active', true);
    const { connect } = await import('./connection.ts');
    const connection = connect({
      serverModule: this.#context.asAbsolutePath('dist/server.cjs'),
      version: String(this.#context.extension.packageJSON.version),
      channel: this.#log.channel,
      onStatus: (status) => this.#changeStatus(status),
      onRestarting: () => this.#changeStatus({ ...startingStatus, text: 'Restarting after a crash' }),
      onDown: () => this.#changeStatus(stoppedStatus('The server is down')),
      onLost: () => this.#lose(),
    });
    this.#connection = connection;
    await connection.ready;
    return connection;
  }

  #lose(): void {
    this.#changeStatus(stoppedStatus('The server crashed'));
    this.#log.complain(
      "Parapet's server crashed too often and is not restarted.",
      'Its last lines are above.',
    );
  }

  #changeStatus(status: ServerStatus): void {
    this.#status = status;
    this.#statusChanges.fire(status);
  }
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, undefined));
}
