import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer, ThreadQuestion } from './thread.ts';

export interface Question {
  readonly question: unknown;
  tell(item: unknown): void;
  isCancelled(): boolean;
}

/** Answers what the thread is asked, one question after the other; must run in a thread. */
export function serveThread(answer: (question: Question) => Promise<unknown>): void {
  const port = parentPort;
  if (!port) throw new Error('This file runs in a thread only.');
  const cancelled = new Set<number>();
  let last: Promise<unknown> = Promise.resolve();
  port.on('message', (message: ThreadQuestion) => {
    const { id } = message;
    if ('cancel' in message) {
      cancelled.add(id);
      return;
    }
    const tell = (item: unknown) => port.postMessage({ id, item } satisfies ThreadAnswer);
    last = last.then(async () => {
      try {
        const given = await answer({
          question: message.question,
          tell,
          isCancelled: () => cancelled.has(id),
        });
        port.postMessage({ id, answer: given } satisfies ThreadAnswer);
      } catch (thrown) {
        const problem = thrown instanceof Error ? thrown.message : String(thrown);
        port.postMessage({ id, problem } satisfies ThreadAnswer);
      }
      cancelled.delete(id);
    });
  });
}

/** What the thread was started with. */
export function threadStart(): unknown {
  return workerData;
}
