import type { CommentPlace } from '../format/directive.ts';
import { angle, backtick, classOf, closer, digit, isSpace, isWord, opener, quote, slash, space, wordPart } from './characters.ts';
import { JsxWalk } from './jsx-walk.ts';
import { commentEnd, isHarmful, regularExpressionEnd, stringEnd, templateEnd } from './literals.ts';
import { stanceBefore } from './operand.ts';
import { literal, number, type Tokens, word } from './tokens.ts';

/** Who is told what the walk meets; both may look at the walk's tokens. */
export interface Visitor {
  /** A candidate is a word in code. Returns where the walk goes on: at `position`, or after what was read. */
  candidate(walk: Walk, position: number): number;
  /** A comment holds a candidate. */
  comment(walk: Walk, comment: CommentPlace): void;
}
