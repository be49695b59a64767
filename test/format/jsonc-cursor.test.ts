import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cursorAt } from '../../server/src/format/jsonc-cursor.ts';

/** Path, whether a key stands there, what would be replaced, and what is typed of it, at the `|` of a text. */
function at(
  marked: string,
): readonly [path: string, isKey: boolean, replaced: string, typed: string] | undefined {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const cursor = cursorAt(text, offset);
  if (!cursor) return undefined;
  const { path, isKey, span, typed } = cursor;
  return [path.join('.'), isKey, text.slice(span.start, span.end), typed];
}

const places: readonly (readonly [marked: string, expected: ReturnType<typeof at>])[] = [
  ['{ | }', ['', true, '', '']],
  ['{ "la|', ['la', true, '"la', 'la']],
  ['{ la| }', ['', true, 'la', '']],
  ['{ "lay|ers": [] }', ['layers', true, '"layers"', 'lay']],
  ['{ "a": | }', ['a', false, '', '']],
  ['{ "a": "x|y" }', ['a', false, '"xy"', 'x']],
  ['{ "a": "x|y\n}', ['a', false, '"x', 'x']],
  ['{ "a": ["x", "|"] }', ['a.1', false, '""', '']],
  ['{ "a": ["x", |', ['a.1', false, '', '']],
  ['{ "a": [{ "b": 1 }, { "b": tr|ue }] }', ['a.1.b', false, 'true', '']],
  ['{ "a": "|" }', ['a', false, '""', '']],
  ['{ /* so */ | }', ['', true, '', '']],
  // Nowhere: outside, behind a value, around quotes, in comments.
  ['|', undefined],
  ['{ "a": "x" | }', undefined],
  ['{ "a": "x"| }', undefined],
  ['{ "a": |"x" }', undefined],
  ['{ // "a": "|"\n }', undefined],
  ['{ // a |', undefined],
  ['{ /* | */ }', undefined],
];

for (const [marked, expected] of places) {
  test(`the cursor in ${JSON.stringify(marked)}`, () => assert.deepEqual(at(marked), expected));
}

test('nesting beyond the stack is nowhere', () => {
  const text = '['.repeat(200_000);
  assert.doesNotThrow(() => cursorAt(text, text.length));
});
