import type { Expression, RequestUse } from '../../../model/route-facts.ts';
import { equalsBehindType } from './declarations.ts';
import { readPattern } from './patterns.ts';
import { depths, type ExpressionReader } from './read-expression.ts';
import { type TokenText, WordSet } from './token-text.ts';

/** Members by which something is asked of a request. */
const asking = new WordSet(
  'params query queries headers header cookies signedCookies req request searchParams nextUrl url param'.split(
    ' ',
  ),
);
/** Names that requests and parts of them are given where they stand alone. */
export const alone: ReadonlySet<string> = new Set(
  'req request ctx context c props params query headers cookies searchParams url'.split(' '),
);
/** What a name that is passed on stands behind and before: `(`, `,`, `{`, `:`, a spread; and `)`, `,`, `}`, `]`. */
const before = new Set([40, 44, 123, 58, 91, 61, 46]);
const behind = new Set([41, 44, 125, 93, 59]);

/** What a declaration takes of its value. */
export type Declared = Pick<RequestUse, 'taken' | 'isBound'>;

/**
 * Notes what the declaration at this token binds of a request, for when the pass comes to the value. Returns the
 * token of the value, or 0 where nothing is noted.
 */
export function noteDeclared(tokens: TokenText, index: number, declared: Map<number, Declared>): number {
  const at = index + 1;
  const isPattern = tokens.code(at) === 123;
  if (!isPattern && !alone.has(tokens.word(at))) return 0;
  const last = isPattern ? tokens.closer(at) : at;
  const equals = tokens.code(last + 1) === 58 ? equalsBehindType(tokens, last + 2) : last + 1;
  if (tokens.code(equals) !== 61) return 0;
  let value = equals + 1;
  while (tokens.code(value) === 40 || tokens.isNamed(value, 'await')) value += 1;
  declared.set(value, isPattern ? { taken: readPattern(tokens, at) } : { isBound: true });
  return isPattern ? equals + 1 : 0;
}

/** The use of a request that begins with the word of this token, by its look. */
export function readRequestUse(
  reader: ExpressionReader,
  index: number,
  name: string,
  scope: number,
  declared: ReadonlyMap<number, Declared>,
): RequestUse | undefined {
  const { tokens } = reader;
  const found = declared.size === 0 ? undefined : declared.get(index);
  const following = tokens.codes[index + 1];
  const next = following === 33 || following === 63 ? index + 2 : index + 1;
  const code = tokens.codes[next] ?? 0;
  if (code === 46) return asks(tokens, name, next) ? readChainUse(reader, index, scope, found) : undefined;
  if (name === 'new' && tokens.isNamed(index + 1, 'URL'))
    return { scope, value: reader.operand(index, depths.use).value, ...found };
  if (found?.taken === undefined) {
    if (!alone.has(name)) return undefined;
    const isPassed = before.has(tokens.code(index - 1)) || tokens.isNamed(index - 1, 'return');
    const isAlone = isPassed && behind.has(code) && !isParameter(reader, index);
    if (!isAlone && code !== 91) return undefined;
  }
  return withCall(reader, { scope, value: reader.operand(index, depths.use).value, ...found }, index, index);
}

function readChainUse(
  reader: ExpressionReader,
  index: number,
  scope: number,
  found: Declared | undefined,
): RequestUse {
  const { value, last } = readChain(reader, index);
  const use = { scope, value, ...found };
  return isPart(value) ? withCall(reader, use, index, last) : use;
}

/** A part of a request as a whole, so that it matters what it is passed to. */
function isPart(value: Expression): boolean {
  return value.is === 'member' && asking.has(value.member);
}

function withCall(reader: ExpressionReader, use: RequestUse, first: number, last: number): RequestUse {
  const within = callAround(reader, first, last);
  return within === undefined ? use : { ...use, within };
}

