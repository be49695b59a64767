import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largestContract } from '../../../server/src/format/contract-text.ts';
import { readText, told, withPaths } from './support.ts';

const path = 'openapi.yaml';
const of = (text: string) => told({ [path]: text });
const good = withPaths(
  '  /a:\n    get: { operationId: a }\n    put: { operationId: b }\n  /a/{x}:\n    get: {}\n',
);

test('a contract without a mistake has no problems', () => {
  assert.deepEqual(of(good), []);
  assert.deepEqual(of('openapi: 3.1.0\ninfo: {}\nwebhooks: {}\n'), []);
  assert.deepEqual(of('openapi: 3.1.0\ncomponents: { schemas: {} }\n'), []);
  assert.deepEqual(of('openapi: 3.0\npaths: { /a: {} }\n'), []);
  assert.deepEqual(of('openapi: 3.2.0\npaths: { /a: {}, x-more: [] }\n'), []);
});

const cases: readonly (readonly [name: string, text: string, ...told: string[]])[] = [
  ['a truncated flow', `${good}components: { schemas: { A`, 'CTR-001 openapi.yaml: '],
  ['truncated JSON', '{ "openapi": "3.1.0", "paths": { "/a": {', 'CTR-001 openapi.yaml: '],
  ['a tab', good.replace('    get', '\tget'), 'CTR-001 openapi.yaml: \t'],
  ['equal keys', good.replace('    put', '    get'), 'CTR-004 openapi.yaml: get'],
  ['equal keys in JSON', '{"openapi":"3.0.0","paths":{"/a":{},"/a":{}}}', 'CTR-004 openapi.yaml: "/a"'],
  [
    'equal keys among many',
    `${good}x-o: { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, a: 2 }\n`,
    'CTR-004 openapi.yaml: a',
  ],
  ['equal names', good.replace('operationId: b', 'operationId: a'), 'CTR-009 openapi.yaml: a'],
  ['one operation twice', `${good}  /a/{y}/:\n    get: {}\n    put: {}\n`, 'CTR-010 openapi.yaml: get'],
  ['empty paths', 'openapi: 3.0.0\npaths: {}\n', 'CTR-007 openapi.yaml: paths'],
  ['paths of nothing', 'openapi: 3.0.0\npaths:\n', 'CTR-007 openapi.yaml: paths'],
  ['no paths', 'openapi: 3.0.0\ninfo: {}\n', 'CTR-007 openapi.yaml: openapi'],
  ['a path without a slash', withPaths('  a: { get: {} }\n'), 'CTR-008 openapi.yaml: a'],
  ['a path with a query', withPaths('  /e?x=1: { get: {} }\n'), 'CTR-008 openapi.yaml: /e?x=1'],
  ['a path with an open brace', withPaths('  /{a: { get: {} }\n'), 'CTR-008 openapi.yaml: /{a'],
  ['a path with a closed brace', withPaths('  /a}: { get: {} }\n'), 'CTR-008 openapi.yaml: /a}'],
  ['a path with a fragment', withPaths('  /a#b: { get: {} }\n'), 'CTR-008 openapi.yaml: /a#b'],
  ['a path item that is text', `${good}  /bad: hello\n`, 'CTR-013 openapi.yaml: /bad'],
  [
    'a path item that is text, in a fragment',
    'paths: { /a: { get: {} }, /bad: hello }\n',
    'CTR-013 openapi.yaml: /bad',
  ],
  ['an operation that is a number', `${good}    put: 7\n`, 'CTR-013 openapi.yaml: put'],
  ['a method in capitals', `${good}    PUT: {}\n`, 'CTR-013 openapi.yaml: PUT'],
  ['servers that are a number', `servers: 3\n${good}`, 'CTR-014 openapi.yaml: servers'],
  ['a server without an address', `servers: [{ url: /a }, {}]\n${good}`, 'CTR-014 openapi.yaml: {}'],
  ['servers of a path', `${good}    servers: no\n`, 'CTR-014 openapi.yaml: servers'],
  ['servers of an operation', `${good}    put: { servers: [no] }\n`, 'CTR-014 openapi.yaml: no'],
  [
    'a reference that is a number',
    `${good}    put: { requestBody: { $ref: 5 } }\n`,
    'CTR-105 openapi.yaml: 5',
  ],
  [
    'a reference to the contract',
    `${good}    put: { requestBody: { $ref: '#' } }\n`,
    "CTR-106 openapi.yaml: '#'",
  ],
  ['an empty reference', `${good}    put: { requestBody: { $ref: '' } }\n`, "CTR-106 openapi.yaml: ''"],
  [
    'paths that are a reference to nothing',
    'openapi: 3.1.0\npaths: { $ref: 5 }\n',
    'CTR-105 openapi.yaml: 5',
  ],
  ['Swagger', 'swagger: "2.0"\npaths: { /a: { get: {} } }\n', 'CTR-005 openapi.yaml: swagger'],
  ['a version of tomorrow', 'openapi: 4.0.0\npaths: { /a: {} }\n', 'CTR-006 openapi.yaml: openapi'],
  ['nothing at all', '', 'CTR-003 openapi.yaml: '],
  ['a list', '- a\n', 'CTR-003 openapi.yaml: -'],
  ['many brackets', '['.repeat(20_000), 'CTR-001 openapi.yaml: ['],
  ['many braces', '{"a":'.repeat(20_000), 'CTR-001 openapi.yaml: {'],
  [
    'too many levels',
    `{"openapi":"3.0.0","paths":${'{"/a":'.repeat(300)}{}${'}'.repeat(301)}`,
    'CTR-001 openapi.yaml: {',
  ],
  [
    'many levels of indentation',
    Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    'CTR-001 openapi.yaml: a',
  ],
  ['more than 10 MB', `# ${'x'.repeat(largestContract)}\n${good}`, 'CTR-002 openapi.yaml: #'],
  ['an unknown alias', `${good}x-a: *gone\n`, 'CTR-001 openapi.yaml: *gone'],
];

