import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { TokenText } from '../reading/token-text.ts';
import { placesOf, type Sketched, tupleOf } from './shapes.ts';

/** The type that begins with a token, with the token behind it, and what a name stands for. */
type Read = (index: number) => Sketched & { readonly next: number; readonly opened: SchemaSketch };

/**
 * `[A, name: B, C?, ...D[]]`, whose bracket this is; undefined where something is spread that is no list, or stands before
 * other places.
 */
export function tupleType(tokens: TokenText, open: number, read: Read): SchemaSketch | undefined {
  const close = tokens.closer(open);
  const places: Sketched[] = [];
  for (let at = open + 1; at < close; ) {
    const isSpread = tokens.code(at) === 46;
    const start = isSpread ? at + 3 : at;
    const isMaybe = tokens.isWord(start) && tokens.code(start + 1) === 63 && tokens.code(start + 2) === 58;
    const isNamed = isMaybe || (tokens.isWord(start) && tokens.code(start + 1) === 58);
    const { schema, opened, isOptional, next } = read(isMaybe ? start + 3 : isNamed ? start + 2 : start);
    const isLeftOut = tokens.code(next) === 63;
    at = isLeftOut ? next + 2 : next + 1;
    if (!isSpread) places.push({ schema, isOptional: isOptional || isMaybe || isLeftOut });
    else if (opened['type'] !== 'array') return undefined;
    else if (opened['prefixItems'] !== undefined && opened['items'] === undefined)
      places.push(...placesOf(opened));
    else if (opened['prefixItems'] === undefined && at >= close)
      return tupleOf(places, (opened['items'] as SchemaSketch | undefined) ?? {});
    else return undefined;
  }
  return tupleOf(places);
}
