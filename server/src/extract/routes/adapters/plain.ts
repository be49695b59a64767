import type { RouterAdapter } from './adapter.ts';
import { express } from './express.ts';
import { koa } from './koa.ts';

/** A router of which nobody says whether it is one of Express or of Koa: what both have in common, and what either alone has. */
export const plain: RouterAdapter = {
  framework: 'router',
  makers: [],
  types: [],
  syntax: { star: true },
  mountsMiddleware: true,
  ignoresCase: true,
  call: (call) => (call.held !== undefined || call.member === 'route' ? express.call(call) : koa.call(call)),
};
