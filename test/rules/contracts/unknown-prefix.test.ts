import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { taken, ways } from './contract-fix.ts';
import { contractOf, policyOf, told } from './shop.ts';

const contract = contractOf(['GET /v1/users', 'GET /v1/users/{id}', 'GET /v1/orders']);
const served = (mount: string, more = '') => `import express, { Router } from 'express';
const app = express();
const api = Router();
api.get('/users', (req) => req.query.page);
api.get('/users/:key', (req) => req.params.key);
${more}
app.use(${mount}, api);
`;
const files = (mount: string, more?: string) => ({
  'openapi.yaml': contract,
  'src/app.ts': served(mount, more),
});
const missing = (path: string, line: number, known = ' that could be understood') =>
  `openapi.yaml:${line} warning operation-without-route: GET ${path} is promised here, and no route of service "shop"${known} serves it.`;

describe('below a prefix that is not known', () => {
  test('what ends as promised is served, and differs in no more than elsewhere, as a warning', async () => {
    const differing = [
      missing('/v1/orders', 9),
      'src/app.ts:4 warning parameter-mismatch: The query parameter "page" is read here, and "openapi.yaml" does not promise it for GET /v1/users.',
      'src/app.ts:5 warning parameter-mismatch: The parameter "key" of this path is called "id" in GET /v1/users/{id} of "openapi.yaml".',
    ];
    assert.deepEqual(await told(files('process.env.PREFIX')), differing);
    const sure = await told(files("'/v1'"));
    assert.deepEqual(sure, [
      missing('/v1/orders', 9, ''),
      differing[1]?.replace('warning', 'error'),
      differing[2],
    ]);
  });

  test('what no operation has is told by its end, and a method that differs as one finding', async () => {
    const more = "api.post('/orders', () => {});\napi.get('/news', () => {});";
    const lines = await told(files('process.env.PREFIX', more));
    assert.deepEqual(
      lines.filter((line) => !line.includes('parameter-mismatch')),
      [
        'src/app.ts:6 warning route-mismatch: POST …/orders is served here, and "openapi.yaml" promises GET /v1/orders: the methods differ.',
        'src/app.ts:7 warning route-without-operation: GET …/news is served here, and "openapi.yaml" does not promise it below "/v1".',
      ],
    );
  });

  test('a mount that ends like nothing is told once, at its path', async () => {
    const things = contractOf(['GET /v1/things']);
    const lines = await told({ ...files('config.prefix'), 'openapi.yaml': things });
    assert.deepEqual(lines, [
      missing('/v1/things', 5),
      'src/app.ts:7 warning route-without-operation: 2 routes such as GET …/users begin here with what is not known, and "openapi.yaml" promises nothing that ends like them.',
    ]);
    const generated = await told({
      ...files('config.prefix'),
      'openapi.yaml': things,
      'parapet.jsonc': policyOf({ mode: 'generated', internal: [{ path: '/users', why: 'Ours.' }] }),
    });
    assert.equal(
      generated.at(-1),
      'src/app.ts:7 warning route-without-operation: GET …/users/{key} begins here with what is not known, and the snapshot "openapi.yaml" has nothing that ends like it.',
    );
  });

  test('a service without a contract serves it all the same', async () => {
    const bare = {
      'parapet.jsonc': '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [] }] }',
    };
    const code = { 'src/app.ts': served('process.env.PREFIX') };
    assert.deepEqual(await told({ ...bare, ...code }), [
      'parapet.jsonc:1 warning missing-contract: Service "shop" serves 2 routes and has no contract.',
    ]);
  });

  test('offers to promise what is served where the contract has the rest', async () => {
    const news = files('process.env.PREFIX', "api.get('/news', () => {});");
    const offered = await ways('route-without-operation', news);
    assert.deepEqual(
      offered.map(({ title }) => title),
      ['Add GET /v1/news to "openapi.yaml"', 'Mark GET /v1/news as internal, with a reason'],
    );
    const { after, left } = await taken('route-without-operation', 'add-operation', news);
    assert.match(after.get('openapi.yaml') ?? '', /^ {2}\/v1\/news:$/m);
    assert.ok(!left.some((line) => line.includes('route-without-operation')), left.join('\n'));
    const renamed = await taken('parameter-mismatch', 'rename-in-code', {
      'openapi.yaml': contractOf(['GET /v1/users/{id}']),
      'src/app.ts': served('process.env.PREFIX').replace(/^.*page.*$/m, ''),
    });
    assert.match(renamed.after.get('src/app.ts') ?? '', /'\/users\/:id', \(req\) => req\.params\.id/);
  });
});
