import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addParameter,
  changeMethod,
  markPlanned,
  type OperationText,
  renamePath,
} from '../../../server/src/contracts/writing/change-operation.ts';
import { removeParameter, renameParameter } from '../../../server/src/contracts/writing/change-parameter.ts';
import { setVersion } from '../../../server/src/contracts/writing/version.ts';
import { after, contractOf, refusedBy, same, spellings, textOf, yamlPath } from './both.ts';

const text = `openapi: 3.1.0
info: { title: Shop, version: 1.0 }
paths:
  /orders/{id}/lines/{line}: # one line
    parameters:
    - name: "id" # of the order
      in: path
      required: true
      schema: { type: string }
    get:
      summary: Read a line
      # sent and answered
      parameters:
      - { name: line, in: path, required: true, schema: { type: string } }
      responses: { '200': { description: Fine. } }
    delete:
      responses: {}
  /health:
    get: { responses: {} }
  /other: { $ref: '#/components/pathItems/Other' }
components:
  pathItems:
    Other:
      get: { responses: {} }
`;

function at(name: string, own: string = text, path = yamlPath): OperationText {
  const operation = contractOf(path, own).operations.find(
    ({ method, template }) => `${method} ${template}` === name,
  );
  assert.ok(operation, name);
  return { ...textOf(path, own), key: operation.span };
}

const lines = '/orders/{id}/lines/{line}';

test('a parameter is declared behind the others', () => {
  assert.equal(
    after(
      text,
      addParameter(at(`GET ${lines}`), { name: 'limit', in: 'query', schema: { type: 'integer' } }),
    ),
    text.replace(
      "schema: { type: string } }\n      responses: { '200'",
      "schema: { type: string } }\n      - name: limit\n        in: query\n        schema: { type: integer }\n      responses: { '200'",
    ),
  );
  assert.match(
    after(text, addParameter(at('GET /health'), { name: 'x', in: 'header', isRequired: true })),
    /get: \{ parameters: \[\{ name: x, in: header, required: true, schema: \{ type: string \} \}\], responses: \{\} \}/,
  );
  assert.equal(
    refusedBy(addParameter(at(`DELETE ${lines}`), { name: 'id', in: 'path' })),
    `DELETE ${lines} already declares the path parameter "id".`,
  );
  assert.equal(
    refusedBy(addParameter(at('GET /health'), { name: 'id', in: 'path' })),
    'The path of GET /health has no parameter "id".',
  );
});

