import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJsonc } from '../../server/src/format/jsonc.ts';
import {
  editBetween,
  insertJsonItem,
  JsonEditError,
  moveJsonItem,
  removeJsonEntry,
  setJsonValue,
} from '../../server/src/format/jsonc-edit.ts';
import type { JsonNode } from '../../server/src/model/json.ts';

const policy = `{
  // The order is ADR-3.
  "layers": [
    { "name": "ui", "files": "ui/**" }, // what people see
    // The middle.
    { "name": "app", "files": "app/**" },
    [
      { "name": "a", "files": "a/**" },
      { "name": "b", "files": "b/**" } /* last */
    ],
    { "name": "db", "files": "db/**" }
  ],
  "cover": ["ui/**", "app/**"]
}
`;

test('an item is put between others, first, and last', () => {
  const added = { name: 'new', files: 'new/**' };
  assert.equal(
    insertJsonItem(policy, ['layers'], 1, added),
    policy.replace('    // The middle.\n', '    { "name": "new", "files": "new/**" },\n    // The middle.\n'),
  );
  assert.equal(
    insertJsonItem(policy, ['layers'], 4, added),
    policy.replace('"db/**" }\n', '"db/**" },\n    { "name": "new", "files": "new/**" }\n'),
  );
  assert.equal(
    insertJsonItem(policy, ['layers', 2], 2, added),
    policy.replace('"b/**" } /* last */', '"b/**" }, /* last */\n      { "name": "new", "files": "new/**" }'),
  );
  assert.equal(insertJsonItem(policy, ['cover'], 1, 'x'), policy.replace('"ui/**", ', '"ui/**", "x", '));
});

test('lists and objects that are missing are made', () => {
  assert.equal(setJsonValue('{}\n', ['except'], []), '{\n  "except": []\n}\n');
  assert.equal(
    setJsonValue('{\n\t"a": 1, // one\n}\n', ['layers', 0], { name: 'x' }),
    '{\n\t"a": 1, // one\n\t"layers": [{ "name": "x" }],\n}\n',
  );
  assert.equal(insertJsonItem('[ 1 // one\n]', [], 1, 2), '[ 1, // one\n2\n]');
  assert.equal(setJsonValue('{ "a": 1 }', ['b', 'c'], true), '{ "a": 1, "b": { "c": true } }');
  assert.equal(
    setJsonValue(policy, ['layers', 0, 'mayImport'], ['app']),
    policy.replace('"ui/**" },', '"ui/**", "mayImport": ["app"] },'),
  );
});

test('a value is replaced where it stands, and what is there already stays', () => {
  assert.equal(setJsonValue(policy, ['layers', 1, 'name'], 'x'), policy.replace('"app"', '"x"'));
  assert.equal(setJsonValue(policy, ['gone'], undefined), policy);
});

test('an item is moved with its comments', () => {
  assert.equal(
    moveJsonItem(policy, ['layers', 1], ['layers'], 0),
    policy
      .replace('    // The middle.\n    { "name": "app", "files": "app/**" },\n', '')
      .replace(
        '    { "name": "ui"',
        '    // The middle.\n    { "name": "app", "files": "app/**" },\n    { "name": "ui"',
      ),
  );
  assert.equal(
    moveJsonItem(policy, ['layers', 0], ['layers'], 2),
    policy
      .replace('    { "name": "ui", "files": "ui/**" }, // what people see\n', '')
      .replace('    [\n', '    { "name": "ui", "files": "ui/**" }, // what people see\n    [\n'),
  );
  assert.equal(
    moveJsonItem(policy, ['layers', 3], ['layers', 2], 0),
    policy
      .replace('],\n    { "name": "db", "files": "db/**" }\n', ']\n')
      .replace('      { "name": "a"', '      { "name": "db", "files": "db/**" },\n      { "name": "a"'),
  );
  assert.equal(
    moveJsonItem(policy, ['layers', 2, 1], ['layers'], 4),
    policy
      .replace('"a/**" },\n      { "name": "b", "files": "b/**" } /* last */', '"a/**" }')
      .replace('"db/**" }\n', '"db/**" },\n    { "name": "b", "files": "b/**" } /* last */\n'),
  );
});

test('the last of a list leaves it empty, and trailing commas stay a matter of taste', () => {
  assert.equal(removeJsonEntry('{ "a": [1] }', ['a', 0]), '{ "a": [] }');
  assert.equal(removeJsonEntry('[\n  1,\n  2,\n]', [1]), '[\n  1,\n]');
  assert.equal(removeJsonEntry('[\n  1,\n  2\n]', [1]), '[\n  1\n]');
  assert.equal(removeJsonEntry('[1, 2, 3]', [0]), '[2, 3]');
});

test('what is no JSON, and what is not there, is refused with a sentence', () => {
  assert.throws(() => setJsonValue('{ "a": ', ['a'], 1), JsonEditError);
  assert.throws(() => insertJsonItem('{ "layers": {} }', ['layers'], 0, 1), /no array at "layers"/);
  assert.throws(() => removeJsonEntry('{}', ['a']), JsonEditError);
});

test('the edit between two texts is small and turns one into the other', () => {
  assert.deepEqual(editBetween('abc', 'abc'), []);
  assert.deepEqual(editBetween('[1, 2]', '[1, 3, 2]'), [{ start: 4, end: 4, text: '3, ' }]);
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const [edit] = editBetween(before, after);
      const made = edit ? before.slice(0, edit.start) + edit.text + before.slice(edit.end) : before;
      assert.equal(made, after);
    }),
  );
});

test('moves change the order and nothing else, whatever comments and commas stand between', () => {
  const separator = fc.constantFrom(
    ',\n  ',
    ', // note\n  ',
    ',\n  // above\n  ',
    ',\n\n  /* block */ ',
    ', ',
  );
  const list = fc.tuple(
    fc.array(separator, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', ',', ', // end', ' // end'),
  );
  fc.assert(
    fc.property(list, fc.nat(5), fc.nat(6), ([separators, end], from, to) => {
      const size = separators.length + 1;
      const items = Array.from({ length: size }, (_, index) => `${index}${separators[index] ?? ''}`);
      const text = `[\n  ${items.join('')}${end}\n]`;
      const [source, target] = [from % size, to % (size + 1)];
      const moved = numbers(parseJsonc(moveJsonItem(text, [source], [], target)));
      const expected = [...Array(size).keys()];
      expected.splice(target, 0, -1);
      expected.splice(expected.indexOf(source), 1);
      assert.deepEqual(
        moved,
        expected.map((value) => (value === -1 ? source : value)),
        text,
      );
    }),
  );
});

function numbers({ root, problems }: { root?: JsonNode; problems: readonly unknown[] }): readonly number[] {
  assert.deepEqual(problems, []);
  assert.equal(root?.kind, 'array');
  return root?.kind === 'array'
    ? root.items.map((item) => (item.kind === 'number' ? item.value : Number.NaN))
    : [];
}