/** A name in the list of a function's parameters. */
function isParameter({ tokens, scopeAt }: ExpressionReader, index: number): boolean {
  const open = openAround(tokens, index);
  if (open === undefined) return false;
  const isFunction = tokens.isNamed(open - 1, 'function') || tokens.isNamed(open - 2, 'function');
  const following = tokens.closer(open) + 1;
  return (
    isFunction || scopeAt(open) !== undefined || tokens.isArrow(following) || tokens.code(following) === 123
  );
}

/** The parenthesis around a token, as far as the list up to it is short. */
function openAround(tokens: TokenText, index: number): number | undefined {
  let open = index - 1;
  for (let steps = 0; tokens.code(open) !== 40; steps += 1) {
    const isBlock = tokens.code(open) === 123 && tokens.code(open - 1) !== 40;
    if (steps > 12 || open < 0 || tokens.code(open) === 59 || isBlock) return undefined;
    const mate = tokens.tokens.mate(open);
    open = mate >= 0 ? mate - 1 : open - 1;
  }
  return open;
}

/** By the head's name or by one of the next members; `get` only with a text, and with more than that it is a route's. */
function asks(tokens: TokenText, name: string, dot: number): boolean {
  if (asking.has(tokens.wordOf(asking, dot + 1))) return true;
  if (alone.has(name) && name !== 'c' && name !== 'props') return true;
  if (tokens.code(dot + 2) !== 40 || !tokens.isNamed(dot + 1, 'get')) return false;
  if (tokens.code(dot + 4) === 44 && tokens.code(dot + 5) !== 41) return false;
  return tokens.literalValue(dot + 3) !== undefined;
}

/** `(await params).id` and `(req.params as X).id` begin before their first word. */
function readChain(
  reader: ExpressionReader,
  index: number,
): { readonly value: Expression; readonly last: number } {
  const { tokens } = reader;
  const own = reader.operand(index, depths.use);
  const opener = tokens.isNamed(index - 1, 'await') ? index - 2 : index - 1;
  const isWrapped = tokens.code(opener) === 40 && !isCalled(tokens, opener);
  if (!isWrapped || tokens.code(tokens.closer(opener) + 1) !== 46)
    return { value: own.value, last: own.next - 1 };
  const whole = reader.operand(opener, depths.use);
  return { value: whole.value, last: whole.next - 1 };
}

function isCalled(tokens: TokenText, open: number): boolean {
  const code = tokens.code(open - 1);
  if (code === 1) return !notCalled.has(tokens.word(open - 1));
  return code === 41 || code === 93 || (code === 62 && !tokens.isArrow(open - 2));
}

const notCalled = new Set(['return', 'await', 'if', 'while', 'for', 'switch', 'typeof', 'case', 'of', 'in']);

/** The call whose argument ends with the token. */
export function callAround(reader: ExpressionReader, first: number, last: number): Expression | undefined {
  const { tokens } = reader;
  const code = tokens.code(last + 1);
  if (code !== 41 && code !== 44 && code !== 125) return undefined;
  const open = openAround(tokens, first);
  if (open === undefined || !isCalled(tokens, open) || tokens.closer(open) < last) return undefined;
  let { value } = reader.operand(headOf(tokens, open), depths.call);
  // The chain goes on behind the call: `new URL(request.url).searchParams`.
  const end = tokens.end(tokens.closer(open));
  while (value.end > end && (value.is === 'call' || value.is === 'member' || value.is === 'computed'))
    value = value.is === 'call' ? value.callee : value.object;
  return value.is === 'call' && value.end === end ? value : undefined;
}

/** The first token of the chain that is called here. */
export function headOf(tokens: TokenText, open: number): number {
  let at = open - 1;
  for (let steps = 0; steps < 40 && at > 0; steps += 1) {
    const mate = tokens.tokens.mate(at);
    const start = mate >= 0 ? mate : at;
    if (mate >= 0 && tokens.isWord(start - 1) && !notCalled.has(tokens.word(start - 1))) at = start - 1;
    else if (tokens.code(start - 1) === 46) at = start - 2;
    else return start;
  }
  return at;
}
