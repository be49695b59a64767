import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import { ExpressionReader } from '../reading/read-expression.ts';
import type { TokenText } from '../reading/token-text.ts';
import { merged, narrowed, omitKey } from './shapes.ts';

/** What stands within a call that makes a class. */
interface Within {
  /** The class that begins with the token. */
  readonly type: (index: number) => SchemaSketch;
  readonly schema: (expression: Expression) => SchemaSketch;
}

/**
 * The class that a call gives, whose name is the token: `PickType(Order, ['id'])` of NestJS, `createZodDto(schema)`. Nothing
 * is known of what others make.
 */
export function mappedType(tokens: TokenText, index: number, within: Within): SchemaSketch {
  const first = index + 2;
  const second = secondArgument(tokens, index + 1);
  switch (tokens.word(index)) {
    case 'PartialType':
      return omitKey(within.type(first), 'required');
    case 'PickType':
    case 'OmitType': {
      const names = tokens.code(second) === 91 ? literalsIn(tokens, second) : [];
      const whole = within.type(first);
      const isKnown = names.length > 0 && whole['properties'] !== undefined;
      return isKnown ? narrowed(whole, names, tokens.word(index) === 'PickType') : {};
    }
    case 'IntersectionType':
      return second === 0 ? {} : merged(within.type(first), within.type(second));
    case 'createZodDto':
      return within.schema(new ExpressionReader(tokens, () => undefined).operand(first, 0).value);
    default:
      return {};
  }
}

/** Its first token; 0 where there is none. */
function secondArgument(tokens: TokenText, open: number): number {
  const close = tokens.closer(open);
  for (let at = open + 1; at < close; at += 1) {
    const code = tokens.code(at);
    if (code === 44) return at + 1 < close ? at + 1 : 0;
    if (code === 40 || code === 91 || code === 123) at = tokens.closer(at);
  }
  return 0;
}

/** The texts of a list of nothing else. */
function literalsIn(tokens: TokenText, open: number): readonly string[] {
  const found: string[] = [];
  for (let at = open + 1; at < tokens.closer(open); at += 1) {
    const value = tokens.literalValue(at);
    if (value === undefined && tokens.code(at) !== 44) return [];
    if (value !== undefined) found.push(value);
  }
  return found;
}
