/** The last lines of the log, kept in memory for Collect Diagnostics. */
export class LogTail {
  readonly #lines: string[] = [];
  readonly #limit: number;

  constructor(limit = 200) {
    this.#limit = limit;
  }

  /** @param time ISO 8601 */
  add(time: string, level: string, message: string): void {
    for (const line of message.trimEnd().split(/\r?\n/)) this.#lines.push(`${time} [${level}] ${line}`);
    if (this.#lines.length > this.#limit) this.#lines.splice(0, this.#lines.length - this.#limit);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }
}
