import type { Expression } from '../../../model/route-facts.ts';
import { isTestPath } from '../../../model/test-path.ts';
import { type ClientAdapter, type ForeignCall, sentWith, verbOf } from './adapter.ts';

/** Names that values are given that send requests, whatever made them. */
const sender =
  /^(?:axios|https?|api|rest|agent|request|session|supertest|client|ky|got|\$http|fetcher|server|app)$|(?:Client|Api|API|Http|Axios|Agent|Request|Session|Server)$|^(?:http|api|request|authed|auth)[A-Z]\w*$/;

/**
 * `agent.get('/orders')` on something that is called like what sends requests, where nobody can see what it is: parameters,
 * values that are set later. What is passed a handler registers a route instead.
 */
export const bare: ClientAdapter = {
  client: 'unknown',
  words: ['request.post('],
  sent: () => [],
  anywhere: ({ members, args, look, object, isKnown, isPath, path }) => {
    if (isKnown) return [];
    const [first, second] = args;
    const member = members.at(-1)?.name ?? '';
    const method = verbOf(member);
    if (first === undefined || !sender.test(nameOf(object)) || !isPath(first)) return [];
    if (args.some((arg) => handles(look(arg).expression))) return [];
    if (isServer(nameOf(object)) && args.length > 1 && !isTestPath(path) && !describes(args, look)) return [];
    const isBaseUnknown = !servesItself.test(nameOf(object));
    if (method !== undefined)
      return [{ does: 'request', method: { is: 'verb', verb: method }, path: first, isBaseUnknown }];
    return member === 'request' || member === 'fetch'
      ? [{ ...sentWith(first, second, look), isBaseUnknown }]
      : [];
  },
};

function nameOf(object: Expression): string {
  if (object.is === 'name') return object.name;
  if (object.is === 'member') return object.member;
  return object.is === 'call' ? nameOf(object.callee) : '';
}

/** What tests are given to reach the application itself; other clients mostly have a base of their own. */
const servesItself = /^app$|agent|request|server|session|supertest/i;

function isServer(name: string): boolean {
  return name === 'app' || name === 'server';
}

/** Options come last, a handler is none. */
function describes(args: ForeignCall['args'], look: ForeignCall['look']): boolean {
  const last = args.at(-1);
  return last !== undefined && look(last).expression.is === 'object';
}

function handles(expression: Expression): boolean {
  return expression.is === 'function' || expression.is === 'list';
}
