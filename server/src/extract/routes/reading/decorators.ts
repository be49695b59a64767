import type { DecoratorFact } from '../../../model/route-facts.ts';
import type { ExpressionReader } from './read-expression.ts';

/** The decorator whose `@` this is, and the token behind it. */
export function readDecorator(
  reader: ExpressionReader,
  index: number,
): { readonly decorator?: DecoratorFact; readonly next: number } {
  const { tokens } = reader;
  if (tokens.code(index + 1) === 40) return readComputed(reader, index);
  if (!tokens.isWord(index + 1)) return { next: index + 1 };
  let at = index + 1;
  while (tokens.code(at + 1) === 46 && tokens.isWord(at + 2)) at += 2;
  const hasArguments = tokens.code(at + 1) === 40;
  const last = hasArguments ? tokens.closer(at + 1) : at;
  const args = hasArguments ? reader.items(at + 1, 0) : [];
  const span = { start: tokens.start(index), end: Math.max(tokens.end(last), tokens.end(at)) };
  return { decorator: { ...span, name: tokens.word(at), args }, next: last + 1 };
}

/** `@(chosen ? Get() : Post())`; without a name, as nobody knows which one it is. */
function readComputed(
  { tokens }: ExpressionReader,
  index: number,
): { readonly decorator?: DecoratorFact; readonly next: number } {
  const last = tokens.closer(index + 1);
  const span = { start: tokens.start(index), end: tokens.end(last) };
  return { decorator: { ...span, name: '', args: [] }, next: last + 1 };
}
