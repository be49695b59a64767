import type { ComputedEntry, Expression, ObjectEntry } from '../../../model/route-facts.ts';
import type { Span } from '../../../model/span.ts';
import { literal, number, word } from '../../tokens.ts';
import { either, joined, named } from './combined.ts';
import { type TokenText, WordSet } from './token-text.ts';

const modifiers = new Set(['async', 'get', 'set']);
const prefixes = new WordSet(['await', 'void', 'new']);

/** An expression, and the token behind what was read of it. */
export interface Read {
  readonly value: Expression;
  readonly next: number;
}

/** Beyond these an expression is none that registers routes; they bound the time of the reading. */
const deepest = 12;
const longest = 400;
const longestCondition = 40;

/**
 * Where the reading of each kind begins: what stands within functions matters less than what is called, and of what is
 * requested only where to.
 */
export const depths = { call: 6, value: 2, inner: 9, returned: 9, request: 9, use: 10 } as const;

/** Which function has its parameters or its first word at a token. */
export type ScopeAt = (index: number) => { readonly scope: number; readonly end: number } | undefined;

/** Reads expressions from tokens; never fails, as what it does not know is `other`. */
export class ExpressionReader {
  constructor(
    readonly tokens: TokenText,
    readonly scopeAt: ScopeAt,
  ) {}

  /** The expression that begins at the token, with operators up to the end of its list item or statement. */
  read(index: number, depth: number = depths.value): Expression {
    const { value, next } = this.#sum(index, depth);
    if (this.#ends(next, index)) return value;
    return this.#choice(value, next, depth + 1) ?? this.#other(index, next);
  }

  /** Operands with a plus between them. */
  #sum(index: number, depth: number): Read {
    const { codes } = this.tokens;
    let { value, next } = this.operand(index, depth);
    let parts: Expression[] | undefined;
    while (codes[next] === 43 && codes[next + 1] !== 43) {
      const other = this.operand(next + 1, depth);
      parts ??= [value];
      parts.push(other.value);
      next = other.next;
    }
    next = this.#passAssertion(next);
    if (parts !== undefined) value = joined(parts);
    return { value, next };
  }

