import type { Span } from '../model/span.ts';
import { isSpace, isWord } from './characters.ts';
import { commentEnd, decodeEscapes, stringEnd } from './literals.ts';

/** A literal specifier with its quotes. */
export interface Literal extends Span {
  /** The value's source, between the quotes. */
  readonly raw: string;
}

/** Reads the tokens of one statement, skipping white space and comments. */
export class Cursor {
  constructor(
    readonly text: string,
    public position: number,
  ) {}

  /** Moves to the next token and returns its first character, or NaN at the end. */
  peek(): number {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.position);
      if (isSpace(code)) this.position += 1;
      else if (code === 47 && isCommentMark(text.charCodeAt(this.position + 1))) {
        const end = commentEnd(text, this.position);
        this.position = end < 0 ? text.length : end;
      } else return code;
    }
  }

  /** Takes the next token if it is this character. */
  take(code: number): boolean {
    if (this.peek() !== code) return false;
    this.position += 1;
    return true;
  }

  /** Takes the next word; empty when there is none. */
  word(): string {
    if (!isWord(this.peek())) return '';
    const start = this.position;
    while (isWord(this.text.charCodeAt(this.position))) this.position += 1;
    return this.text.slice(start, this.position);
  }

  /** Takes the next word without a copy; false when there is none. */
  skipWord(): boolean {
    if (!isWord(this.peek())) return false;
    do this.position += 1;
    while (isWord(this.text.charCodeAt(this.position)));
    return true;
  }

  /** Takes the next word if it is this one. */
  takeWord(expected: string): boolean {
    this.peek();
    const end = this.position + expected.length;
    if (!this.text.startsWith(expected, this.position) || isWord(this.text.charCodeAt(end))) return false;
    this.position = end;
    return true;
  }

  /** Takes a string, or where allowed a template without substitutions. */
  literal(allowsTemplate: boolean): Literal | undefined {
    const code = this.peek();
    const start = this.position;
    const isTemplate = code === 96 && allowsTemplate;
    if (code !== 34 && code !== 39 && !isTemplate) return undefined;
    const end = isTemplate ? this.#templateEnd(start) : stringEnd(this.text, start);
    if (end < 0) return undefined;
    this.position = end;
    return { start, end, raw: this.text.slice(start + 1, end - 1) };
  }

  #templateEnd(start: number): number {
    for (let position = start + 1; position < this.text.length; position += 1) {
      const code = this.text.charCodeAt(position);
      if (code === 96) return position + 1;
      if (code === 92) position += 1;
      else if (code === 36 && this.text.charCodeAt(position + 1) === 123) return -1;
    }
    return -1;
  }
}

function isCommentMark(code: number): boolean {
  return code === 47 || code === 42;
}

/** The value of a literal; line breaks of a template are LF whatever the file has. */
export function specifierOf({ raw }: Literal): string {
  return decodeEscapes(raw.includes('\r') ? raw.replace(/(?<!\\)\r\n?/g, '\n') : raw);
}
