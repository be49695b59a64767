import { type ClientAdapter, type Making, sentByVerbs } from './adapter.ts';

/** supertest: `request(app).get('/orders')`, and agents. */
export const supertest: ClientAdapter = {
  client: 'supertest',
  makers: [
    { module: 'supertest', names: ['default', 'agent', 'request'] },
    { module: 'supertest-session', names: ['default'] },
    { module: 'superwstest', names: ['default'] },
  ],
  types: ['SuperTest', 'TestAgent', 'SuperAgentTest', 'SuperTestWithHost'],
  made: ({ member, args }: Making) => {
    if (member !== undefined && member !== 'agent') return undefined;
    // An application has no path of its own; an address has.
    const [app] = args;
    return app?.expression.is === 'text' || app?.expression.is === 'joined' ? [app] : [];
  },
  sent: (call) => (call.members.length === 1 ? sentByVerbs(call) : []),
};
