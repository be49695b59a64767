import type { ParameterPlace, Route } from '../../../model/contract.ts';
import type { Expression } from '../../../model/route-facts.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';
import type { Context } from '../evaluation.ts';
import { readPattern } from '../reading/patterns.ts';
import { ExpressionReader } from '../reading/read-expression.ts';
import { callAround, headOf } from '../reading/request-uses.ts';
import { parameterStarts, type ScopeRange } from '../reading/scopes.ts';
import type { TokenText } from '../reading/token-text.ts';
import { valuesReturned } from './returned.ts';
import { sketchSchema } from './schema.ts';
import { propertiesOf } from './shapes.ts';
import type { Sketches, SketchPlace } from './sketches.ts';
import type { SketchSource } from './source.ts';
import type { ReadType, TypeSketches } from './types.ts';
import { ValueSketches } from './values.ts';

/** The positions of type arguments of `Request<P, Res, Body, Query>`. */
const ofExpress: readonly (SketchPlace | undefined)[] = ['path', 'response', 'body', 'query'];
/** The members of `FastifyRequest<{ … }>`. */
const ofFastify: ReadonlyMap<string, SketchPlace> = new Map<string, SketchPlace>([
  ['Params', 'path' satisfies ParameterPlace],
  ['Querystring', 'query'],
  ['Headers', 'header'],
  ['Body', 'body'],
  ['Reply', 'response'],
]);

const partsOfRequest: ReadonlyMap<string, SketchPlace> = new Map<string, SketchPlace>([
  ['body', 'body'],
  ['query', 'query'],
  ['params', 'path'],
]);

const answering = new Set(['json', 'send', 'sendStatus', 'end', 'jsonp']);
const answerers = new Set(['NextResponse', 'Response']);

/** One function, read for what it takes and answers. */
export class HandlerText {
  readonly #reader: ExpressionReader;
  readonly #values: ValueSketches;

  constructor(
    readonly source: SketchSource,
    readonly types: TypeSketches,
    readonly context: Context,
    readonly tokens: TokenText,
    readonly range: ScopeRange,
  ) {
    this.#reader = new ExpressionReader(tokens, () => undefined);
    this.#values = new ValueSketches(types, context.file, tokens, range);
  }

  /** The annotated type of a parameter. */
  typeOfParameter(index: number): ReadType | undefined {
    const colon = this.#colonOf(index);
    return colon === undefined ? undefined : this.types.read(this.context.file, colon + 1);
  }

  returnType(): ReadType | undefined {
    const { tokens, range } = this;
    const colon = tokens.closer(range.parameters) + 1;
    return tokens.code(colon) === 58 ? this.types.read(this.context.file, colon + 1) : undefined;
  }

  /** What the types of the request and of the answer say. */
  readTypes(found: Sketches): void {
    const { file } = this.context;
    const request = this.#colonOf(0);
    if (request !== undefined) {
      const args = this.#typeArguments(request + 1);
      const [first] = args;
      const isFastify = first !== undefined && this.tokens.code(first) === 123 && args.length === 1;
      if (isFastify)
        for (const [key, schema] of Object.entries(propertiesOf(this.types.read(file, first).schema)))
          found.keep(ofFastify.get(key), schema);
      else
        for (const [index, at] of args.entries())
          found.keep(ofExpress[index], this.types.read(file, at).schema);
    }
    const answer = this.#colonOf(1);
    const [first] = answer === undefined ? [] : this.#typeArguments(answer + 1);
    if (first !== undefined) found.keep('response', this.types.read(file, first).schema);
  }

