import type { DecoratorFact, FunctionScope, RouteFacts, ScopeParameter } from '../../../model/route-facts.ts';
import { word } from '../../tokens.ts';
import { readDecorator } from './decorators.ts';
import { readPattern } from './patterns.ts';
import type { ExpressionReader } from './read-expression.ts';
import { type TokenText, WordSet } from './token-text.ts';

/** Where one function is, in tokens. */
export interface ScopeRange {
  /** Its first token; of a method the parenthesis. */
  readonly start: number;
  readonly name: string;
  /** The parenthesis, or the one parameter. */
  readonly parameters: number;
  readonly body: number;
  /** The token behind it. */
  readonly end: number;
  readonly isBlock: boolean;
}

const heads = new Set(['if', 'for', 'while', 'switch', 'catch', 'with', 'await']);
/** A brace behind one of these is a type's. */
const typeOpeners = new Set([58, 124, 38]);

/** All functions of a text, in the order of their parameters. */
export function findScopes(tokens: TokenText): readonly ScopeRange[] {
  const found: ScopeRange[] = [];
  /** The bodies of arrows behind a list of parameters. */
  const typed = new Set<number>();
  let open = next(tokens, 40, 0);
  let equals = next(tokens, 61, 0);
  while (open < tokens.count || equals < tokens.count) {
    const index = Math.min(open, equals);
    const isList = index === open;
    if (isList) open = next(tokens, 40, index + 1);
    else equals = next(tokens, 61, index + 1);
    const scope = isList ? atParenthesis(tokens, index) : atName(tokens, index);
    // The last word of a return type is no parameter: `(): Router => {`.
    if (scope === undefined || (!isList && typed.has(scope.body))) continue;
    if (isList && tokens.codes[scope.body - 1] === 62) typed.add(scope.body);
    found.push(scope);
  }
  return found;
}

/** The next token with the code; a search is several times as fast as a look at each. */
function next({ codes, count }: TokenText, code: number, from: number): number {
  const found = codes.indexOf(code, from);
  return found < 0 || found > count ? count : found;
}

function atName(tokens: TokenText, index: number): ScopeRange | undefined {
  if (!tokens.isArrow(index) || !tokens.isWord(index - 1) || tokens.code(index - 2) === 46) return undefined;
  const start = tokens.isNamed(index - 2, 'async') ? index - 2 : index - 1;
  return arrow(tokens, start, index - 1, index + 2);
}

function atParenthesis(tokens: TokenText, open: number): ScopeRange | undefined {
  const after = tokens.closer(open) + 1;
  const code = tokens.code(after);
  if (code !== 123 && code !== 61 && code !== 58) return undefined;
  const body = code === 58 ? bodyBehindType(tokens, after) : after;
  if (body < 0) return undefined;
  if (tokens.isArrow(body)) {
    if (code === 58 && isChosen(tokens, open)) return undefined;
    const before = tokens.code(open - 1) === 62 ? beforeAngles(tokens, open - 1) : open - 1;
    const start = tokens.isNamed(before, 'async') ? before : before + 1;
    return arrow(tokens, start, open, body + 2);
  }
  return tokens.code(body) === 123 ? block(tokens, open, body) : undefined;
}

/** `a ? (b) : c => d` and `a ? b(c) : d => e`: what looks like a return type is an arrow of its own. */
function isChosen(tokens: TokenText, open: number): boolean {
  const before = tokens.code(open - 1);
  return before === 63 || (before === word && !beforeArrows.has(tokens.word(open - 1)));
}

const beforeArrows = new Set(['async', 'return', 'default', 'yield', 'await', 'else', 'case', 'void']);

function arrow(tokens: TokenText, start: number, parameters: number, body: number): ScopeRange {
  const isBlock = tokens.code(body) === 123 && !tokens.startsTemplate(body);
  const end = isBlock ? tokens.closer(body) + 1 : expressionEnd(tokens, body);
  return { start, name: '', parameters, body, end, isBlock };
}

function block(tokens: TokenText, open: number, body: number): ScopeRange | undefined {
  let at = open - 1;
  if (tokens.code(at) === 62) at = beforeAngles(tokens, at);
  const name = tokens.word(at);
  if (heads.has(name) || name === '') return undefined;
  const isFunction = name === 'function' || tokens.isNamed(at - 1, 'function') || tokens.code(at - 1) === 42;
  let start = open;
  if (isFunction) {
    start = at;
    while (start > 0 && !tokens.isNamed(start, 'function') && start > at - 3) start -= 1;
    if (tokens.isNamed(start - 1, 'async')) start -= 1;
  }
  const own = name === 'function' ? '' : name;
  return { start, name: own, parameters: open, body, end: tokens.closer(body) + 1, isBlock: true };
}

