/** The elements, blocks (`#`) and expressions (`{`) that are open at a place of a markup text. */
export class OpenElements {
  readonly #names: string[] = [];
  readonly #starts: number[] = [];
  /** How often each name is open, so that a closing tag without an opening one costs no search. */
  readonly #counts = new Map<string, number>();

  get isAny(): boolean {
    return this.#names.length > 0;
  }

  get isExpression(): boolean {
    return this.#names.at(-1) === '{';
  }

  /** Astro leaves the scripts in these as they are. */
  get isInert(): boolean {
    return this.#count('svg') + this.#count('noscript') + this.#count('template') > 0;
  }

  /** The start of the outermost, or the offset given when nothing is open. */
  outermost(otherwise: number): number {
    return this.#starts[0] ?? otherwise;
  }

  push(name: string, start: number): void {
    this.#names.push(name);
    this.#starts.push(start);
    this.#counts.set(name, this.#count(name) + 1);
  }

  pop(): void {
    const name = this.#names.pop();
    this.#starts.pop();
    if (name !== undefined) this.#counts.set(name, this.#count(name) - 1);
  }

  /** Closes the innermost of this name and whatever is open inside of it; nothing when none is open. */
  close(name: string): void {
    if (this.#count(name) === 0) return;
    while (this.#names.at(-1) !== name) this.pop();
    this.pop();
  }

  clear(): void {
    while (this.isAny) this.pop();
  }

  #count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }
}
