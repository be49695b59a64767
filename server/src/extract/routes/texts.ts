import type { Expression } from '../../model/route-facts.ts';
import { argsOf } from './passed-args.ts';
import type { Context, Follower, Located, Texts, Value } from './values.ts';

const deepest = 24;
/** Functions that give texts within each other. */
const mostCalls = 3;

/** The texts of a path, of a list of them, or of what is put together from constants. */
export function textsOf(follower: Follower, located: Located, depth: number): Texts {
  const value = follower.valueOf(located, depth);
  if (value.is !== 'written') return { reason: reasonOf(value, follower) };
  const { context, expression } = value;
  switch (expression.is) {
    case 'text':
      return { texts: [expression.value] };
    case 'list':
      return textsOfList(follower, context, expression.items, depth + 1);
    case 'joined':
      return joined(follower, context, expression.parts, depth + 1);
    case 'pattern':
      return { reason: 'The path is a regular expression.' };
    case 'either':
      return textsOfEither(follower, context, expression.items, depth + 1);
    case 'call':
      return textsOfCall(follower, context, expression, depth + 1);
    case 'computed':
      return { reason: 'The path is looked up by a computed key.' };
    default:
      return { reason: 'The path is computed.' };
  }
}

function textsOfList(
  follower: Follower,
  context: Context,
  items: readonly Expression[],
  depth: number,
): Texts {
  const found: string[] = [];
  let doubts = {};
  for (const expression of items) {
    const { texts, reason, ...own } = follower.textsOf({ context, expression }, depth);
    if (texts === undefined) return { reason };
    found.push(...texts);
    doubts = { ...doubts, ...own };
  }
  return { texts: found, ...doubts };
}

/** `process.env.BASE ?? '/base'`: what is written is the likeliest; `undefined` gives nothing. */
function textsOfEither(
  follower: Follower,
  context: Context,
  items: readonly Expression[],
  depth: number,
): Texts {
  const all = items
    .filter((item) => !isUndefined(item))
    .map((expression) => follower.textsOf({ context, expression }, depth));
  const texts = [...new Set(all.flatMap((each) => each.texts ?? []))];
  const doubt = all.find(({ reason }) => reason !== undefined)?.reason;
  if (texts.length === 0) return { reason: doubt ?? 'The path is computed.' };
  return { texts, isDoubted: true, ...(doubt === undefined ? {} : { doubt }) };
}

export function isUndefined(expression: Expression): boolean {
  return expression.is === 'name' && expression.name === 'undefined';
}

/** `pathOf(':id')` of a function that gives a text. */
function textsOfCall(
  follower: Follower,
  context: Context,
  call: Extract<Expression, { readonly is: 'call' }>,
  depth: number,
): Texts {
  const computed = { reason: 'The path is computed by a call.' };
  if (depth > deepest || call.isNew || callsAround(context) > mostCalls) return computed;
  const { callee, args } = call;
  const called = follower.valueOf({ context, expression: callee }, depth);
  if (called.is !== 'written' || called.expression.is !== 'function') return computed;
  const { file } = called.context;
  const { scope } = called.expression;
  const returns = follower.input.facts(file)?.scopes[scope]?.returns;
  if (returns === undefined) return computed;
  const passed = { file, scope, args: argsOf(follower, context, args), from: context, at: call.start };
  const inner = { ...called.context, scope, passed };
  const found = follower.textsOf({ context: inner, expression: returns }, depth + 1);
  return found.texts === undefined ? computed : found;
}

function joined(follower: Follower, context: Context, parts: readonly Expression[], depth: number): Texts {
  let found: readonly string[] = [''];
  let doubts = {};
  for (const expression of parts) {
    const { texts, reason, ...own } = follower.textsOf({ context, expression }, depth);
    if (texts === undefined) return { reason };
    found = found.flatMap((before) => texts.map((text) => before + text)).slice(0, 64);
    doubts = { ...doubts, ...own };
  }
  return { texts: found, ...doubts };
}

/** How many calls within each other pass what is evaluated here. */
function callsAround({ passed }: Context): number {
  return passed === undefined ? 0 : 1 + callsAround(passed.from);
}

function reasonOf(value: Exclude<Value, { readonly is: 'written' }>, { input }: Follower): string {
  switch (value.is) {
    case 'parameter': {
      const parameter = input.facts(value.context.file)?.scopes[value.context.scope]?.parameters[value.index];
      return `The path is "${parameter?.name ?? ''}", a parameter.`;
    }
    case 'package':
      return `The path comes from the package "${value.module}".`;
    case 'unknown':
      return value.reason;
    default:
      return 'The path is no text that is written in the workspace.';
  }
}
