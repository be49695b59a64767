import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contractOf, policyOf, serving, told } from './shop.ts';

type Files = Readonly<Record<string, string>>;

const rules = { 'contracts/undocumented-call': 'error' };
const policy = (more: object = {}) => policyOf({ consumers: ['web/**'], ...more }, { rules });
const files: Files = {
  'parapet.jsonc': policy(),
  'openapi.yaml': contractOf(['GET /orders', 'GET /orders/{id}']),
  'src/app.ts': serving('GET /orders', 'GET /orders/:id'),
};
const likely =
  'web/a.ts:1 warning undocumented-call: GET /order is called here, at a host that is not written, and "openapi.yaml" does not promise it.';

/** Each of the paths behind the same variable of the environment. */
function behind(...paths: readonly string[]): string {
  return paths.map((path) => `fetch(\`\${process.env.API_URL}${path}\`);\n`).join('');
}

/** Each of the paths behind what a caller says. */
function passing(...paths: readonly string[]): string {
  const lines = paths.map(
    (path, index) => `export const go${index} = (base: string) => fetch(\`\${base}${path}\`);\n`,
  );
  return lines.join('');
}

describe('calls at hosts that are not written', () => {
  const bases: readonly (readonly [name: string, text: string])[] = [
    ['of the environment', behind('/orders', '/order')],
    [
      'of an instance',
      `import axios from 'axios';
const api = axios.create({ baseURL: process.env.API_URL ?? 'http://localhost:3000' });
export const all = () => api.get('/orders');
export const one = () => api.get('/order');
`,
    ],
    [
      'of a configuration',
      `import { config } from './config.ts';
export const all = () => fetch(config.api.url + '/orders');
export const one = () => fetch(new URL('/order', config.api.url));
`,
    ],
    [
      'of a class',
      `export class Api {
  constructor(private readonly base: string) {}
  all() { return fetch(\`\${this.base}/orders\`); }
  one() { return fetch(\`\${this.base}/order\`); }
}
`,
    ],
    [
      'of a wrapper',
      `const api = (path: string) => fetch(\`https://\${import.meta.env.VITE_HOST}\${path}\`);
api('/orders');
api('/order');
`,
    ],
  ];
  for (const [name, text] of bases)
    test(`are likely behind a base ${name} by which the contract is called`, async () => {
      const config = 'export const config = { api: { url: load().url } };\n';
      const lines = await told({ ...files, 'web/a.ts': text, 'web/config.ts': config });
      assert.deepEqual(
        lines.map((each) => each.replace(/:\d+/, ':1')),
        [likely],
      );
    });

  test('are likely where only one is seen that begins like what is promised, whatever the base holds', async () => {
    const own = {
      ...files,
      'openapi.yaml': contractOf(['GET /orders']).replace('paths:', 'servers: [{ url: /api/v2 }]\npaths:'),
      'src/app.ts': serving('GET /api/v2/orders'),
    };
    for (const path of ['/orders/late', '/v2/orders/late', '/api/v2/orders/late'])
      assert.deepEqual(await told({ ...own, 'web/a.ts': behind(path) }), [
        likely.replace('/order ', `${path} `),
      ]);
    assert.deepEqual(await told({ ...own, 'web/a.ts': behind('/late/orders') }), []);
  });

  const calling = (text: string) => ({ 'web/a.ts': text });
  const silent: readonly (readonly [name: string, files: Files])[] = [
    ['by which nothing is called that is promised', calling(behind('/orders/1/print', '/charges'))],
    ['mostly of another host', calling(behind('/orders', '/charges', '/refunds'))],
    [
      'other than that of the contract',
      calling(`${behind('/orders')}fetch(\`\${process.env.LABELS}/orders/1/print\`);\n`),
    ],
    ['that a caller passes', calling(passing('/orders', '/orders/1/print'))],
    [
      'of what is served behind a prefix and is internal',
      {
        ...calling(behind('/orders', '/order')),
        'src/app.ts': serving('GET /orders', 'GET /orders/:id', 'GET /web/order'),
        'parapet.jsonc': policy({ internal: [{ path: '/web/**', why: 'Ours.' }] }),
      },
    ],
    [
      'of another contract',
      { 'shop.openapi.yaml': contractOf(['GET /order planned']), ...calling(behind('/orders', '/order')) },
    ],
  ];
  for (const [name, more] of silent)
    test(`are not told ${name}`, async () => {
      assert.deepEqual(
        (await told({ ...files, ...more })).filter((each) => each.includes('undocumented-call')),
        [],
      );
    });
});
