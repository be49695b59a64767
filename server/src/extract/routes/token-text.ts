import { isSpace } from '../characters.ts';
import { specifierOf } from '../cursor.ts';
import { commentEnd } from '../literals.ts';
import { literal, Tokens, word } from '../tokens.ts';
import { walk } from '../walk.ts';
import { WalkState } from '../walk-state.ts';

/** Beyond any text, so that the walk reads all of it. */
const beyond = 0x3ffffffe;

/** The tokens of a whole text, and where each opening bracket closes. */
export class TokenText {
  readonly count: number;
  readonly #closers: Int32Array;

  constructor(
    readonly text: string,
    readonly tokens: Tokens,
  ) {
    this.count = tokens.count;
    const closers = new Int32Array(tokens.count).fill(-1);
    for (let index = 0; index < tokens.count; index += 1) {
      const mate = tokens.mate(index);
      if (mate >= 0) closers[mate] = index;
    }
    this.#closers = closers;
  }

  code(index: number): number {
    return index < this.count ? this.tokens.code(index) : -1;
  }

  start(index: number): number {
    return index < this.count ? this.tokens.start(index) : this.text.length;
  }

  end(index: number): number {
    return index < this.count ? this.tokens.end(index) : this.text.length;
  }

  /** The word of this index; empty for any other token. */
  word(index: number): string {
    return index < this.count ? this.tokens.word(index, this.text) : '';
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
    const closer = this.#closers[index] ?? -1;
    return closer < 0 ? this.count : closer;
  }

  /** True for `=>`, whose first token this is. */
  isArrow(index: number): boolean {
    return (
      this.code(index) === 61 && this.code(index + 1) === 62 && this.start(index + 1) === this.end(index)
    );
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
  literalValue(index: number, start = this.literalStart(index)): string | undefined {
    if (this.code(index) !== literal) return undefined;
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

export function tokenise(text: string, allowsJsx: boolean): TokenText {
  const tokens = new Tokens();
  const visitor = { word: () => 0, comment: () => {} };
  walk(new WalkState(text, allowsJsx, tokens, /^/g, visitor, () => beyond));
  return new TokenText(text, tokens);
}