for (const [name, text, ...expected] of cases) {
  test(`told: ${name}`, () => {
    const found = of(text);
    assert.deepEqual(found.slice(0, expected.length), expected);
    if (!expected[0]?.startsWith('CTR-001')) assert.equal(found.length, expected.length, found.join('\n'));
  });
}

test('what can be read of a broken contract is read, and Swagger is not', () => {
  assert.equal(readText(good.replace('    put', '    get'))?.operations.length, 2);
  assert.equal(readText(`${good}components: { schemas: { A`)?.operations.length, 3);
  assert.equal(readText('swagger: "2.0"\npaths: { /a: { get: {} } }\n')?.operations.length, 0);
  assert.match(
    readText('swagger: "2.0"\n')?.problems[0]?.message ?? '',
    /Swagger 2\.0, of which nothing is read/,
  );
});

test('while a document is broken, what it lacks is not told as well', () => {
  const text = `{ "openapi": "3.0.0", "x": { "$ref": "#/gone" }, "y": { "$ref": "https://a.example" }`;
  const codes = (found: string) => readText(found)?.problems.map(({ code }) => code);
  assert.deepEqual(codes(`${text}, "paths": { "/a": {} } }`), ['CTR-101', 'CTR-103']);
  assert.deepEqual(codes(`${text}, "paths": { "/a": {} }`), ['CTR-103', 'CTR-001']);
});

test('JSON in a YAML file and YAML in braces are read as what they are', () => {
  assert.deepEqual(of('{ openapi: 3.0.0, paths: { /a: { get: {} } } }\n'), []);
  assert.equal(readText('{ openapi: 3.0.0, paths: { /a: { get: {} } } }\n')?.operations.length, 1);
  assert.equal(
    readText('{ "openapi": "3.0.0", // why\n "paths": { "/a": { "get": {} } } }')?.operations.length,
    1,
  );
});

test('anchors and merge keys are read, and a bomb of aliases is told', () => {
  const text = withPaths(
    '  /a:\n    get: &get\n      operationId: a\n      parameters: &p [{ name: q, in: query }]\n    put: { <<: *get, operationId: b }\n    post: { parameters: *p }\n',
  );
  const contract = readText(text);
  assert.deepEqual(contract?.problems, []);
  assert.deepEqual(
    contract?.operations.map((one) => [one.operationId, one.parameters.length]),
    [
      ['a', 1],
      ['b', 1],
      [undefined, 1],
    ],
  );
  const levels = Array.from({ length: 10 }, (_, n) => `x-${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(10)}]\n`);
  const bomb = `${good}x-0: &a0 [lol]\n${levels.join('')}`;
  const [problem] = readText(bomb)?.problems ?? [];
  assert.match(problem?.message ?? '', /repeats itself through aliases/);
  assert.match(bomb.slice(problem?.span.start, problem?.span.end), /^\*a\d$/);
});

