import type { CommentPlace } from '../format/directive.ts';
import { candidateStart, isCommentedOut } from './candidates.ts';
import { isSpace } from './characters.ts';
import { commentEnd } from './literals.ts';
import type { Tokens } from './tokens.ts';

/** Kinds of open brackets beyond `(`, `[` and `{`, which are their character codes. */
export const templateHole = 1;
export const childHole = 2;
export const attributeHole = 3;
export const element = 4;
export const tag = 5;

/** What the walk reads next. */
export type Mode = 'code' | 'tag' | 'children' | 'done';

const none = 0x3fffffff;

/** Who is told what the walk meets; both may look at the tokens passed so far. */
export interface Visitor {
  /** A candidate is a word in code. Returns the offset after a complete statement, or 0 to read on behind the word. */
  word(position: number): number;
  /** A comment holds a candidate. */
  comment(comment: CommentPlace): void;
}

/** Where the walk over one text is. */
export class WalkState {
  position = 0;
  /** The next candidate. */
  next = 0;
  /** An ambiguous place was passed. */
  isUnsure = false;
  /** Regular expressions that did not end; each cost a scan to the end of its line. */
  failedScans = 0;
  /** The end of the last item of a JSX tag, which leaves no token. */
  tagItemEnd = 0;
  /** How many brackets are open; stacks are written by index, as this is twice as fast as calls until they are compiled. */
  #depth = 0;
  readonly #kinds: number[] = [];
  readonly #first: number[] = [];
  readonly #second: number[] = [];

  constructor(
    readonly text: string,
    readonly allowsJsx: boolean,
    readonly tokens: Tokens,
    readonly candidates: RegExp,
    readonly visitor: Visitor,
    /** Where the candidate that ends at an offset starts. */
    readonly startOf: (text: string, end: number) => number = candidateStart,
  ) {
    this.seek(0);
  }

  /** The first candidate at or after the offset is the next one. */
  seek(from: number): void {
    const { text, candidates } = this;
    candidates.lastIndex = from;
    while (candidates.test(text)) {
      this.next = this.startOf(text, candidates.lastIndex);
      if (this.next > text.length || !isCommentedOut(text, this.next)) return;
    }
    this.next = none;
  }

  /** Goes to the offset after a literal; candidates inside of it are none. */
  pass(end: number): void {
    this.position = end;
    if (this.next < end) this.seek(end);
  }

  get isDone(): boolean {
    return this.next === none;
  }

  open(kind: number, first: number, second = 0): void {
    const at = this.#depth;
    this.#kinds[at] = kind;
    this.#first[at] = first;
    this.#second[at] = second;
    this.#depth = at + 1;
  }

  /** Closes the innermost bracket and returns what was remembered of it first. */
  close(): number {
    if (this.#depth === 0) return -1;
    this.#depth -= 1;
    return this.#first[this.#depth] ?? -1;
  }

  get innermost(): number {
    return this.#depth === 0 ? 0 : (this.#kinds[this.#depth - 1] ?? 0);
  }

  /** The name of the innermost JSX element or tag. */
  get elementName(): string {
    const top = this.#depth - 1;
    return this.text.slice(this.#first[top], this.#second[top]);
  }

  /** The tag at the top has ended and its children begin. */
  enterChildren(): void {
    this.#kinds[this.#depth - 1] = element;
  }

  /** Passes the comment that starts at the position. */
  comment(): void {
    const start = this.position;
    const closed = commentEnd(this.text, start);
    if (closed < 0) this.isUnsure = true;
    const end = closed < 0 ? ~closed : closed;
    if (this.next < end) this.visitor.comment(this.#place(start, end));
    this.pass(end);
  }

  #place(start: number, end: number): CommentPlace {
    const last = this.tokens.count - 1;
    const codeBefore = Math.max(this.tokens.end(last), this.tagItemEnd);
    if (this.innermost !== childHole || this.#first[this.#depth - 1] !== last)
      return { start, end, codeBefore };
    const close = this.#skipSpace(end);
    if (this.text.charCodeAt(close) !== 125) return { start, end, codeBefore };
    let before = this.tokens.start(last);
    while (before > 0 && isSpace(this.text.charCodeAt(before - 1))) before -= 1;
    return { start, end, codeBefore: before, containerEnd: close + 1 };
  }

  #skipSpace(from: number): number {
    let position = from;
    while (isSpace(this.text.charCodeAt(position))) position += 1;
    return position;
  }
}
