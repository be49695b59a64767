import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { compareContracts } from '../../../server/src/contracts/compare.ts';
import { sideOf, versionIn, versionOf } from '../../../server/src/contracts/writing/contract-version.ts';
import { type RestoreGround, restore } from '../../../server/src/contracts/writing/restore.ts';
import { parseContractText } from '../../../server/src/format/contract-text.ts';
import type { ContractChange } from '../../../server/src/model/contract.ts';
import { pairs } from '../pairs.ts';
import { after } from './both.ts';

const oldPath = 'old/openapi.json';
const path = 'openapi.yaml';

function ground(old: string, now: string): RestoreGround {
  const before = parseContractText(old);
  return {
    oldPath,
    documentOld: (wanted) => (wanted === oldPath ? before : undefined),
    path,
    read: (wanted) => (wanted === path ? now : undefined),
    parse: parseContractText,
    compare: (a, b) => compareContracts(a, b).changes,
  };
}

function changesOf({ documentOld, read, parse, compare }: RestoreGround): readonly ContractChange[] {
  return compare(sideOf(versionIn(oldPath, documentOld)), sideOf(versionOf(path, read, parse)));
}

function breaks(where: RestoreGround): readonly string[] {
  return changesOf(where)
    .filter(({ level }) => level === 'breaking')
    .map(({ id }) => id);
}

test('every breaking change of every pair goes without another one, or is refused', () => {
  const refused = new Set<string>();
  let restoredCount = 0;
  const spelled = pairs.flatMap((pair) => [
    { name: pair.name, old: JSON.stringify(pair.old), now: stringify(pair.now) },
    { name: `${pair.name}, shared`, old: stringify(shared(pair.old)), now: JSON.stringify(shared(pair.now)) },
  ]);
  for (const { name, old, now } of spelled) {
    const before = ground(old, now);
    for (const change of changesOf(before).filter(({ level }) => level !== 'compatible')) {
      const written = restore(change, before);
      if ('refused' in written) {
        refused.add(change.id);
        assert.match(written.refused, /^[A-Z].*\.$/);
        continue;
      }
      restoredCount++;
      const restored = ground(old, after(now, written));
      assert.ok(!changesOf(restored).some((one) => one.message === change.message), name);
      assert.ok(breaks(restored).length <= breaks(before).length - Number(change.level === 'breaking'), name);
    }
  }
  // Nothing of these was taken away: something came that callers may not know.
  assert.deepEqual([...refused].sort(), ['response-enum-value-added', 'response-variant-added']);
  assert.ok(restoredCount >= 170, String(restoredCount));
});

/** With every schema as a component. */
function shared(document: object): unknown {
  const schemas: Record<string, unknown> = {};
  const copy = JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (key !== 'schema' || JSON.stringify(value).includes('$ref')) return value;
    const name = `C${Object.keys(schemas).length}`;
    schemas[name] = value;
    return { $ref: `#/components/schemas/${name}` };
  });
  copy.components = { ...copy.components, schemas: { ...copy.components?.schemas, ...schemas } };
  return copy;
}

const old = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1.0.0' },
  paths: {
    '/orders': {
      get: { responses: { 200: { description: 'Fine.' } } },
      post: {
        parameters: [{ $ref: '#/components/parameters/Limit' }],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        security: [{ key: [] }],
        responses: {
          201: {
            description: 'Made.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
        },
      },
    },
    '/users/{id}': { get: { responses: { 200: { description: 'Fine.' } } }, put: { responses: {} } },
  },
  components: {
    parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas: {
      Order: {
        type: 'object',
        required: ['id', 'line'],
        properties: {
          id: { type: 'string' },
          line: { $ref: '#/components/schemas/Line' },
          kind: { enum: ['a', 'b'] },
        },
      },
      Line: { type: 'object', properties: { sku: { type: 'string' } } },
    },
  },
};

const now = `openapi: 3.1.0
info: {title: Shop, version: 1.1.0}
# What is served.
paths:
    /orders:
        get: # all
            responses: { '200': { description: Fine. } }
components:
    schemas: {} # none
`;

function restored(id: string, text: string, pick = 0): string {
  const where = ground(JSON.stringify(old), text);
  const change = changesOf(where).filter((one) => one.id === id)[pick];
  assert.ok(change, `${id} in ${changesOf(where).map((one) => one.id)}`);
  return after(text, restore(change, where));
}

