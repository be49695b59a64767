import {
  type Effect,
  isPath,
  methodOf,
  methodsOf,
  mountOf,
  type RouterAdapter,
  type RouterCall,
} from './adapter.ts';

/** Koa with its routers, and `koa-mount`. */
export const koa: RouterAdapter = {
  framework: 'koa',
  makers: [
    { module: 'koa', names: ['default', 'Application'], isRoot: true },
    ...['koa-router', '@koa/router', 'koa-joi-router'].map((module) => ({
      module,
      names: ['default', 'Router'],
      isRoot: false,
      prefix: 'prefix',
      heedsCase: 'sensitive',
    })),
  ],
  types: ['Koa', 'Router', 'KoaRouter'],
  mounters: ['koa-mount'],
  syntax: { star: true },
  mountsMiddleware: true,
  ignoresCase: true,
  call: readCall,
};

function readCall(call: RouterCall): readonly Effect[] {
  const { member, args } = call;
  const [first, second] = args;
  switch (member) {
    case 'use':
      return [mountOf(args)];
    case 'prefix':
      return first === undefined ? [] : [{ does: 'prefix', path: first }];
    case 'register':
      return readRegister(call);
    default: {
      const method = methodOf(member);
      if (method === undefined || first === undefined || second === undefined) return [];
      // A route may have a name before its path.
      const isNamed = isPath(second) && args.length > 2;
      const before = args.slice(isNamed ? 2 : 1, -1);
      const handler = args.at(-1) ?? second;
      return [{ does: 'serve', methods: [method], path: isNamed ? second : first, handler, before }];
    }
  }
}

/** `register(path, [methods], handler)`. */
function readRegister({ args, memberSpan, look }: RouterCall): readonly Effect[] {
  const [path, list, ...handlers] = args;
  if (path === undefined) return [];
  const methods = methodsOf(list === undefined ? undefined : look(list).expression);
  if (methods === undefined)
    return [{ does: 'hide', reason: 'The methods are no list of texts.', at: list ?? memberSpan }];
  const handler = handlers.at(-1);
  const handled = handler === undefined ? {} : { handler, before: handlers.slice(0, -1) };
  return [{ does: 'serve', methods, path, ...handled }];
}
