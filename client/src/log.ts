import { type Disposable, type LogOutputChannel, window } from 'vscode';
import { LogTail } from './log-tail.ts';

/** The "Parapet" output channel. It is created with the first use: without a policy nothing of ours shows. */
export class Log implements Disposable {
  readonly tail = new LogTail();
  #channel: LogOutputChannel | undefined;

  get channel(): LogOutputChannel {
    this.#channel ??= recorded(window.createOutputChannel('Parapet', { log: true }), this.tail);
    return this.#channel;
  }

  show(): void {
    this.channel.show(true);
  }

  /** Logs the cause and shows one message with the way to the log; never waits for an answer. */
  complain(message: string, cause: unknown): void {
    this.channel.error(
      `${message} ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
    );
    const showLog = 'Show Log';
    window.showErrorMessage(message, showLog).then((choice) => {
      if (choice === showLog) this.show();
    }, ignore);
  }

  dispose(): void {
    this.#channel?.dispose();
  }
}

function ignore(): void {}

// The editor offers no way to read a channel back. Trace lines are not kept: they may hold source text.
function recorded(channel: LogOutputChannel, tail: LogTail): LogOutputChannel {
  const keep = (level: string, message: string | Error) =>
    tail.add(
      new Date().toISOString(),
      level,
      message instanceof Error ? (message.stack ?? message.message) : message,
    );
  return {
    name: channel.name,
    get logLevel() {
      return channel.logLevel;
    },
    onDidChangeLogLevel: channel.onDidChangeLogLevel,
    trace: (message, ...rest) => channel.trace(message, ...rest),
    debug: (message, ...rest) => {
      keep('debug', message);
      channel.debug(message, ...rest);
    },
    info: (message, ...rest) => {
      keep('info', message);
      channel.info(message, ...rest);
    },
    warn: (message, ...rest) => {
      keep('warning', message);
      channel.warn(message, ...rest);
    },
    error: (message, ...rest) => {
      keep('error', message);
      channel.error(message, ...rest);
    },
    append: (value) => channel.append(value),
    appendLine: (value) => channel.appendLine(value),
    replace: (value) => channel.replace(value),
    clear: () => channel.clear(),
    show: () => channel.show(true),
    hide: () => channel.hide(),
    dispose: () => channel.dispose(),
  };
}