  /** `a ?? b`, `a || b`, `c && a` and `c ? a : b`, behind their first operand. */
  #choice(first: Expression, from: number, depth: number): Expression | undefined {
    const { codes } = this.tokens;
    const code = codes[from];
    if (depth > deepest) return undefined;
    if ((code === 63 || code === 124) && codes[from + 1] === code)
      return either(first, [first, this.read(from + 2, depth)]);
    const sign = this.#conditionEnd(from);
    if (codes[sign] === 38) return either(first, [this.read(sign + 2, depth)]);
    if (sign < 0) return undefined;
    const { value, next } = this.#sum(sign + 1, depth);
    return codes[next] === 58 ? either(first, [value, this.read(next + 1, depth)]) : undefined;
  }

  /** The `?` or `&&` behind a short condition; -1 where there is none. */
  #conditionEnd(from: number): number {
    const { tokens } = this;
    for (let at = from; at < from + longestCondition; at += 1) {
      const code = tokens.code(at);
      const isChain = code === 63 && (tokens.code(at + 1) === 46 || tokens.code(at + 1) === 63);
      if ((code === 63 && !isChain) || (code === 38 && tokens.code(at + 1) === 38)) return at;
      if (code === -1 || code === 123 || code === 58 || isEnd(code) || tokens.isArrow(at)) return -1;
      if (isChain) at += 1;
      else if (code === 40 || code === 91) at = tokens.closer(at);
    }
    return -1;
  }

  /** An operand with its members and calls. */
  operand(index: number, depth: number): Read {
    const { tokens } = this;
    if (depth > deepest) return { value: this.#other(index, index + 1), next: index + 1 };
    const name = tokens.wordOf(prefixes, index);
    if (name === 'await' || name === 'void') return this.operand(index + 1, depth);
    const scope = this.scopeAt(index);
    if (scope !== undefined) {
      const start = tokens.start(index);
      const end = tokens.end(scope.end - 1);
      const named = this.#ownName(index);
      return this.#tail({ start, end, is: 'function', scope: scope.scope, ...named }, scope.end, depth);
    }
    const { value, next } = name === 'new' ? this.#construction(index, depth) : this.#primary(index, depth);
    return this.#tail(value, next, depth);
  }

  /** The arguments or items between the brackets; functions and other items count as one each. */
  items(open: number, depth: number): readonly Expression[] {
    const { tokens } = this;
    const close = tokens.closer(open);
    const found: Expression[] = [];
    let index = open + 1;
    while (index < close && found.length < longest) {
      const end = this.#itemEnd(index, close);
      found.push(tokens.code(index) === 46 ? this.#spread(index, end, depth) : this.read(index, depth + 1));
      index = end + 1;
    }
    return found;
  }

  #spread(index: number, end: number, depth: number): Expression {
    const { start, end: last } = this.#other(index, end);
    return { start, end: last, is: 'spread', value: this.read(index + 3, depth + 1) };
  }

  #primary(index: number, depth: number): Read {
    const { tokens } = this;
    switch (tokens.codes[index]) {
      case word: {
        const start = tokens.start(index);
        const name = tokens.word(index);
        return { value: { start, end: tokens.end(index), is: 'name', name }, next: index + 1 };
      }
      case literal:
        return { value: this.#literal(index), next: index + 1 };
      case 40: {
        const value = this.read(passCast(tokens, index + 1), depth + 1);
        const close = tokens.closer(index);
        return { value, next: close + 1 };
      }
      case 91: {
        const close = tokens.closer(index);
        const items = this.items(index, depth);
        const { start, end } = this.#span(index, close);
        return { value: { start, end, is: 'list', items }, next: close + 1 };
      }
      case 123:
        return tokens.startsTemplate(index) ? this.#template(index, depth) : this.#object(index, depth);
      case number: {
        const value = {
          ...this.#span(index, index),
          is: 'other',
          number: Number(tokens.slice(index)),
        } as const;
        return { value, next: index + 1 };
      }
      default:
        return { value: this.#other(index, index + 1), next: index + 1 };
    }
  }

  #literal(index: number): Expression {
    const { tokens } = this;
    const start = tokens.literalStart(index);
    const end = tokens.end(index);
    const value = tokens.literalValue(index, start);
    if (value !== undefined) return { start, end, is: 'text', value };
    if (!tokens.isPattern(index)) return { start, end, is: 'other' };
    return { start, end, is: 'pattern', source: tokens.slice(index) };
  }

  #template(first: number, depth: number): Read {
    const { tokens } = this;
    const { text } = tokens;
    const start = text.lastIndexOf('`', tokens.start(first));
    const parts: Expression[] = [];
    let from = start + 1;
    let index = first;
    while (tokens.code(index) === 123 && index < tokens.count && parts.length < longest) {
      const end = tokens.start(index) - 1;
      parts.push({ is: 'text', value: text.slice(from, end), start: from, end });
      parts.push(this.read(index + 1, depth + 1));
      const close = tokens.closer(index);
      from = tokens.end(close);
      index = close + 1;
    }
    const end = tokens.end(index);
    const last = Math.max(from, end - 1);
    parts.push({ is: 'text', value: text.slice(from, last), start: from, end: last });
    return { value: { ...joined(parts), start, end }, next: index + 1 };
  }

  #object(open: number, depth: number): Read {
    const { tokens } = this;
    const close = tokens.closer(open);
    const entries: ObjectEntry[] = [];
    const spreads: Expression[] = [];
    const computed: ComputedEntry[] = [];
    let isOpen = false;
    let index = open + 1;
    while (index < close && entries.length < longest) {
      const entry = this.#entry(index, close, depth);
      if (tokens.code(index) === 46) spreads.push(this.read(index + 3, depth + 1));
      else if (tokens.code(index) === 91) computed.push(this.#computed(index, depth));
      if (entry === undefined) isOpen = true;
      else entries.push(entry);
      index = this.#itemEnd(index, close) + 1;
    }
    const { start, end } = this.#span(open, close);
    const found = { start, end, is: 'object', entries, isOpen: isOpen || index < close } as const;
    const others = {
      ...(spreads.length > 0 && { spreads }),
      ...(computed.length > 0 && { computed }),
    };
    return { value: isOpen ? { ...found, ...others } : found, next: close + 1 };
  }

  /** `[key]: value`. */
  #computed(open: number, depth: number): ComputedEntry {
    const { tokens } = this;
    const colon = tokens.closer(open) + 1;
    const value = tokens.code(colon) === 58 ? this.read(colon + 1, depth + 1) : this.#other(open, colon);
    return { keyExpression: this.read(open + 1, depth + 1), value };
  }

  /** `key: value`, `key`, `key() {}`; undefined for a spread or a computed key. */
  #entry(index: number, close: number, depth: number): ObjectEntry | undefined {
    const { tokens } = this;
    let at = index;
    if (tokens.isWord(at + 1) && modifiers.has(tokens.word(at))) at += 1;
    if (tokens.code(at) === 42) at += 1;
    const isNumber = tokens.code(at) === number;
    const key = isNumber ? tokens.slice(at) : (tokens.literalValue(at) ?? tokens.word(at));
    if (key === '') return undefined;
    const keySpan = { start: tokens.literalStart(at), end: tokens.end(at) };
    const following = tokens.code(at + 1);
    if (following === 58) return { key, keySpan, value: this.read(at + 2, depth + 1) };
    if (following === 44 || at + 1 >= close)
      return { key, keySpan, value: { ...keySpan, is: 'name', name: key } };
    const scope = this.scopeAt(at + 1);
    if (scope === undefined) return { key, keySpan, value: this.#other(at, at + 1) };
    return { key, keySpan, value: { ...keySpan, is: 'function', scope: scope.scope } };
  }

  /** The name of a function expression that has one. */
  #ownName(index: number): { readonly name: string } | undefined {
    const { tokens } = this;
    const at = tokens.isNamed(index, 'async') ? index + 1 : index;
    if (!tokens.isNamed(at, 'function')) return undefined;
    const name = tokens.word(tokens.code(at + 1) === 42 ? at + 2 : at + 1);
    return name === '' ? undefined : { name };
  }

  #construction(index: number, depth: number): Read {
    const { tokens } = this;
    let { value: callee, next } = this.#primary(index + 1, depth);
    while (tokens.code(next) === 46 && tokens.isWord(next + 1)) {
      callee = this.#member(callee, next + 1);
      next += 2;
    }
    next = this.passTypeArguments(next);
    const hasArguments = tokens.code(next) === 40;
    const args = hasArguments ? this.items(next, depth) : [];
    const last = hasArguments ? tokens.closer(next) : next - 1;
    const { start, end } = this.#span(index, last);
    return { value: { start, end, is: 'call', callee, args, isNew: true }, next: last + 1 };
  }

  #tail(first: Expression, from: number, depth: number): Read {
    const { tokens } = this;
    const { codes } = tokens;
    let value = first;
    let next = from;
    for (let length = 0; length < longest; length += 1) {
      let at = next;
      if (codes[at] === 33 && codes[at + 1] !== 61) at += 1;
      if (codes[at] === 63 && codes[at + 1] === 46) at += 1;
      const code = codes[at];
      if (code === 46 && codes[at + 1] === word) {
        value = this.#member(value, at + 1);
        next = at + 2;
        continue;
      }
      const call = code === 60 ? this.passTypeArguments(at) : at;
      if (code === 40 || call > at) {
        const last = tokens.closer(call);
        const args = this.items(call, depth);
        const callee = named(value);
        value = { start: value.start, end: tokens.end(last), is: 'call', callee, args, isNew: false };
        next = last + 1;
        continue;
      }
      if (code !== 91) break;
      const last = tokens.closer(at);
      const key = this.read(at + 1, depth + 1);
      value = { start: value.start, end: tokens.end(last), is: 'computed', object: value, key };
      next = last + 1;
    }
    return { value, next };
  }

  #member(object: Expression, index: number): Expression {
    const memberSpan = this.#span(index, index);
    const member = this.tokens.word(index);
    return { start: object.start, end: memberSpan.end, is: 'member', object, member, memberSpan };
  }

  /** Behind `<…>` when a call's parenthesis follows it, else the token itself. */
  passTypeArguments(index: number): number {
    const { tokens } = this;
    if (tokens.code(index) !== 60) return index;
    let depth = 0;
    for (let at = index; at < tokens.count && at < index + longest; at += 1) {
      const code = tokens.code(at);
      if (code === 60) depth += 1;
      else if (code === 62 && !tokens.isArrow(at - 1)) depth -= 1;
      else if (code === 59 || code === 41) return index;
      else if (code === 123 || code === 40 || code === 91) at = tokens.closer(at);
      if (depth === 0) return tokens.code(at + 1) === 40 ? at + 1 : index;
    }
    return index;
  }

  /** `as const`, `as X`, `satisfies X` say nothing about the value. */
  #passAssertion(index: number): number {
    const { tokens } = this;
    let next = tokens.codes[index] === 33 ? index + 1 : index;
    while (this.#isAssertion(next)) {
      next += 1;
      while (next < tokens.count && !isTypeEnd(tokens.code(next))) {
        const code = tokens.code(next);
        next = code === 40 || code === 91 || code === 123 ? tokens.closer(next) + 1 : next + 1;
        if (this.#isAssertion(next)) break;
      }
    }
    return next;
  }

  #isAssertion(index: number): boolean {
    if (this.tokens.codes[index] !== word) return false;
    return this.tokens.isNamed(index, 'as') || this.tokens.isNamed(index, 'satisfies');
  }

  /** Whether nothing that changes the value follows; a new line without an operator ends a statement. */
  #ends(next: number, index: number): boolean {
    const code = this.tokens.codes[next] ?? 0;
    return code === 0 || code === word || code === 64 || next <= index || isEnd(code) || code === 123;
  }

  #itemEnd(index: number, close: number): number {
    const { tokens } = this;
    const { codes } = tokens;
    let at = index;
    while (at < close) {
      const code = codes[at];
      if (code === 44) return at;
      const scope = this.scopeAt(at);
      if (scope !== undefined && scope.end > at) at = scope.end;
      else if (code === 60 && this.passTypeArguments(at) > at) at = this.passTypeArguments(at);
      else at = code === 40 || code === 91 || code === 123 ? tokens.closer(at) + 1 : at + 1;
    }
    return close;
  }

  #other(index: number, next: number): Expression {
    const last = next - 1 > index ? next - 1 : index;
    return { start: this.tokens.starts[index] ?? 0, end: this.#endOf(index, last), is: 'other' };
  }

  #span(first: number, last: number): Span {
    return { start: this.tokens.starts[first] ?? 0, end: this.#endOf(first, last) };
  }

  /** The end of the last token, which is none before the beginning of the first one. */
  #endOf(first: number, last: number): number {
    const { tokens } = this;
    const start = tokens.starts[first] ?? 0;
    const end = tokens.ends[last < tokens.count ? last : tokens.count - 1] ?? 0;
    return end > start ? end : start;
  }
}

/** Behind `<any>` in `(<any>app)`; else the token itself. */
export function passCast(tokens: TokenText, index: number): number {
  if (tokens.code(index) !== 60) return index;
  let at = index + 1;
  while (tokens.isWord(at) || tokens.code(at) === 46) at += 1;
  return tokens.code(at) === 62 ? at + 1 : index;
}

function isEnd(code: number): boolean {
  return code === 44 || code === 59 || code === 41 || code === 93 || code === 125;
}

function isTypeEnd(code: number): boolean {
  return isEnd(code) || code === 61;
}
