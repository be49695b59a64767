import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { TokenText } from '../reading/token-text.ts';
import type { Sketched } from './shapes.ts';
import { recordOf } from './utility-types.ts';

/** The type that begins with a token, with the token behind it, and what a name stands for. */
type Read = (index: number) => {
  readonly sketched: Sketched;
  readonly opened: SchemaSketch;
  readonly next: number;
};

/** `{ [key: string]: A }` and `{ [K in 'a' | 'b']?: A }`, whose brace this is; undefined for what holds other members as well. */
export function keyedType(
  tokens: TokenText,
  open: number,
  read: Read,
  isWhole: boolean,
): SchemaSketch | undefined {
  const isModified = (at: number) => tokens.isNamed(at, 'readonly');
  const isSigned = tokens.code(open + 1) === 43 || tokens.code(open + 1) === 45;
  const bracket = isSigned ? open + 3 : isModified(open + 1) ? open + 2 : open + 1;
  if (tokens.code(bracket) !== 91) return undefined;
  const isMapped = tokens.isNamed(bracket + 2, 'in');
  if (!isMapped && tokens.code(bracket + 2) !== 58) return undefined;
  const close = tokens.closer(bracket);
  const keys = read(bracket + 3);
  const isTaken = tokens.code(close + 1) === 45;
  const isMaybe = !isTaken && tokens.code(close + 1) === 63;
  const colon = close + (isTaken ? 3 : isMaybe ? 2 : 1);
  const end = tokens.closer(open);
  if (tokens.code(colon) !== 58) return isWhole ? {} : undefined;
  const { sketched, next } = read(colon + 1);
  const last = tokens.code(next) === 59 || tokens.code(next) === 44 ? next + 1 : next;
  if (last !== end || keys.next !== close) return isWhole || isMapped ? {} : undefined;
  const names = isMapped ? [tokens.word(bracket + 1)] : [];
  // `Order[K]` is another type for each key.
  for (let at = colon + 1; at < end; at += 1) if (names.includes(tokens.word(at))) return {};
  const { schema, isOptional } = sketched;
  return recordOf(keys.opened, { schema, isOptional: isOptional || isMaybe }, isWhole);
}
