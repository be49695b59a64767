import type { Expression, MethodTest } from '../../../model/route-facts.ts';
import { literal, number, word } from '../../tokens.ts';
import { depths, type ExpressionReader } from './read-expression.ts';
import type { ScopeRange } from './scopes.ts';
import type { TokenText } from './token-text.ts';

/** What the word of this token is held against, where it is `method`, or `.method` is asked of it. */
export function readMethodTest(reader: ExpressionReader, index: number): MethodTest | undefined {
  const { tokens } = reader;
  const { codes } = tokens;
  const dot = codes[index + 1] === 63 ? index + 2 : index + 1;
  const isAsked = codes[dot] === 46 && tokens.isNamed(dot + 1, 'method');
  if (!isAsked && !tokens.isNamed(index, 'method')) return undefined;
  const test = testAround(reader, index, behindSpelling(tokens, isAsked ? dot + 2 : index + 1));
  return test && (answersRefusal(tokens, index) ? { ...test, isRefused: true } : test);
}

/** By what stands before the token and behind what it begins. */
function testAround(reader: ExpressionReader, index: number, next: number): MethodTest | undefined {
  const { tokens } = reader;
  const { codes } = tokens;
  const isOther = codes[next] === 33;
  if ((codes[next] === 61 || isOther) && codes[next + 1] === 61)
    return against([reader.operand(next + (codes[next + 2] === 61 ? 3 : 2), depths.use).value], isOther);
  const before = index - 1;
  if (tokens.code(before) === 61 && tokens.code(before - 1) === 61) return behindValue(reader, before);
  if (tokens.code(before) !== 40) return undefined;
  if (tokens.isNamed(before - 1, 'switch') && codes[next + 1] === 123) return ofCases(reader, next + 1);
  return tokens.isNamed(before - 1, 'includes') ? ofList(reader, before - 3) : undefined;
}

function against(methods: readonly Expression[], isOther: boolean): MethodTest {
  return isOther ? { methods, isOther } : { methods };
}

const longestCondition = 80;

/** Whether what the `if` around the token leads to refuses the method. */
function answersRefusal(tokens: TokenText, index: number): boolean {
  for (let at = index - 1; at > 0 && at > index - longestCondition; at -= 1) {
    const code = tokens.code(at);
    if (code === 59 || code === 123) return false;
    if (code !== 40 || !tokens.isNamed(at - 1, 'if') || tokens.closer(at) < index) continue;
    const body = tokens.closer(at) + 1;
    return refusesBetween(
      tokens,
      body,
      tokens.code(body) === 123 ? tokens.closer(body) : statementEnd(tokens, body),
    );
  }
  return false;
}

function statementEnd(tokens: TokenText, from: number): number {
  let at = from;
  while (
    at < tokens.count &&
    at < from + longestCondition &&
    tokens.code(at) !== 59 &&
    !tokens.isNamed(at, 'if')
  ) {
    const code = tokens.code(at);
    at = code === 40 || code === 91 || code === 123 ? tokens.closer(at) + 1 : at + 1;
    if (code === 125 || tokens.isNamed(at, 'else')) break;
  }
  return at;
}

function refusesBetween(tokens: TokenText, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (isRefusal(tokens, at)) return true;
  return false;
}

/** Behind `!`, `as string` and `?.toUpperCase()`, which leave the method what it is. */
function behindSpelling(tokens: TokenText, from: number): number {
  let at = from;
  if (tokens.code(at) === 33 && tokens.code(at + 1) !== 61) at += 1;
  if (tokens.isNamed(at, 'as') && tokens.isWord(at + 1)) at += 2;
  const dot = tokens.code(at) === 63 ? at + 1 : at;
  if (tokens.code(dot) === 46 && /^to(?:Upper|Lower)Case$/.test(tokens.word(dot + 1))) return dot + 4;
  return at;
}

