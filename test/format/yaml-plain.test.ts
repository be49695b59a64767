import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from 'yaml';
import { parseYaml } from '../../server/src/format/yaml.ts';
import { readPlainYaml } from '../../server/src/format/yaml-plain.ts';
import { type JsonNode, toValue } from '../../server/src/model/json.ts';

/** What the library makes of it; undefined for a text with a mistake. */
function library(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  if (document.errors.length > 0) return undefined;
  return document.toJS();
}

/** Keys as texts and the last of two equal keys, as our nodes have it. */
const plain = (value: unknown) => JSON.stringify(value);

const read: readonly string[] = [
  'a: b\n',
  '---\na: b',
  '# first\n\na: b # said\n# last\n',
  'a:\nb: ~\nc: null\nd: ""\n',
  "n: [1, -2, 1.5, .5, 1e3, 0x1f, 0o17, '1', 1_000, 01, 1., +1]\n",
  'b: [true, True, FALSE, yes, on, tRue]\n',
  '"quoted key": 1\n\'single\' : 2\n200: 3\ntrue: 4\n',
  'a: b:c http://x/y#z - d\n',
  'a: one\n  two\n\n  three: four\n'.replace(': four', ' four'),
  'a: - b\n'.replace('- b', '-b'),
  's:\n- a\n- b: 1\n  c: 2\n-\n  - x\n- - y\n  - z\nt:\n  - u\n',
  'l: |\n  one\n\n   two\n  three\n\nm: |-\n    x\nn: |+\n  kept\n\no: >\n  folded\n  words\n\n  new\np: >-\n  a\n   b\n',
  "q: \"a\\nb\\u00e9\\\"c\"\nr: 'it''s'\ns: \"one\n  two\n\n  three\\\n  four\"\nt: 'a\n  b'\n",
  'f: { a: 1, "b":[x, y z], c: {}, }\ng: [\n  { d: "e" },\n  []\n  ]\n',
  'a: 1\r\nb:\r\n  - c\r\n  - |\r\n    d\r\n    e\r\n',
  '\uFEFFa: b\n',
  'a: \u00a0b\u00a0\n',
  'a: &x 1\nb: *x\nc: &x\n  - d: 1 # said\ne: *x\nf:\n- &y-1 [1, 2]\n- *y-1\n- &z\n  a: 1\ng: &n\nh: *n\n',
  'deep:\n  deeper:\n      deepest: 1\n  other: 2\n',
];

test('YAML as it is mostly written is read without the library, and as the library does', () => {
  for (const text of read) {
    const node = readPlainYaml(text);
    assert.ok(node, `not read: ${JSON.stringify(text)}`);
    assert.equal(plain(toValue(node)), plain(library(text)), text);
  }
});

test('what is rare or a mistake is left to the library', () => {
  for (const text of [
    '',
    '# nothing\n',
    'a: *x\nb: &x 1\n',
    '- &x k: 1\n',
    'a: &x *x\n',
    'a: &x\n  - *x\n',
    'a: &x 1\nb: &x\n  - *x\n',
    'a: [&x 1, *x]\n',
    'a: &x &y 1\n',
    'a: !!str 1\n',
    '? a\n: b\n',
    '<<: { a: 1 }\n',
    'a: 1\n---\nb: 2\n',
    '%YAML 1.2\n---\na: 1\n',
    'a:\n\tb: 1\n',
    'a: b: c\n',
    'a: 1\n  b: 2\n',
    'a:\n    b: 1\n  c: 2\n',
    'a: "open\n',
    'a: [1, 2\n',
    'a: [1] 2\n',
    'a: |\n  x\n y\n',
    'a: @b\n',
    'a: - b\n',
    '- a\nb: 1\n',
    'a: 1\n- b\n',
    'a: "x\ny"\n',
    'just words\n',
    'a: 1\rb: 2\n',
    `${'['.repeat(1000)}`,
    `a: ${'['.repeat(160)}${']'.repeat(160)}`,
  ])
    assert.equal(readPlainYaml(text), undefined, JSON.stringify(text.slice(0, 60)));
});

