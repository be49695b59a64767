const lineLimit = 500;

/** The last lines of the log, kept in memory for Collect Diagnostics. */
export class LogTail {
  readonly #lines: string[] = [];
  readonly #limit: number;

  constructor(limit = 200) {
    this.#limit = limit;
  }

  /** @param time ISO 8601 */
  add(time: string, level: string, message: string): void {
    // A crash prints the line of code it happened on, and a bundle is one line.
    const lines = message
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => line.slice(0, lineLimit));
    this.#lines.push(...lines.map((line) => `${time} [${level}] ${line}`));
    if (this.#lines.length > this.#limit) this.#lines.splice(0, this.#lines.length - this.#limit);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }
}
