import type { Expression } from '../../model/route-facts.ts';
import type { Context, Evaluation, Located } from '../routes/evaluation.ts';
import { functionOf } from './functions.ts';

/** One parameter of one function. */
export interface ParameterKey extends Context {
  readonly index: number;
  readonly name: string;
}

/** A part of a path: what is written, or a hole with the reason. */
export type Piece =
  | {
      readonly text: string;
      readonly reason?: never;
      readonly source?: never;
      readonly parameter?: never;
      readonly isWide?: never;
    }
  | {
      readonly text?: never;
      readonly reason: string;
      /** The same for all holes in which the same stands, whatever that is. */
      readonly source?: string;
      readonly parameter?: ParameterKey;
      /** More than one segment may stand here. */
      readonly isWide?: boolean;
    };

/** What the parameters of a function are, for one of its calls. */
export interface Bound {
  readonly context: Context;
  readonly args: readonly Expression[];
  readonly from: Context;
  readonly outer?: Bound;
}

const deepest = 12;
const most = 64;

/** What an expression puts together, with names, constants and functions that return texts followed. */
export function piecesOf(
  evaluation: Evaluation,
  located: Located,
  bound?: Bound,
  depth = 0,
): readonly Piece[] {
  if (depth > deepest) return [hole('It leads in a circle.')];
  const value = evaluation.valueOf(located);
  switch (value.is) {
    case 'written':
      return written(evaluation, value, bound, depth + 1);
    case 'parameter':
      // What made an object is not asked for the calls of its methods.
      if (isOwn(located.expression)) return [from(sourceOf(located), noText)];
      return parameter(evaluation, { ...value.context, index: value.index }, bound, depth + 1);
    case 'package':
      return [from(`${value.module} ${value.name}`, `It comes from the package "${value.module}".`)];
    case 'unknown':
      return [from(value.source ?? sourceOf(located), value.reason.replace('The path', 'It'))];
    case 'typed':
      return [from(`${value.context.file}#${value.binding.name}`, noText)];
    default:
      return [hole(noText)];
  }
}

function isOwn(expression: Expression): boolean {
  return expression.is === 'member' && expression.object.is === 'name' && expression.object.name === 'this';
}

const noText = 'It is no text that is written in the workspace.';

function from(source: string, reason: string): Piece {
  return { reason, source };
}

/** Of a name of one file; anything else only by where it is written. */
function sourceOf({ context, expression }: Located): string {
  return `${context.file}#${nameOf(expression) ?? expression.start}`;
}

function nameOf(expression: Expression): string | undefined {
  switch (expression.is) {
    case 'name':
      return expression.name;
    case 'member': {
      const object = nameOf(expression.object);
      return object === undefined ? undefined : `${object}.${expression.member}`;
    }
    case 'call': {
      const callee = expression.args.length > 0 ? undefined : nameOf(expression.callee);
      return callee === undefined ? undefined : `${callee}()`;
    }
    default:
      return undefined;
  }
}

function hole(reason: string, parameter?: ParameterKey): Piece {
  return parameter === undefined ? { reason } : { reason, parameter };
}

/** The arguments of the call that gave the function its parameters. */
export function boundTo({ file, scope }: Context, bound: Bound | undefined): Bound | undefined {
  for (let at = bound; at !== undefined; at = at.outer)
    if (at.context.file === file && at.context.scope === scope) return at;
  return undefined;
}

function parameter(
  evaluation: Evaluation,
  key: Omit<ParameterKey, 'name'>,
  bound: Bound | undefined,
  depth: number,
): readonly Piece[] {
  const own = boundTo(key, bound);
  const declared = evaluation.input.facts(key.file)?.scopes[key.scope]?.parameters[key.index];
  const arg = own?.args[key.index];
  if (own === undefined || (arg === undefined && declared?.fallback === undefined)) {
    const name = declared?.name ?? '';
    return [hole(`It is "${name}", a parameter.`, { ...key, name })];
  }
  if (arg !== undefined) {
    const found = piecesOf(evaluation, { context: own.from, expression: arg }, own.outer, depth);
    return pathName.test(declared?.name ?? '') ? found.map(widened) : found;
  }
  return declared?.fallback === undefined
    ? []
    : piecesOf(evaluation, { context: key, expression: declared.fallback }, own, depth);
}

