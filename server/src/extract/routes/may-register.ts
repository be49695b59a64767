import type { Expression } from '../../model/route-facts.ts';
import { word } from '../tokens.ts';
import type { ExpressionReader } from './read-expression.ts';
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

/** A look at the chain that begins with the token, without reading it. */
export function mayRegister(reader: ExpressionReader, index: number): boolean {
  const { tokens } = reader;
  const isCast = tokens.code(index) === 40;
  let at = isCast ? tokens.closer(index) + 1 : index + 1;
  if (isServing(tokens, index)) return tokens.code(at) === 40 || tokens.code(at) === 60;
  const isNew = tokens.isNamed(index, 'new');
  for (let length = 0; length < 400; length += 1) {
    const code = tokens.code(at);
    if (code === 46 && tokens.code(at + 1) === word) {
      const isLast = tokens.code(at + 2) !== 46;
      if (isLast && registering.has(tokens.wordOf(registering, at + 1))) return true;
      if (isLast && setsCase(tokens, at + 3)) return true;
      at += 2;
    } else if (code === 40) {
      if (passesRouter(tokens, at)) return true;
      at = tokens.closer(at) + 1;
    } else if (code === 91) {
      const key = tokens.literalValue(at + 1);
      at = tokens.closer(at) + 1;
      if (tokens.code(at) !== 40) continue;
      if (key === undefined ? routerName.test(tokens.word(index)) : registering.has(key)) return true;
    } else if (code === 60) {
      const next = reader.passTypeArguments(at);
      if (next === at) return false;
      at = next;
    } else if (code === 33 || code === 63 || (isNew && length === 0)) at += 1;
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
  const start = tokens.start(index);
  const isLong = tokens.end(index) - start >= shortestServing;
  return isLong && servingLetters.has(tokens.text.charCodeAt(start)) && serving.test(tokens.word(index));
}

/** `(`, `,`, and of `{ app }`, `{ key: app }` and `this.app` what stands before the name. */
const beforeArgument = new Set([40, 44, 123, 58, 46]);

function passesRouter(tokens: TokenText, open: number): boolean {
  const close = Math.min(tokens.closer(open), open + 12);
  for (let at = open + 1; at < close; at += 1) {
    if (tokens.code(at) !== word) continue;
    const before = tokens.code(at - 1);
    const after = tokens.code(at + 1);
    const isAlone = beforeArgument.has(before) && (after === 41 || after === 44 || after === 125);
    if (isAlone && routerName.test(tokens.word(at))) return true;
  }
  return false;
}

/** Leaves out what only looks like a registration: `map.get(key)`. */
export function registers(call: Expression): boolean {
  if (call.is === 'member' || call.is === 'computed') return registers(call.object);
  if (call.is !== 'call') return false;
  const { callee, args } = call;
  if (callee.is === 'computed') return args.length > 1;
  if (callee.is === 'name' && serving.test(callee.name)) return true;
  if (callee.is !== 'member') return args.some(passes);
  if (args[0]?.is === 'text' && args[0].value === caseSetting) return true;
  if (!registering.has(callee.member)) return args.some(passes) || registers(callee.object);
  if (!alsoOfOthers.has(callee.member) || args.length > 1 || args[0]?.is === 'function') return true;
  return isBehindRoute(callee.object) || registers(callee.object);
}

/** Whether an argument is, or holds, what is called like a router. */
function passes(arg: Expression): boolean {
  return routersIn(arg).length > 0;
}

/** The names among an argument that routers are given, with the keys that they have in it. */
export function routersIn(
  arg: Expression,
): readonly { readonly expression: Expression; readonly key?: string }[] {
  if (arg.is === 'name') return routerName.test(arg.name) ? [{ expression: arg }] : [];
  if (arg.is === 'member') return routerName.test(arg.member) ? [{ expression: arg }] : [];
  if (arg.is !== 'object') return [];
  return arg.entries.flatMap(({ key, value }) =>
    value.is === 'object' ? [] : routersIn(value).map((each) => ({ ...each, key })),
  );
}

function isBehindRoute(object: Expression): boolean {
  if (object.is !== 'call' || object.callee.is !== 'member') return false;
  return object.callee.member === 'route' || isBehindRoute(object.callee.object);
}
