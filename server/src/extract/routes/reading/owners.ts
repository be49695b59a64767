import type { Binding } from '../../../model/route-facts.ts';
import type { ExpressionReader } from './read-expression.ts';
import type { ScopeRange } from './scopes.ts';
import type { TokenText } from './token-text.ts';

/** A class by its first token and the last one of its body. */
export interface ClassBody {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The class whose body is the innermost around the token. */
export function ownerOf(index: number, bodies: readonly ClassBody[]): string | undefined {
  return bodies.findLast(({ start, end }) => start < index && index < end)?.name;
}

/** What a method binds of `this` is of its class. */
export function withOwner(
  binding: Binding,
  ranges: readonly ScopeRange[],
  bodies: readonly ClassBody[],
): Binding {
  const { from, owner, name } = binding;
  const range = owner === undefined && from && name.startsWith('this.') ? ranges[from - 1] : undefined;
  const found = range && ownerOf(range.start, bodies);
  return found === undefined ? binding : { ...binding, owner: found };
}

/** What a plugin of Fastify carries for the loader of its folder. */
const marks = new Set(['autoPrefix', 'prefixOverride', 'autoload', 'autoConfig']);

/** `plugin.autoPrefix = '/a'`: what a function carries for who loads it. */
export function readMark(reader: ExpressionReader, index: number): readonly Binding[] {
  const { tokens } = reader;
  const [name, member] = [tokens.word(index), tokens.word(index + 2)];
  const isMark = marks.has(member) || (member === 'prefix' && name === 'autoConfig');
  if (!isMark || !isAssigned(tokens, index + 2)) return [];
  return [{ scope: 0, name: `${name}.${member}`, value: reader.read(index + 4) }];
}

export function isAssigned(tokens: TokenText, index: number): boolean {
  return (
    tokens.isWord(index) &&
    tokens.code(index + 1) === 61 &&
    tokens.code(index + 2) !== 61 &&
    !tokens.isArrow(index + 1)
  );
}