test('an operation comes back deprecated, with all components that it needs, in the words of the document', () => {
  const text = restored('operation-removed', now);
  assert.equal(
    text,
    `openapi: 3.1.0
info: {title: Shop, version: 1.1.0}
# What is served.
paths:
    /orders:
        get: # all
            responses: { '200': { description: Fine. } }
        post:
            deprecated: true
            parameters:
                - $ref: '#/components/parameters/Limit'
            requestBody:
                content:
                    application/json:
                        schema:
                            $ref: '#/components/schemas/Order'
            security:
                - key: []
            responses:
                '201':
                    description: Made.
                    content:
                        application/json:
                            schema:
                                $ref: '#/components/schemas/Order'
components:
    parameters:
        Limit:
            name: limit
            in: query
            schema:
                type: integer
    securitySchemes:
        key:
            type: apiKey
            in: header
            name: X-Key
    schemas: # none
        Order:
            type: object
            required:
                - id
                - line
            properties:
                id:
                    type: string
                line:
                    $ref: '#/components/schemas/Line'
                kind:
                    enum:
                        - a
                        - b
        Line:
            type: object
            properties:
                sku:
                    type: string
`,
  );
});

const written = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  # Orders first.
  /orders:
    get:
      operationId: listOrders
      responses: { '200': { description: Fine. } }

    # Slow.
    post: # made by people
      operationId: makeOrder
      tags: [orders,  slow]

      parameters:
        - { name: limit, in: query, schema: { type: integer } }
        # Of the one who asks.
        - name: 'X-User'
          in: header
          schema: { type: string, enum: [ 'a', 'b' ] }
      responses:
        "201":
          description: >-
            Made,
            and paid.
        404: &gone { description: Gone. }

  /users/{id}: # People.
    get:
      responses: { '200': { description: Fine. } }
    # Never twice.
    put:
      responses:
        '200': { description: Fine. }
    # It stays.
    delete: { responses: {} }

  /zones: { get: { responses: { 404: { description: None. } } } }
