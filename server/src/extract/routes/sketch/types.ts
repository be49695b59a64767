import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { Located } from '../evaluation.ts';
import { readDecorator } from '../reading/decorators.ts';
import { ExpressionReader } from '../reading/read-expression.ts';
import type { TokenText } from '../reading/token-text.ts';
import { decorated } from './decorators.ts';
import { rowType } from './drizzle.ts';
import { enumValues } from './enum-values.ts';
import { keyedType } from './keyed-types.ts';
import { mappedType } from './mapped-types.ts';
import { sketchSchema } from './schema.ts';
import { anythingKey } from './schema-notes.ts';
import { unionOf } from './schema-reading.ts';
import {
  isUnknown,
  merged,
  nothingKnown,
  objectOf,
  ofConstants,
  propertiesOf,
  type Sketched,
} from './shapes.ts';
import type { SketchSource } from './source.ts';
import { tupleType } from './tuple-types.ts';
import { TypeNames, type TypePlace } from './type-names.ts';
import { anglesEnd, endsType, isHidden, memberEnd, modifiers } from './type-tokens.ts';
import { returnOf, typeofType } from './typeof-types.ts';
import { indexed, keysOf, utilities, utilityType } from './utility-types.ts';

/** A type that was read, and the token behind it. */
export interface ReadType extends Sketched {
  readonly next: number;
}

/** By the name of a parameter of a type: its argument, in what surrounds that; undefined where there is none. */
type Bound = ReadonlyMap<string, (TypePlace & { readonly bound: Bound }) | undefined>;

const deepest = 16;

const basic: Readonly<Record<string, SchemaSketch>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  true: { type: 'boolean', const: true },
  false: { type: 'boolean', const: false },
  null: { type: 'null' },
  object: { type: 'object' },
  Date: { type: 'string', format: 'date-time' },
};

/** Reads types of one file as schemas; names are followed to their declarations, in other files as well. */
export class TypeSketches {
  readonly #names: TypeNames;
  /** Declarations that are being read: a type within itself is not known again. */
  readonly #open = new Set<string>();
  /** What the parameters of the declaration that is being read stand for. */
  #bound: Bound = new Map();

  constructor(readonly source: SketchSource) {
    this.#names = new TypeNames(source);
  }

  /** The type that begins with the token. */
  read(path: string, index: number, depth = 0): ReadType {
    const tokens = this.source.tokens(path);
    if (tokens === undefined || depth > deepest || this.source.isSpent())
      return { ...nothingKnown, next: index + 1 };
    let at = tokens.code(index) === 124 || tokens.code(index) === 38 ? index + 1 : index;
    const choices: SchemaSketch[] = [];
    let isOptional = false;
    for (;;) {
      const one = this.#both(tokens, path, at, depth);
      at = one.next;
      if (one.isOptional) isOptional = true;
      else choices.push(one.schema);
      if (tokens.code(at) !== 124) break;
      at += 1;
    }
    const booleans = choices.filter(({ type, const: value }) => type === 'boolean' && value !== undefined);
    const others = choices.filter((choice) => !booleans.includes(choice));
    const joined = booleans.length > 1 ? [...others, { type: 'boolean' }] : choices;
    const { notes } = this.source;
    const found = { schema: unionOf(notes, joined), isOptional };
    // Of a conditional type both ends may hold.
    if (notes === undefined)
      return tokens.isNamed(at, 'extends') ? { ...nothingKnown, next: at } : { ...found, next: at };
    if (!endsType(tokens, at)) return { schema: {}, isOptional, next: at };
    const span = { start: tokens.start(index), end: tokens.end(index) };
    return { ...notes.at({ path, span }, found), next: at };
  }