  #typeArguments(index: number): readonly number[] {
    const { tokens } = this;
    let at = index;
    while (tokens.code(at + 1) === 46) at += 2;
    return /(?:Request|Response|Reply)$/.test(tokens.word(at))
      ? this.types.argumentsOf(this.context.file, at + 1)
      : [];
  }

  #colonOf(index: number): number | undefined {
    const { tokens } = this;
    const start = parameterStarts(tokens, this.range.parameters)[index];
    if (start === undefined) return undefined;
    const last = tokens.code(start) === 123 ? tokens.closer(start) : start;
    const colon = tokens.code(last + 1) === 63 ? last + 2 : last + 1;
    return tokens.code(colon) === 58 ? colon : undefined;
  }

  /** What the statements say of the body and of the answers. */
  readStatements(found: Sketches, { framework }: Route): void {
    const { tokens, range } = this;
    const [request, answer] = this.#names();
    const given = framework === 'fastify' ? valuesReturned(tokens, range) : undefined;
    let status: string | undefined;
    let isGiven = false;
    for (let at = range.body; at < range.end; at += 1) {
      if (this.#isValue(at, given?.get(at), answer)) {
        found.answer(status ?? '200', noText(this.#values.read(at)));
        isGiven ||= status === undefined;
        status = undefined;
      }
      if (!tokens.isWord(at)) continue;
      const word = tokens.word(at);
      const isMember = tokens.code(at - 1) === 46;
      const head = isMember ? tokens.word(this.#head(at)) : '';
      const isAssigned = tokens.code(at + 1) === 61 && tokens.code(at + 2) !== 61;
      if (isMember && head === request && isAssigned) {
        if (word === 'status') status = this.#numberAt(at + 2);
        if (word === 'body') found.answer(status ?? '200', noText(this.#values.read(at + 2)));
      } else if (isMember && head === request && partsOfRequest.has(word))
        this.#part(found, partsOfRequest.get(word) ?? 'body', at, at);
      else if (isMember && head === request && word === 'json' && tokens.code(at + 2) === 41)
        this.#part(found, 'body', at, at + 2);
      else if (isMember && answering.has(word) && tokens.code(at + 1) === 40) {
        const isAnswer = head === answer || answerers.has(head) || (head === request && framework === 'hono');
        if (isAnswer) this.#answer(found, at);
        status = undefined;
      } else if (isMember && head === answer && (word === 'code' || word === 'status'))
        status = this.#numberAt(at + 2);
    }
    if (framework === 'fastify' && (isGiven || !found.hasAnswers)) {
      const type = this.returnType();
      if (type !== undefined && Object.keys(type.schema).length > 0) found.answer('200', type.schema);
    }
  }

  /** What is given back is sent, but for the answer itself, and for what others make of it. */
  #isValue(start: number, end: number | undefined, answer: string): boolean {
    if (end === undefined || this.tokens.isNamed(start, 'undefined')) return false;
    for (let at = start; at < end; at += 1)
      if (this.tokens.word(at) === answer && answer !== '') return false;
    return true;
  }

  /** The names of the request and of the answer. */
  #names(): readonly [string, string] {
    const starts = parameterStarts(this.tokens, this.range.parameters);
    const first = starts.length === 4 ? 1 : 0;
    const name = (index: number) => this.tokens.word(starts[index] ?? -1);
    return [name(first), name(first + 1)];
  }

  #head(index: number): number {
    return headOf(this.tokens, index + 1);
  }

  /** A use of a part of the request, up to the last token of it. */
  #part(found: Sketches, place: SketchPlace, index: number, last: number): void {
    const { tokens } = this;
    const { file, scope } = this.context;
    if (place === 'body') found.wholeBody();
    const next = tokens.code(last + 1) === 63 ? last + 2 : last + 1;
    if (tokens.code(next) === 46 && tokens.isWord(next + 1)) {
      if (place === 'body') found.property(tokens.word(next + 1));
      return;
    }
    const behind = tokens.code(next) === 41 && tokens.word(next + 1) === 'as' ? next + 1 : next;
    if (tokens.word(behind) === 'as') found.keep(place, this.types.read(file, behind + 1).schema);
    const head = this.#head(index);
    this.#declared(found, place, head);
    const first = tokens.word(head - 1) === 'await' ? head - 1 : head;
    const call = callAround(this.#reader, first, last);
    if (call?.is !== 'call') return;
    const schemas: readonly Expression[] =
      call.callee.is === 'member' ? [call.callee.object, ...call.args] : call.args;
    for (const expression of schemas)
      if (expression.is !== 'member' || !partsOfRequest.has(expression.member))
        found.keep(place, sketchSchema(this.source, { context: { file, scope }, expression }).schema);
  }

  /** `const body: T = request.body` and `const { a } = request.body`. */
  #declared(found: Sketches, place: SketchPlace, head: number): void {
    const { tokens } = this;
    let at = head - 1;
    while (tokens.word(at) === 'await' || tokens.code(at) === 40) at -= 1;
    if (tokens.code(at) !== 61) return;
    for (let start = at - 1; start > at - 60 && start > 0; start -= 1) {
      if (!['const', 'let', 'var'].includes(tokens.word(start))) continue;
      if (place === 'body' && tokens.code(start + 1) === 123)
        for (const { key } of readPattern(tokens, start + 1).entries) found.property(key);
      const colon = tokens.code(start + 1) === 123 ? tokens.closer(start + 1) + 1 : start + 2;
      if (tokens.code(colon) === 58) found.keep('body', this.types.read(this.context.file, colon + 1).schema);
      return;
    }
  }

  /** `response.status(201).json(value)`, `c.json(value, 201)`, `NextResponse.json(value, { status: 201 })`. */
  #answer(found: Sketches, index: number): void {
    const { tokens } = this;
    const call = this.#callAt(index);
    if (call === undefined) return;
    const member = tokens.word(index);
    if (member === 'sendStatus') {
      const status = this.#numberAt(index + 2);
      if (status !== undefined) found.answer(status, undefined);
      return;
    }
    const status = this.#statusOf(call);
    if (status === undefined) return;
    const isEmpty = call.args.length === 0;
    const schema = isEmpty ? undefined : this.#values.read(index + 2);
    found.answer(status, member.startsWith('json') ? schema : schema && noText(schema));
  }

  #callAt(index: number): Extract<Expression, { readonly is: 'call' }> | undefined {
    const { tokens } = this;
    let { value } = this.#reader.operand(this.#head(index), 0);
    const end = tokens.end(tokens.closer(index + 1));
    while (value.end > end && (value.is === 'call' || value.is === 'member'))
      value = value.is === 'call' ? value.callee : value.object;
    return value.is === 'call' ? value : undefined;
  }

  /** Undefined where it is not written as a number. */
  #statusOf(call: Extract<Expression, { readonly is: 'call' }>): string | undefined {
    const { context } = this;
    for (let at: Expression = call; at.is === 'call' || at.is === 'member'; ) {
      if (at.is === 'member') {
        at = at.object;
        continue;
      }
      const { callee, args }: Extract<Expression, { readonly is: 'call' }> = at;
      const isStatus = callee.is === 'member' && (callee.member === 'status' || callee.member === 'code');
      if (isStatus) return numberText(this.source.valueOf({ context, expression: args[0] }));
      at = callee;
    }
    const [, second] = call.args;
    if (second === undefined) return '200';
    const options = this.source.valueOf({ context, expression: second });
    if (typeof options === 'number') return `${options}`;
    if (typeof options !== 'object' || options === null) return undefined;
    if (second.is !== 'object' || !second.entries.some(({ key }) => key === 'status')) return '200';
    return 'status' in options ? numberText(options.status) : undefined;
  }

  #numberAt(index: number): string | undefined {
    const { tokens } = this;
    return tokens.code(index) === 2 ? tokens.slice(index) : undefined;
  }
}

/** A text that is not sent as JSON has a type of content that each framework chooses for itself. */
function noText(schema: SchemaSketch): SchemaSketch | undefined {
  return schema['type'] === 'string' ? undefined : schema;
}

function numberText(value: unknown): string | undefined {
  return typeof value === 'number' ? `${value}` : undefined;
}