`;

/** What a text says after all that breaks callers in it was taken back, but for what says that it is deprecated. */
function backFrom(now: string, base = written): string {
  let text = now;
  for (;;) {
    const where = ground(base, text);
    const change = changesOf(where).find(({ level }) => level !== 'compatible');
    if (!change)
      return text.replace(/\n *(?:- )?deprecated: true$|, deprecated: true|deprecated: true, /gm, '');
    text = after(text, restore(change, where));
  }
}

test('what comes back is written as it was, with its comments, brackets and empty lines', () => {
  const cuts = [
    // An operation, with and without the comment above it, and with either of the empty lines.
    /\n {4}# Slow[\s\S]*?Gone\. \}\n/,
    / {4}# Slow[\s\S]*?Gone\. \}\n\n/,
    / {4}post[\s\S]*?Gone\. \}\n/,
    // A path, first, in the middle and last.
    / {2}# Orders first[\s\S]*?\n\n(?= {2}\/users)/,
    / {2}\/users[\s\S]*?\n\n(?= {2}\/zones)/,
    /\n {2}\/zones.*\n/,
    // One of several methods, and what stands in brackets or in a list.
    / {4}# Never[\s\S]*?\n(?= {4}# It stays)/,
    / {4}put[\s\S]*?\n(?= {4}# It stays)/,
    / {8}- \{ name: limit.*\n/,
    / {8}# Of the[\s\S]*?'b' \] \}\n/,
    /\n {4}# Never[\s\S]*?responses: \{\} \}/,
  ];
  for (const cut of cuts) {
    assert.match(written, cut);
    assert.equal(backFrom(written.replace(cut, '')), written, String(cut));
  }
  assert.equal(backFrom(written.replace("[ 'a', 'b' ]", "[ 'a' ]")), written);
  assert.equal(backFrom(written.replace('schema: { type: integer }', 'schema: { type: boolean }')), written);
});

test('what is there now is kept: other comments, other neighbours and another indentation', () => {
  const now = written
    .replace(/ {4}# Never[\s\S]*?\n(?= {4}# It stays)/, '    # One day.\n')
    .replace('# Orders first.', '# Orders, still first.');
  const text = backFrom(now);
  for (const comment of ['# One day.\n', '# Orders, still first.\n', '# Never twice.\n    put:\n'])
    assert.equal(text.split(comment).length, 2, comment);
  const cut = /\n {4}# Slow[\s\S]*?Gone\. \}\n/;
  const wide = (some: string) => some.replace(/^ +/gm, (spaces) => spaces + spaces);
  // Other steps: the same words, laid out as they are now.
  const far = backFrom(wide(written.replace(cut, '')));
  assert.deepEqual(parseContractText(far).problems, []);
  assert.match(far, /^ {8}post:\n {12}operationId: makeOrder\n {12}tags: \[orders, {2}slow\]\n/m);
  // An anchor of the base that is gone cannot be referred to.
  const base = written.replace(
    '/zones: { get: { responses: { 404: { description: None. } } } }',
    '/zones:\n    get:\n      responses: { 404: *gone }',
  );
  const gone = base.replace(cut, '').replace(/ {2}\/zones[\s\S]*/, '');
  const restoredZones = backFrom(gone, base);
  assert.deepEqual(parseContractText(restoredZones).problems, []);
});

test('what comes back to JSON is written as it was', () => {
  const json =
    '{\n\t"openapi": "3.1.0",\n\t"paths": {\n\t\t"/a": { "get": {"responses":{}} },\n\t\t"/b": {\n\t\t\t"put": {\n\t\t\t\t"tags": ["x", "y"],\n\t\t\t\t"responses": {}\n\t\t\t}\n\t\t},\n\t\t"/c": {}\n\t}\n}\n';
  const [a, b] = [/\t\t"\/a".*\n/, /\t\t"\/b"[\s\S]*?(?=\t\t"\/c")/];
  const bare = (text: string) => text.replace(/"deprecated": true,\s*/g, '');
  for (const cut of [a, b]) assert.equal(bare(backFrom(json.replace(cut, ''), json)), json);
});

test('one method of a path that is gone comes back without the others', () => {
  const text = restored('operation-removed', now, 1);
  assert.match(text, / {4}\/users\/\{id\}:\n {8}get:\n/);
  assert.doesNotMatch(text, /put:/);
});

test('a property comes back deprecated and promised as it was', () => {
  const whole = stringify({
    ...old,
    components: {
      ...old.components,
      schemas: { Order: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
    },
  });
  const text = restored('response-property-removed', whole);
  assert.match(text, / {6}required:\n {8}- id\n {8}- line\n/);
  assert.match(text, / {8}line:\n {10}\$ref: "#\/components\/schemas\/Line"\n {10}deprecated: true\n/);
  assert.match(text, /^ {4}Line:\n {6}type: object/m);
  // In OpenAPI 3.0 nothing counts beside a reference.
  const inOld = restored('response-property-removed', whole.replace('3.1.0', '3.0.3'));
  assert.match(inOld, / {8}line:\n {10}allOf:\n {12}- \$ref: .*\n {10}deprecated: true\n/);
});

test('a parameter comes back deprecated, also one that is a component, and the component stays as it is', () => {
  const { post, ...rest } = old.paths['/orders'];
  const { parameters, ...less } = post;
  const text = JSON.stringify(
    { ...old, paths: { ...old.paths, '/orders': { ...rest, post: less } } },
    null,
    1,
  );
  assert.equal(parameters.length, 1);
  const own = JSON.parse(restored('parameter-removed', text));
  assert.deepEqual(own.paths['/orders'].post.parameters, [
    { name: 'limit', in: 'query', schema: { type: 'integer' }, deprecated: true },
  ]);
  assert.deepEqual(own.components, old.components);
});

test('what is gone no longer, and what cannot be put back, is said', () => {
  const where = ground(JSON.stringify(old), now);
  const [change] = changesOf(where);
  assert.ok(change);
  const same = restore(change, ground(JSON.stringify(old), JSON.stringify(old)));
  assert.deepEqual(same, { refused: 'The contract no longer differs in this.' });
  const broken = restore(change, ground(JSON.stringify(old), `${now}  - x\n`));
  assert.ok('refused' in broken);
});

test('what is gone from another document comes back there', () => {
  const schema = {
    Order: { type: 'object', properties: { id: { type: 'string' }, line: { $ref: '#/Line' } } },
    Line: { type: 'string' },
  };
  const content = { 'application/json': { schema: { $ref: 'schemas.yaml#/Order' } } };
  const contract = stringify({
    openapi: '3.1.0',
    paths: { '/a': { get: { responses: { 200: { content } } } } },
  });
  const schemas = 'Order: # of the shop\n  type: object\n  properties:\n    id: { type: string }\n';
  const read = (own: string) => (wanted: string) => ({ [path]: contract, 'schemas.yaml': own })[wanted];
  const where: RestoreGround = {
    ...ground('', ''),
    oldPath: path,
    documentOld: (wanted) => parseContractText(read(stringify(schema))(wanted) ?? ''),
    read: read(schemas),
  };
  const [change] = where.compare(
    sideOf(versionIn(path, where.documentOld)),
    sideOf(versionOf(path, where.read, where.parse)),
  );
  assert.equal(change?.id, 'response-optional-property-removed');
  const written = change && restore(change, where);
  assert.ok(
    written && 'edits' in written && written.edits.every((edit) => edit.path === 'schemas.yaml'),
    JSON.stringify(written),
  );
  assert.equal(
    after(schemas, written),
    `${schemas}    line:\n      $ref: "#/Line"\n      deprecated: true\nLine:\n  type: string\n`,
  );
});
