import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { Contract } from '../../../server/src/model/contract.ts';
import { readFiles, readText, withPaths } from './support.ts';

const shop = `openapi: 3.0.3
info: { title: Shop, version: 1.2.0 }
servers:
  - url: https://{host}:8443/{base}/v1/
    variables: { base: { default: shop } }
  - url: /v1?x#y
  - url: '{origin}'
paths:
  /orders/{id}:
    x-internal: true
    parameters:
      - { name: id, in: path }
      - $ref: '#/components/parameters/Trace'
      - { name: page, in: query }
    get:
      operationId: readOrder
      deprecated: true
      parameters:
        - { name: page, in: query, required: true }
        - { name: page, in: cookie }
        - { name: all, in: querystring }
        - { name: 1, in: query }
        - $ref: '#/components/parameters/Gone'
    delete: { x-internal: false, servers: [{ url: ./admin }] }
    query: { x-status: planned }
    summary: get
    COPY: {}
  /health:
    servers: [{ url: . }]
    head: {}
    patch: not an object
components:
  parameters:
    Trace: { name: x-trace, in: header, required: false }
`;

const shown = ({ operations }: Contract): readonly string[] =>
  operations.map(({ method, template, parameters, ...rest }) => {
    const list = parameters.map((one) => `${one.in} ${one.name}${one.isRequired ? '!' : ''}`);
    const marks = [
      rest.isDeprecated && 'deprecated',
      rest.isPlanned && 'planned',
      rest.isInternal && 'internal',
    ];
    return [method, template, ...list, ...marks, rest.prefixes?.join(), rest.operationId]
      .filter((part) => part !== false && part !== undefined)
      .join(' | ');
  });

test('operations with the parameters, servers and marks of their path', () => {
  const contract = readText(shop);
  assert.ok(contract);
  assert.deepEqual(shown(contract), [
    'GET | /orders/{id} | path id! | header x-trace | query page! | cookie page | deprecated | internal | readOrder',
    'DELETE | /orders/{id} | path id! | header x-trace | query page | /admin',
    'QUERY | /orders/{id} | path id! | header x-trace | query page | planned | internal',
    'HEAD | /health | ',
  ]);
  assert.deepEqual(contract.prefixes, ['/shop/v1', '/v1', '']);
  assert.equal(contract.isFragment, false);
});

test('places are those of keys and names, and of the version', () => {
  const contract = readText(shop);
  const [first] = contract?.operations ?? [];
  const at = (span?: { start: number; end: number }) => shop.slice(span?.start, span?.end);
  assert.equal(at(first?.span), 'get');
  assert.deepEqual(
    first?.parameters.map(({ span }) => at(span)),
    ['id', 'x-trace', 'page', 'page'],
  );
  assert.equal(
    shop.lastIndexOf('page, in: query', first?.parameters[2]?.span.start),
    first?.parameters[2]?.span.start,
  );
  assert.deepEqual([at(contract?.version?.span), contract?.version?.isString], ['1.2.0', true]);
  assert.equal(at(contract?.infoPlace.span), 'info');
});

test('the version as written, whatever its kind', () => {
  const version = (text: string) => {
    const found = readText(`openapi: 3.0.0\ninfo: { version: ${text} }\npaths: {}\n`)?.version;
    return found && [found.text, found.isString];
  };
  assert.deepEqual(version('1.0'), ['1.0', false]);
  assert.deepEqual(version('"1.0"'), ['1.0', true]);
  assert.deepEqual(version('2'), ['2', false]);
  assert.deepEqual(version('true'), ['true', false]);
  assert.deepEqual(version("''"), ['', true]);
  assert.equal(version('null'), undefined);
  assert.equal(version('{}'), undefined);
});

test('several files: places stay in the document that holds them', () => {
  const files = {
    'api/openapi.yaml': withPaths(
      "  /a: { $ref: paths/a.yaml }\n  /b:\n    $ref: 'paths/all.json#/~1b'\n    put: { operationId: own }\n",
    ),
    'api/paths/a.yaml': "get:\n  parameters:\n    - $ref: '../parts.yaml#/Id'\n",
    'api/paths/all.json': '{ "/b": { "get": { "operationId": "b" }, "put": { "operationId": "other" } } }',
    'api/parts.yaml': 'Id: { name: id, in: query }\n',
    'api/unused.yaml': 'a: [',
  };
  const contract = readFiles(files);
  assert.deepEqual(contract?.problems, []);
  assert.deepEqual(
    contract?.operations.map((one) => [one.template, one.method, one.operationId, one.path]),
    [
      ['/a', 'GET', undefined, 'api/paths/a.yaml'],
      ['/b', 'GET', 'b', 'api/paths/all.json'],
      ['/b', 'PUT', 'own', 'api/openapi.yaml'],
    ],
  );
  assert.equal(contract?.operations[0]?.parameters[0]?.path, 'api/parts.yaml');
  assert.deepEqual(contract?.inputs, ['api/paths/a.yaml', 'api/parts.yaml', 'api/paths/all.json']);
});

test('fragments: paths alone, or path items at the root; and what is something else', () => {
  const alone = readText('paths:\n  /a:\n    get: {}\n', 'src/a/a.openapi.yaml');
  assert.deepEqual([alone?.isFragment, alone?.operations.length, alone?.problems], [true, 1, []]);
  const items = readText('{ "/a": { "get": {} }, "x-owner": "us" }', 'src/a/a.openapi.json');
  assert.deepEqual([items?.isFragment, items?.operations.length, items?.problems], [true, 1, []]);
  for (const other of [
    'paths:\n  "@a/*": ["./a/*"]\n',
    'compilerOptions: { paths: { /a: [b] } }\n',
    '/a: text\n',
    'components: { schemas: {} }\n',
    'asyncapi: 3.0.0\n',
    '',
    '[]',
  ])
    assert.equal(readText(other, 'src/other.yaml'), undefined, other);
});

test('YAML and JSON of one document give the same contract, but for places', () => {
  const bare = (contract: Contract | undefined) =>
    JSON.stringify(contract, (key, value) =>
      key === 'span' || key === 'keySpan' || key === 'root' ? undefined : value,
    );
  const json = JSON.stringify(parse(shop), null, 2);
  assert.equal(bare(readText(json)), bare(readText(shop)));
  assert.equal(bare(readText(JSON.stringify(parse(shop)))), bare(readText(shop)));
  assert.equal(bare(readText(shop.replaceAll('\n', '\r\n'))), bare(readText(shop)));
  assert.notEqual(bare(readText(json.replace('readOrder', 'other'))), bare(readText(shop)));
});
