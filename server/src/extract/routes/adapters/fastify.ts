import type { Expression } from '../../../model/route-facts.ts';
import { type Effect, entryOf, methodOf, methodsOf, type RouterAdapter, type RouterCall } from './adapter.ts';
import { autoload } from './fastify-autoload.ts';

/** Fastify: shorthand, `route`, and plugins with a prefix. */
export const fastify: RouterAdapter = {
  framework: 'fastify',
  makers: [{ module: 'fastify', names: ['default', 'fastify', 'Fastify'], isRoot: true }],
  types: [
    'FastifyInstance',
    'FastifyTypebox',
    'FastifyZod',
    'FastifyPluginAsync',
    'FastifyPluginCallback',
    'FastifyPlugin',
  ],
  wrappers: ['fastify-plugin'],
  hasPlugins: true,
  loaders: [autoload],
  syntax: { star: true },
  call: readCall,
};

function readCall(call: RouterCall): readonly Effect[] {
  const { member, args } = call;
  const [first] = args;
  if (first === undefined) return [];
  if (member === 'register') return [readRegister(call)];
  if (member === 'route') return [readRoute(call, first)];
  const method = methodOf(member);
  if (method === undefined || args.length < 2) return [];
  const last = args.at(-1);
  const handler = entryOf(last, 'handler') ?? last;
  const before = last === undefined || handler === last ? args.slice(1, -1) : [...args.slice(1, -1), last];
  const handled = handler === undefined ? {} : { handler, before };
  return [{ does: 'serve', methods: [method], path: first, ...handled }];
}

function readRegister({ args, option }: RouterCall): Effect {
  const [plugin, options] = args;
  const told = options && { options };
  const children = plugin === undefined ? [] : [unbound(plugin)];
  const prefix = option(options, 'prefix');
  if (prefix.is === 'at') {
    const { expression: path, context } = prefix.at;
    return { does: 'mount', children, path, context, ...told };
  }
  // A plugin that hands its options on hands on the prefix, if it was given one.
  return { does: 'mount', children, ...told, ...(prefix.is === 'passed on' && { isLoose: true }) };
}

/** `plugin.bind(this)` is the plugin. */
function unbound(plugin: Expression): Expression {
  const callee = plugin.is === 'call' ? plugin.callee : undefined;
  return callee?.is === 'member' && callee.member === 'bind' ? callee.object : plugin;
}

function readRoute({ look }: RouterCall, options: Expression): Effect {
  const { expression, context } = look(options);
  const path = entryOf(expression, 'url', 'path');
  const handler = entryOf(expression, 'handler');
  if (path === undefined)
    return { does: 'hide', reason: 'The method and path of the route are not found.', at: options };
  const method = entryOf(expression, 'method');
  const methods = methodsOf(method === undefined ? undefined : look(method).expression);
  if (methods === undefined) return { does: 'hide', reason: 'The methods are no texts.', at: options };
  const handled = handler === undefined ? {} : { handler, before: [expression], handledIn: context };
  return { does: 'serve', methods, path, context, ...handled };
}