test('references that lead nowhere are told at their place, in each document once', () => {
  const body = (reference: string) =>
    `  /a:\n    get:\n      responses:\n        '200': { $ref: '${reference}' }\n`;
  const files = (reference: string, parts = '') => ({
    [path]: withPaths(body(reference)),
    'parts.yaml': parts,
  });
  assert.deepEqual(told(files('gone.yaml')), ["CTR-101 openapi.yaml: 'gone.yaml'"]);
  assert.deepEqual(told(files('#/components/responses/A')), [
    "CTR-101 openapi.yaml: '#/components/responses/A'",
  ]);
  assert.deepEqual(told(files('https://example.com/a.yaml')), [
    "CTR-103 openapi.yaml: 'https://example.com/a.yaml'",
  ]);
  assert.deepEqual(told(files('../a.yaml')), ["CTR-104 openapi.yaml: '../a.yaml'"]);
  assert.deepEqual(told(files('parts.yaml#/a', 'a: { schema: { $ref: "#/b" } }\nc: { $ref: "#/d" }\n')), [
    'CTR-101 parts.yaml: "#/b"',
  ]);
  assert.deepEqual(told(files('parts.yaml#/a', 'a: { $ref: "#/a" }\n')), [
    "CTR-102 openapi.yaml: 'parts.yaml#/a'",
  ]);
  assert.deepEqual(told(files('parts.yaml#/a', 'a: {\n')), ['CTR-001 parts.yaml: ']);
  assert.deepEqual(told(files('parts.yaml#/a', 'a: { schema: { $ref: "openapi.yaml#/info" } }\n')), []);
});

test('what is shown as a value is no reference, and a property may have any name', () => {
  const schema = (text: string) => `${good}components:\n  schemas:\n    A: ${text}\n`;
  assert.deepEqual(of(schema("{ example: { $ref: '#/gone' }, x-note: { $ref: '#/gone' } }")), []);
  assert.deepEqual(
    of(schema("{ properties: { $ref: { type: string }, tree: { $ref: '#/components/schemas/A' } } }")),
    [],
  );
  assert.deepEqual(of(schema("{ properties: { example: { $ref: '#/gone' } } }")), [
    "CTR-101 openapi.yaml: '#/gone'",
  ]);
  assert.deepEqual(of(schema("{ properties: { properties: { example: { $ref: '#/gone' } } } }")), []);
  assert.deepEqual(
    of(`${good}components: { examples: { default: { $ref: '#/gone' }, b: { value: { $ref: '#/no' } } } }\n`),
    ["CTR-101 openapi.yaml: '#/gone'"],
  );
});

test('a schema may refer to all of its document, a property may be called $ref, and servers may be relative', () => {
  const files = {
    [path]: `servers: [{ url: /v1 }, { url: '' }]\n${good}    put: { requestBody: { $ref: tree.yaml } }\n`,
    'tree.yaml': "properties: { $ref: { type: string }, next: { $ref: '#' } }\n",
  };
  assert.deepEqual(told(files), []);
  assert.deepEqual(of(`${good}    x-GET: 7\n    summary: Get\n    parameters: []\n  /{a}.{b}: {}\n`), []);
});

test('a byte order mark is borne', () => {
  assert.deepEqual(of(`\uFEFF${good}`), []);
  assert.deepEqual(told({ 'openapi.json': '\uFEFF{"openapi":"3.0.0","paths":{"/a":{}}}' }), []);
});

test('JSON that other readers do not bear is told once, at the first place', () => {
  const json = (text: string, name = 'openapi.json') => told({ [name]: text });
  const plain = '{ "openapi": "3.1.0", "paths": { "/a": {} } }';
  assert.deepEqual(json(`${plain.slice(0, 1)} // why\n/* and */${plain.slice(1)}`), [
    'CTR-015 openapi.json: // why',
  ]);
  assert.deepEqual(json(plain.replace('{} }', '{}, }')), ['CTR-015 openapi.json: }']);
  assert.deepEqual(json(plain), []);
  assert.deepEqual(json(plain.replace('{} }', '{}, }'), 'openapi.yaml'), []);
});

test('what is wrong with an address or two paths is said in its own words', () => {
  const message = (text: string) => readText(text)?.problems[0]?.message;
  const referring = (to: string) => `${good}components: { schemas: { A: { $ref: '${to}' } } }\n`;
  assert.match(message(referring('file:///etc/passwd')) ?? '', /is an absolute address, and references/);
  assert.match(message(referring('https://a.example/b')) ?? '', /is on another machine/);
  const twice = (other: string) => message(`${good}  ${other}:\n    get: {}\n`);
  assert.match(twice('/a/') ?? '', /only a slash at the end tells their paths apart\.$/);
  assert.match(twice('/a/{y}') ?? '', /only names of parameters tell their paths apart\.$/);
  assert.match(twice('/a/{y}/') ?? '', /only names of parameters and a slash at the end tell/);
});
