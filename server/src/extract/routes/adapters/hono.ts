import type { Expression } from '../../../model/route-facts.ts';
import {
  type Effect,
  entryOf,
  foreignMount,
  methodOf,
  methodsOf,
  type RouterAdapter,
  type RouterCall,
} from './adapter.ts';

/** Hono, with routes of `@hono/zod-openapi`. */
export const hono: RouterAdapter = {
  framework: 'hono',
  makers: [
    ...['hono', 'hono/tiny', 'hono/quick'].map((module) => ({ module, names: ['Hono'], isRoot: true })),
    { module: '@hono/zod-openapi', names: ['OpenAPIHono'], isRoot: true },
  ],
  types: ['Hono', 'OpenAPIHono'],
  syntax: { bracesArePatterns: true, star: true },
  call: readCall,
};

function readCall(call: RouterCall): readonly Effect[] {
  const { member, memberSpan, args } = call;
  const [first, second] = args;
  if (first === undefined) return [];
  switch (member) {
    case 'basePath':
      return [{ does: 'derive', path: first }];
    case 'route':
      return second === undefined ? [] : [{ does: 'mount', path: first, children: [second] }];
    case 'mount':
      return [{ does: 'hide', reason: foreignMount, at: first }];
    case 'openapi':
      return [readCreated(call, first)];
    case 'on': {
      const methods = methodsOf(first);
      if (args.length < 3 || second === undefined) return [];
      const handler = args.at(-1) ?? second;
      return methods === undefined
        ? [{ does: 'hide', reason: 'The methods are no texts.', at: memberSpan }]
        : [{ does: 'serve', methods, path: second, handler, before: args.slice(2, -1) }];
    }
    default: {
      const method = methodOf(member);
      if (method === undefined || args.length < 2) return [];
      const handler = args.at(-1) ?? first;
      return [{ does: 'serve', methods: [method], path: first, handler, before: args.slice(1, -1) }];
    }
  }
}

/** `openapi(createRoute({ method, path }), handler)`. */
function readCreated({ args, look }: RouterCall, route: Expression): Effect {
  const { expression, context } = look(route);
  const inner =
    expression.is === 'call' && expression.args[0] !== undefined ? expression.args[0] : expression;
  const path = entryOf(inner, 'path');
  const methods = methodsOf(entryOf(inner, 'method'));
  const handler = args.at(-1) ?? route;
  if (path === undefined || methods === undefined)
    return { does: 'hide', reason: 'The method and path of the route are not found.', at: route };
  return { does: 'serve', methods, path, handler, before: args.slice(0, -1), context, isPromised: true };
}