function beforeAngles(tokens: TokenText, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0 && at > close - 60; at -= 1) {
    if (tokens.code(at) === 62) depth += 1;
    if (tokens.code(at) === 60) depth -= 1;
    if (depth === 0) return at - 1;
  }
  return close;
}

/** The brace or arrow behind a return type whose colon this is; -1 when there is none. */
function bodyBehindType(tokens: TokenText, colon: number): number {
  let angles = 0;
  const last = Math.min(tokens.count, colon + 200);
  for (let at = colon + 1; at < last; at += 1) {
    const code = tokens.codes[at] ?? 0;
    if (code === word || code === 46) continue;
    if (angles === 0 && tokens.isArrow(at)) return at;
    if (code === 60) angles += 1;
    else if (code === 62 && !tokens.isArrow(at - 1)) angles -= 1;
    else if (code === 40 || code === 91) {
      at = tokens.closer(at);
      if (code === 40 && tokens.isArrow(at + 1)) at += 2;
    } else if (code === 123) {
      if (angles === 0 && !typeOpeners.has(tokens.code(at - 1))) return at;
      at = tokens.closer(at);
    } else if (code === 59 || code === 41 || code === 125 || (code === 44 && angles === 0)) return -1;
  }
  return -1;
}

/** The token behind an expression: the end of its list item or statement. */
function expressionEnd(tokens: TokenText, from: number): number {
  const { count, codes } = tokens;
  let at = from;
  while (at < count) {
    const code = codes[at];
    if (code === 44 || code === 59 || code === 41 || code === 93 || code === 125) return at;
    if (at > from && code === word && statementWords.has(tokens.wordOf(statementWords, at))) return at;
    at = code === 40 || code === 91 || code === 123 ? tokens.closer(at) + 1 : at + 1;
  }
  return Math.min(at, count);
}

const statementWords = new WordSet(['export', 'const', 'let', 'var', 'import', 'return', 'if', 'for']);

/** The scope around each: the last one that has not ended where it begins. */
export function parentsOf(ranges: readonly ScopeRange[]): readonly number[] {
  const open: number[] = [];
  return ranges.map((range, index) => {
    while (open.length > 0 && (ranges[open.at(-1) ?? 0]?.end ?? 0) <= range.start) open.pop();
    const parent = open.at(-1);
    open.push(index);
    return parent === undefined ? 0 : parent + 1;
  });
}

/** Beyond a hundred functions within each other only the file itself is looked at. */
export function parentOf({ scopes }: Pick<RouteFacts, 'scopes'>, scope: number, passed: number): number {
  const parent = scopes[scope]?.parent ?? -1;
  return passed > 100 && parent > 0 ? 0 : parent;
}

export function readScope(
  reader: ExpressionReader,
  range: ScopeRange,
  parent: number,
): Omit<FunctionScope, 'returns'> {
  const parameters = readParameters(reader, range);
  return range.name === '' ? { parent, parameters } : { parent, parameters, name: range.name };
}

function readParameters(
  reader: ExpressionReader,
  { parameters: open, body }: Pick<ScopeRange, 'parameters' | 'body'>,
): readonly ScopeParameter[] {
  const { tokens } = reader;
  if (tokens.code(open) !== 40) return [{ name: tokens.word(open) }];
  return readList(reader, open, (at) => takenOfRest(tokens, at, body));
}

/** The list of `(...[router, { db }])` and of `(...args) => { const [router, { db }] = args;`; 0 where there is none. */
function takenOfRest(tokens: TokenText, dots: number, body: number): number {
  if (tokens.code(dots + 3) === 91) return dots + 3;
  const list = body + 2;
  if (tokens.code(body) !== 123 || tokens.code(list) !== 91) return 0;
  const equals = tokens.closer(list) + 1;
  const isTaken = tokens.code(equals) === 61 && tokens.isNamed(equals + 1, tokens.word(dots + 3));
  return isTaken && tokens.code(equals + 2) !== 46 ? list : 0;
}

