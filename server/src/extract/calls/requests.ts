import type { Call, UnresolvedCall } from '../../model/calls.ts';
import { type HttpMethod, httpMethods } from '../../model/contract.ts';
import type { Expression } from '../../model/route-facts.ts';
import type { Span } from '../../model/span.ts';
import type { Context, Evaluation, Located } from '../routes/evaluation.ts';
import { type Base, type Client, entryOf, type Method, type Sent } from './adapters/adapter.ts';
import { functionOf } from './functions.ts';
import { type Bound, boundTo, type ParameterKey, type Piece, piecesOf } from './pieces.ts';
import { openParameter, targetOf } from './template.ts';

export type Calling = Located & { readonly expression: Extract<Expression, { readonly is: 'call' }> };

interface Request {
  readonly client: Client;
  readonly method: Method;
  readonly path: Located;
  readonly before: readonly Base[];
  /** Where the call is written. */
  readonly context: Context;
  readonly span: Span;
}

/** A function whose parameters decide what a request within it is. */
interface Wrapper {
  readonly request: Request;
  readonly parameter: ParameterKey;
  readonly bound?: Bound;
  /** Takes it for what is written of it, for a function that nobody calls. */
  readonly send: () => void;
  callers: number;
}

const mostRounds = 5;

/** What is sent, and by functions that are passed the path wherever these are called. */
export class Requests {
  readonly calls: Call[] = [];
  readonly unresolved: UnresolvedCall[] = [];
  readonly #others: Calling[] = [];
  #open: Wrapper[] = [];

  constructor(readonly evaluation: Evaluation) {}

  /** Keeps a call that sends nothing by itself. */
  leave(calling: Calling): void {
    const { callee } = calling.expression;
    if (callee.is === 'name' || callee.is === 'member') this.#others.push(calling);
  }

