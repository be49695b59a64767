import type { CodeLens } from 'vscode-languageserver';

/** Keys come faster than this; counts are for when they rest. */
const restMilliseconds = 300;

export interface LensWatchOptions {
  /** The lenses of a document as they would be now; undefined for one that nobody looks at any more. */
  readonly lenses: (uri: string) => readonly CodeLens[] | undefined;
  /** Asks the client to ask for lenses again. */
  readonly refresh: () => void;
}

/** Says that lenses have changed: after an analysis that changed them, once it is quiet, and only while some are shown. */
export class LensWatch {
  readonly #options: LensWatchOptions;
  readonly #shown = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LensWatchOptions) {
    this.#options = options;
  }

  /** Notes what a client was given. */
  given(uri: string, lenses: readonly CodeLens[]): void {
    this.#shown.set(uri, titlesOf(lenses));
  }

  analysed(): void {
    clearTimeout(this.#timer);
    if (this.#shown.size > 0) this.#timer = setTimeout(() => this.#compare(), restMilliseconds);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#shown.clear();
  }

  #compare(): void {
    let isOther = false;
    for (const [uri, titles] of [...this.#shown]) {
      const lenses = this.#options.lenses(uri);
      if (lenses === undefined) {
        this.#shown.delete(uri);
      } else if (titlesOf(lenses) !== titles) {
        this.given(uri, lenses);
        isOther = true;
      }
    }
    if (isOther) this.#options.refresh();
  }
}

function titlesOf(lenses: readonly CodeLens[]): string {
  return lenses.map(({ command }) => command?.title).join('\n');
}
