import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJsonc } from '../../server/src/format/jsonc.ts';
import { readStrictJson } from '../../server/src/format/strict-json.ts';
import { toValue } from '../../server/src/model/json.ts';

const pieces = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b":',
    '1',
    '-0.5e+3',
    '01',
    '.5',
    'true',
    'false',
    'null',
    'nul',
    ' ',
    '\n',
  ],
  ...[
    '"\\u00e9\\n"',
    '"\\x"',
    '"',
    '\\',
    '// c\n',
    '/* */',
    '\t',
    '"\t"',
    '{"a":1}',
    '[1,2]',
    '"k":[],',
    '\uFEFF',
    '-',
    "'a'",
  ],
];

test('property: what is read is JSON, with the nodes that the library gives; what is JSON is read', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0;
    return ((seed ^ (seed >>> 12)) >>> 0) % below;
  };
  let count = 0;
  for (let round = 0; round < 60_000; round++) {
    const text = Array.from({ length: 1 + random(7) }, () => pieces[random(pieces.length)]).join('');
    const node = readStrictJson(text);
    const known = strictly(text);
    assert.equal(node !== undefined, known !== undefined, JSON.stringify(text));
    if (!node) continue;
    count++;
    assert.equal(JSON.stringify(toValue(node)), JSON.stringify(JSON.parse(text)));
    assert.deepEqual(node, parseJsonc(text).root, JSON.stringify(text));
  }
  assert.ok(count > 500, String(count));
});

test('a document with everything, and one that is nested beyond measure', () => {
  const text = JSON.stringify(
    { a: [1, -2.5e-7, true, false, null, '', 'é"\\/\n\u2028'], '': { b: {} }, c: [[]] },
    null,
    2,
  );
  assert.deepEqual(readStrictJson(text), parseJsonc(text).root);
  assert.equal(readStrictJson(`${text},`), undefined);
  assert.ok(readStrictJson('['.repeat(400) + ']'.repeat(400)));
  assert.equal(readStrictJson('['.repeat(600) + ']'.repeat(600)), undefined);
  assert.equal(readStrictJson('['.repeat(100_000)), undefined);
});

function strictly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
