/** Codes of tokens that are more than one punctuation character; those carry their character code. */
export const word = 1;
export const number = 2;
/** A string, template, regular expression or JSX element: an operand. */
export const literal = 3;

/**
 * The tokens passed so far, in parallel arrays, so that a doubtful place can be judged by looking back.
 * Punctuators are single characters: `=>` is `=` and `>`. JSX text, names and attributes leave no token.
 */
export class Tokens {
  count = 0;
  codes = new Uint8Array(256);
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  /** For a closing bracket the index of the token that opened it, and for that one `~` of its index; for any other token -1. */
  mates = new Int32Array(256);

  push(code: number, start: number, end: number, mate = -1): void {
    const index = this.count;
    if (index === this.codes.length) this.#grow();
    this.codes[index] = code;
    this.starts[index] = start;
    this.ends[index] = end;
    this.mates[index] = mate;
    this.count = index + 1;
  }

  /** The closing bracket of the token with the index `mate`; below 0 where nothing was open. */
  close(code: number, start: number, mate: number): void {
    if (mate >= 0) this.mates[mate] = ~this.count;
    this.push(code, start, start + 1, mate);
  }

  /** Empties the arrays for the next file; what one giant file needed is not kept for ever. */
  clear(): void {
    this.count = 0;
    if (this.codes.length > 1 << 18) this.#resize(256);
  }

  code(index: number): number {
    return index < 0 ? -1 : (this.codes[index] ?? -1);
  }

  start(index: number): number {
    return index < 0 ? 0 : (this.starts[index] ?? 0);
  }

  end(index: number): number {
    return index < 0 ? 0 : (this.ends[index] ?? 0);
  }

  /** The index of the token that opened this closing bracket; -1 for any other token. */
  mate(index: number): number {
    const mate = this.mates[index] ?? -1;
    return mate < 0 ? -1 : mate;
  }

  /** The text of a word; empty for any other token. */
  word(index: number, text: string): string {
    return this.code(index) === word ? text.slice(this.start(index), this.end(index)) : '';
  }

  #grow(): void {
    this.#resize(this.codes.length * 4);
  }

  #resize(length: number): void {
    const { codes, starts, ends, mates, count } = this;
    this.codes = new Uint8Array(length);
    this.starts = new Int32Array(length);
    this.ends = new Int32Array(length);
    this.mates = new Int32Array(length);
    this.codes.set(codes.subarray(0, count));
    this.starts.set(starts.subarray(0, count));
    this.ends.set(ends.subarray(0, count));
    this.mates.set(mates.subarray(0, count));
  }
}
