import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openWorkspace } from '../../support/workspace.ts';
import { contractOf, policyOf, serving, told } from './shop.ts';

const promised = contractOf(['GET /orders', 'POST /orders']);
const app = { 'src/app.ts': serving('GET /orders') };
const lacking =
  'warning operation-without-route: POST /orders is promised here, and no route of service "shop" serves it.';

describe('suppressions in a contract', () => {
  const allow = (reason: string) => `# parapet-allow contracts/operation-without-route${reason}`;

  test('hold above the operation and beside it, with a reason', async () => {
    const above = promised.replace('    post', `    ${allow(': it comes next')}\n    post`);
    assert.deepEqual(await told({ ...app, 'openapi.yaml': above }), [
      `openapi.yaml:7 ${lacking.replace('warning', 'suppressed')}`,
    ]);
    const beside = promised.replace(/(post: .*)/, `$1 ${allow(': it comes next')}`);
    assert.deepEqual(await told({ ...app, 'openapi.yaml': beside }), [
      `openapi.yaml:6 ${lacking.replace('warning', 'suppressed')}`,
    ]);
  });

  test('hold nothing without a reason, or elsewhere, and are told where they are of no use', async () => {
    const rulesOf = async (text: string) => {
      const files = new Map(Object.entries({ 'parapet.jsonc': policyOf(), ...app, 'openapi.yaml': text }));
      const open = (await openWorkspace(files)).findings().filter(({ suppressed }) => !suppressed);
      return open.map(({ rule, path }) => `${path} ${rule}`);
    };
    const own = 'openapi.yaml contracts/operation-without-route';
    assert.deepEqual(await rulesOf(promised.replace('    post', `    ${allow('')}\n    post`)), [
      'openapi.yaml policy/unreasoned-suppression',
      own,
    ]);
    assert.deepEqual(await rulesOf(`${allow(': old')}\n\n${promised}`), [
      'openapi.yaml policy/unused-suppression',
      own,
    ]);
    const served = contractOf(['GET /orders']);
    assert.deepEqual(await rulesOf(`${allow(': old')}\n${served}`), [
      'openapi.yaml policy/unused-suppression',
    ]);
  });

  test('hold for what is wrong with the document itself', async () => {
    const twice = contractOf(['GET /orders']).replace(
      'responses: {}',
      'responses: { 200: { $ref: "#/no" } } } # parapet-allow contracts/invalid-contract: it is on its way\n    x-a: {',
    );
    assert.match(
      (await told({ ...app, 'openapi.yaml': twice })).join('\n'),
      /^openapi.yaml:5 suppressed invalid-contract: .*$/,
    );
  });

  test('hold for a route in code', async () => {
    const code = serving('GET /orders', 'GET /secret').replace(
      /(app.get\('\/secret.*)/,
      '// parapet-allow contracts/route-without-operation: nobody knows\n$1',
    );
    assert.deepEqual(await told({ 'src/app.ts': code, 'openapi.yaml': contractOf(['GET /orders']) }), [
      'src/app.ts:5 suppressed route-without-operation: GET /secret is served here, and "openapi.yaml" does not promise it.',
    ]);
  });
});

test('a baseline accepts what was there, by route and operation, whatever their parameters are called', async () => {
  const files = {
    'openapi.yaml': contractOf(['GET /orders', 'POST /customers/{id}']),
    'src/app.ts': serving('GET /orders', 'GET /secret/:id'),
    'governance/baseline.txt': [
      'contracts/operation-without-route\topenapi.yaml\tPOST /customers/{}',
      'contracts/route-without-operation\tsrc/app.ts\tGET /secret/{}',
      '',
    ].join('\n'),
  };
  const states = async (own: Readonly<Record<string, string>>) =>
    (await told({ ...files, ...own })).map((line) => line.split(' ').slice(0, 2).join(' '));
  assert.deepEqual(await states({}), ['openapi.yaml:7 baselined', 'src/app.ts:4 baselined']);
  const moved = {
    'src/app.ts': `// Another line.\n${serving('GET /orders', 'GET /secret/:key', 'GET /more')}`,
  };
  assert.deepEqual(await states(moved), [
    'openapi.yaml:7 baselined',
    'src/app.ts:5 baselined',
    'src/app.ts:6 error',
  ]);
});
