import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { ScopeRange } from '../reading/scopes.ts';
import type { TokenText } from '../reading/token-text.ts';
import { objectOf } from './shapes.ts';
import type { TypeSketches } from './types.ts';

const deepest = 8;

/** What values look like by what is written: literals, assertions, and names that are annotated. */
export class ValueSketches {
  constructor(
    readonly types: TypeSketches,
    readonly path: string,
    readonly tokens: TokenText,
    readonly range: ScopeRange,
  ) {}

  /** The value that begins with the token, up to the end of its list item or statement. */
  read(index: number, depth = 0): SchemaSketch {
    const { tokens } = this;
    if (depth > deepest) return {};
    const end = itemEnd(tokens, index);
    for (let at = index + 1; at < end; at = behind(tokens, at)) {
      const word = tokens.word(at);
      const isAssertion = word === 'as' || word === 'satisfies';
      if (isAssertion && tokens.word(at + 1) !== 'const') return this.types.read(this.path, at + 1).schema;
    }
    const last = behind(tokens, index) === end || tokens.word(index + 1) === 'as';
    if (tokens.code(index) === 123 && !tokens.startsTemplate(index))
      return last ? this.#object(index, depth) : {};
    if (tokens.code(index) === 123) return { type: 'string' };
    if (tokens.code(index) === 91) return last ? this.#list(index, depth) : {};
    if (tokens.code(end - 1) === 41 && tokens.word(end - 3) === 'toISOString')
      return { type: 'string', format: 'date-time' };
    return last ? this.#one(index) : {};
  }

  #one(index: number): SchemaSketch {
    const { tokens } = this;
    if (tokens.code(index) === 2) {
      const text = tokens.slice(index);
      return { type: /[.e]/.test(text) ? 'number' : 'integer' };
    }
    if (tokens.code(index) === 3) return tokens.literalValue(index) === undefined ? {} : { type: 'string' };
    const name = tokens.word(index);
    if (name === 'true' || name === 'false') return { type: 'boolean' };
    return name === '' ? {} : this.#annotated(name);
  }

  /** The type of a name that the function declares with one. */
  #annotated(name: string): SchemaSketch {
    const { tokens, range } = this;
    for (let at = range.body; at < range.end; at += 1) {
      const isDeclared = ['const', 'let', 'var'].includes(tokens.word(at)) && tokens.word(at + 1) === name;
      if (!isDeclared) continue;
      if (tokens.code(at + 2) === 58) return this.types.read(this.path, at + 3).schema;
      return tokens.code(at + 2) === 61 && tokens.word(at + 3) !== name ? this.read(at + 3, deepest - 2) : {};
    }
    return {};
  }

  #object(open: number, depth: number): SchemaSketch {
    const { tokens } = this;
    const close = tokens.closer(open);
    const entries = [];
    for (let at = open + 1; at < close; at = itemEnd(tokens, at) + 1) {
      const key = tokens.literalValue(at) ?? tokens.word(at);
      if (key === '' || tokens.code(at) === 46) continue;
      const isShort = tokens.code(at + 1) !== 58;
      const schema = isShort ? this.#annotated(key) : this.read(at + 2, depth + 1);
      entries.push([key, { schema, isOptional: false }] as const);
    }
    return objectOf(entries);
  }

  #list(open: number, depth: number): SchemaSketch {
    const items = this.tokens.code(open + 1) === 93 ? {} : this.read(open + 1, depth + 1);
    return Object.keys(items).length === 0 ? { type: 'array' } : { type: 'array', items };
  }
}

/** Behind a token, or the bracket that it opens. */
export function behind(tokens: TokenText, at: number): number {
  const code = tokens.code(at);
  return code === 40 || code === 91 || code === 123 ? tokens.closer(at) + 1 : at + 1;
}

/** The `,`, `;` or closing bracket behind an item. */
export function itemEnd(tokens: TokenText, from: number): number {
  for (let at = from; at < tokens.count; at = behind(tokens, at)) {
    const code = tokens.code(at);
    if (code === 44 || code === 59 || code === 41 || code === 93 || code === 125) return at;
  }
  return tokens.count;
}
