import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { Located } from '../evaluation.ts';
import { ExpressionReader } from '../reading/read-expression.ts';
import type { TokenText } from '../reading/token-text.ts';
import { rowType } from './drizzle.ts';
import { objectOf, ofConstants, type Sketched, tupleOf } from './shapes.ts';
import { type SketchSource, tokenAt } from './source.ts';

const deepest = 6;

/** `typeof x`, whose `typeof` this is: a row of a table, or a constant as it is written. */
export function typeofType(
  source: SketchSource,
  path: string,
  tokens: TokenText,
  index: number,
): { readonly schema: SchemaSketch; readonly next: number } {
  let next = index + 2;
  while (tokens.code(next) === 46 && tokens.isWord(next + 1)) next += 2;
  const { value } = new ExpressionReader(tokens, () => undefined).operand(index + 1, 0);
  let expression = value;
  // An index behind it is one of the type.
  while (expression.end > tokens.end(next - 1) && expression.is === 'computed')
    expression = expression.object;
  const context = { file: path, scope: 0 };
  const row =
    expression.is === 'member' &&
    rowType(source, { context, expression: expression.object }, expression.member);
  return { schema: row || constantType(source, { context, expression }), next };
}

/** The type of a constant; a list only where it is one for good: `['a'] as const`. */
function constantType(source: SketchSource, located: Located): SchemaSketch {
  const { context, expression } = source.whole(located);
  const text = source.input.text(context.file) ?? '';
  const isConst = /^\s*\)?\s*as\s+const\b/.test(text.slice(expression.end, expression.end + 40));
  return typeOf(source, { context, expression }, isConst, 0);
}

function typeOf(source: SketchSource, located: Located, isConst: boolean, depth: number): SchemaSketch {
  const { context, expression } = located;
  const of = (each: Located['expression']): Sketched => ({
    schema: typeOf(source, { context, expression: each }, isConst, depth + 1),
    isOptional: false,
  });
  if (depth > deepest) return {};
  if (expression.is === 'list')
    return isConst && expression.items.every(({ is }) => is !== 'spread')
      ? tupleOf(expression.items.map(of))
      : {};
  if (expression.is === 'object')
    return expression.isOpen || isEnum(source, located)
      ? {}
      : objectOf(expression.entries.map(({ key, value }) => [key, of(value)]));
  const value = source.valueOf(located);
  if (!/^(?:string|number|boolean)$/.test(typeof value) || expression.is === 'name') return {};
  return isConst ? ofConstants([value]) : { type: typeof value };
}

function isEnum(source: SketchSource, { context, expression }: Located): boolean {
  const tokens = source.tokens(context.file);
  return tokens === undefined || tokens.word(tokenAt(tokens, expression.start) - 2) === 'enum';
}

/** Where the type begins that a function is declared to return; undefined where it is left to be inferred. */
export function returnOf(
  source: SketchSource,
  located: Located,
): { readonly path: string; readonly index: number } | undefined {
  const { context, expression } = source.evaluation.look(located);
  const tokens = source.tokens(context.file);
  if (expression.is !== 'function' || tokens === undefined) return undefined;
  let at = tokenAt(tokens, expression.start);
  const isWord = (index: number) => tokens.isWord(index) || tokens.code(index) === 42;
  while (isWord(at)) at += 1;
  // A function that asks for types says what it returns in their words.
  if (tokens.code(at) !== 40) return undefined;
  const colon = tokens.closer(at) + 1;
  return tokens.code(colon) === 58 ? { path: context.file, index: colon + 1 } : undefined;
}
