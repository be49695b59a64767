import type { HttpMethod } from '../../../model/contract.ts';
import type { Expression, RouteFacts } from '../../../model/route-facts.ts';
import type { Located } from '../evaluation.ts';
import { functionsOf } from '../handlers.ts';
import type { RootedUse } from '../rooted-uses.ts';
import type { Tools } from '../tools.ts';
import { isPath, methodOf } from './adapter.ts';

/**
 * The methods that a page of the API answers: those of a router of next-connect, or those that its handler asks for where it
 * refuses all others. Undefined where it may answer any.
 */
export function pageMethods(path: string, page: Located, tools: Tools): readonly HttpMethod[] | undefined {
  // A router of another file may be registered on there in any way.
  const own = page.context.file === path ? connected(page, tools) : undefined;
  const methods = own ?? asked(tools.evaluation.look(page), tools);
  const served = methods?.filter((method) => method !== 'OPTIONS' && method !== 'HEAD') ?? [];
  return served.length === 0 ? undefined : served;
}

function asked(page: Located, { evaluation, facts, reads }: Tools): readonly HttpMethod[] | undefined {
  const [handler, ...others] = functionsOf(evaluation, page);
  if (handler === undefined || others.length > 0) return undefined;
  const { file, scope } = handler.context;
  const own = facts(file);
  if (own === undefined) return undefined;
  const allows = own.scopes.flatMap((each, at) => (isWithin(own, at, scope) ? [each.allows ?? []] : []));
  const isRefusing = own.scopes.some(
    ({ allows: found }, at) => found !== undefined && isWithin(own, at, scope),
  );
  if (!isRefusing) return undefined;
  const tests = reads.usesOf(own).get(`${scope} 0`)?.filter(isMethodTest) ?? [];
  const found = tested(tests, (use) => ({ file, scope: use }), { evaluation });
  if (found === undefined) return undefined;
  const allowed = methodsIn(allows.flat());
  if (allowed === undefined) return undefined;
  if (found.length === 0) return allowed;
  const isAgreed =
    allowed.length === 0 ||
    (allowed.length === found.length && allowed.every((each) => found.includes(each)));
  return isAgreed ? found : undefined;
}

function isMethodTest({ use, steps: [step] }: RootedUse): boolean {
  return use.test !== undefined && step?.is === 'member' && step.name === 'method';
}

/** What is asked for before all others are refused, and what is not refused then. Undefined where that is not known. */
function tested(
  tests: readonly RootedUse[],
  contextOf: (scope: number) => Located['context'],
  { evaluation }: Pick<Tools, 'evaluation'>,
): readonly HttpMethod[] | undefined {
  const found = new Set<HttpMethod>();
  let guard = Number.POSITIVE_INFINITY;
  for (const { use } of tests) {
    const { test, scope, value } = use;
    if (test === undefined) continue;
    if (test.isRefused === true && test.isOther !== true) return undefined;
    if (test.isOther === true && test.isRefused !== true) continue;
    if (test.isOther !== true && value.start > guard) continue;
    const texts = test.methods.map((expression) =>
      textsOf({ context: contextOf(scope), expression }, evaluation),
    );
    if (texts.includes(undefined)) return undefined;
    const methods = methodsIn(texts.flatMap((each) => each ?? []));
    if (methods === undefined) return undefined;
    for (const method of methods) found.add(method);
    if (test.isOther) guard = Math.min(guard, value.start);
  }
  return [...found];
}

/** `HttpMethod.POST` of a package is called like what it is. */
function textsOf(located: Located, evaluation: Tools['evaluation']): readonly string[] | undefined {
  const { texts, isDoubted } = evaluation.textsOf(located);
  if (texts !== undefined && isDoubted !== true) return texts;
  const { expression } = located;
  return texts === undefined && expression.is === 'member' && methodOf(expression.member) !== undefined
    ? [expression.member]
    : undefined;
}

/** Each once; undefined where one of them is none. */
function methodsIn(names: readonly string[]): readonly HttpMethod[] | undefined {
  const found = new Set<HttpMethod>();
  for (const name of names) {
    const method = methodOf(name);
    if (method === undefined || method === 'ANY') return undefined;
    found.add(method);
  }
  return [...found];
}

function isWithin({ scopes }: RouteFacts, inner: number, outer: number): boolean {
  for (let at = inner, passed = 0; at > 0 && passed < 100; at = scopes[at]?.parent ?? 0, passed += 1)
    if (at === outer) return true;
  return false;
}

type Call = Extract<Expression, { readonly is: 'call' }>;

/** Those of `createRouter().get(…).post(…)`, wherever they are registered in its file. */
function connected(page: Located, { evaluation, facts }: Tools): readonly HttpMethod[] | undefined {
  const router = routerIn(page, evaluation, 0);
  if (router === undefined) return undefined;
  const { name, context } = router;
  const calls = [...router.calls];
  for (const { call, scope } of facts(context.file)?.calls ?? []) {
    const isPassed = call.is === 'call' && call.args.some((arg) => arg.is === 'name' && arg.name === name);
    if (isPassed && !holds(page.expression, call)) return undefined;
    const chain = linksOf(call);
    if (chain.head.is !== 'name' || chain.head.name !== name) continue;
    const own = evaluation.boundTo({ ...context, scope }, name);
    if (own?.expression === router.made) calls.push(...chain.calls);
  }
  const found: HttpMethod[] = [];
  for (const { callee, args } of calls) {
    if (callee.is !== 'member') continue;
    const method = methodOf(callee.member);
    // What is below a path, or answers any method, is not told apart here.
    if (method === 'ANY' || args.some(isPath)) return undefined;
    if (method !== undefined && args.length > 0) found.push(method);
  }
  return [...new Set(found)];
}

/** The router whose chain the page is, or is made of by a wrapper. */
function routerIn(
  page: Located,
  evaluation: Tools['evaluation'],
  depth: number,
):
  | {
      readonly made: Expression;
      readonly name?: string;
      readonly context: Located['context'];
      readonly calls: readonly Call[];
    }
  | undefined {
  const { context, expression } = page;
  if (depth > 4 || (expression.is !== 'call' && expression.is !== 'name')) return undefined;
  const { head, calls, first } = linksOf(expression);
  if (first !== undefined && isConnect({ context, expression: first.callee }, evaluation))
    return { made: expression, context, calls };
  if (head.is === 'name') {
    const bound = evaluation.boundTo(context, head.name);
    const chain = bound && linksOf(bound.expression);
    if (bound && chain?.first && isConnect({ ...bound, expression: chain.first.callee }, evaluation))
      return {
        made: bound.expression,
        name: head.name,
        context: bound.context,
        calls: [...chain.calls, ...calls],
      };
  }
  for (const arg of expression.is === 'call' ? expression.args : []) {
    const inner = routerIn({ context, expression: arg }, evaluation, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The page itself hands its router on. */
function holds(page: Expression, { start, end }: Expression): boolean {
  return page.start <= start && end <= page.end;
}

function isConnect(callee: Located, evaluation: Tools['evaluation']): boolean {
  const value = evaluation.valueOf(callee);
  return value.is === 'package' && value.module === 'next-connect';
}

/** The calls of members in a chain, what it begins with, and the call that makes that. */
function linksOf(expression: Expression): {
  readonly head: Expression;
  readonly calls: readonly Call[];
  readonly first?: Call;
} {
  const calls: Call[] = [];
  let at = expression;
  while (at.is === 'call' && at.callee.is === 'member') {
    calls.push(at);
    at = at.callee.object;
  }
  return at.is === 'call' ? { head: at.callee, calls, first: at } : { head: at, calls };
}
