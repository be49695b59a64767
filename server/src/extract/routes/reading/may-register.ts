import type { Expression } from '../../../model/route-facts.ts';
import { literal, word } from '../../tokens.ts';
import { handsOn, isRouted, startsInstance } from './hands-on.ts';
import type { ExpressionReader } from './read-expression.ts';
import type { ScopeRange } from './scopes.ts';
import { type TokenText, WordSet } from './token-text.ts';

/** Members that register something where a router is called. */
const registering = new WordSet(
  [
    'get post put patch delete del head options all use route register mount on basePath prefix',
    'setGlobalPrefix enableVersioning openapi search trace query link unlink registerPath registerRouter',
  ].flatMap((names) => names.split(' ')),
);
/** Methods of maps, caches and clients as well: only with a path and a handler, or behind `route(…)`. */
const alsoOfOthers = new Set(
  'get post put patch delete head options query search trace link unlink on'.split(' '),
);

/** Functions that serve what a contract says, and that read one where nobody keeps the outcome. */
const serving =
  /^(?:create(?:Express|Next|Fetch|Lambda|Azure|Route)\w*|fetchRequestHandler|nestControllerContract)$/;
const servingLetters = new Set([99, 102, 110]);
const shortestServing = 'createNext'.length;

/** Names that routers are given: a call that is passed one may register on it. */
export const routerName =
  /^(?:app|api|server|fastify|instance|express|koa|hono|r)$|(?:[Rr]outer|[Aa]pp|[Ss]erver)$/;

/** Names that routers have where they are exported; clients are called like that as well. */
const passedName = /(?:[Aa]pi|[Rr]outes|[Rr]outers|[Cc]ontrollers)$/;

/** What makes a router where it is called. */
const makers = new WordSet('express Router Hono OpenAPIHono Koa KoaRouter fastify Fastify'.split(' '));

/** Says of a name whether it may be a router, in one file. */
export type RouterNames = (name: string) => boolean;

/**
 * Names that routers are given, those of what this file makes, `users = new Hono()`, and those that plugins written on
 * the spot give theirs: `register((f) => …)`.
 */
export function routerNames(tokens: TokenText, ranges: readonly ScopeRange[]): RouterNames {
  const own = new Set<string>(tokens.text.includes('next-connect') ? ['handler'] : []);
  for (let index = 0; index < tokens.count; index += 1)
    if (tokens.codes[index] === 61 && makesRouter(tokens, index + 1)) own.add(nameBefore(tokens, index));
  for (const { start, parameters } of ranges) {
    if (tokens.codes[start - 1] !== 40 || !tokens.isNamed(start - 2, 'register')) continue;
    own.add(tokens.word(tokens.codes[parameters] === 40 ? parameters + 1 : parameters));
  }
  return (name) => own.has(name) || routerName.test(name) || passedName.test(name);
}

/** `express()`, `new Hono<…>()`, `express.Router()`. */
function makesRouter(tokens: TokenText, index: number): boolean {
  const { codes } = tokens;
  let at = tokens.isNamed(index, 'new') ? index + 1 : index;
  if (!makers.has(tokens.wordOf(makers, at))) return false;
  at += 1;
  if (codes[at] === 46) at += 2;
  return codes[at] === 40 || codes[at] === 60;
}

/** What is assigned to, without its type. */
function nameBefore(tokens: TokenText, index: number): string {
  let at = index - 1;
  while (tokens.code(at - 1) === 46) at -= 2;
  return tokens.word(tokens.code(at - 1) === 58 ? at - 2 : at);
}

/** A look at the chain that begins with the token, without reading it. */
export function mayRegister(reader: ExpressionReader, index: number, isRouter: RouterNames): boolean {
  const { tokens } = reader;
  const { codes } = tokens;
  const isCast = codes[index] === 40;
  let at = isCast ? tokens.closer(index) + 1 : index + 1;
  let named = index;
  if (isServing(tokens, index)) return codes[at] === 40 || codes[at] === 60;
  for (let length = 0; length < 400; length += 1) {
    const code = codes[at];
    if (code === 46 && codes[at + 1] === word) {
      const isLast = codes[at + 2] !== 46;
      if (isLast && registering.has(tokens.wordOf(registering, at + 1))) return true;
      if (isLast && setsCase(tokens, at + 3)) return true;
      named = at + 1;
      at += 2;
    } else if (code === 40) {
      const isFirst = at === index + 1 || (at === index + 2 && tokens.isNamed(index, 'new'));
      if (passesRouter(tokens, at, isRouter) || (isFirst && passesPath(tokens, at))) return true;
      at = tokens.closer(at) + 1;
    } else if (code === 91) {
      const key = tokens.literalValue(at + 1);
      at = tokens.closer(at) + 1;
      if (codes[at] !== 40) continue;
      if (key === undefined ? isRouter(tokens.word(named)) : registering.has(key)) return true;
    } else if (code === 60) {
      const next = reader.passTypeArguments(at);
      if (next === at) return false;
      at = next;
    } else if (code === 33 || code === 63 || (length === 0 && tokens.isNamed(index, 'new'))) at += 1;
    else return false;
  }
  return false;
}

