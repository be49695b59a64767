import type { Binding, Expression } from '../../../model/route-facts.ts';
import { depths, type ExpressionReader } from './read-expression.ts';
import type { ScopeRange } from './scopes.ts';
import type { TokenText } from './token-text.ts';

/** The item of a loop that takes it apart has no name of its own. */
const nameless = 'each ';

/** Where an item without a name is taken apart, by the name that stands for it; undefined for any other name. */
export function placeOfItem(name: string): number | undefined {
  return name.startsWith(nameless) ? Number(name.slice(nameless.length)) : undefined;
}

const walking = new Set(['forEach', 'map', 'flatMap', 'then']);

/** What `for (const a of list)` and `for (const a in object)` bind, by the token behind `const`; undefined for no loop. */
export function readLoop(
  reader: ExpressionReader,
  at: number,
  scope: number,
): readonly Binding[] | undefined {
  const { tokens } = reader;
  const isPattern = tokens.code(at) === 123 || tokens.code(at) === 91;
  const word = (isPattern ? tokens.closer(at) : at) + 1;
  const head = tokens.word(at - 3) === 'await' ? at - 4 : at - 3;
  if (tokens.code(at - 2) !== 40 || tokens.word(head) !== 'for') return undefined;
  if (tokens.word(word) === 'of') return eachOf(tokens, at, scope, reader.read(word + 1, depths.inner));
  if (tokens.word(word) !== 'in') return undefined;
  return eachOf(tokens, at, scope, keysOf(reader.read(word + 1, depths.inner)));
}

/** `Object.keys(object)`, which the other loop goes over. */
function keysOf(object: Expression): Expression {
  const { start, end } = object;
  const global: Expression = { start, end, is: 'name', name: 'Object' };
  const callee: Expression = {
    start,
    end,
    is: 'member',
    object: global,
    member: 'keys',
    memberSpan: { start, end },
  };
  return { start, end, is: 'call', callee, args: [object], isNew: false };
}

/** What the first parameter of `list.forEach(…)` is bound to, and that of `import('./a').then(…)`. */
export function readCallback(
  reader: ExpressionReader,
  { start, parameters }: ScopeRange,
  scope: number,
  from: number,
): readonly Binding[] {
  const { tokens } = reader;
  if (tokens.code(start - 1) !== 40 || !walking.has(tokens.word(start - 2)) || tokens.code(start - 3) !== 46)
    return [];
  const place = tokens.start(start);
  let at: Expression = reader.operand(beginning(tokens, start - 4), depths.inner).value;
  while (at.is === 'call' || at.is === 'member') {
    if (at.is === 'call' && at.callee.is === 'member' && at.args[0]?.start === place) {
      const first = tokens.code(parameters) === 40 ? parameters + 1 : parameters;
      const { object, member } = at.callee;
      const each = eachOf(tokens, first, scope, object);
      // What is gone over is written outside: `handler.forEach((handler) => …)`.
      if (member !== 'then') return each.map((bound) => (bound.isEach ? { ...bound, from } : bound));
      return isImport(object) ? each.map(withoutTurn) : [];
    }
    at = at.is === 'call' ? at.callee : at.object;
  }
  return [];
}

function isImport(object: Expression): boolean {
  return object.is === 'call' && object.callee.is === 'name' && object.callee.name === 'import';
}

function withoutTurn({ isEach: _, ...binding }: Binding): Binding {
  return binding;
}

/** The first token of the operand that ends with this one. */
function beginning(tokens: TokenText, last: number): number {
  let at = last;
  for (let length = 0; length < 40; length += 1) {
    const code = tokens.code(at);
    if (code === 41 || code === 93) {
      at = tokens.tokens.mate(at);
      if (!tokens.isWord(at - 1) || at < 1) return at;
      at -= 1;
    }
    if (tokens.code(at - 1) !== 46) return at;
    at -= 2;
  }
  return at;
}

/** A name, or the names of a pattern, whose members they are. */
function eachOf(tokens: TokenText, at: number, scope: number, value: Expression): readonly Binding[] {
  const start = tokens.start(at);
  const isNamed = tokens.isWord(at);
  const name = isNamed ? tokens.word(at) : `${nameless}${start}`;
  const each: Binding = { scope, name, value, isEach: true };
  if (isNamed) return [each];
  const isList = tokens.code(at) === 91;
  if (!isList && tokens.code(at) !== 123) return [];
  const object: Expression = { start, end: tokens.end(at), is: 'name', name };
  const found: Binding[] = [each];
  const close = tokens.closer(at);
  let position = 0;
  for (let index = at + 1; index < close; index += 1) {
    const memberSpan = { start: tokens.start(index), end: tokens.end(index) };
    const member = isList ? `${position}` : tokens.word(index);
    const own = !isList && tokens.code(index + 1) === 58 ? tokens.word(index + 2) : tokens.word(index);
    if (own !== '')
      found.push({ scope, name: own, value: { ...memberSpan, is: 'member', object, member, memberSpan } });
    while (index < close && tokens.code(index) !== 44) {
      const code = tokens.code(index);
      index = code === 40 || code === 91 || code === 123 ? tokens.closer(index) + 1 : index + 1;
    }
    position += 1;
  }
  return found;
}