  #opened(schema: SchemaSketch): SchemaSketch {
    return this.source.notes?.opened(schema) ?? schema;
  }

  /** The declaration of a name, as seen from a file. */
  named(path: string, name: string, depth = 0, args: readonly number[] = []): Sketched {
    const found = this.#names.find(path, name);
    const tokens = found === undefined ? undefined : this.source.tokens(found.path);
    const key = `${found?.path} ${found?.index}`;
    const isWithin = this.#open.has(key);
    if (found === undefined || tokens === undefined || isWithin || depth > deepest) return nothingKnown;
    this.#open.add(key);
    const bound = this.#bound;
    const parameters = this.argumentsOf(found.path, found.index + 2).map((at) => tokens.word(at));
    this.#bound = new Map(
      parameters.map((each, at) => [
        each,
        args[at] === undefined ? undefined : { path, index: args[at], bound },
      ]),
    );
    const sketched = this.#declaration(tokens, found, depth);
    this.#bound = bound;
    this.#open.delete(key);
    if ('properties' in sketched.schema) this.source.input.named?.(sketched.schema, name);
    return sketched;
  }

  #declaration(tokens: TokenText, { path, index }: TypePlace, depth: number): Sketched {
    switch (tokens.word(index)) {
      case 'type': {
        let at = index + 2;
        while (at < tokens.count && tokens.code(at) !== 61 && at < index + 60) at += 1;
        return this.read(path, at + 1, depth + 1);
      }
      case 'enum':
        return { schema: ofConstants(enumValues(tokens, index + 2)), isOptional: false };
      default:
        return { schema: this.#declared(tokens, path, index, depth + 1), isOptional: false };
    }
  }

  /** `A & B`. */
  #both(tokens: TokenText, path: string, index: number, depth: number): ReadType {
    const first = this.#postfix(tokens, path, index, depth);
    let { schema, next } = first;
    while (tokens.code(next) === 38) {
      const other = this.#postfix(tokens, path, next + 1, depth);
      const [a, b] = [this.#opened(schema), this.#opened(other.schema)];
      const areObjects = a.type === 'object' && b.type === 'object';
      const isKnown = !this.source.notes || (a['properties'] && b['properties']);
      schema = areObjects && isKnown ? merged(a, b) : {};
      next = other.next;
    }
    return { schema, isOptional: first.isOptional, next };
  }

  #postfix(tokens: TokenText, path: string, index: number, depth: number): ReadType {
    let { schema, isOptional, next } = this.#one(tokens, path, index, depth);
    while (tokens.code(next) === 91) {
      const isList = tokens.code(next + 1) === 93;
      if (isList) schema = { type: 'array', items: schema };
      else {
        const key = this.read(path, next + 1, depth + 1).schema;
        ({ schema, isOptional } = indexed(this.#opened(schema), this.#opened(key)));
      }
      next = tokens.closer(next) + 1;
    }
    return { schema, isOptional, next };
  }

  #one(tokens: TokenText, path: string, index: number, depth: number): ReadType {
    const known = (schema: SchemaSketch, next: number): ReadType => ({ schema, isOptional: false, next });
    switch (tokens.code(index)) {
      case 1:
        return this.#word(tokens, path, index, depth);
      case 2:
        return known(ofConstants([Number(tokens.slice(index))]), index + 1);
      case 3:
        return known(ofConstants([tokens.literalValue(index)]), index + 1);
      case 123:
        return known(this.#members(tokens, path, index, depth), tokens.closer(index) + 1);
      case 40: {
        const inner = this.read(path, index + 1, depth + 1);
        const next = tokens.closer(index) + 1;
        return tokens.isArrow(next) ? known({}, next + 2) : { ...inner, next };
      }
      case 91:
        return known(
          tupleType(tokens, index, (at) => {
            const read = this.read(path, at, depth + 1);
            return { ...read, opened: this.#opened(read.schema) };
          }) ?? (this.source.notes ? {} : { type: 'array' }),
          tokens.closer(index) + 1,
        );
      default:
        return known({}, index + 1);
    }
  }

  #word(tokens: TokenText, path: string, index: number, depth: number): ReadType {
    const first = tokens.word(index);
    if (first === 'readonly') return this.#postfix(tokens, path, index + 1, depth);
    if (first === 'keyof') {
      const { schema, next } = this.#postfix(tokens, path, index + 1, depth + 1);
      return { schema: keysOf(this.#opened(schema)), isOptional: false, next };
    }
    if (first === 'typeof') return { ...typeofType(this.source, path, tokens, index), isOptional: false };
    if (first === 'undefined' || first === 'void') return { schema: {}, isOptional: true, next: index + 1 };
    let at = index;
    while (tokens.code(at + 1) === 46 && tokens.isWord(at + 2)) at += 2;
    const name = tokens.word(at);
    const hasArguments = tokens.code(at + 1) === 60;
    const args = hasArguments ? this.argumentsOf(path, at + 1) : [];
    const next = hasArguments ? anglesEnd(tokens, at + 1) : at + 1;
    const schema = at === index ? basic[name] : undefined;
    if (schema !== undefined) return { schema, isOptional: false, next };
    return { ...this.#generic(tokens, path, name, args, depth), next };
  }

  #generic(tokens: TokenText, path: string, name: string, args: readonly number[], depth: number): Sketched {
    const [first] = args;
    const { notes } = this.source;
    const isTyped = first !== undefined && tokens.word(first) === 'typeof';
    const value = () =>
      new ExpressionReader(tokens, () => undefined).operand(isTyped ? first + 1 : (first ?? 0), 0).value;
    const located = (): Located => ({ context: { file: path, scope: 0 }, expression: value() });
    const plain = (schema: SchemaSketch): Sketched => ({ schema, isOptional: false });
    if (notes && (name === 'any' || name === 'unknown')) return plain({ [anythingKey]: true });
    if (first !== undefined && (name === 'infer' || name === 'output' || name === 'input'))
      return sketchSchema(this.source, located(), depth + 1);
    const row = isTyped && rowType(this.source, located(), name);
    if (row) return plain(row);
    const returned = isTyped && name === 'ReturnType' ? returnOf(this.source, located()) : undefined;
    if (returned) return this.read(returned.path, returned.index, depth + 1);
    const open = (schema: SchemaSketch) => this.#opened(schema);
    const given = utilities.has(name)
      ? args.map((index) => {
          const sketched = this.read(path, index, depth + 1);
          return { sketched, opened: open(sketched.schema) };
        })
      : [];
    const made = utilityType(name, given, open, notes !== undefined);
    if (made) return { schema: made.schema, isOptional: made.isOptional };
    if (this.#bound.has(name)) return this.#argument(name, depth);
    const isShared = notes && args.length === 0;
    return isShared ? this.#shared(path, name, depth) : this.named(path, name, depth + 1, args);
  }

  #argument(name: string, depth: number): Sketched {
    const given = this.#bound.get(name);
    if (given === undefined) return nothingKnown;
    const { path, index, bound } = given;
    const before = this.#bound;
    this.#bound = bound;
    const { schema, isOptional } = this.read(path, index, depth + 1);
    this.#bound = before;
    return { schema, isOptional };
  }

  /** A type that is declared under a name. */
  #shared(path: string, name: string, depth: number): Sketched {
    const { notes } = this.source;
    const found = this.#names.find(path, name);
    const declared = found === undefined ? undefined : this.source.tokens(found.path);
    if (notes === undefined || found === undefined || declared === undefined) return nothingKnown;
    const at = found.index + 1;
    const place = { path: found.path, span: { start: declared.start(at), end: declared.end(at) } };
    const id = `type ${found.path} ${place.span.start}`;
    return notes.share(id, { name, place, use: place }, () =>
      notes.at(place, this.named(path, name, depth + 1)),
    );
  }

  /** The first tokens of type arguments, whose opening angle this is. */
  argumentsOf(path: string, open: number): readonly number[] {
    const tokens = this.source.tokens(path);
    if (tokens === undefined || tokens.code(open) !== 60) return [];
    const found = [open + 1];
    const end = anglesEnd(tokens, open) - 1;
    let angles = 0;
    for (let at = open + 1; at < end; at += 1) {
      const code = tokens.code(at);
      if (code === 60) angles += 1;
      else if (code === 62 && !tokens.isArrow(at - 1)) angles -= 1;
      else if (code === 40 || code === 91 || code === 123) at = tokens.closer(at);
      else if (code === 44 && angles === 0) found.push(at + 1);
    }
    return found;
  }

  /** An interface or a class, with what it extends. */
  #declared(tokens: TokenText, path: string, index: number, depth: number): SchemaSketch {
    let open = index + 2;
    const bases: number[] = [];
    while (open < tokens.count && tokens.code(open) !== 123 && tokens.code(open) !== 59) {
      if (tokens.word(open) === 'extends' || (bases.length > 0 && tokens.code(open) === 44))
        bases.push(open + 1);
      if (tokens.word(open) === 'implements') break;
      const code = tokens.code(open);
      open = code === 60 ? anglesEnd(tokens, open) : code === 40 ? tokens.closer(open) + 1 : open + 1;
    }
    while (open < tokens.count && tokens.code(open) !== 123) open += 1;
    const own = this.#members(tokens, path, open, depth);
    const parents = bases.map((base) => this.#base(tokens, path, base, depth));
    if (this.source.notes && [own, ...parents].some(({ properties }) => properties === undefined)) return {};
    // What is made by a call that is not understood may have any properties.
    const isMade = bases.some((base, at) => tokens.code(base + 1) === 40 && isUnknown(parents[at] ?? {}));
    if (isMade && Object.keys(propertiesOf(own)).length === 0) return {};
    return parents
      .filter(({ type }) => type === 'object')
      .reduceRight((found, base) => merged(base, found), own);
  }

  /** What a class extends: another one, or what NestJS makes of one or of a schema. */
  #base(tokens: TokenText, path: string, index: number, depth: number): SchemaSketch {
    const name = tokens.word(index);
    const args = this.argumentsOf(path, index + 1);
    if (tokens.code(index + 1) !== 40 || depth > deepest) return this.named(path, name, depth, args).schema;
    return mappedType(tokens, index, {
      type: (at) => this.#opened(this.#base(tokens, path, at, depth + 1)),
      schema: (expression) => {
        const located = { context: { file: path, scope: 0 }, expression };
        return this.#opened(sketchSchema(this.source, located, depth + 1).schema);
      },
    });
  }

  #members(tokens: TokenText, path: string, open: number, depth: number): SchemaSketch {
    const read = (index: number) => {
      const sketched = this.read(path, index, depth + 1);
      return { sketched, opened: this.#opened(sketched.schema), next: sketched.next };
    };
    const keyed = keyedType(tokens, open, read, this.source.notes !== undefined);
    if (keyed) return keyed;
    const close = tokens.closer(open);
    const entries: (readonly [string, Sketched])[] = [];
    for (let at = open + 1; at < close; ) {
      const start = at;
      const { entry, next } = this.#member(tokens, path, at, close, depth);
      if (entry !== undefined) entries.push(entry);
      else if (this.source.notes) return {};
      at = Math.max(start + 1, next);
    }
    return objectOf(entries);
  }

  #member(
    tokens: TokenText,
    path: string,
    index: number,
    close: number,
    depth: number,
  ): { readonly entry?: readonly [string, Sketched]; readonly next: number } {
    let at = index;
    const decorators = [];
    while (
      at < close &&
      (tokens.code(at) === 64 || (modifiers.has(tokens.word(at)) && tokens.isWord(at + 1)))
    ) {
      if (tokens.code(at) === 64) {
        const { decorator, next } = readDecorator(new ExpressionReader(tokens, () => undefined), at);
        if (decorator !== undefined) decorators.push(decorator);
        at = next;
      } else at += 1;
    }
    const key = tokens.literalValue(at) ?? tokens.word(at);
    const isMaybe = tokens.code(at + 1) === 63;
    const colon = isMaybe || tokens.code(at + 1) === 33 ? at + 2 : at + 1;
    if (key === '' || tokens.code(colon) !== 58) return { next: memberEnd(tokens, at, close) };
    const type = this.read(path, colon + 1, depth + 1);
    const own = decorated(this.source, path, type, decorators);
    const isOptional = isMaybe || own.isOptional;
    const next = memberEnd(tokens, type.next, close);
    const span = { start: tokens.literalStart(at), end: tokens.end(at) };
    const found = { schema: own.schema, isOptional };
    const value = this.source.notes?.property({ path, span }, found) ?? found;
    return isHidden(tokens, index) ? { next } : { entry: [key, value], next };
  }
}
