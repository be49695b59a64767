import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLineTable } from '../../server/src/model/line-table.ts';

const cases = [
  { name: 'an empty text', text: '', lines: [''] },
  { name: 'LF', text: 'a\nbc\n', lines: ['a', 'bc', ''] },
  { name: 'CRLF', text: 'a\r\nbc', lines: ['a', 'bc'] },
  { name: 'a lone CR', text: 'a\rbc\r', lines: ['a', 'bc', ''] },
  { name: 'all three', text: 'a\n\rb\r\r\nc', lines: ['a', '', 'b', '', 'c'] },
  { name: 'no other separator', text: 'a\u2028b\u0085c\fd', lines: ['a\u2028b\u0085c\fd'] },
];

for (const { name, text, lines } of cases) {
  test(`lines of ${name}`, () => {
    const table = createLineTable(text);
    assert.deepEqual(
      Array.from({ length: table.lineCount }, (_, line) => table.text(line)),
      lines,
    );
  });
}

const positions = [
  { at: 0, is: [0, 0] },
  { at: 3, is: [0, 3] },
  { at: 4, is: [0, 3], why: 'between CR and LF' },
  { at: 5, is: [1, 0] },
  { at: 7, is: [1, 2], why: 'an emoji counts two units' },
  { at: 99, is: [1, 3], why: 'beyond the end' },
  { at: -1, is: [0, 0], why: 'before the start' },
  { at: Number.NaN, is: [0, 0], why: 'not a number' },
];

for (const { at, is, why = 'plain' } of positions) {
  test(`position of offset ${at}: ${why}`, () => {
    const { line, character } = createLineTable('abc\r\n😀d').position(at);
    assert.deepEqual([line, character], is);
  });
}

const offsets = [
  { at: [0, 2], is: 2 },
  { at: [0, 99], is: 3, why: 'beyond its line' },
  { at: [1, 0], is: 5 },
  { at: [9, 0], is: 8, why: 'beyond the last line' },
  { at: [-1, 5], is: 0, why: 'before the first line' },
] as const;

for (const { at, is, ...rest } of offsets) {
  test(`offset of ${at.join(':')}: ${'why' in rest ? rest.why : 'plain'}`, () => {
    assert.equal(createLineTable('abc\r\n😀d').offset({ line: at[0], character: at[1] }), is);
  });
}

test('a line that does not exist is empty', () => {
  assert.equal(createLineTable('a').text(1), '');
});

test('every offset comes back, except from inside a CRLF', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\r', '\n', '😀') });
  fc.assert(
    fc.property(text, (source) => {
      const table = createLineTable(source);
      for (let offset = 0; offset <= source.length; offset++) {
        const inside = source[offset - 1] === '\r' && source[offset] === '\n';
        assert.equal(table.offset(table.position(offset)), inside ? offset - 1 : offset);
      }
      assert.equal(table.lineCount, source.split(/\r\n|\r|\n/).length);
    }),
  );
});
