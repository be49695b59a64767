import type { Expression, RouteFacts } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import { allowsJsx } from '../../imports.ts';
import { type BindingIndex, type Context, Evaluation, type Located } from '../evaluation.ts';
import { ExpressionReader } from '../reading/read-expression.ts';
import { type TokenText, tokenise } from '../reading/token-text.ts';
import { enumValues } from './enum-values.ts';
import type { SchemaNotes } from './schema-notes.ts';

/** What sketches are made of; texts are asked for of the few files that a route leads to. */
export interface SketchInput {
  readonly facts: (path: string) => RouteFacts | undefined;
  readonly text: (path: string) => string | undefined;
  readonly follow: (from: string, specifier: string) => string | undefined;
  /** Told of each schema that says what a type of this name holds. */
  readonly named?: (schema: SchemaSketch, name: string) => void;
}

/** What may be written at a place, or not. */
export interface WrittenAt {
  readonly context: Context;
  readonly expression: Expression | undefined;
}

/** The tokens of files, and what names in them lead to. */
export class SketchSource {
  readonly evaluation: Evaluation;
  readonly #whole = new WeakSet<Expression>();
  readonly #tokens: Map<string, TokenText | undefined>;
  #steps = 0;

  /** With notes it is read for a comparison; tokens may be those of other sources over the same texts. */
  constructor(
    readonly input: SketchInput,
    readonly notes?: SchemaNotes,
    tokens = new Map<string, TokenText | undefined>(),
  ) {
    this.#tokens = tokens;
    const index: BindingIndex = new WeakMap();
    this.evaluation = new Evaluation(input, index);
  }

  tokens(path: string): TokenText | undefined {
    const text = this.input.text(path);
    if (this.#tokens.has(path)) return this.#tokens.get(path);
    const tokens = text === undefined ? undefined : tokenise(text, allowsJsx(path));
    this.#tokens.set(path, tokens);
    return tokens;
  }

  /** True once so much was read that no person wrote it: constants that hold each other twice grow without end. */
  isSpent(): boolean {
    this.#steps += 1;
    return this.#steps > mostSteps;
  }

  /** What a name leads to, read again to its full depth: facts end where nested schemas go on. */
  whole(located: Located): Located {
    const { context, expression } = this.evaluation.look(located);
    if (this.#whole.has(expression)) return { context, expression };
    const tokens = this.tokens(context.file);
    if (tokens === undefined || (expression.is !== 'call' && expression.is !== 'object'))
      return { context, expression };
    const index = tokenAt(tokens, expression.start);
    let { value } = new ExpressionReader(tokens, () => undefined).operand(index, 0);
    // A chain goes on behind the part of it that was asked for.
    while (value.end > expression.end && (value.is === 'call' || value.is === 'member'))
      value = value.is === 'call' ? value.callee : value.object;
    const found = value.is === expression.is ? value : expression;
    this.#mark(found, 0);
    return { context, expression: found };
  }

  /** Notes what was read to its full depth, with what is within. */
  #mark(expression: Expression, depth: number): void {
    this.#whole.add(expression);
    if (depth > 200) return;
    switch (expression.is) {
      case 'call':
        this.#mark(expression.callee, depth + 1);
        for (const arg of expression.args) this.#mark(arg, depth + 1);
        return;
      case 'member':
        this.#mark(expression.object, depth + 1);
        return;
      case 'list':
        for (const item of expression.items) this.#mark(item, depth + 1);
        return;
      case 'object':
        for (const { value } of expression.entries) this.#mark(value, depth + 1);
        for (const { value } of expression.computed ?? []) this.#mark(value, depth + 1);
    }
  }

  /** The plain value that is written; undefined where there is none, as of calls. */
  valueOf({ context, expression }: WrittenAt, depth = 0): unknown {
    if (expression === undefined || depth > 20 || this.isSpent()) return undefined;
    switch (expression.is) {
      case 'text':
        return expression.value;
      case 'list': {
        const values = expression.items.map((item) => this.valueOf({ context, expression: item }, depth + 1));
        return values.includes(undefined) ? undefined : values;
      }
      case 'object': {
        const known = expression.entries.map(
          ({ key, value }) => [key, this.valueOf({ context, expression: value }, depth + 1)] as const,
        );
        const isWhole = !expression.isOpen && known.every(([, value]) => value !== undefined);
        if (this.notes && !isWhole) return undefined;
        return Object.fromEntries(known.filter(([, value]) => value !== undefined));
      }
      case 'name':
      case 'member': {
        const constant = expression.is === 'name' ? constants.get(expression.name) : undefined;
        if (constant !== undefined) return constant.value;
        const found = this.evaluation.look({ context, expression });
        return found.expression === expression ? undefined : this.valueOf(found, depth + 1);
      }
      default:
        return this.#number(context.file, expression.start, expression.end);
    }
  }

  /** The values of a list, of an enum, or of an object of constants; of some that are not known none is. */
  valuesOf(located: Located, depth = 0): readonly unknown[] {
    const { context, expression } = this.evaluation.look(located);
    if (depth > deepestValues) return [undefined];
    if (expression.is === 'object')
      return this.#enumAt(context, expression.start) ?? this.#constantsIn({ context, expression });
    if (expression.is === 'list')
      return expression.items.flatMap((item) => {
        const isSpread = item.is === 'spread';
        if (isSpread) return this.valuesOf({ context, expression: item.value }, depth + 1);
        return [this.valueOf({ context, expression: item }, depth + 1)];
      });
    // What `Object.values` gives of an enum with numbers has names among it.
    const [first] = expression.is === 'call' ? expression.args : [];
    const values =
      first && isValuesOf(expression)
        ? this.valuesOf({ context, expression: first }, depth + 1)
        : [undefined];
    return values.every((value) => typeof value === 'string') ? values : [undefined];
  }

  #enumAt({ file }: Context, start: number): readonly unknown[] | undefined {
    const tokens = this.tokens(file);
    const open = tokens === undefined ? 0 : tokenAt(tokens, start);
    return tokens?.word(open - 2) === 'enum' ? enumValues(tokens, open) : undefined;
  }

