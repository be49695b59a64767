import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNativeContracts } from '../../../server/src/extract/contracts/find-contracts.ts';
import { createRouteFinder } from '../../../server/src/extract/routes/find-routes.ts';
import { readRouteFacts } from '../../../server/src/extract/routes/reading/read-facts.ts';

const source = `import { initContract } from '@ts-rest/core'; import { oc } from '@orpc/contract'; import { implement, os } from '@orpc/server';
import { createRoute } from '@hono/zod-openapi'; import { createExpressEndpoints, initServer } from '@ts-rest/express';
const c = initContract(); const s = initServer(), Q = z.object({ a: z.string(), ...Q.shape }).extend({ b }).partial();
export const api = c.router({ a: { method: 'GET', path: \`/a/:id/\${x}\`, query: Q }, b: c.router({ ...api, ['c']: 1 }) }, { pathPrefix: '/p' });
createExpressEndpoints(api, s.router(api, { a, b: { d() {} } }), app, { basePath: '/x' });
const o = oc.prefix('/o').router({ e: oc.route({ method: 'GET', path: '/{e}' }).input(Q), f: o.e });
export default implement(o).e.handler(() => os.route({}).handler(f)); registry.registerPath({ ...o, method: 'get', path: '/r' });
app.openapi(createRoute({ method: 'get', path: '/h/{i}', request: { query: Q } }), h);
`;

function find(text: string) {
  const facts = readRouteFacts('a.ts', text);
  const input = { paths: ['a.ts'], facts: () => facts, follow: () => (text.length % 2 ? 'a.ts' : undefined) };
  const routes = createRouteFinder()(input);
  const found = findNativeContracts({ ...input, tables: new Set(['a.ts']), routes: routes.routes });
  return { ...found, routes };
}

test('no truncation fails, and every place is within the text', () => {
  for (let end = 0; end <= source.length; end += 3)
    for (const text of [source.slice(0, end), source.slice(end)]) {
      const { contracts, unresolved, routes } = find(text);
      const operations = contracts.flatMap((contract) => contract.operations);
      const parameters = operations.flatMap((operation) => operation.parameters);
      const found = [...operations, ...parameters, ...unresolved, ...routes.routes, ...routes.unresolved];
      for (const { span } of found)
        assert.ok(span.start >= 0 && span.end >= span.start && span.end <= text.length, text);
    }
});

test('the same text gives the same contracts', () => {
  assert.deepEqual(find(source), find(source));
});

const large: readonly (readonly [name: string, text: string])[] = [
  [
    'a chain of ten thousand links',
    `import { oc } from '@orpc/contract'; export const a = oc${".route({ method: 'GET', path: '/a' })".repeat(10_000)};`,
  ],
  [
    'names through names',
    `import { os } from '@orpc/server'; const a0 = os;\n${Array.from({ length: 500 }, (_, n) => `export const a${n + 1} = a${n}.use(x);`).join('\n')}\nexport const r = a500.route({ path: '/a' }).handler(f);`,
  ],
  [
    'routers within routers that double',
    `import { initContract } from '@ts-rest/core'; const c = initContract(); const a0 = c.router({ x: { method: 'GET', path: '/x' } });\n${Array.from({ length: 30 }, (_, n) => `const a${n + 1} = c.router({ l: a${n}, r: a${n} });`).join('\n')}`,
  ],
  [
    'four hundred operations that are served',
    `import { initContract } from '@ts-rest/core'; import { createExpressEndpoints, initServer } from '@ts-rest/express';\nconst api = initContract().router({${Array.from({ length: 4 }, (_, n) => `r${n}: {${Array.from({ length: 100 }, (_, m) => `o${m}: { method: 'GET', path: '/${n}/${m}', query: z.object({ a: z.string() }) }`).join(', ')}}`).join(', ')}});\ncreateExpressEndpoints(api, initServer().router(api, handlers), app);`,
  ],
  [
    'spreads of itself',
    `import { initContract } from '@ts-rest/core'; const a = { ...a, ...a, ...a }; initContract().router(a);`,
  ],
];

for (const [name, text] of large)
  test(`${name} ends in time`, () => {
    const start = performance.now();
    find(text);
    find(`${text} `);
    assert.ok(performance.now() - start < 20_000, `${performance.now() - start} ms`);
  });