/** A parameter of this name is more than one segment. */
export const pathName = /path|url|uri$|endpoint|route|href/i;

function widened(piece: Piece, _: number, all: readonly Piece[]): Piece {
  return piece.text === undefined && all.length === 1 ? { ...piece, isWide: true } : piece;
}

function written(
  evaluation: Evaluation,
  { context, expression }: Located,
  bound: Bound | undefined,
  depth: number,
): readonly Piece[] {
  switch (expression.is) {
    case 'text':
      return [{ text: expression.value }];
    case 'joined':
      return expression.parts
        .flatMap((part) => piecesOf(evaluation, { context, expression: part }, bound, depth))
        .filter(({ text }) => text !== '')
        .slice(0, most);
    case 'call':
      return called(evaluation, { context, expression }, bound, depth);
    case 'pattern':
      return [hole('It is a regular expression.')];
    default:
      return [from(sourceOf({ context, expression }), 'It is computed.')];
  }
}

type Calling = Located & { readonly expression: Extract<Expression, { readonly is: 'call' }> };

function called(
  evaluation: Evaluation,
  call: Calling,
  bound: Bound | undefined,
  depth: number,
): readonly Piece[] {
  const { context, expression } = call;
  const { callee, args } = expression;
  const inner = (each: Expression) => piecesOf(evaluation, { context, expression: each }, bound, depth);
  const [first, second] = args;
  if (callee.is === 'name' && first !== undefined) {
    if (callee.name === 'Request') return inner(first);
    if (callee.name === 'URL')
      return second === undefined ? inner(first) : against(inner(second), inner(first));
  }
  if (callee.is === 'member' && passing.has(callee.member)) return inner(callee.object);
  if (callee.is === 'member' && callee.member === 'replace' && first !== undefined) {
    const [text] = evaluation.textsOf({ context, expression: first }).texts ?? [];
    const pieces = inner(callee.object);
    if (text !== undefined) return pieces.flatMap((piece) => withHole(piece, text));
    // What stands in braces is a hole already.
    if (pieces.some((piece) => piece.text?.includes('{'))) return pieces;
  }
  if (callee.is === 'member' && callee.member === 'join' && first?.is === 'text') {
    const list = evaluation.valueOf({ context, expression: callee.object });
    if (list.is === 'written' && list.expression.is === 'list')
      return list.expression.items
        .flatMap((item) => [
          { text: first.value },
          ...piecesOf(evaluation, { context: list.context, expression: item }, bound, depth),
        ])
        .slice(1, most);
  }
  return returned(evaluation, call, bound, depth) ?? [from(sourceOf(call), 'It is computed by a call.')];
}

/** Members whose call gives the same text, or one that differs in its query only. */
const passing = new Set(['toString', 'trim', 'toLowerCase', 'valueOf']);

/** `replace(':id', id)`. */
function withHole(piece: Piece, text: string): readonly Piece[] {
  const at = piece.text?.indexOf(text) ?? -1;
  if (piece.text === undefined || at < 0) return [piece];
  const put = hole('It is put in.');
  return [{ text: piece.text.slice(0, at) }, put, { text: piece.text.slice(at + text.length) }];
}

/** A path against a base, as `new URL(path, base)` has it. */
function against(base: readonly Piece[], path: readonly Piece[]): readonly Piece[] {
  const [first] = path;
  if (/^https?:/.test(first?.text ?? '')) return path;
  const [origin] = base;
  const host = /^https?:\/\/[^/]*/.exec(origin?.text ?? '')?.[0];
  if (host !== undefined && base.length === 1 && first?.text?.startsWith('/'))
    return [{ text: host }, ...path];
  return [...base, { text: '/' }, ...path];
}

/** What a function of the workspace returns, with its parameters bound. */
function returned(
  evaluation: Evaluation,
  { context, expression }: Calling,
  bound: Bound | undefined,
  depth: number,
): readonly Piece[] | undefined {
  const found = functionOf(evaluation, { context, expression: expression.callee });
  const returns = found && evaluation.input.facts(found.file)?.scopes[found.scope]?.returns;
  if (found === undefined || returns === undefined || expression.isNew) return undefined;
  const inner: Bound = {
    context: found,
    args: expression.args,
    from: context,
    ...(bound === undefined ? {} : { outer: bound }),
  };
  return piecesOf(evaluation, { context: found, expression: returns }, inner, depth);
}