function readList(
  reader: ExpressionReader,
  open: number,
  listOf: (dots: number) => number = () => 0,
): readonly ScopeParameter[] {
  const { tokens } = reader;
  const close = tokens.closer(open);
  const found: ScopeParameter[] = [];
  for (let at = open + 1; at < close; ) {
    const end = parameterEnd(tokens, at, close);
    const list = tokens.code(at) === 46 ? listOf(at) : 0;
    if (list > 0) found.push(...readList(reader, list));
    else found.push(readParameter(reader, at, end));
    at = end + 1;
  }
  return found;
}

/** The first tokens of the names in a list of parameters, or of one parameter without a list. */
export function parameterStarts(tokens: TokenText, open: number): readonly number[] {
  if (tokens.code(open) !== 40) return [open];
  const close = tokens.closer(open);
  const found: number[] = [];
  for (let at = open + 1; at < close; at = parameterEnd(tokens, at, close) + 1)
    found.push(nameBehind(tokens, at, close));
  return found;
}

/** The same for those with a modifier, which makes them members of the class. */
export function propertyStarts(tokens: TokenText, open: number): readonly number[] {
  return parameterStarts(tokens, open).filter((at) => modifiers.has(tokens.wordOf(modifiers, at - 1)));
}

/** The name behind decorators and modifiers. */
function nameBehind(tokens: TokenText, from: number, end: number): number {
  let at = from;
  while (at < end && (tokens.code(at) === 64 || modifiers.has(tokens.wordOf(modifiers, at)))) {
    at += tokens.code(at) === 64 ? 2 : 1;
    if (tokens.code(at) === 40) at = tokens.closer(at) + 1;
  }
  return at;
}

const modifiers = new WordSet(['private', 'public', 'protected', 'readonly', 'override']);

function readParameter(reader: ExpressionReader, from: number, end: number): ScopeParameter {
  const { tokens } = reader;
  let at = from;
  const decorators: DecoratorFact[] = [];
  while (at < end && (tokens.code(at) === 64 || modifiers.has(tokens.wordOf(modifiers, at)))) {
    if (tokens.code(at) === 64) {
      const { decorator, next } = readDecorator(reader, at);
      if (decorator !== undefined) decorators.push(decorator);
      at = next;
    } else at += 1;
  }
  const isRest = tokens.code(at) === 46;
  if (isRest) at += 3;
  const name = tokens.word(at);
  const pattern = tokens.code(at) === 123 ? readPattern(tokens, at) : undefined;
  if (pattern !== undefined) at = tokens.closer(at);
  at += tokens.code(at + 1) === 63 ? 2 : 1;
  const type = tokens.code(at) === 58 ? readTypeName(tokens, at + 1) : undefined;
  const isTypeWhole = decorators.length > 0 && tokens.code(at) === 58 && isOneWord(tokens, at + 1, end);
  while (at < end && (tokens.code(at) !== 61 || tokens.isArrow(at))) at += 1;
  const found: Writable<ScopeParameter> = { name };
  if (pattern !== undefined) found.pattern = pattern;
  if (decorators.length > 0) found.decorators = decorators;
  if (type !== undefined) found.type = type;
  if (isTypeWhole) found.isTypeWhole = true;
  if (at < end) found.fallback = reader.read(at + 1);
  if (isRest) found.isRest = true;
  return found;
}

function isOneWord(tokens: TokenText, index: number, end: number): boolean {
  return tokens.isWord(index) && (index + 1 === end || tokens.code(index + 1) === 61);
}

/** Built key by key: spreading what may be absent took a tenth of the reading. */
export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function parameterEnd(tokens: TokenText, from: number, close: number): number {
  let angles = 0;
  for (let at = from; at < close; at += 1) {
    const code = tokens.codes[at];
    if (code === 60) angles += 1;
    else if (code === 62 && !tokens.isArrow(at - 1) && angles > 0) angles -= 1;
    else if (code === 44 && angles === 0) return at;
    else if (code === 40 || code === 91 || code === 123) at = tokens.closer(at);
  }
  return close;
}

/** The last word of a type's name: `Application` of `express.Application`. */
export function readTypeName(tokens: TokenText, from: number): string | undefined {
  let at = from;
  while (tokens.isWord(at) && tokens.code(at + 1) === 46) at += 2;
  const name = tokens.word(at);
  return name === '' ? undefined : name;
}
