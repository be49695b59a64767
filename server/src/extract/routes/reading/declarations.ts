import type {
  Binding,
  ClassFact,
  DecoratorFact,
  Expression,
  MethodFact,
  PropertyFact,
} from '../../../model/route-facts.ts';
import { word } from '../../tokens.ts';
import { readDecorator } from './decorators.ts';
import { readLoop } from './loops.ts';
import { depths, type ExpressionReader } from './read-expression.ts';
import { propertyStarts, readTypeName } from './scopes.ts';
import { type TokenText, WordSet } from './token-text.ts';

/** What `const`, `let` or `var` at this token binds. */
export function readBindings(reader: ExpressionReader, index: number, scope: number): readonly Binding[] {
  const { tokens } = reader;
  const at = index + 1;
  const code = tokens.code(at);
  const loop = readLoop(reader, at, scope);
  if (loop !== undefined) return loop;
  if (code === 123) return destructured(reader, at, scope);
  if (tokens.word(at) === 'enum') return readEnum(reader, at, scope);
  const found: Binding[] = [];
  for (let name = at; tokens.isWord(name); ) {
    const isTyped = tokens.code(name + 1) === 58 || tokens.code(name + 1) === 33;
    const equals = isTyped ? equalsBehindType(tokens, name + 2) : name + 1;
    if (tokens.code(equals) !== 61 || tokens.code(equals + 1) === 61) break;
    const type = isTyped ? readTypeName(tokens, name + 2) : undefined;
    const value = reader.read(equals + 1, scope === 0 ? depths.value : depths.inner);
    found.push({ scope, name: tokens.word(name), value, ...(type === undefined ? {} : { type }) });
    const next = tokenAt(tokens, equals + 1, value.end);
    if (tokens.code(next) !== 44) break;
    name = next + 1;
  }
  return found;
}

function tokenAt(tokens: TokenText, from: number, offset: number): number {
  let at = from;
  const { count, starts } = tokens;
  while (at < count && (starts[at] ?? 0) < offset) at += 1;
  return at;
}

export function equalsBehindType(tokens: TokenText, from: number): number {
  const last = Math.min(tokens.count, from + 200);
  for (let at = from; at < last; at += 1) {
    const code = tokens.codes[at];
    if (code === 61 && !tokens.isArrow(at)) return at;
    if (code === 59) return at;
    if (code === 40 || code === 91 || code === 123) at = tokens.closer(at);
  }
  return from;
}

/** `const { a, b: c } = value`. */
function destructured(reader: ExpressionReader, open: number, scope: number): readonly Binding[] {
  const { tokens } = reader;
  const close = tokens.closer(open);
  const equals = tokens.code(close + 1) === 58 ? equalsBehindType(tokens, close + 2) : close + 1;
  if (tokens.code(equals) !== 61) return [];
  const object = reader.read(equals + 1, depths.inner);
  const found: Binding[] = [];
  for (let at = open + 1; at < close; at += 1) {
    const member = tokens.word(at);
    const memberSpan = { start: tokens.start(at), end: tokens.end(at) };
    const name = tokens.code(at + 1) === 58 ? tokens.word(at + 2) : member;
    const value: Expression = { ...memberSpan, is: 'member', object, member, memberSpan };
    if (member !== '' && name !== '') found.push({ scope, name, value });
    while (at < close && tokens.code(at) !== 44) {
      const code = tokens.code(at);
      at = code === 123 || code === 91 || code === 40 ? tokens.closer(at) + 1 : at + 1;
    }
  }
  return found;
}

/** An enum is an object of texts; its members without one are left out. */
export function readEnum(reader: ExpressionReader, index: number, scope: number): readonly Binding[] {
  const { tokens } = reader;
  const open = index + 2;
  if (tokens.code(open) !== 123) return [];
  const close = tokens.closer(open);
  const entries = [];
  for (let at = open + 1; at < close; at += 1) {
    const keySpan = { start: tokens.start(at), end: tokens.end(at) };
    const key = tokens.literalValue(at) ?? tokens.word(at);
    if (key !== '' && tokens.code(at + 1) === 61) entries.push({ key, keySpan, value: reader.read(at + 2) });
    while (at < close && tokens.code(at) !== 44) at += 1;
  }
  const span = { start: tokens.start(open), end: tokens.end(close) };
  return [{ scope, name: tokens.word(index + 1), value: { ...span, is: 'object', entries, isOpen: true } }];
}

/** The class whose word this is, with what its fields are bound to. */
export function readClass(
  reader: ExpressionReader,
  index: number,
  decorators: readonly DecoratorFact[],
): { readonly fact: ClassFact; readonly fields: readonly Binding[]; readonly end: number } | undefined {
  const { tokens } = reader;
  let open = index + 1;
  while (open < tokens.count && tokens.code(open) !== 123 && tokens.code(open) !== 59) {
    open = tokens.code(open) === 40 ? tokens.closer(open) + 1 : open + 1;
  }
  if (tokens.code(open) !== 123) return undefined;
  const name = tokens.word(index + 1);
  const base = baseBetween(reader, index, open);
  const methods: MethodFact[] = [];
  const fields: Binding[] = [];
  const properties: PropertyFact[] = [];
  let isOpen = false;
  let own: DecoratorFact[] = [];
  const close = tokens.closer(open);
  for (let at = open + 1; at < close; ) {
    const code = tokens.code(at);
    if (code === 64) {
      const { decorator, next } = readDecorator(reader, at);
      if (decorator !== undefined) own.push(decorator);
      at = next;
      continue;
    }
    const following = tokens.code(at + 1);
    const isField = following === 61 || following === 58 || following === 33 || following === 63;
    if (isField && (tokens.isWord(at) || tokens.literalValue(at) !== undefined)) {
      const isStatic = isStaticAt(tokens, at);
      fields.push(...readField(reader, at, name, isStatic));
      if (!isStatic) properties.push(propertyAt(tokens, at, own));
      own = [];
      at = behindField(tokens, at + 1, close);
      continue;
    }
    if (tokens.isWord(at) && (following === 40 || following === 60)) {
      methods.push(readMethod(reader, at, own));
      if (tokens.isNamed(at, 'constructor')) fields.push(...readProperties(reader, at + 1, name));
      own = [];
    } else if (code === 91) isOpen = true;
    if (code === 59) own = [];
    at = code === 40 || code === 91 || code === 123 ? tokens.closer(at) + 1 : at + 1;
  }
  return {
    fact: {
      name,
      decorators,
      methods,
      ...(base && { base }),
      ...(properties.length > 0 && { properties }),
      ...(isOpen && { isOpen }),
    },
    fields,
    end: close,
  };
}

