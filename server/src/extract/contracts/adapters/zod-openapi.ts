import type { Located } from '../../routes/evaluation.ts';
import type { ContractAdapter } from '../search.ts';
import { readDefinitions } from './hono.ts';

/** `registry.registerPath({ method, path, request })` of `@asteasolutions/zod-to-openapi`, whatever the registry is called. */
export const zodOpenapi: ContractAdapter = {
  format: 'zod-openapi',
  words: [],
  names: ['registerPath'],
  read: (tools) => readDefinitions(tools, definitionIn),
};

function definitionIn({ context, expression }: Located): Located | undefined {
  if (expression.is !== 'call' || expression.callee.is !== 'member') return undefined;
  const { object, member } = expression.callee;
  const [first] = expression.args;
  // `this.registerPath(…)` is the registry's own.
  const isOwn = object.is === 'name' && object.name === 'this';
  return member === 'registerPath' && first !== undefined && !isOwn
    ? { context, expression: first }
    : undefined;
}
