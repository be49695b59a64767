import { isSpace } from '../../characters.ts';
import { specifierOf } from '../../cursor.ts';
import { commentEnd } from '../../literals.ts';
import { literal, Tokens, word } from '../../tokens.ts';
import { walk } from '../../walk.ts';
import { WalkState } from '../../walk-state.ts';

/** Beyond any text, so that the walk reads all of it. */
const beyond = 0x3ffffffe;

/** The tokens of a whole text, and where each opening bracket closes. */
export class TokenText {
  readonly count: number;
  /** The codes of tokens and four of 0 behind them, so that a look ahead needs no test; loops are twice as fast on them. */
  readonly codes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;

  constructor(
    readonly text: string,
    readonly tokens: Tokens,
  ) {
    const { count } = tokens;
    for (let more = 0; more < 4; more += 1) tokens.push(0, text.length, text.length);
    tokens.count = count;
    this.count = count;
    this.codes = tokens.codes;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
  }

  code(index: number): number {
    return index >= 0 && index < this.count ? (this.codes[index] ?? -1) : -1;
  }

  start(index: number): number {
    if (index >= this.count) return this.text.length;
    return index < 0 ? 0 : (this.starts[index] ?? 0);
  }

  end(index: number): number {
    if (index >= this.count) return this.text.length;
    return index < 0 ? 0 : (this.ends[index] ?? 0);
  }

  /** The word of this index; empty for any other token. */
  word(index: number): string {
    if (index < 0 || index >= this.count || this.codes[index] !== word) return '';
    return this.text.slice(this.starts[index], this.ends[index]);
  }

  /** The same for a word that may be one of the set, and empty for others. */
  wordOf(words: WordSet, index: number): string {
    if (index < 0 || index >= this.count || this.codes[index] !== word) return '';
    const start = this.starts[index] ?? 0;
    const end = this.ends[index] ?? 0;
    return words.mayHold(this.text.charCodeAt(start), end - start) ? this.text.slice(start, end) : '';
  }

  /** Whether the token is this word. */
  isNamed(index: number, name: string): boolean {
    if (index < 0 || index >= this.count || this.codes[index] !== word) return false;
    const start = this.starts[index] ?? 0;
    return (this.ends[index] ?? 0) - start === name.length && this.text.startsWith(name, start);
  }

  /** The text of any token. */
  slice(index: number): string {
    return this.text.slice(this.start(index), this.end(index));
  }

  isWord(index: number): boolean {
    return this.code(index) === word;
  }

  /** The closing bracket of the opening one; where it is missing, the end of the text. */
  closer(index: number): number {
    const mate = this.tokens.mates[index] ?? -1;
    return mate < -1 && index < this.count ? ~mate : this.count;
  }

  /** True for `=>`, whose first token this is. */
  isArrow(index: number): boolean {
    if (this.code(index) !== 61 || this.code(index + 1) !== 62) return false;
    return this.starts[index + 1] === this.ends[index];
  }

  /** Where the literal of this index begins: of a template only the last backtick is a token. */
  literalStart(index: number): number {
    const start = this.start(index);
    if (this.text.charCodeAt(start) !== 96) return start;
    return this.#firstAfter(index - 1);
  }

  /** True when a template with holes begins with this token, which is the brace of its first hole. */
  startsTemplate(index: number): boolean {
    const start = this.start(index);
    if (this.code(index) !== 123 || this.text.charCodeAt(start - 1) !== 36) return false;
    return this.text.charCodeAt(this.#firstAfter(index - 1)) === 96;
  }

  /** The value of a string or of a template without holes; undefined for what else is a literal. */
  literalValue(index: number, known?: number): string | undefined {
    if (this.code(index) !== literal) return undefined;
    const start = known ?? this.literalStart(index);
    const quote = this.text.charCodeAt(start);
    if (quote !== 34 && quote !== 39 && quote !== 96) return undefined;
    const end = this.end(index);
    if (end - start < 2) return undefined;
    return specifierOf({ start, end, raw: this.text.slice(start + 1, end - 1) });
  }

  isPattern(index: number): boolean {
    return this.code(index) === literal && this.text.charCodeAt(this.start(index)) === 47;
  }

  /** The first character of code behind the token. */
  #firstAfter(index: number): number {
    const { text } = this;
    let position = index < 0 ? 0 : this.end(index);
    while (position < text.length) {
      const code = text.charCodeAt(position);
      const following = text.charCodeAt(position + 1);
      if (isSpace(code)) position += 1;
      else if (code === 47 && (following === 47 || following === 42)) {
        const end = commentEnd(text, position);
        position = end < 0 ? ~end : end;
      } else break;
    }
    return position;
  }
}

/** Words, with a test by first letter and length that leaves out nearly all others before they are cut out of the text. */
export class WordSet {
  readonly #words: ReadonlySet<string>;
  /** By length the first letters, as bits. */
  readonly #letters = new Int32Array(32);

  constructor(words: Iterable<string>) {
    this.#words = new Set(words);
    for (const word of this.#words)
      this.#letters[word.length] = (this.#letters[word.length] ?? 0) | (1 << (word.charCodeAt(0) & 31));
  }

  mayHold(first: number, length: number): boolean {
    return length < 32 && ((this.#letters[length] ?? 0) & (1 << (first & 31))) !== 0;
  }

  has(word: string): boolean {
    return this.#words.has(word);
  }
}

const start = /^/g;
const visitor = { word: () => 0, comment: () => {} };
const isBeyond = () => beyond;

/** A tokeniser with one store: what it gave is void with the next text. */
export function createTokeniser(): (text: string, allowsJsx: boolean) => TokenText {
  const tokens = new Tokens();
  return (text, allowsJsx) => {
    tokens.clear();
    walk(new WalkState(text, allowsJsx, tokens, start, visitor, isBeyond));
    return new TokenText(text, tokens);
  };
}

export function tokenise(text: string, allowsJsx: boolean): TokenText {
  return createTokeniser()(text, allowsJsx);
}