test('of the parameters that an operation declares itself one is renamed, or goes', () => {
  const own = '- { name: line, in: path, required: true, schema: { type: string } }\n';
  const next = '      - { name: line, in: query }\n';
  const both = text.replace(own, own + next);
  const operation = at(`GET ${lines}`, both);
  const inPath = { in: 'path', name: 'line' } as const;
  assert.equal(
    after(both, renameParameter(operation, inPath, 'row')),
    both.replace('- { name: line, in: path', '- { name: row, in: path'),
  );
  assert.equal(after(both, removeParameter(operation, { in: 'query', name: 'line' })), text);
  assert.equal(
    after(text, removeParameter(at(`GET ${lines}`), inPath)),
    text.replace(/ {6}parameters:\n {6}- \{ name: line.*\n/, ''),
    'an empty list says nothing',
  );
  const elsewhere = `The path parameter "id" of GET ${lines} is declared elsewhere, for other operations as well.`;
  assert.equal(refusedBy(renameParameter(operation, { in: 'path', name: 'id' }, 'x')), elsewhere);
  assert.equal(refusedBy(removeParameter(operation, { in: 'path', name: 'id' })), elsewhere);
});

test('a path and its declared parameters are renamed together', () => {
  const renamed = after(text, renamePath(at(`DELETE ${lines}`), '/orders/{orderId}/items/{line}'));
  assert.equal(
    renamed,
    text.replace(`${lines}: #`, '/orders/{orderId}/items/{line}: #').replace('"id" #', 'orderId #'),
  );
  assert.match(refusedBy(renamePath(at('GET /health'), '/health/{x}')), /has other parameters/);
  assert.equal(
    refusedBy(renamePath(at('GET /health'), '/other')),
    'The contract already has the path "/other".',
  );
  assert.match(refusedBy(renamePath(at('GET /other'), '/third')), /is in another document than its methods/);
});

test('a shared parameter is not renamed', () => {
  const shared = `paths:\n  /a/{id}:\n    get:\n      parameters:\n        - $ref: '#/components/parameters/Id'\n      responses: {}\n`;
  assert.equal(
    refusedBy(renamePath(at('GET /a/{id}', shared), '/a/{name}')),
    'A parameter of "/a/{id}" is declared in "#/components/parameters/Id", which other paths may use.',
  );
  // The path alone may change.
  assert.match(after(shared, renamePath(at('GET /a/{id}', shared), '/b/{id}')), /^ {2}\/b\/\{id\}:$/m);
});

test('the method changes where no other stands in its place', () => {
  assert.equal(
    after(text, changeMethod(at('GET /health'), 'POST')),
    text.replace('get: { responses: {} }\n  /other', 'post: { responses: {} }\n  /other'),
  );
  assert.equal(
    refusedBy(changeMethod(at(`GET ${lines}`), 'DELETE')),
    `The path "${lines}" already has DELETE, beside GET ${lines}.`,
  );
});

test('marks stand behind what names an operation, wherever that is', () => {
  assert.equal(
    after(text, markPlanned(at(`GET ${lines}`))),
    text.replace('Read a line\n', 'Read a line\n      x-status: planned\n'),
  );
  const planned = after(text, markPlanned(at('GET /other')));
  assert.match(planned, /get: \{ "?x-status"?: planned, responses: \{\} \}\n$/);
  assert.deepEqual(markPlanned(at('GET /other', planned)), { edits: [] });
});

test('an operation that has moved is not guessed', () => {
  const moved = { ...at('GET /health'), text: `# new\n${text}` };
  assert.equal(
    refusedBy(markPlanned(moved)),
    'The operation is no longer where it was in "api/openapi.yaml".',
  );
});

test('the version is written as it was: in its quotes, and as a text where it was a number', () => {
  const write = (own: string) => after(own, setVersion(textOf(yamlPath, own), '2.0.0'));
  assert.equal(write(text), text.replace('version: 1.0 ', 'version: 2.0.0 '));
  assert.equal(
    write("openapi: 3.1.0\ninfo:\n  version: '1.0.0' # now\n"),
    "openapi: 3.1.0\ninfo:\n  version: '2.0.0' # now\n",
  );
  assert.equal(
    write('openapi: 3.1.0\ninfo:\n  version: "1"\n'),
    'openapi: 3.1.0\ninfo:\n  version: "2.0.0"\n',
  );
  assert.equal(
    write('openapi: 3.1.0\ninfo:\n  title: A\n  license: {}\n'),
    'openapi: 3.1.0\ninfo:\n  title: A\n  version: 2.0.0\n  license: {}\n',
  );
  assert.equal(write('openapi: 3.1.0\npaths: {}'), 'openapi: 3.1.0\ninfo:\n  version: 2.0.0\npaths: {}');
  assert.equal(
    write('{"openapi":"3.1.0","info":{"version":1.0}}'),
    '{"openapi":"3.1.0","info":{"version":"2.0.0"}}',
  );
  const two = after(text, setVersion(textOf(yamlPath, text), '2.0'));
  assert.deepEqual(contractOf(yamlPath, two).version?.isString, true);
  assert.match(
    refusedBy(setVersion(textOf(yamlPath, '/a:\n  get: {}\n'), '1.0.0')),
    /only a whole one has a version/,
  );
});

test('every change means the same in YAML and JSON of every style', () => {
  const value = {
    openapi: '3.1.0',
    info: { title: 'A', version: '1.0.0' },
    paths: {
      '/a/{id}': {
        get: { parameters: [{ name: 'id', in: 'path', required: true, schema: {} }], responses: {} },
      },
    },
  };
  const name = 'GET /a/{id}';
  same(value, (path, own) => addParameter(at(name, own, path), { name: 'q', in: 'query' }));
  same(value, (path, own) => renamePath(at(name, own, path), '/b/{key}'));
  same(value, (path, own) => changeMethod(at(name, own, path), 'PATCH'));
  same(value, (path, own) => markPlanned(at(name, own, path)));
  same(value, (path, own) => setVersion(textOf(path, own), '1.1.0'));
  for (const [path, own] of spellings(value)) {
    const renamed = after(own, renamePath(at(name, own, path), '/b/{key}'));
    const { operations, problems } = contractOf(path, renamed);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      operations[0]?.parameters.map((one) => one.name),
      ['key'],
    );
  }
});