  take(sent: Sent, client: Client, { context }: Calling): void {
    switch (sent.does) {
      case 'hide':
        this.#hide(context.file, sent.at, client, sent.reason);
        return;
      case 'operation': {
        const { at, id } = sent;
        const place = { path: context.file, span: { start: at.start, end: at.end } };
        const nothing = { method: 'ANY', template: '', isBaseUnknown: true } as const;
        this.calls.push({ ...place, ...nothing, ...named(client), confidence: 'certain', operationId: id });
        return;
      }
      case 'members': {
        const { start, end } = sent.at;
        const parts = sent.segments.flatMap((segment): readonly Piece[] => [
          { text: '/' },
          segment === undefined ? { reason: 'It is computed.' } : { text: segment },
        ]);
        const bases = this.#bases(client.bases);
        const method = methodNamed(sent.method);
        this.#emit(client, context.file, { start, end }, method, [...bases, ...parts]);
        return;
      }
      case 'request': {
        const path = located(sent.path, context);
        const { start, end } = sent.at ?? path.expression;
        const unknown: readonly Base[] = sent.isBaseUnknown ? ['unknown'] : [];
        const before = [...unknown, ...client.bases, ...(sent.before ?? [])];
        const span = { start, end };
        this.#send({ client, method: sent.method, path, before, context, span }, undefined, {
          path: sent.at === undefined ? path.context.file : context.file,
          span,
        });
      }
    }
  }

  /** Follows functions that are passed the path to those who call them. */
  settle(): void {
    const all: Wrapper[] = [];
    for (let round = 0; round < mostRounds && this.#open.length > 0; round += 1) {
      const byFunction = this.#callers();
      const open = this.#open;
      this.#open = [];
      all.push(...open);
      for (const wrapper of open)
        for (const calling of byFunction.get(keyOf(wrapper.parameter)) ?? []) this.#call(wrapper, calling);
    }
    for (const wrapper of [...all, ...this.#open]) if (wrapper.callers === 0) wrapper.send();
  }

  #call(wrapper: Wrapper, { context, expression }: Calling): void {
    const { request, parameter, bound } = wrapper;
    const inner: Bound = { context: parameter, args: expression.args, from: context };
    const outermost = bound === undefined ? inner : behind(bound, inner);
    if (outermost === undefined) return;
    const arg = expression.args[parameter.index] ?? expression;
    wrapper.callers += 1;
    const span = { start: arg.start, end: arg.end };
    this.#send(request, outermost, { path: context.file, span });
  }

  #callers(): ReadonlyMap<string, readonly Calling[]> {
    const found = new Map<string, Calling[]>();
    for (const calling of this.#others) {
      const { context, expression } = calling;
      const called = functionOf(this.evaluation, { context, expression: expression.callee });
      if (called === undefined) continue;
      const key = keyOf(called);
      const before = found.get(key);
      if (before === undefined) found.set(key, [calling]);
      else before.push(calling);
    }
    return found;
  }

  #send(request: Request, bound: Bound | undefined, place: { path: string; span: Span }): void {
    const { client } = request;
    const path = piecesOf(this.evaluation, request.path, bound);
    const isAddress = /^https?:/.test(path[0]?.text ?? '');
    const before = isAddress ? [] : this.#bases(request.before, bound);
    const parameter = openParameter(path);
    const send = () => {
      // Where nobody is seen to call it, more than one segment may stand there.
      const known = path.map((piece) =>
        piece.parameter && piece.parameter === parameter ? wide(piece) : piece,
      );
      const pieces = before.length === 0 ? known : [...before, { text: '/' }, ...known];
      this.#emit(client, place.path, place.span, this.#method(request, bound), pieces);
    };
    if (parameter === undefined) send();
    else this.#open.push({ request, parameter, send, callers: 0, ...(bound === undefined ? {} : { bound }) });
  }

  #emit(
    client: Client,
    path: string,
    span: Span,
    method: HttpMethod | 'ANY' | undefined,
    pieces: readonly Piece[],
  ): void {
    const target = targetOf(pieces);
    if (target === undefined || method === undefined) return;
    if ('reason' in target) {
      this.#hide(path, span, client, target.reason);
      return;
    }
    const { isGuessed, base, ...where } = target;
    const isVague = isGuessed || method === 'ANY' || client.adapter.client === 'unknown';
    const confidence = isVague || where.isBaseUnknown ? 'likely' : 'certain';
    const besides = isVague || base === undefined ? {} : { base };
    this.calls.push({ path, span, method, ...where, ...besides, ...named(client), confidence });
  }

  #bases(bases: readonly Base[], bound?: Bound): readonly Piece[] {
    return bases.flatMap((base, index): readonly Piece[] => {
      const slash = index === 0 ? [] : [{ text: '/' }];
      if (base === 'unknown') return [...slash, { reason: 'What stands before it is not known.' }];
      return [...slash, ...piecesOf(this.evaluation, base, bound)];
    });
  }

  /** `ANY` where it is not known; undefined for what is no method at all. */
  #method({ method, context }: Request, bound: Bound | undefined): HttpMethod | 'ANY' | undefined {
    switch (method.is) {
      case 'verb':
        return methodNamed(method.verb);
      case 'value':
        return this.#methodText(located(method.value, context), bound);
      case 'option':
        if (method.options === undefined) return 'GET';
        return this.#methodOption(located(method.options, context), bound);
    }
  }

  #methodText(value: Located, bound: Bound | undefined): HttpMethod | 'ANY' | undefined {
    const pieces = piecesOf(this.evaluation, value, bound);
    const texts = pieces.map(({ text }) => text);
    return texts.includes(undefined) ? 'ANY' : methodNamed(texts.join(''));
  }

  #methodOption(options: Located, bound: Bound | undefined): HttpMethod | 'ANY' | undefined {
    const value = this.evaluation.valueOf(options);
    if (value.is === 'parameter') {
      const own = boundTo(value.context, bound);
      const arg = own?.args[value.index];
      if (own === undefined) return 'ANY';
      return arg === undefined
        ? 'GET'
        : this.#methodOption({ context: own.from, expression: arg }, own.outer);
    }
    if (value.is !== 'written' || value.expression.is !== 'object') return 'ANY';
    const method = entryOf(value.expression, 'method');
    if (method !== undefined) return this.#methodText({ context: value.context, expression: method }, bound);
    return value.expression.isOpen ? this.#methodOfSpread(bound) : 'GET';
  }

  /** What is spread into the options is most likely what the function was passed. */
  #methodOfSpread(bound: Bound | undefined): HttpMethod | 'ANY' | undefined {
    if (bound === undefined) return 'ANY';
    for (const expression of bound.args) {
      const { context, expression: arg } = this.evaluation.look({ context: bound.from, expression });
      const method = entryOf(arg, 'method');
      if (method !== undefined) return this.#methodText({ context, expression: method }, bound.outer);
      if (arg.is === 'object' && arg.isOpen) return 'ANY';
    }
    return 'GET';
  }

  #hide(path: string, { start, end }: Span, client: Client, reason: string): void {
    this.unresolved.push({ path, span: { start, end }, ...named(client), reason });
  }
}

function named({ adapter: { client } }: Client): { readonly client: string } {
  return { client };
}

function located(given: Located | Expression, context: Context): Located {
  return 'context' in given ? given : { context, expression: given };
}

function wide(piece: Piece): Piece {
  return piece.text === undefined ? { ...piece, isWide: true } : piece;
}

function keyOf({ file, scope }: Context): string {
  return `${file}#${scope}`;
}

/** The bindings of a call, with those of the call around it behind them; undefined for what calls itself. */
function behind(bound: Bound, outer: Bound): Bound | undefined {
  const { file, scope } = outer.context;
  if (bound.context.file === file && bound.context.scope === scope) return undefined;
  const around = bound.outer === undefined ? outer : behind(bound.outer, outer);
  return around && { ...bound, outer: around };
}

const known: ReadonlySet<string> = new Set(httpMethods);

function methodNamed(name: string): HttpMethod | undefined {
  const upper = name.toUpperCase();
  return known.has(upper) ? (upper as HttpMethod) : undefined;
}