  #constantsIn({ context, expression }: Located): readonly unknown[] {
    if (expression.is !== 'object' || (this.notes && expression.isOpen)) return [undefined];
    return expression.entries.map(({ value }) => this.valueOf({ context, expression: value }));
  }

  /** A regular expression as it is written. */
  patternOf({ context, expression }: WrittenAt): string | undefined {
    if (expression === undefined) return undefined;
    const found = this.evaluation.look({ context, expression });
    const { is, start, end } = found.expression;
    if (is !== 'pattern') return undefined;
    return this.input
      .text(found.context.file)
      ?.slice(start, end)
      .replace(/^\/(.*)\/u?$/s, '$1');
  }

  /** What an arrow function without a body gives, and its only parameter: `() => value`, `(t) => ({ id: t.text() })`. */
  arrowAt(
    path: string,
    start: number,
  ): { readonly parameter?: string; readonly value: Expression } | undefined {
    const tokens = this.tokens(path);
    if (tokens === undefined) return undefined;
    const open = tokenAt(tokens, start);
    const hasBrackets = tokens.code(open) === 40;
    const last = hasBrackets ? tokens.closer(open) : open;
    const parameter = hasBrackets ? tokens.word(open + 1) : tokens.word(open);
    const isOne = last === open + (hasBrackets ? 2 : 0) && parameter !== '';
    if (!tokens.isArrow(last + 1) || (!isOne && last !== open + 1)) return undefined;
    const { value } = new ExpressionReader(tokens, () => undefined).operand(last + 3, 0);
    this.#mark(value, 0);
    return { ...(isOne && { parameter }), value };
  }

  #number(path: string, start: number, end: number): number | undefined {
    const text = this.input.text(path)?.slice(start, end).replaceAll('_', '') ?? '';
    return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
  }
}

const mostSteps = 100_000;
const deepestValues = 8;

function isValuesOf(expression: Expression): boolean {
  const callee = expression.is === 'call' ? expression.callee : undefined;
  return (
    callee?.is === 'member' &&
    callee.member === 'values' &&
    callee.object.is === 'name' &&
    callee.object.name === 'Object'
  );
}

const constants: ReadonlyMap<string, { readonly value: boolean | null }> = new Map([
  ['true', { value: true }],
  ['false', { value: false }],
  ['null', { value: null }],
]);

/** The first token that begins at the offset or behind it. */
export function tokenAt(tokens: TokenText, offset: number): number {
  let [low, high] = [0, tokens.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.start(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
