import { createRequire } from 'node:module';
import type { Worker } from 'node:worker_threads';

const load = createRequire(import.meta.url);

/** What a thread is started with, and how long it may do nothing. */
export interface ThreadOptions {
  readonly file: URL;
  /** Handed to the thread as it starts. */
  readonly start: unknown;
  /** Megabytes of its heap; a thread that needs more is ended. */
  readonly mostMegabytes: number;
  /** A thread that is asked nothing for so long is ended, and its memory is free again. */
  readonly idleMilliseconds: number;
  /** A thread that says nothing for so long while it is asked hangs, and is ended. */
  readonly silenceMilliseconds: number;
}

/** To the thread. */
export type ThreadQuestion =
  | { readonly id: number; readonly question: unknown }
  | { readonly id: number; readonly cancel: true };

/** From the thread: any number of items, then the end with the answer. */
export type ThreadAnswer =
  | { readonly id: number; readonly item: unknown }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly problem: string };

export type Asked =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly problem: string };

interface Waiting {
  onItem(item: unknown): void;
  isCancelled(): boolean;
  settle(asked: Asked): void;
}

/** One thread with a heap of its own, started when it is first asked and again after it ended. */
export class Thread {
  readonly #options: ThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nextId = 1;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Never rejects: a thread that cannot start, breaks, hangs or runs out of memory is an answer. */
  ask(
    question: unknown,
    onItem: (item: unknown) => void = () => {},
    isCancelled: () => boolean = () => false,
  ): Promise<Asked> {
    return new Promise((settle) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { onItem, isCancelled, settle });
      try {
        this.#worker ??= this.#start();
        this.#worker.ref();
        this.#worker.postMessage({ id, question } satisfies ThreadQuestion);
        this.#watch();
      } catch (thrown) {
        this.#end(thrown instanceof Error ? thrown.message : String(thrown));
      }
    });
  }

  /** Asks the thread to leave off what nobody waits for any more. */
  hearCancellations(): void {
    for (const [id, { isCancelled }] of this.#waiting)
      if (isCancelled()) this.#worker?.postMessage({ id, cancel: true } satisfies ThreadQuestion);
  }

  end(): void {
    this.#end('it was ended');
  }

  #start(): Worker {
    const { file, start, mostMegabytes } = this.#options;
    // A check that asks nothing of a thread starts without the module.
    const { Worker } = load('node:worker_threads') as typeof import('node:worker_threads');
    const worker = new Worker(file, {
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
      stdout: false,
    });
    const isCurrent = () => this.#worker === worker;
    worker.on('message', (message: ThreadAnswer) => isCurrent() && this.#hear(message));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (isCurrent()) this.#end(isFull ? `it needs more than ${mostMegabytes} MB of memory` : error.message);
    });
    worker.on('exit', () => isCurrent() && this.#end('it ended by itself'));
    return worker;
  }

  #hear(message: ThreadAnswer): void {
    const waiting = this.#waiting.get(message.id);
    if ('item' in message) waiting?.onItem(message.item);
    else {
      this.#waiting.delete(message.id);
      waiting?.settle(
        'problem' in message ? { ok: false, problem: message.problem } : { ok: true, answer: message.answer },
      );
    }
    this.#watch();
  }

  /** A timer never keeps the process alive; a thread that is asked something does. */
  #watch(): void {
    clearTimeout(this.#timer);
    const isIdle = this.#waiting.size === 0;
    if (isIdle) this.#worker?.unref();
    const { idleMilliseconds, silenceMilliseconds } = this.#options;
    this.#timer = isIdle
      ? setTimeout(() => this.#end('it was idle'), idleMilliseconds)
      : setTimeout(() => this.#end(`it was silent for ${silenceMilliseconds / 1000} s`), silenceMilliseconds);
    this.#timer.unref();
  }

  #end(problem: string): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { settle } of waiting) settle({ ok: false, problem });
  }
}