const pieces = [
  ...[
    'a',
    'b: ',
    'b:',
    '- ',
    '-',
    '\n',
    '\n  ',
    '\n    ',
    '\n ',
    '  ',
    ' ',
    '"',
    'x"',
    "'",
    "y'",
    '|\n',
    '|-\n',
  ],
  ...[
    '>\n',
    '|',
    '[',
    ']',
    '{',
    '}',
    ', ',
    ',',
    '# c',
    ' # c',
    '12',
    '1.5',
    'null',
    '~',
    'true',
    ': ',
    '&a ',
    '*a',
  ],
  ...[
    '<<: ',
    '---\n',
    '...',
    '\t',
    '\\',
    '?',
    '!',
    '%',
    '0x1f',
    '- - ',
    'k: v\n',
    'l:\n  m: n\n',
    'k: [a, b]\n',
  ],
  ...[
    'z: "q\\"r"\n',
    "w: 'it''s'\n",
    '\r\n',
    '\r',
    '\u00a0',
    '\uFEFF',
    'k: >\n  a\n   b\n\n  c\n',
    'p: a\n  b\n',
  ],
  ...['k: &a ', 'k: &a\n', '- &b ', 'z: *a\n', '- *b\n', 'y: *b', '&b\n', '*a ', ' *b\n'],
  ...["s: 'a\n  b'\n", 'f: {a: 1, "b":[x,y],}\n'],
];

test('property: whatever is read without the library has no mistake, and the same meaning', () => {
  const random = randomFrom(20261125);
  let count = 0;
  for (let round = 0; round < 20_000; round++) {
    const length = 1 + Math.floor(random() * 10);
    const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('');
    const node = readPlainYaml(text);
    if (!node) continue;
    count++;
    const known = library(text);
    assert.notEqual(known, undefined, `a mistake was overlooked: ${JSON.stringify(text)}`);
    assert.equal(plain(toValue(node)), plain(known), JSON.stringify(text));
    assertInside(node, { start: 0, end: text.length }, text);
  }
  assert.ok(count > 1000, String(count));
});

test('aliases, merge keys, and what wins over them', () => {
  const merged = 'base: &b { a: 1, b: 2 }\nmore: &m { b: 3, c: 4 }\n';
  const value = (text: string) => {
    const { root, problems } = parseYaml(merged + text);
    assert.deepEqual(problems, []);
    return root && (toValue(root) as Record<string, unknown>)['x'];
  };
  assert.deepEqual(value('x: { <<: *b, a: 9 }\n'), { a: 9, b: 2 });
  assert.deepEqual(value('x: { <<: [*b, *m] }\n'), { a: 1, b: 2, c: 4 });
  assert.deepEqual(value('x: { <<: *b, <<: *m }\n'), { a: 1, b: 2, c: 4 });
  assert.deepEqual(value('x: { "<<": *b }\n'), { '<<': { a: 1, b: 2 } });
  assert.deepEqual(value('x: { <<: 1, a: 2 }\n'), { a: 2 });
  assert.deepEqual(value('x: *m\n'), { b: 3, c: 4 });
});

test('an alias that names nothing, or what it stands in, is a problem; the latest anchor counts', () => {
  assert.equal(parseYaml('a: *b\n').problems.length > 0, true);
  assert.equal(parseYaml('a: &a [*a]\n').problems.length > 0, true);
  assert.equal(parseYaml('a: &a 1\nb: &a [*a]\n').problems.length > 0, true);
  const { root, problems } = parseYaml('a: &x 1\nb: *x\nc: &x 2\nd: *x\n');
  assert.deepEqual(problems, []);
  assert.deepEqual(root && toValue(root), { a: 1, b: 1, c: 2, d: 2 });
});

const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

test('an alias bomb is one problem, and a long document is none', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level++)
    bomb.push(`a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`);
  const { root, problems } = parseYaml(bomb.join('\n'));
  assert.equal(root, undefined);
  // The fifth power of nine is the first one beyond 200,000, together with those before it.
  const text = bomb.join('\n');
  assert.deepEqual(
    problems.map(({ span, message }) => [
      message,
      text.slice(span.start, span.end),
      lineOf(text, span.start),
    ]),
    [['With "*a4" the document repeats itself through aliases beyond all bounds.', '*a4', 6]],
  );
  assert.deepEqual(parseYaml(bomb.slice(0, 5).join('\n')).problems, [], 'below the bound');
  const long = `first: &f 1\n${Array.from({ length: 20_000 }, (_, index) => `k${index}: [*f, 1, 2]\n`).join('')}`;
  assert.deepEqual(parseYaml(long).problems, []);
});

function assertInside(node: JsonNode, outer: { start: number; end: number }, text: string): void {
  const { start, end } = node.span;
  assert.ok(
    outer.start <= start && start <= end && end <= outer.end,
    `${JSON.stringify(text)} ${start}-${end}`,
  );
  if (node.kind === 'array') for (const item of node.items) assertInside(item, node.span, text);
  if (node.kind !== 'object') return;
  for (const { keySpan, value } of node.members) {
    assert.ok(start <= keySpan.start && keySpan.end <= value.span.start && value.span.end <= end, text);
    assertInside(value, node.span, text);
  }
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
