import type { Route } from '../../model/contract.ts';
import type { Expression, MethodFact, RouteFacts } from '../../model/route-facts.ts';
import { entryOf, methodOf } from './adapters/adapter.ts';
import type { Context, Evaluation, Located } from './evaluation.ts';

/** Where a route is registered, found again by the place of its path. */
export interface LocatedRoute {
  /** What stands before the handler: middleware, options, the definition of the route. */
  readonly before: readonly Located[];
  readonly handler?: Located;
  /** The method of a controller. */
  readonly method?: { readonly context: Context; readonly fact: MethodFact };
}

export function locateRoute(
  route: Route,
  facts: RouteFacts,
  evaluation: Evaluation,
): LocatedRoute | undefined {
  return atCall(route, facts, evaluation) ?? atMethod(route, facts) ?? atExport(route, facts, evaluation);
}

function holds({ start, end }: Expression, { span }: Route): boolean {
  return start === span.start && end === span.end;
}

function atCall(route: Route, facts: RouteFacts, evaluation: Evaluation): LocatedRoute | undefined {
  for (const { call: chain, scope } of facts.calls) {
    const context = { file: route.path, scope };
    let isHeld = false;
    for (const call of linksOf(chain)) {
      const { args, callee } = call;
      if (callee.is !== 'member') continue;
      const at = args.findIndex((arg) => holds(arg, route) || listHolds(arg, route));
      const isOther = methodOf(callee.member) !== undefined && !fits(callee.member, route);
      if (at >= 0 && (callee.member === 'route' || isOther)) isHeld = true;
      else if (at >= 0) return handled(context, args.slice(at + 1));
      else if (isHeld && fits(callee.member, route)) return handled(context, args);
      const options = args.findIndex((arg) => definesRoute(evaluation, context, arg, route));
      if (options >= 0) return handled(context, args);
    }
  }
  return undefined;
}

function listHolds(expression: Expression, route: Route): boolean {
  return expression.is === 'list' && expression.items.some((item) => holds(item, route));
}

function fits(member: string, { method }: Route): boolean {
  return methodOf(member) === method;
}

/** `route({ url })` of Fastify, and `createRoute({ path })`. */
function definesRoute(evaluation: Evaluation, context: Context, arg: Expression, route: Route): boolean {
  const { expression } = evaluation.look({ context, expression: arg });
  const object = expression.is === 'call' ? expression.args[0] : expression;
  const path = entryOf(object, 'url', 'path');
  return path !== undefined && holds(path, route);
}

/** The calls of a chain, from its head on. */
function linksOf(chain: Expression): readonly Extract<Expression, { readonly is: 'call' }>[] {
  const found: Extract<Expression, { readonly is: 'call' }>[] = [];
  for (let at: Expression = chain; ; ) {
    if (at.is === 'call') {
      found.push(at);
      at = at.callee;
    } else if (at.is === 'member' || at.is === 'computed') at = at.object;
    else return found.reverse();
  }
}

function handled(context: Context, args: readonly Expression[]): LocatedRoute {
  const last = args.at(-1);
  const inner = entryOf(last, 'handler');
  const handler = inner ?? last;
  const before = inner === undefined ? args.slice(0, -1) : args;
  return {
    before: before.map((expression) => ({ context, expression })),
    ...(handler === undefined ? {} : { handler: { context, expression: handler } }),
  };
}

function atMethod(route: Route, { classes }: RouteFacts): LocatedRoute | undefined {
  const { start, end } = route.span;
  for (const { methods } of classes)
    for (const fact of methods) {
      const isMeant = fact.decorators.some((each) => each.start <= start && end <= each.end);
      const context = { file: route.path, scope: fact.scope ?? 0 };
      if (isMeant && fact.name === route.handler) return { before: [], method: { context, fact } };
    }
  return undefined;
}

function atExport(route: Route, facts: RouteFacts, evaluation: Evaluation): LocatedRoute | undefined {
  const exported = facts.exports.find(({ start }) => start === route.span.start);
  if (exported === undefined) return undefined;
  const value = evaluation.exported(route.path, exported.name === '*' ? route.method : exported.name);
  return value.is === 'written' ? { before: [], handler: value } : undefined;
}
