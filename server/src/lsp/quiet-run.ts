/** Work that waits until nobody types, and that a change makes void. */
export class QuietRun {
  readonly #quietMilliseconds: number;
  readonly #run: (isVoid: () => boolean) => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #changes = 0;

  constructor(quietMilliseconds: number, run: (isVoid: () => boolean) => Promise<void>) {
    this.#quietMilliseconds = quietMilliseconds;
    this.#run = run;
  }

  /** Notes a change: what runs is void, and the wait begins anew. */
  note(): void {
    this.end();
    const change = this.#changes;
    this.#timer = setTimeout(() => void this.#run(() => this.#changes !== change), this.#quietMilliseconds);
    this.#timer.unref();
  }

  /** Nothing runs any more that counts. */
  end(): void {
    clearTimeout(this.#timer);
    this.#changes++;
  }
}
