import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointerTokens, resolvePointer } from '../../server/src/format/json-pointer.ts';
import { createReferences, referenceOf } from '../../server/src/format/references.ts';
import { parseYaml } from '../../server/src/format/yaml.ts';
import { toValue } from '../../server/src/model/json.ts';

function over(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const references = createReferences({
    read: (path) => {
      asked.push(path);
      const text = files[path];
      return text === undefined ? undefined : parseYaml(text);
    },
  });
  const follow = (path: string, pointer: string): unknown => {
    const node = resolvePointer(parseYaml(files[path] ?? '').root, pointer);
    assert.ok(node, pointer);
    const found = references.resolve(node, path);
    if (found.ok) return [found.path, toValue(found.node)];
    const { code, path: at, span } = found.problem;
    return `${code} ${at}: ${files[at]?.slice(span.start, span.end)}`;
  };
  return { references, follow, asked };
}

test('pointers: escapes, items, the whole document, and what is none', () => {
  const { root } = parseYaml('a/b:\n  - x\n  - { "m~n": 1 }\n"": 2\n');
  assert.deepEqual(resolvePointer(root, '/a~1b/0')?.kind, 'string');
  assert.equal(resolvePointer(root, '/a~1b/1/m~0n')?.kind, 'number');
  assert.equal(resolvePointer(root, ''), root);
  assert.equal(resolvePointer(root, '/')?.kind, 'number');
  for (const none of ['a~1b', '/a~1b/2', '/a~1b/01', '/a~1b/x', '/a/b', '/a~1b/0/0'])
    assert.equal(resolvePointer(root, none), undefined, none);
  assert.deepEqual(pointerTokens('/a~1b/~01/'), ['a/b', '~1', '']);
  assert.deepEqual(pointerTokens(''), []);
});

test('references lead through files, from where they stand', () => {
  const { follow, references, asked } = over({
    'api/openapi.yaml':
      "a: { $ref: '#/b' }\nb: { $ref: './parts/one%20.yaml#/x~1y' }\nc: { $ref: parts/two.yaml }\n",
    'api/parts/one .yaml': "x/y: { $ref: '../../two.yaml#anchor' }\n",
    'two.yaml': 'z:\n  - { $anchor: anchor, n: 1 }\n',
    'api/parts/two.yaml': 'whole: true\n',
  });
  assert.deepEqual(follow('api/openapi.yaml', '/a'), ['two.yaml', { $anchor: 'anchor', n: 1 }]);
  assert.deepEqual(follow('api/openapi.yaml', '/c'), ['api/parts/two.yaml', { whole: true }]);
  assert.deepEqual(follow('api/openapi.yaml', '/a'), ['two.yaml', { $anchor: 'anchor', n: 1 }]);
  assert.deepEqual(asked, ['api/openapi.yaml', 'api/parts/one .yaml', 'two.yaml', 'api/parts/two.yaml']);
  assert.deepEqual(references.inputs(), asked);
});

test('what leads nowhere is told at the reference that does', () => {
  const { follow, asked } = over({
    'o.yaml': [
      "gone: { $ref: 'gone.yaml#/a' }",
      "lost: { $ref: '#/nowhere' }",
      "far: { $ref: 'other.yaml#/far' }",
      "one: { $ref: '#/two' }",
      "two: { $ref: '#/one' }",
      "self: { $ref: '#/self' }",
      "up: { $ref: '../up.yaml' }",
      "root: { $ref: '/etc/passwd' }",
      "drive: { $ref: 'C:\\x.yaml' }",
      "file: { $ref: 'file:///etc/passwd' }",
      "host: { $ref: '//example.com/x' }",
      "odd: { $ref: '%E0%A4%A.yaml' }",
    ].join('\n'),
    'other.yaml': 'far: { $ref: https://example.com/a.yaml }\n',
  });
  const told = (key: string) => follow('o.yaml', `/${key}`);
  assert.equal(told('gone'), "CTR-101 o.yaml: 'gone.yaml#/a'");
  assert.equal(told('lost'), "CTR-101 o.yaml: '#/nowhere'");
  assert.equal(told('far'), 'CTR-103 other.yaml: https://example.com/a.yaml');
  assert.equal(told('one'), "CTR-102 o.yaml: '#/two'");
  assert.equal(told('self'), "CTR-102 o.yaml: '#/self'");
  assert.equal(told('up'), "CTR-104 o.yaml: '../up.yaml'");
  assert.equal(told('root'), "CTR-104 o.yaml: '/etc/passwd'");
  assert.equal(told('drive'), "CTR-104 o.yaml: 'C:\\x.yaml'");
  assert.equal(told('file'), "CTR-103 o.yaml: 'file:///etc/passwd'");
  assert.equal(told('host'), "CTR-103 o.yaml: '//example.com/x'");
  assert.equal(told('odd'), "CTR-101 o.yaml: '%E0%A4%A.yaml'");
  assert.deepEqual(asked, ['gone.yaml', 'o.yaml', 'other.yaml', '%E0%A4%A.yaml']);
});

test('a property named $ref, a schema that holds itself and a plain node are no problem', () => {
  const { follow } = over({
    'o.yaml': "p: { $ref: { type: string } }\ntree: { child: { $ref: '#/tree' } }\nn: 1\n",
  });
  assert.deepEqual(follow('o.yaml', '/p'), ['o.yaml', { $ref: { type: 'string' } }]);
  assert.deepEqual(follow('o.yaml', '/tree/child'), ['o.yaml', { child: { $ref: '#/tree' } }]);
  assert.deepEqual(follow('o.yaml', '/n'), ['o.yaml', 1]);
  assert.equal(referenceOf({ kind: 'null', span: { start: 0, end: 0 } }), undefined);
});

test('one target, however it is written', () => {
  const { references } = over({});
  const target = (value: string, path: string) => {
    const found = references.targetOf({ kind: 'string', span: { start: 0, end: 0 }, value }, path);
    return found.ok ? found.target : found.problem.code;
  };
  const same = { path: 'a/b.yaml', pointer: '/x y' };
  assert.deepEqual(target('#/x%20y', 'a/b.yaml'), same);
  assert.deepEqual(target('./b.yaml#/x y', 'a/c.yaml'), same);
  assert.deepEqual(target('../a/b.yaml#/x%20y', 'd/e.yaml'), same);
  assert.deepEqual(target('b.yaml', 'a/c.yaml'), { path: 'a/b.yaml', pointer: '' });
});
