import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, readLinesOf } from './route-fixture.ts';

/** What a page of the API holds, and the methods that it answers. */
const pages: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a guard',
    "export default function handler(req, res) { if (req.method !== 'POST') { res.setHeader('Allow', ['POST']); return res.status(405).end(); } }",
    ['POST'],
  ],
  [
    'a guard of two',
    "export default function (req, res) { if (req.method !== 'GET' && req.method !== 'PUT') return res.status(405).end(); work(); }",
    ['GET', 'PUT'],
  ],
  [
    'a list',
    "const allowed = ['GET', 'POST'];\nexport default function (req, res) { if (!allowed.includes(req.method ?? '')) throw new MethodNotAllowedError(); }",
    ['GET', 'POST'],
  ],
  [
    'a list in place',
    "export default function (req, res) { if (!['GET', 'POST'].includes(req.method!)) return res.status(405).end(); }",
    ['GET', 'POST'],
  ],
  [
    'cases',
    "const handler = async (req: NextApiRequest, res) => { const { method } = req; switch (method) { case 'GET': return a(); case 'PUT': { return b(); } default: res.setHeader('Allow', 'GET, PUT'); res.status(405).end(); } };\nexport default withAuth(handler);",
    ['GET', 'PUT'],
  ],
  [
    'cases that are refused',
    "export default function ({ method }, res) { switch (method) { case 'GET': return a(); case 'PUT': case 'DELETE': default: return res.status(405).end(); } }",
    ['GET'],
  ],
  [
    'branches',
    "export default function (req, res) { if (req.method === 'OPTIONS') return res.end(); if (req.method === 'GET') return a(); else if ('PATCH' === req.method) b(); else return res.status(405).end(); }",
    ['GET', 'PATCH'],
  ],
  [
    'a branch before a guard',
    "export default function (req, res) { if (req.method === 'GET') { return a(); } if (req.method !== 'POST') return res.status(405).end(); if (req.method === 'POST') b(); }",
    ['GET', 'POST'],
  ],
  [
    'what answers says it',
    "export default function (req, res) { if (!known(req)) { res.setHeader('Allow', ['GET', 'PUT']); return res.status(405).end(); } if (req.method === verbs.one) a(); }\nconst verbs = { one: 'GET' };",
    ['ANY'],
  ],
  [
    'only what it allows',
    "export default function (req, res) { if (known(req.method === 'GET')) return a(); return refuse(() => res.setHeader('Allow', ['GET'])); }",
    ['GET'],
  ],
  [
    'constants',
    "enum Verb { Get = 'GET' }\nexport default function (req, res) { if (req.method !== Verb.Get && req.method !== HttpMethod.POST) return res.status(405).end(); }",
    ['GET', 'POST'],
  ],
  [
    'nothing that refuses',
    "export default function (req, res) { if (req.method === 'GET') return a(); return b(); }",
    ['ANY'],
  ],
  [
    'a status of somebody else',
    "export default function (req, res) { if (req.method === 'GET') { if (other.status === 405) return; } return b(); }",
    ['ANY'],
  ],
  [
    'a text that is no header',
    "export default function (req, res) { if (req.method === 'GET') return a(); return b({ effect: 'Allow', other: c('Allow', ['GET']) }); }",
    ['ANY'],
  ],
  [
    'a method that is refused alone',
    "export default function (req, res) { if (req.method === 'GET') return res.status(405).end(); return b(); }",
    ['ANY'],
  ],
  [
    'two that say different things',
    "export default function (req, res) { if (req.method !== 'GET') { res.setHeader('Allow', ['GET', 'PUT']); return res.status(405).end(); } }",
    ['ANY'],
  ],
  [
    'a method that is computed',
    'export default function (req, res) { if (req.method !== verb) return res.status(405).end(); }',
    ['ANY'],
  ],
  [
    'what no contract promises',
    "export default function (req, res) { if (req.method !== 'PURGE') return res.status(405).end(); }",
    ['ANY'],
  ],
  [
    'the method of something else',
    "export default function (req, res) { if (other.method !== 'GET') return res.status(405).end(); }",
    ['ANY'],
  ],
  [
    'several functions',
    "export default chain(first, second);\nconst first = (req, res) => { if (req.method !== 'GET') return res.status(405).end(); };\nconst second = (req, res) => {};",
    ['ANY'],
  ],
  [
    'next-connect',
    "import { createRouter } from 'next-connect';\nconst router = createRouter<A, B>();\nrouter.use(auth).get(list);\nrouter.post(async (req, res) => {});\nexport default router.handler({ onError });",
    ['GET', 'POST'],
  ],
  [
    'its older form',
    "import nc from 'next-connect';\nconst handler = nc();\nhandler.use(mw);\nhandler.delete(remove);\nexport default withSession(handler);",
    ['DELETE'],
  ],
  [
    'its older form in a chain',
    "import nc from 'next-connect';\nexport default nc().get(a).put(b);",
    ['GET', 'PUT'],
  ],
  [
    'next-connect for any method',
    "import nc from 'next-connect';\nconst handler = nc().get(a);\nhandler.all(b);\nexport default handler;",
    ['ANY'],
  ],
  [
    'next-connect below a path',
    "import nc from 'next-connect';\nconst handler = nc().get('/api/page/a', a);\nexport default handler;",
    ['ANY'],
  ],
  [
    'next-connect that is handed on',
    "import nc from 'next-connect';\nconst handler = nc().get(a);\naddRoutes(handler);\nexport default handler;",
    ['ANY'],
  ],
];

for (const [name, text, methods] of pages)
  test(`a page with ${name} answers ${methods.join(', ')}`, () => {
    const { routes, unresolved } = linesOf(`//- pages/api/page.ts\n${text}\n`);
    assert.deepEqual(routes.toSorted(), methods.map((method) => `${method} /api/page`).toSorted());
    assert.deepEqual(unresolved, []);
  });

test('the handler of a page may stand in another file, and its router not', () => {
  const { routes } = linesOf(`//- pages/api/a.ts
export { default } from '../../server/a';
//- pages/api/b.ts
export { default } from '../../server/b';
//- server/a.ts
export default function (req, res) { if (req.method !== 'GET') return res.status(405).end(); }
//- server/b.ts
import nc from 'next-connect';
const handler = nc().get(a);
handler.post(b);
export default handler;
`);
  assert.deepEqual(routes, ['GET /api/a', 'ANY /api/b']);
});

test('what a page reads is surely read where it answers one method', () => {
  const files = `//- pages/api/one.ts
export default function (req, res) { if (req.method !== 'GET') return res.status(405).end(); res.json(req.query.page); }
//- pages/api/two.ts
export default function (req, res) { if (req.method === 'GET') res.json(req.query.page); else if (req.method === 'PUT') put(); else res.status(405).end(); }
`;
  assert.deepEqual(readLinesOf(files), [
    'GET /api/one: query page',
    'GET /api/two: query page likely',
    'PUT /api/two: query page likely',
  ]);
});