const caseSetting = 'case sensitive routing';

/** `app.set('case sensitive routing', true)`, by the token of the text. */
function setsCase(tokens: TokenText, index: number): boolean {
  const start = tokens.start(index);
  return (
    tokens.end(index) - start === caseSetting.length + 2 && tokens.text.startsWith(caseSetting, start + 1)
  );
}

function isServing(tokens: TokenText, index: number): boolean {
  const start = tokens.starts[index] ?? 0;
  const isLong = (tokens.ends[index] ?? 0) - start >= shortestServing;
  return isLong && servingLetters.has(tokens.text.charCodeAt(start)) && serving.test(tokens.word(index));
}

/** `(`, `,`, and of `{ app }`, `{ key: app }`, `this.app` and `[app]` what stands before the name. */
const beforeArgument = new Set([40, 44, 123, 58, 46, 91]);
/** `)`, `,`, `}` and `]`. */
const behindArgument = new Set([41, 44, 125, 93]);

function passesRouter(tokens: TokenText, open: number, isRouter: RouterNames): boolean {
  const { codes } = tokens;
  const close = Math.min(tokens.closer(open), open + 12);
  for (let at = open + 1; at < close; at += 1) {
    if (codes[at] !== word) continue;
    const after = codes[at + 1] ?? 0;
    if (after === word && startsInstance(tokens, at)) return true;
    const isAlone = behindArgument.has(after) && beforeArgument.has(codes[at - 1] ?? 0);
    if (!isAlone) continue;
    const name = tokens.word(at);
    if (isRouter(name) || isRouted(name)) return true;
  }
  return false;
}

/** `resource('/users', …)` and `resource(app, '/users')`: among the first arguments is a path. */
function passesPath({ codes, starts, text }: TokenText, open: number): boolean {
  for (let at = open + 1; at < open + 6 && codes[at] !== 41; at += 1) {
    const isAlone = codes[at] === literal && (codes[at - 1] === 40 || codes[at - 1] === 44);
    if (isAlone && text.charCodeAt((starts[at] ?? 0) + 1) === 47) return true;
  }
  return false;
}

/** A text that begins like a path. */
export function isPathText(arg: Expression): boolean {
  return arg.is === 'text' && arg.value.startsWith('/');
}

/** Leaves out what only looks like a registration: `map.get(key)`. */
export function registers(call: Expression, isRouter: RouterNames): boolean {
  if (call.is === 'member' || call.is === 'computed') return registers(call.object, isRouter);
  if (call.is !== 'call') return false;
  const { callee, args } = call;
  if (callee.is === 'computed') return args.length > 1;
  if (callee.is === 'name' && serving.test(callee.name)) return true;
  const passes = args.some((arg) => handsOn(arg) || routersIn(arg, isRouter).length > 0);
  if (callee.is !== 'member') return passes || ((call.isNew || args.length > 1) && args.some(isPathText));
  if (args[0]?.is === 'text' && args[0].value === caseSetting) return true;
  if (!isRegistering(callee.member)) return passes || registers(callee.object, isRouter);
  if (!alsoOfOthers.has(callee.member) || args.length > 1 || args[0]?.is === 'function') return true;
  if (isHandled(callee.object, args[0], isRouter)) return true;
  return isBehindRoute(callee.object) || registers(callee.object, isRouter);
}

/** `router.get(list)`: what is called like a router is given what may be a handler. */
function isHandled(object: Expression, arg: Expression | undefined, isRouter: RouterNames): boolean {
  const mayHandle = arg?.is === 'name' || arg?.is === 'member' || arg?.is === 'call' || arg?.is === 'spread';
  if (object.is === 'call' && object.callee.is === 'member')
    return isHandled(object.callee.object, arg, isRouter);
  return mayHandle && object.is === 'name' && isRouter(object.name);
}

/** True for members that register something where a router is called. */
export function isRegistering(member: string): boolean {
  return registering.has(member);
}

/** The names among an argument that routers are given, with the keys that they have in it. */
export function routersIn(
  arg: Expression,
  isRouter: RouterNames,
): readonly { readonly expression: Expression; readonly key?: string }[] {
  if (arg.is === 'name') return isRouter(arg.name) ? [{ expression: arg }] : [];
  if (arg.is === 'member') return routerName.test(arg.member) ? [{ expression: arg }] : [];
  if (arg.is !== 'object') return [];
  return arg.entries.flatMap(({ key, value }) =>
    value.is === 'object'
      ? []
      : routersIn(value, (name) => routerName.test(name)).map((each) => ({ ...each, key })),
  );
}

function isBehindRoute(object: Expression): boolean {
  if (object.is !== 'call' || object.callee.is !== 'member') return false;
  return object.callee.member === 'route' || isBehindRoute(object.callee.object);
}
