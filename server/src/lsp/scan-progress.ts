import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';

/** A scan that is over sooner is not worth a message. */
const patienceMilliseconds = 1500;

/** What a client sees of one scan of a workspace: nothing of a short one, and a way out of a long one. */
export interface ScanProgress {
  tell(read: number, all: number): void;
  isCancelled(): boolean;
  end(): void;
}

/** `canShow`: the client knows progress that the server begins. `now` gives milliseconds. */
export function startProgress(
  connection: Pick<Connection, 'window'>,
  canShow: boolean,
  now: () => number = () => performance.now(),
): ScanProgress {
  const started = now();
  let isAsked = false;
  let reporter:
    | (WorkDoneProgressServerReporter & { readonly token: { readonly isCancellationRequested: boolean } })
    | undefined;
  let hasEnded = false;
  return {
    tell(read, all) {
      if (!canShow || now() - started < patienceMilliseconds) return;
      const percent = Math.floor((100 * read) / all);
      if (!isAsked) void begin(percent, all);
      isAsked = true;
      reporter?.report(percent, `${read} of ${all} files`);
    },
    isCancelled: () => reporter?.token.isCancellationRequested ?? false,
    end() {
      hasEnded = true;
      reporter?.done();
    },
  };

  async function begin(percent: number, all: number): Promise<void> {
    const created = await connection.window.createWorkDoneProgress();
    if (hasEnded) return;
    reporter = created;
    reporter.begin('Parapet reads the workspace', percent, `${all} files`, true);
  }
}
