/** The streams of one run, so that a test can stand in for a terminal. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isOutputTerminal: boolean;
  readonly isErrorTerminal: boolean;
  readonly columns: number | undefined;
  /** All of standard input. */
  input?(): string;
  out(text: string): void;
  err(text: string): void;
}

/** Colour only for people: on a terminal, unless NO_COLOR says otherwise; FORCE_COLOR insists. */
export function wantsColour({ env, isOutputTerminal }: Terminal): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return isOutputTerminal && env['TERM'] !== 'dumb';
}

/** What every CI system sets. */
export function isCi(env: Terminal['env']): boolean {
  return env['CI'] !== undefined && env['CI'] !== '';
}

const progressEvery = 100;

/** Shows on a terminal that something is going on; `done` clears the line. */
export function createProgress(terminal: Terminal): { onFolder(path: string): void; done(): void } {
  let folders = 0;
  const isShown = terminal.isErrorTerminal && !isCi(terminal.env);
  return {
    onFolder() {
      folders++;
      if (isShown && folders % progressEvery === 0) terminal.err(`\rReading ${folders} folders…`);
    },
    done() {
      if (isShown && folders >= progressEvery) terminal.err('\r\u001b[K');
    },
  };
}

/** The same for the compiler's work; told file by file. */
export function createTypesProgress(terminal: Terminal): {
  tell(read: number, all: number): void;
  done(): void;
} {
  let isTold = false;
  const isShown = terminal.isErrorTerminal && !isCi(terminal.env);
  return {
    tell(read, all) {
      if (!isShown || read % progressEvery !== 0) return;
      isTold = true;
      terminal.err(`\rInferring the types of ${all} files: ${read}…`);
    },
    done() {
      if (isTold) terminal.err('\r\u001b[K');
    },
  };
}