/** What stands behind `extends`, which is no bound of a type parameter. */
function baseBetween(reader: ExpressionReader, from: number, open: number): Expression | undefined {
  const { tokens } = reader;
  let angles = 0;
  for (let at = from; at < open; at += 1) {
    if (tokens.code(at) === 60) angles += 1;
    else if (tokens.code(at) === 62 && !tokens.isArrow(at - 1)) angles -= 1;
    else if (angles === 0 && tokens.word(at) === 'extends') return reader.operand(at + 1, depths.value).value;
  }
  return undefined;
}

function readMethod(
  { tokens, scopeAt }: ExpressionReader,
  index: number,
  decorators: readonly DecoratorFact[],
): MethodFact {
  let open = index + 1;
  while (open < index + 40 && tokens.code(open) !== 40) open += 1;
  const scope = scopeAt(open)?.scope;
  const isGetter = tokens.isNamed(index - 1, 'get');
  return {
    name: tokens.word(index),
    ...(isGetter && { isGetter }),
    decorators,
    ...(scope === undefined ? {} : { scope }),
  };
}

function propertyAt(tokens: TokenText, index: number, decorators: readonly DecoratorFact[]): PropertyFact {
  const name = tokens.literalValue(index) ?? tokens.word(index);
  const span = { start: tokens.start(index), end: tokens.end(index) };
  return {
    ...span,
    name,
    ...(tokens.code(index + 1) === 63 && { isOptional: true }),
    ...(decorators.length > 0 && { decorators }),
  };
}

/** What a line is gone on with from its end, and what none begins with that stands for itself. */
const unfinished = new Set([61, 124, 38, 44, 58, 63, 60, 62, 46, 43]);

/** Behind the type and the value of a field, which may end with its line. */
function behindField(tokens: TokenText, from: number, close: number): number {
  let at = from;
  while (at < close) {
    const code = tokens.code(at);
    if (code === 59) return at + 1;
    const begins = code === word || code === 64 || code === 91 || tokens.literalValue(at) !== undefined;
    const isGoneOn = unfinished.has(tokens.code(at - 1)) && !closesType(tokens, at - 1);
    if (begins && !isGoneOn && isOnNewLine(tokens, at)) return at;
    at = code === 40 || code === 91 || code === 123 ? tokens.closer(at) + 1 : at + 1;
  }
  return close;
}

/** The `>` of `Array<string>`, and no arrow. */
function closesType(tokens: TokenText, index: number): boolean {
  return tokens.code(index) === 62 && !tokens.isArrow(index - 1);
}

function isOnNewLine(tokens: TokenText, index: number): boolean {
  const end = tokens.end(index - 1);
  const line = tokens.text.indexOf('\n', end);
  return line >= 0 && line < tokens.literalStart(index);
}

/** What a constructor's parameters with a modifier are as members of the class. */
function readProperties(
  { tokens, scopeAt }: ExpressionReader,
  open: number,
  owner: string,
): readonly Binding[] {
  const from = scopeAt(open)?.scope;
  if (from === undefined) return [];
  return propertyStarts(tokens, open).map((at) => {
    const name = tokens.word(at);
    const span = { start: tokens.start(at), end: tokens.end(at) };
    return { scope: 0, name: `this.${name}`, owner, value: { ...span, is: 'name', name }, from };
  });
}

/** A field, and by the name of its class as well where it is static. */
function readField(
  reader: ExpressionReader,
  index: number,
  owner: string,
  isStatic: boolean,
): readonly Binding[] {
  const { tokens } = reader;
  let at = index + 1;
  if (tokens.code(at) === 33 || tokens.code(at) === 63) at += 1;
  const type = tokens.code(at) === 58 ? readTypeName(tokens, at + 1) : undefined;
  const equals = tokens.code(at) === 58 ? equalsBehindType(tokens, at + 1) : at;
  const isBound = tokens.code(equals) === 61;
  if (!isBound && type === undefined) return [];
  const span = { start: tokens.start(index), end: tokens.end(index) };
  const value: Expression = isBound ? reader.read(equals + 1) : { ...span, is: 'other' };
  const field = {
    scope: 0,
    name: `this.${tokens.word(index)}`,
    owner,
    value,
    ...(type === undefined ? {} : { type }),
  };
  return isStatic ? [field, { ...field, name: `${owner}.${tokens.word(index)}` }] : [field];
}

function isStaticAt(tokens: TokenText, index: number): boolean {
  let before = index - 1;
  while (modifiers.has(tokens.wordOf(modifiers, before))) before -= 1;
  return tokens.isNamed(before, 'static');
}

const modifiers = new WordSet(['readonly', 'public', 'private', 'protected', 'override', 'declare']);