/** `'GET' === req.method`. */
function behindValue({ tokens }: ExpressionReader, equals: number): MethodTest | undefined {
  let at = equals;
  while (tokens.code(at) === 61) at -= 1;
  const isOther = tokens.code(at) === 33;
  if (isOther) at -= 1;
  const value = tokens.literalValue(at);
  const span = { start: tokens.literalStart(at), end: tokens.end(at) };
  return value === undefined ? undefined : against([{ ...span, is: 'text', value }], isOther);
}

function ofCases(reader: ExpressionReader, open: number): MethodTest {
  const { tokens } = reader;
  const close = tokens.closer(open);
  const labels: number[] = [];
  for (let at = open + 1; at < close; at += 1) {
    const code = tokens.code(at);
    if (code === 123 || code === 40 || code === 91) at = tokens.closer(at);
    else if (tokens.isNamed(at, 'case') || tokens.isNamed(at, 'default')) labels.push(at);
  }
  const methods: Expression[] = [];
  let isRefused = false;
  for (let index = labels.length - 1; index >= 0; index -= 1) {
    const at = labels[index] ?? 0;
    const end = labels[index + 1] ?? close;
    const isCase = tokens.isNamed(at, 'case');
    const label = isCase ? reader.operand(at + 1, depths.use) : undefined;
    // A case without anything goes on with the next one.
    const isEmpty = (label?.next ?? at + 1) + 1 >= end;
    isRefused = refusesBetween(tokens, at, end) || (isEmpty && isRefused);
    if (label !== undefined && !isRefused) methods.unshift(label.value);
  }
  return { methods };
}

/** `['GET', 'PUT'].includes(req.method)`, and a name in place of the list; the token is its last. */
function ofList(reader: ExpressionReader, last: number): MethodTest | undefined {
  const { tokens } = reader;
  const mate = tokens.tokens.mate(last);
  const first = mate >= 0 ? mate : last;
  const isWhole = tokens.code(first) === 91 || (tokens.isWord(first) && tokens.code(first - 1) !== 46);
  const { value } = reader.operand(first, depths.use);
  // The list goes on into the call: `[…].includes(…)`.
  const list = value.is === 'call' && value.callee.is === 'member' ? value.callee.object : value;
  return isWhole ? against([list], tokens.code(first - 1) === 33) : undefined;
}

const settingHeaders = /^(?:set|append)?(?:[Hh]eader)?$/;
const refusing = /^(?:METHOD_NOT_ALLOWED|MethodNotAllowed\w*)$/;

/** `status(405)`, `statusCode = 405`, `'Allow'`, `MethodNotAllowed`; not what a status is held against. */
function isRefusal(tokens: TokenText, index: number): boolean {
  const code = tokens.codes[index];
  if (code === word) return refusing.test(tokens.word(index));
  if (code === literal)
    return (
      tokens.code(index + 1) === 44 &&
      tokens.code(index - 1) === 40 &&
      settingHeaders.test(tokens.word(index - 2)) &&
      tokens.literalValue(index)?.toLowerCase() === 'allow'
    );
  const isHeld = tokens.code(index - 1) === 61 && tokens.code(index - 2) === 61;
  return code === number && tokens.slice(index) === '405' && !isHeld;
}

/** What functions, by number, say of methods that they do not answer: `405`, and `'Allow', ['GET']`. */
export function readRefusals(
  reader: ExpressionReader,
  ranges: readonly ScopeRange[],
): ReadonlyMap<number, readonly string[]> {
  const { tokens } = reader;
  const found = new Map<number, string[]>();
  for (let index = 0; index < tokens.count; index += 1) {
    if (!isRefusal(tokens, index)) continue;
    const scope = ranges.findLastIndex(({ start, end }) => start <= index && index < end) + 1;
    const isAllow = tokens.codes[index] === literal;
    const allowed = isAllow ? textsIn(reader.read(index + 2, depths.inner)) : [];
    found.set(scope, [...(found.get(scope) ?? []), ...allowed]);
  }
  return found;
}

function textsIn(expression: Expression): readonly string[] {
  if (expression.is === 'list') return expression.items.flatMap(textsIn);
  return expression.is === 'text' ? expression.value.split(/[,\s]+/).filter((name) => name !== '') : [];
}
