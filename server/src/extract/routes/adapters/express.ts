import { type Effect, isTrue, methodOf, mountOf, type RouterAdapter, type RouterCall } from './adapter.ts';

/** Express 4 and 5. */
export const express: RouterAdapter = {
  framework: 'express',
  makers: [
    { module: 'express', names: ['default', 'express'], isRoot: true },
    { module: 'express', names: ['Router'], isRoot: false, heedsCase: 'caseSensitive' },
    { module: 'express-promise-router', names: ['default'], isRoot: false },
  ],
  types: ['Express', 'Application', 'Router', 'IRouter', 'IRoute'],
  syntax: { star: true },
  mountsMiddleware: true,
  mountsHandlers: true,
  ignoresCase: true,
  call: readCall,
};

function readCall({ member, args, held }: RouterCall): readonly Effect[] {
  if (member === 'use') return [mountOf(args)];
  const [first, value] = args;
  if (first?.is === 'text' && first.value === 'case sensitive routing')
    return member === 'enable' || (member === 'set' && value !== undefined && isTrue(value))
      ? [{ does: 'heed case' }]
      : [];
  if (member === 'route' && first !== undefined) return [{ does: 'hold', path: first }];
  const method = methodOf(member);
  if (method === undefined) return [];
  const handler = args.at(-1);
  const before = args.slice(held === undefined ? 1 : 0, -1);
  const handled = handler === undefined ? {} : { handler, before };
  const served = { does: 'serve', methods: [method], ...handled } as const;
  if (held !== undefined) return [{ ...served, path: held }];
  return first === undefined || args.length < 2 ? [] : [{ ...served, path: first }];
}
