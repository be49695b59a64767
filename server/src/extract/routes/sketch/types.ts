import type { SchemaSketch } from '../../../model/route-sketch.ts';
import { readDecorator } from '../reading/decorators.ts';
import { ExpressionReader } from '../reading/read-expression.ts';
import type { TokenText } from '../reading/token-text.ts';
import { decorated } from './decorators.ts';
import { enumValues } from './enum-values.ts';
import { mappedType } from './mapped-types.ts';
import { sketchSchema } from './schema.ts';
import { anythingKey } from './schema-notes.ts';
import { unionOf } from './schema-reading.ts';
import {
  isUnknown,
  merged,
  narrowed,
  nothingKnown,
  objectOf,
  ofConstants,
  omitKey,
  propertiesOf,
  type Sketched,
} from './shapes.ts';
import type { SketchSource } from './source.ts';
import { tupleType } from './tuple-types.ts';
import { TypeNames, type TypePlace } from './type-names.ts';

/** A type that was read, and the token behind it. */
export interface ReadType extends Sketched {
  readonly next: number;
}

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

/** Types that say nothing more than what is within. */
const transparent = new Set(['Promise', 'Readonly', 'Required', 'NonNullable', 'Awaited', 'DeepReadonly']);
const lists = new Set(['Array', 'ReadonlyArray', 'Set']);

/** Reads types of one file as schemas; names are followed to their declarations, in other files as well. */
export class TypeSketches {
  readonly #names: TypeNames;
  /** Declarations that are being read: a type within itself is not known again. */
  readonly #open = new Set<string>();

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
    if (notes === undefined) return { ...found, next: at };
    if (!endsType(tokens, at)) return { schema: {}, isOptional, next: at };
    const span = { start: tokens.start(index), end: tokens.end(index) };
    return { ...notes.at({ path, span }, found), next: at };
  }

  #opened(schema: SchemaSketch): SchemaSketch {
    return this.source.notes?.opened(schema) ?? schema;
  }

  /** The declaration of a name, as seen from a file. */
  named(path: string, name: string, depth = 0): Sketched {
    const found = this.#names.find(path, name);
    const tokens = found === undefined ? undefined : this.source.tokens(found.path);
    const key = `${found?.path} ${found?.index}`;
    const isWithin = this.#open.has(key);
    if (found === undefined || tokens === undefined || isWithin || depth > deepest) return nothingKnown;
    this.#open.add(key);
    const sketched = this.#declaration(tokens, found, depth);
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
      schema = isList ? { type: 'array', items: schema } : {};
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
    const [first, second] = args;
    const { notes } = this.source;
    const of = (index: number | undefined): Sketched =>
      index === undefined ? nothingKnown : this.read(path, index, depth + 1);
    const plain = (schema: SchemaSketch): Sketched => ({ schema, isOptional: false });
    if (notes && (name === 'any' || name === 'unknown')) return plain({ [anythingKey]: true });
    if (notes && (changing.has(name) || lists.has(name) || name === 'Record') && first !== undefined)
      return plain(this.#changed(name, of(first), of(second)));
    if (transparent.has(name) && first !== undefined) return of(first);
    if (lists.has(name)) return plain({ type: 'array', items: of(first).schema });
    if (name === 'Record') return plain({ type: 'object', additionalProperties: of(second).schema });
    if (name === 'Partial') return plain(omitKey(of(first).schema, 'required'));
    if (name === 'Pick' || name === 'Omit')
      return plain(narrowed(of(first).schema, textsIn(of(second).schema), name === 'Pick'));
    if ((name === 'infer' || name === 'output' || name === 'input') && first !== undefined) {
      const at = tokens.word(first) === 'typeof' ? first + 1 : first;
      const { value } = new ExpressionReader(tokens, () => undefined).operand(at, 0);
      return sketchSchema(this.source, { context: { file: path, scope: 0 }, expression: value }, depth + 1);
    }
    return notes ? this.#shared(path, name, depth) : this.named(path, name, depth + 1);
  }

  /** What is made of another type, where a part that is not understood makes all unknown. */
  #changed(name: string, { schema: first }: Sketched, { schema: second }: Sketched): SchemaSketch {
    if (lists.has(name)) return { type: 'array', items: first };
    if (name === 'Record') return { type: 'object', additionalProperties: second };
    const whole = this.#opened(first);
    if (name === 'NonNullable' || whole['properties'] === undefined) return {};
    if (name === 'Partial') return omitKey(whole, 'required');
    if (name === 'Required') return { ...whole, required: Object.keys(propertiesOf(whole)) };
    const names = textsIn(this.#opened(second));
    return names.length === 0 ? {} : narrowed(whole, names, name === 'Pick');
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
    if (tokens.code(index + 1) !== 40 || depth > deepest) return this.named(path, name, depth).schema;
    return mappedType(tokens, index, {
      type: (at) => this.#opened(this.#base(tokens, path, at, depth + 1)),
      schema: (expression) => {
        const located = { context: { file: path, scope: 0 }, expression };
        return this.#opened(sketchSchema(this.source, located, depth + 1).schema);
      },
    });
  }

  #members(tokens: TokenText, path: string, open: number, depth: number): SchemaSketch {
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

/** Types that are other ones with notes, as something of them has to be known. */
const changing = new Set(['Partial', 'Required', 'NonNullable', 'Pick', 'Omit']);

/** Whether nothing follows a type that makes another one of it. */
function endsType(tokens: TokenText, at: number): boolean {
  const code = tokens.code(at);
  // `T?` of a tuple.
  if (code === 63 && [44, 93].includes(tokens.code(at + 1))) return true;
  if (code === -1 || [41, 44, 59, 61, 62, 93, 125].includes(code)) return true;
  const isNewLine = tokens.text.slice(tokens.end(at - 1), tokens.start(at)).includes('\n');
  return isNewLine && tokens.word(at) !== 'extends';
}

const modifiers = new Set(['public', 'private', 'protected', 'readonly', 'static', 'declare', 'override']);

function isHidden(tokens: TokenText, index: number): boolean {
  return ['private', 'protected', 'static'].includes(tokens.word(index));
}

/** Behind `;` or `,`, or at the first token of a line below. */
function memberEnd(tokens: TokenText, from: number, close: number): number {
  for (let at = from; at < close; ) {
    const code = tokens.code(at);
    if (code === 59 || code === 44) return at + 1;
    const isNewLine = tokens.text.slice(tokens.end(at - 1), tokens.start(at)).includes('\n');
    if (at > from && isNewLine && (code === 1 || code === 3 || code === 64)) return at;
    if (at === from && isNewLine && at > 0 && code !== 61 && code !== 123 && code !== 40) return at;
    at = code === 40 || code === 91 || code === 123 ? tokens.closer(at) + 1 : at + 1;
  }
  return close;
}

/** The token behind type arguments. */
function anglesEnd(tokens: TokenText, open: number): number {
  let angles = 0;
  for (let at = open; at < tokens.count && at < open + 400; at += 1) {
    const code = tokens.code(at);
    if (code === 60) angles += 1;
    else if (code === 62 && !tokens.isArrow(at - 1)) angles -= 1;
    else if (code === 40 || code === 91 || code === 123) at = tokens.closer(at);
    if (angles === 0) return at + 1;
  }
  return open + 1;
}

function textsIn(schema: SchemaSketch): readonly string[] {
  const values = 'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : [];
  return values.filter((value) => typeof value === 'string');
}
