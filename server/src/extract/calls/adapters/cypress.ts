import { type ClientAdapter, sentByDescription, verbOf } from './adapter.ts';

/** `cy.request('/orders')`, `cy.request('POST', '/orders')` and `cy.request({ method, url })`. */
export const cypress: ClientAdapter = {
  client: 'cypress',
  words: ['cy.request('],
  sent: () => [],
  anywhere: (call) => {
    const { members, args, look, object } = call;
    const [first, second] = args;
    if (object.is !== 'name' || object.name !== 'cy' || members.at(-1)?.name !== 'request') return [];
    const described = sentByDescription(call, 'url');
    if (described !== undefined || first === undefined) return described ?? [];
    const { expression } = look(first);
    const verb = expression.is === 'text' ? verbOf(expression.value) : undefined;
    if (verb !== undefined && second !== undefined)
      return [{ does: 'request', method: { is: 'verb', verb }, path: second }];
    return [{ does: 'request', method: { is: 'verb', verb: 'GET' }, path: first }];
  },
};
