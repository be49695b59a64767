import type { Route } from '../../model/contract.ts';
import { closingOf } from './code-brackets.ts';
import type { CodeStyle } from './names.ts';

/** Where a stub may stand, beside a route that is there. */
export interface Anchor {
  /** Empty where the call goes on a chain. */
  readonly router?: string;
  /** The path as the route has it. */
  readonly written: string;
  readonly indent: string;
  /** Behind the statement, the method or the call of a chain. */
  readonly end: number;
  readonly isChained?: true;
}

/** Behind the statement or the method that registers a route. */
export function anchorOf(text: string, { span, framework }: Route): Anchor | undefined {
  const before = untyped(text.slice(0, span.start));
  const literal = /^(['"`])(.*)\1$/s.exec(text.slice(span.start, span.end));
  if (framework === 'nestjs') return methodAnchor(text, before, span, literal?.[2]);
  const call =
    calledAt(before) ?? (framework === 'fastify' ? routeObject(text, before, span.end) : undefined);
  if (!call || !literal) return undefined;
  const end = statementEnd(text, call.within ?? span.end);
  return end === undefined
    ? undefined
    : {
        router: call.router,
        written: literal[2] ?? '',
        indent: indentOf(text, before.lastIndexOf(call.router)),
        end,
      };
}

/**
 * The text up to a call's first argument with blanks in place of its type arguments, `get<{ Body: Order }>(`, so that offsets
 * stay; the same where it has none.
 */
function untyped(before: string): string {
  const behind = />\s*\(\s*$/.exec(before)?.index;
  if (behind === undefined) return before;
  for (let at = behind, depth = 0; at >= 0; at--) {
    if (before[at] === '>' && before[at - 1] !== '=') depth++;
    else if (before[at] === '<' && --depth === 0)
      return before.slice(0, at) + ' '.repeat(behind + 1 - at) + before.slice(behind + 1);
  }
  return before;
}

interface Call {
  readonly router: string;
  /** An offset between its brackets, where that is not the path. */
  readonly within?: number;
}

const receiver = /(?:^|[^\w$.)\]])((?:[A-Za-z_$][\w$]*\.)*[A-Za-z_$][\w$]*)\s*\.\s*/.source;
const callBefore = new RegExp(`${receiver}\\w+\\s*\\(\\s*$`);
const routeBefore = new RegExp(`${receiver}route\\s*\\(\\s*$`);

/** Of a receiver, `route` and its type arguments, in characters. */
const longestHead = 2000;

function calledAt(before: string): Call | undefined {
  const router = callBefore.exec(before)?.[1];
  return router === undefined ? undefined : { router };
}

/** `app.route({ method: 'GET', url: '/orders', … })`, of which an offset is within the object. */
function routeObject(text: string, before: string, offset: number): Call | undefined {
  const opened = [...before.matchAll(/\(\s*(?=\{)/g)].map((found) => found.index + found[0].length);
  for (const within of opened.reverse()) {
    const router = routeBefore.exec(untyped(before.slice(Math.max(0, within - longestHead), within)))?.[1];
    if (router === undefined) continue;
    const close = closingOf(text, within, ')');
    return close !== undefined && close > offset ? { router, within } : undefined;
  }
  return undefined;
}

/** Behind the call of a chain that registers a route: `new Hono().get('/orders', …)`. */
export function chainAnchorOf(
  text: string,
  { span, framework }: Route,
  { indent }: CodeStyle,
): Anchor | undefined {
  const chain = /\)(\s*)\.\s*(?!route\b)\w+\s*\(\s*$/.exec(untyped(text.slice(0, span.start)));
  const literal = /^(['"`])(.*)\1$/s.exec(text.slice(span.start, span.end));
  const end = closingOf(text, span.end, ')');
  if (!chain || !literal || end === undefined || !chained.has(framework)) return undefined;
  const line = indentOf(text, chain.index + 1 + (chain[1] ?? '').length);
  const own = chain[1]?.includes('\n') ? line : line + indent;
  return { router: '', written: literal[2] ?? '', indent: own, end, isChained: true };
}

/** Of these a call gives back the router itself. */
const chained: ReadonlySet<string> = new Set(['express', 'koa', 'fastify', 'hono']);

/** Behind the call that an offset is an argument of, and those that are chained to it. */
function statementEnd(text: string, from: number): number | undefined {
  let end = closingOf(text, from, ')');
  for (let chain = end; chain !== undefined; ) {
    end = chain;
    const next: string | undefined = /^\s*\.\s*[\w$]+\s*\(/.exec(text.slice(chain, chain + 500))?.[0];
    chain = next === undefined ? undefined : closingOf(text, chain + next.length, ')');
  }
  if (end === undefined) return undefined;
  return text[end] === ';' ? end + 1 : end;
}

/** Behind the method that a decorator stands at. */
function methodAnchor(
  text: string,
  before: string,
  span: Route['span'],
  written: string | undefined,
): Anchor | undefined {
  const at = before.lastIndexOf('@');
  const decorator = text.indexOf('(', at);
  const close = decorator < 0 ? undefined : closingOf(text, decorator + 1, ')');
  const isOwn = at >= 0 && close !== undefined && close >= span.end;
  const start = isOwn ? at : span.start;
  const end = text[start] === '@' ? methodEnd(text, start) : undefined;
  return end === undefined ? undefined : { written: written ?? '', indent: indentOf(text, start), end };
}

/** Decorators, a name, parameters and a body. */
function methodEnd(text: string, start: number): number | undefined {
  let at = start;
  for (
    let decorator = /^\s*@[\w$.]+\(/.exec(text.slice(at));
    decorator;
    decorator = /^\s*@[\w$.]+\(/.exec(text.slice(at))
  ) {
    const close = closingOf(text, at + decorator[0].length, ')');
    if (close === undefined) return undefined;
    at = close;
  }
  const head = /^[\s\w$*]+\(/.exec(text.slice(at))?.[0];
  const parameters = head === undefined ? undefined : closingOf(text, at + head.length, ')');
  if (parameters === undefined) return undefined;
  // A type of braces would be taken for the body, and its end for that of the method.
  const body = /^\s*(?::\s*[\w$.<>[\]|&\s,'"]+)?\{/.exec(text.slice(parameters))?.[0];
  return body === undefined ? undefined : closingOf(text, parameters + body.length, '}');
}

function indentOf(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? '';
}
