import { Cursor } from './cursor.ts';
import { hasNewline, isMember } from './operand.ts';
import { literal, number, type Tokens, word } from './tokens.ts';

/** Where an `import('x')` stands. */
export type Position = 'type' | 'expression' | 'unknown';

const expressionWords = new Set(
  'return await yield void delete new throw case do else of default instanceof implements'.split(' '),
);
const typeWords = new Set('as satisfies is keyof readonly infer asserts'.split(' '));
const statementWords = new Set(
  'let const var function class return throw if for while do switch enum export'.split(' '),
);
/** These start a statement only before a name. */
const contextualWords = new Set('interface type namespace module'.split(' '));

/**
 * Tells an import type from a dynamic import by the tokens around it.
 * @param end offset after the closing parenthesis
 */
export function positionOfCall(outlook: Outlook, end: number): Position {
  const { text } = outlook;
  const cursor = new Cursor(text, end);
  let nameEnd = end;
  while (cursor.take(46)) {
    cursor.word();
    nameEnd = cursor.position;
  }
  cursor.peek();
  const isSameLine = !/[\n\r]/.test(text.slice(nameEnd, cursor.position));
  const following = text.slice(cursor.position, cursor.position + 12);
  // Nothing of a type can be called, whatever comes before it.
  if (isSameLine && /^(?:\(|`|!(?!=)|\?\.)/.test(following)) return 'expression';
  const before = outlook.look();
  return before === 'unknown' ? positionBefore(following, isSameLine) : before;
}

function positionBefore(following: string, isSameLine: boolean): Position {
  if (/^(?:[|&](?![|&=])|=(?!=)|>(?![=>]))/.test(following)) return 'type';
  if (!isSameLine) return 'unknown';
  if (/^extends\b/.test(following)) return 'type';
  return /^(?:\?\?|&&|\|\||[!=]==?|instanceof\b)/.test(following) ? 'expression' : 'unknown';
}

/** How far to look back before giving up. */
const maximumSteps = 20_000;
const maximumDepth = 200;

/** Looks back over the tokens from a place to find out whether a type or an expression is written there. */
export class Outlook {
  #steps = 0;
  #depth = 0;
  /** What was found out behind a comma, so that a long list is not passed again for each of its items. */
  readonly #lists = new Map<number, Position>();
  readonly #openers = new Map<number, number>();

  constructor(
    readonly tokens: Tokens,
    readonly text: string,
  ) {}

  /** The position of what comes after the last token. */
  look(): Position {
    this.#steps = 0;
    this.#depth = 0;
    const position = this.at(this.tokens.count);
    return this.#isLost ? 'unknown' : position;
  }

  /** The look back went too far; whatever it said is worth nothing. */
  get #isLost(): boolean {
    return this.#steps > maximumSteps || this.#depth > maximumDepth;
  }

  /** The position of what begins with the token of this index. */
  at(index: number): Position {
    this.#depth += 1;
    if (this.#isLost) return 'unknown';
    const last = index - 1;
    const code = this.tokens.code(last);
    switch (code) {
      case word:
        return this.#afterWord(last);
      case 40: // (
        return this.#inParenthesis(last);
      case 91: // [
        return this.#inBracket(last);
      case 44: // ,
        return this.#inList(last);
      case 58: // :
        return this.#afterColon(last);
      case 63: // ?
        return this.#code(last - 1) === 63 ? 'expression' : this.#conditional(last);
      case 61: // =
        return this.#afterEquals(last);
      case 62: // >
        return this.#isArrow(last) ? this.#afterArrow(last) : 'expression';
      case 60: // <
        return 'type';
      case 124: // |
      case 38: // &
        return this.#code(last - 1) === code && this.#adjoins(last) ? 'expression' : 'type';
      case 46: // .
        return this.#code(last - 1) === 46 ? this.at(last - 2) : 'unknown';
      default:
        return 'expression';
    }
  }

  #code(index: number): number {
    return this.tokens.code(index);
  }

  #word(index: number): string {
    return isMember(this.tokens, index) ? '' : this.tokens.word(index, this.text);
  }

  #adjoins(index: number): boolean {
    return this.tokens.start(index) === this.tokens.end(index - 1);
  }

  #isArrow(index: number): boolean {
    return this.#code(index) === 62 && this.#code(index - 1) === 61 && this.#adjoins(index);
  }

  #afterWord(index: number): Position {
    const name = this.#word(index);
    if (name === 'typeof') return this.at(index);
    if (typeWords.has(name)) return 'type';
    if (name === 'extends') return this.#isHeritage(index) ? 'expression' : 'type';
    if (name === 'in')
      return this.#code(index - 2) === 91 && !this.#isOperand(index - 3) ? 'type' : 'expression';
    return 'expression';
  }

  /** `class A extends`, `interface A<T> extends`: the compiler reads an expression there. */
  #isHeritage(index: number): boolean {
    const name = this.#beforeAngles(index - 1);
    const starts = (at: number) => this.#word(at) === 'class' || this.#word(at) === 'interface';
    return starts(name) || starts(name - 1);
  }

  /** The index of the token before `<…>` when one ends at this index, else the index itself. */
  #beforeAngles(index: number): number {
    if (this.#code(index) !== 62 || this.#isArrow(index)) return index;
    let depth = 0;
    for (let at = index; at >= 0; at = this.#previous(at)) {
      if (this.#code(at) === 62 && !this.#isArrow(at)) depth += 1;
      if (this.#code(at) === 60) depth -= 1;
      if (depth === 0) return at - 1;
      if (this.#code(at) === 59 || this.#isOpener(at)) break;
    }
    return index;
  }

  /** Like `#previous`, and passes `<…>` as a whole where one ends. */
  #previousOutsideAngles(index: number): number {
    const before = this.#beforeAngles(index);
    return before === index ? this.#previous(index) : before;
  }

  /** The token before this one on the same level; brackets that close here are passed as a whole. */
  #previous(index: number): number {
    this.#steps += 1;
    if (this.#isLost) return -1;
    const mate = this.tokens.mate(index);
    return (mate >= 0 ? mate : index) - 1;
  }

  #isOpener(index: number): boolean {
    const code = this.#code(index);
    return code === 40 || code === 91 || code === 123;
  }

  #isOperand(index: number): boolean {
    const code = this.#code(index);
    if (code === word) return !this.#isOperator(index);
    if (code === 62) return !this.#isArrow(index);
    return code === 41 || code === 93 || code === literal || code === 33 || code === 46;
  }

  #isOperator(index: number): boolean {
    const name = this.#word(index);
    return expressionWords.has(name) || typeWords.has(name) || ['typeof', 'extends', 'in'].includes(name);
  }

  #inParenthesis(open: number): Position {
    // Arguments are expressions; a parameter cannot begin with `import`.
    if (this.#isOperand(open - 1)) return 'expression';
    return ['is', 'infer', 'asserts'].includes(this.#word(open - 1)) ? 'unknown' : this.at(open);
  }

  /** An index stands where the indexed name does; anything else before the bracket is too rare to be followed. */
  #inBracket(open: number): Position {
    if (!this.#isOperand(open - 1)) return this.at(open);
    return this.#code(open - 1) === word && !isMember(this.tokens, open - 1) ? this.at(open - 1) : 'unknown';
  }

  /** Behind a comma: what encloses the list decides, if no angle bracket could be its opener. */
  #inList(comma: number): Position {
    const known = this.#lists.get(comma);
    if (known !== undefined) return known;
    const position = this.#listed(comma);
    if (!this.#isLost) this.#lists.set(comma, position);
    return position;
  }

  #listed(comma: number): Position {
    let depth = 0;
    for (let at = comma - 1; at >= 0; at = this.#previous(at)) {
      const code = this.#code(at);
      if (code === 62 && !this.#isArrow(at)) depth += 1;
      if (code === 60) depth -= 1;
      if (depth < 0 || code === 59 || code === 123) return 'unknown';
      if (code === 40 || code === 91) return this.at(at + 1);
      const known = depth === 0 && code === 44 ? this.#lists.get(at) : undefined;
      if (known !== undefined) return known;
    }
    return 'unknown';
  }

  /** `A extends B ? …` is a type, any other question an expression. */
  #conditional(question: number): Position {
    for (let at = this.#previous(question); at >= 0; at = this.#previousOutsideAngles(at)) {
      const code = this.#code(at);
      if (code === 59 || code === 44 || code === 58 || code === 63 || this.#isOpener(at)) break;
      if (this.#word(at) === 'extends') return 'type';
      if (this.#startsStatement(at)) break;
    }
    return 'expression';
  }

  #afterColon(colon: number): Position {
    if (this.#code(colon - 1) === 63) return 'type';
    let open = 1;
    for (let at = this.#previous(colon); at >= 0; at = this.#previousOutsideAngles(at)) {
      const code = this.#code(at);
      const name = this.#word(at);
      if (name === 'let' || name === 'const' || name === 'var') return 'type';
      if (name === 'case' && this.#code(at - 1) !== 44) return 'expression';
      if (code === 59 || code === 44 || this.#isOpener(at) || this.#startsStatement(at)) break;
      if (code === 58) open += 1;
      if (code === 63 && this.#isQuestion(at)) open -= 1;
      // `m?(): T` and `a ? (b) : c` look alike.
      if (open === 0) return this.tokens.mate(colon - 1) === at + 1 ? 'unknown' : this.#conditional(at);
    }
    return this.#annotation(colon);
  }

  #startsStatement(index: number): boolean {
    const name = this.#word(index);
    return statementWords.has(name) || (contextualWords.has(name) && this.#code(index + 1) === word);
  }

  /** Not `?:`, `??` or `?.`; but `a ?.5 : b` is one. */
  #isQuestion(index: number): boolean {
    const following = this.#code(index + 1);
    if (following === 46) return this.#code(index + 2) === number;
    return following !== 58 && following !== 63 && this.#code(index - 1) !== 63;
  }

  /** Behind the colon of a parameter, a member, a property, a label: what encloses it decides. */
  #annotation(colon: number): Position {
    const at = this.#opener(colon);
    if (this.#code(at) === 123) return this.#member(at, colon);
    if (at >= 0 || this.#code(colon - 1) === 41) return 'type';
    return 'unknown';
  }

  /** The index of the bracket that encloses the token of this index, or -1. */
  #opener(index: number): number {
    let firstComma = -1;
    let opener: number | undefined;
    let at = this.#previous(index);
    while (opener === undefined && at >= 0 && !this.#isOpener(at)) {
      if (this.#code(at) === 44) {
        opener = this.#openers.get(at);
        if (firstComma < 0) firstComma = at;
      }
      at = this.#previous(at);
    }
    opener ??= at;
    if (firstComma >= 0 && !this.#isLost) this.#openers.set(firstComma, opener);
    return opener;
  }

  /** Behind the colon of a member, by what stands before its brace. */
  #member(brace: number, colon: number): Position {
    if (this.#code(colon - 1) === 41) return 'type';
    const before = brace - 1;
    switch (this.#code(before)) {
      case -1:
      case 41: // )
      case 59: // ;
      case 123: // {
      case 125: // }
      case literal:
        return this.#code(colon - 1) === word ? 'unknown' : 'expression';
      case word:
        return this.#isOperator(before) || this.#word(before) === 'return'
          ? this.at(brace)
          : this.#body(before);
      case 62: // >
        return this.#isArrow(before) ? this.at(brace) : this.#body(before);
      case 93: // ]
        return 'unknown';
      default:
        return this.at(brace);
    }
  }

  /** `class … {` and `interface … {` hold types behind their colons. */
  #body(last: number): Position {
    for (let at = last; at >= 0; at = this.#previous(at)) {
      const name = this.#word(at);
      if (name === 'class' || name === 'interface') return 'type';
      const code = this.#code(at);
      if (code === 59 || code === 123 || code === 125 || code === 41) break;
    }
    return 'unknown';
  }

  #afterEquals(equals: number): Position {
    const target = this.#beforeAngles(equals - 1);
    const before = this.#word(target - 1);
    if (this.#code(target) === word && before === 'extends') return 'type';
    // `type` is a name when its line ends behind it.
    const isAlias =
      before === 'type' && !hasNewline(this.text, this.tokens.end(target - 1), this.tokens.start(target));
    if (this.#code(target) === word && isAlias) return 'type';
    const code = this.#code(target - 1);
    return code === 44 || code === 60 ? 'unknown' : 'expression';
  }

  /** Behind `=>`: only a function type and an arrow function without return type have `)` before it. */
  #afterArrow(arrow: number): Position {
    const last = arrow - 2;
    if (this.#code(last) !== 41 || this.tokens.mate(last) < 0) return 'expression';
    const open = this.tokens.mate(last);
    const start = this.#beforeAngles(open - 1) + 1;
    const before = this.#word(start - 1);
    if (before === 'async') return 'expression';
    return before === 'new' ? 'type' : this.at(start);
  }
}
