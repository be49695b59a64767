import type { Expression } from '../../../model/route-facts.ts';
import {
  type Effect,
  entryOf,
  foreignMount,
  isPath,
  methodOf,
  methodsOf,
  type RouteMethod,
  type RouterAdapter,
  type RouterCall,
} from './adapter.ts';

/** Hono, with routes of `@hono/zod-openapi`. */
export const hono: RouterAdapter = {
  framework: 'hono',
  makers: [
    ...['hono', 'hono/tiny', 'hono/quick'].map((module) => ({ module, names: ['Hono'], isRoot: true })),
    { module: '@hono/zod-openapi', names: ['OpenAPIHono'], isRoot: true },
    {
      module: 'hono/factory',
      names: ['createFactory', 'Factory'],
      member: 'createApp',
      begins: 'initApp',
      isRoot: true,
    },
  ],
  types: ['Hono', 'OpenAPIHono'],
  syntax: { bracesArePatterns: true, star: true },
  call: readCall,
};

function readCall(call: RouterCall): readonly Effect[] {
  const { member, args } = call;
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
    case 'on':
      return readOn(call);
    case 'use':
      return isPath(first) ? [{ does: 'repeat', path: first }] : [];
    default: {
      const method = methodOf(member);
      return method === undefined ? [] : readVerb(call, method, first);
    }
  }
}

/** `get(path, …handlers)`; without a path the one before in the chain counts, and without that the root. */
function readVerb(call: RouterCall, method: RouteMethod, first: Expression): readonly Effect[] {
  const { args, held, memberSpan } = call;
  const isPathless = leavesOutPath(call, first);
  if (first.is === 'spread' && !isPathless)
    return [{ does: 'hide', reason: 'What is registered here is not known.', at: first }];
  const root: Expression = { ...memberSpan, is: 'text', value: '/' };
  const path = isPathless ? (held ?? root) : first;
  const handlers = isPathless ? args : args.slice(1);
  const handler = handlers.at(-1);
  const served: Effect = { does: 'serve', methods: [method], path, before: handlers.slice(0, -1) };
  const repeat: Effect = { does: 'repeat', path };
  if (handler === undefined) return isPath(first) ? [repeat] : [];
  return [{ ...served, handler }, repeat];
}

/** Whether what stands first is a handler already: a function, or what a package made behind a path. */
function leavesOutPath({ args, held, look }: RouterCall, first: Expression): boolean {
  if (isPath(first)) return false;
  // What a factory made of handlers is spread in their place.
  const { expression } = look(first.is === 'spread' ? first.value : first);
  if (first.is === 'spread')
    return expression.is === 'call' || (expression.is === 'list' && !expression.items.some(isPath));
  if (expression.is === 'function') return true;
  if (held === undefined) return false;
  if (expression.is === 'call') return look(expression.callee).expression.is !== 'function';
  return args.length === 1;
}

/** `on(methods, paths, …handlers)`. */
function readOn({ args, memberSpan, look }: RouterCall): readonly Effect[] {
  const [first, path, ...handlers] = args;
  const handler = handlers.at(-1);
  if (first === undefined || path === undefined || handler === undefined) return [];
  const { expression } = look(first);
  const items = expression.is === 'list' ? expression.items : [expression];
  const texts = items.flatMap((item) => (item.is === 'text' ? [item.value] : []));
  const methods = texts.flatMap((text) => methodOf(text) ?? []);
  const other = texts.find((text) => methodOf(text) === undefined);
  const hide = (reason: string): Effect => ({ does: 'hide', reason, at: memberSpan });
  const before = handlers.slice(0, -1);
  return [
    ...(texts.length < items.length ? [hide('The methods are no texts.')] : []),
    ...(other === undefined ? [] : [hide(`No contract promises the method "${other}".`)]),
    ...(methods.length === 0 ? [] : [{ does: 'serve', methods, path, handler, before } as const]),
    { does: 'repeat', path },
  ];
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
