import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { parseContractText } from '../../server/src/format/contract-text.ts';
import {
  isNew,
  nodeAt,
  nodeOf,
  withItem,
  withKey,
  withMember,
  withNodeAt,
  withoutMember,
} from '../../server/src/format/node-build.ts';
import { editsFor, says } from '../../server/src/format/node-edits.ts';
import { ElsewhereError } from '../../server/src/format/node-steps.ts';
import type { JsonNode } from '../../server/src/model/json.ts';

test('an entry is added with the indentation, the quotes and the comments of its neighbours', () => {
  const text = "paths:\n    /a: # first\n        get: 'x'\n        # in a\n\n# the end\ninfo: 1\n";
  const edited = edit(text, ['paths'], (node) =>
    withMember(node, '/b', nodeOf({ get: { on: ['x', '#y'] } })),
  );
  assert.equal(
    edited,
    "paths:\n    /a: # first\n        get: 'x'\n        # in a\n    /b:\n        get:\n            'on':\n                - 'x'\n                - '#y'\n\n# the end\ninfo: 1\n",
  );
});

test('what is added looks like most of what is there under keys of its kind', () => {
  const text = [
    'a:',
    '  name: "x"',
    '  kind: u',
    '"/b":',
    '  name: "x"',
    '  kind: u',
    "  other: 'z z'",
    '  tags: [ p, q ]',
    '  refs:',
    "    - $ref: '#/x'",
    '',
    '"/c":',
    '  name: "x"',
    '  kind: u',
    '  tags:',
    '    - p',
    '    - q',
    '    - r',
    '    - s',
    '  200: {}',
    '',
  ].join('\n');
  const value = {
    name: 'm',
    kind: 'w',
    tags: ['k'],
    refs: [{ $ref: '#/y' }],
    201: null,
    more: { tags: [1, 2, 3, 4] },
  };
  assert.equal(
    edit(text, [], (node) => withMember(node, '/d', nodeOf(value))),
    `${text}"/d":
  201: null
  name: "m"
  kind: w
  tags: [ k ]
  refs:
    - $ref: "#/y"
  more:
    tags:
      - 1
      - 2
      - 3
      - 4
`,
  );
  const json =
    '{\n  "a": { "tags": ["p"], "more": [\n    { "x": 1, "y": 2 }\n  ] },\n  "b": {\n    "tags": ["p", "q"]\n  }\n}\n';
  assert.equal(
    edit(json, [], (node) =>
      withMember(node, 'c', nodeOf({ tags: ['z'], more: [{ x: 3, y: 4 }], rest: [5] })),
    ),
    json.replace(
      /\n\}\n$/,
      ',\n  "c": {\n    "tags": ["z"],\n    "more": [\n      { "x": 3, "y": 4 }\n    ],\n    "rest": [\n      5\n    ]\n  }\n}\n',
    ),
  );
});

test('a comment above what comes first stays where it belongs, and empty lines stand between all', () => {
  const text = 'p:\n  # of b\n  b: 1\n\n  # of c\n  c: 2\n\n  d: 3\nq: 1\n';
  const added = (index: number) => edit(text, ['p'], (node) => withMember(node, 'a', nodeOf(0), index));
  assert.equal(added(0), text.replace('  # of b', '  a: 0\n\n  # of b'));
  assert.equal(added(1), text.replace('b: 1\n', 'b: 1\n\n  a: 0\n'));
  assert.equal(added(3), text.replace('d: 3\n', 'd: 3\n\n  a: 0\n'));
  // Where most stand close, so does what comes.
  const close = text.replace('1\n\n', '1\n').replace('2\n\n', '2\n');
  assert.equal(
    edit(close, ['p'], (node) => withMember(node, 'a', nodeOf(0), 1)),
    close.replace('b: 1\n', 'b: 1\n  a: 0\n'),
  );
});

test('a list stands as far right as others do, and nothing else moves', () => {
  const text = 'a:\n- 1\n- 2\nb: {}';
  assert.equal(
    edit(text, [], (node) => withMember(node, 'b', nodeOf({ c: [3] }))),
    'a:\n- 1\n- 2\nb:\n  c:\n  - 3',
  );
  assert.equal(
    edit(text, ['a'], (node) => withItem(node, nodeOf({ x: 1, z: [2] }), 1)),
    'a:\n- 1\n- x: 1\n  z:\n  - 2\n- 2\nb: {}',
  );
});

test('line ends stay, and a document without one at its end gets none', () => {
  const text = 'a: 1\r\nb:\r\n  - x # note\r\nc: |\r\n  one\r\n  two';
  assert.equal(
    edit(text, ['b'], (node) => withItem(node, nodeOf('z'))),
    'a: 1\r\nb:\r\n  - x # note\r\n  - z\r\nc: |\r\n  one\r\n  two',
  );
  assert.equal(
    edit(text, [], (node) => withMember(node, 'd', nodeOf('a\nb'))),
    `${text}\r\nd: |-\r\n  a\r\n  b`,
  );
});

test('brackets of YAML keep their style', () => {
  assert.equal(
    edit('a: {x: 1, y: [1, 2]} # note\n', ['a'], (node) => withMember(node, '{z}', nodeOf({ p: 'q, r' }))),
    'a: {x: 1, y: [1, 2], "{z}": {p: "q, r"}} # note\n',
  );
  assert.equal(
    edit('a: [\n  x, # one\n  y # two\n]\n', ['a'], (node) => withItem(node, nodeOf('z'))),
    'a: [\n  x, # one\n  y, # two\n  z\n]\n',
  );
});

test('JSON is indented as it was, and on one line stays on one line', () => {
  assert.equal(
    edit('{\n\t"a": {\n\t\t"b": 1\n\t}\n}\n', ['a'], (node) => withMember(node, 'c', nodeOf({ d: [] }))),
    '{\n\t"a": {\n\t\t"b": 1,\n\t\t"c": {\n\t\t\t"d": []\n\t\t}\n\t}\n}\n',
  );
  assert.equal(
    edit('{"a":{"b":1}}', ['a'], (node) => withMember(node, 'c', nodeOf([1, 2]))),
    '{"a":{"b":1,"c":[1,2]}}',
  );
  assert.equal(
    edit('{\n  "a": 1, // one\n  "b": 2 // two\n}', [], (node) => withMember(node, 'c', nodeOf(3))),
    '{\n  "a": 1, // one\n  "b": 2, // two\n  "c": 3\n}',
  );
});

test('what an alias or a merge key repeats is not edited', () => {
  const text = 'base: &b\n  x: { y: 1 }\none: *b\ntwo:\n  <<: *b\n  z: 1\n';
  const add = (node: JsonNode) => withMember(node, 'new', nodeOf(1));
  assert.throws(() => edit(text, ['one'], add), ElsewhereError);
  assert.throws(() => edit(text, ['two', 'x'], add), ElsewhereError);
  // What stands beside the merge key is its own.
  assert.equal(edit(text, ['two'], add), `${text}  new: 1\n`);
});

test('random edits of random documents in many styles say exactly what was wanted', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = chance(seed);
    const text = written(random, { first: 1, own: anything(random, 4), last: [1] });
    const { root, problems } = parseContractText(text);
    assert.ok(root && problems.length === 0, text);
    // Behind `{ "` a contract is taken for JSON, so that YAML in one bracket may not begin so.
    if (/^\{ \w/.test(text)) continue;
    let wanted = root;
    for (let count = 0; count < 1 + random(3); count++) wanted = changed(wanted, random);
    if (wanted.kind === 'object' && wanted.members.every(isNew)) continue;
    const edited = apply(text, editsFor(text, root, wanted));
    const again = parseContractText(edited);
    assert.ok(
      says(again.root, wanted) && again.problems.length === 0,
      `seed ${seed}\n${text}\n=>\n${edited}`,
    );
    if (!isShrunk(wanted, root)) {
      for (const [comment] of text.matchAll(/# note \d+/g))
        assert.ok(edited.includes(comment), `seed ${seed}: ${comment}`);
    }
    assert.equal(edited.includes('\r\n') && /[^\r]\n/.test(edited), false, `seed ${seed}: mixed line ends`);
  }
});

test('what was taken away comes back in any style, with what was written of it', () => {
  let count = 0;
  let same = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const random = chance(seed);
    const text = written(random, { first: 1, own: anything(random, 4), last: [1] });
    const { root } = parseContractText(text);
    if (!root || /^\{ \w/.test(text)) continue;
    const less = without(root, random);
    const cut = apply(text, editsFor(text, root, less));
    const now = parseContractText(cut).root;
    if (!now || less === root) continue;
    const wanted = withAllOf(now, root);
    const back = apply(cut, editsFor(cut, now, wanted, [{ text, root }]));
    const again = parseContractText(back);
    assert.ok(says(again.root, wanted) && again.problems.length === 0, `seed ${seed}\n${cut}\n=>\n${back}`);
    count++;
    if (back === text) same++;
  }
  assert.ok(count > 150 && same > count * 0.9, `${same} of ${count}`);
});

/** Without one member of one object, which others stay in. */
function without(node: JsonNode, random: (below: number) => number): JsonNode {
  if (node.kind !== 'object' || node.members.length === 0) return node;
  const one = node.members[random(node.members.length)];
  if (!one) return node;
  if (one.value.kind === 'object' && one.value.members.length > 1)
    return withMember(node, one.key, without(one.value, random));
  return node.members.length > 1 ? withoutMember(node, one.key) : node;
}

/** With the members of another one that it lacks, at their places. */
function withAllOf(node: JsonNode, old: JsonNode): JsonNode {
  if (node.kind !== 'object' || old.kind !== 'object') return node;
  return old.members.reduce<JsonNode>((whole, { key, value }, index) => {
    const own = nodeAt(whole, [key]);
    return own ? withMember(whole, key, withAllOf(own, value)) : withMember(whole, key, value, index);
  }, node);
}

function edit(
  text: string,
  path: readonly (string | number)[],
  change: (node: JsonNode) => JsonNode,
): string {
  const { root } = parseContractText(text);
  assert.ok(root);
  const wanted = withNodeAt(root, path, change);
  const edited = apply(text, editsFor(text, root, wanted));
  assert.ok(says(parseContractText(edited).root, wanted), edited);
  return edited;
}

function apply(text: string, edits: ReturnType<typeof editsFor>): string {
  const inOrder = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const one of inOrder) {
    assert.ok(one.start >= at, `edits overlap: ${JSON.stringify([text, inOrder])}`);
    result += text.slice(at, one.start) + one.text;
    at = one.end;
  }
  return result + text.slice(at);
}

type Chance = (below: number) => number;

function chance(seed: number): Chance {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return (state >>> 8) % below;
  };
}

const words = [
  'a',
  'on',
  '200',
  'x: y',
  '#h',
  "it's",
  'two\nlines\n',
  ' lead',
  '/p/{id}',
  'é',
  '-',
  '2020-01-01',
  '',
  '"q"',
  '1e3',
  'a, b',
];

function anything(random: Chance, depth: number): unknown {
  const kind = depth === 4 ? 0 : random(depth > 0 ? 6 : 3) % 6;
  if (depth > 0 && kind === 0)
    return Object.fromEntries(many(random, () => [word(random), anything(random, depth - 1)]));
  if (depth > 0 && kind === 1) return many(random, () => anything(random, depth - 1));
  return [word(random), random(100), random(2) === 0, null, word(random)][random(5)];
}

function many<T>(random: Chance, make: () => T): readonly T[] {
  return Array.from({ length: random(4) }, make);
}

function word(random: Chance): string {
  return words[random(words.length)] as string;
}

function written(random: Chance, value: unknown): string {
  const style = random(6);
  const spread = JSON.stringify(value, null, [2, 4, '\t'][random(3)]);
  const own = style === 0 ? JSON.stringify(value) : style === 1 ? spread : yaml(random, value);
  const ended = random(2) === 0 ? own.trimEnd() : `${own.trimEnd()}\n`;
  return random(3) === 0 ? ended.replaceAll('\n', '\r\n') : ended;
}

function yaml(random: Chance, value: unknown): string {
  const options = {
    indent: 2 + 2 * random(2),
    indentSeq: random(2) === 0,
    lineWidth: 0,
    singleQuote: random(2) === 0,
    collectionStyle: random(5) === 0 ? ('flow' as const) : ('any' as const),
  };
  const lines = stringify(value, options).split('\n');
  let inText = false;
  return lines
    .map((line, index) => {
      if (/[|>][+-]?\d?$/.test(line)) inText = true;
      return !inText && /: [\w.]+$/.test(line) && random(3) === 0 ? `${line} # note ${index}` : line;
    })
    .join('\n');
}

/** One change somewhere. */
function changed(root: JsonNode, random: Chance): JsonNode {
  const path: (string | number)[] = [];
  let node: JsonNode | undefined = root;
  while (random(4) > 0) {
    const steps: readonly (string | number)[] =
      node?.kind === 'object'
        ? node.members.map(({ key }) => key)
        : node?.kind === 'array'
          ? [...node.items.keys()]
          : [];
    const step = steps[random(Math.max(1, steps.length))];
    if (step === undefined) break;
    path.push(step);
    node = nodeAt(root, path);
  }
  return withNodeAt(root, path, (own) => changedHere(own, random, path.length === 0));
}

function changedHere(own: JsonNode, random: Chance, isRoot: boolean): JsonNode {
  const value = nodeOf(anything(random, 3));
  if (own.kind === 'array') {
    const what = random(3);
    if (what === 0) return withItem(own, value, random(own.items.length + 1));
    if (what === 1) return { ...own, items: own.items.toSpliced(random(Math.max(1, own.items.length)), 1) };
    return { ...own, items: own.items.toSpliced(random(Math.max(1, own.items.length)), 1, value) };
  }
  if (own.kind === 'object') {
    const key = own.members[random(Math.max(1, own.members.length))]?.key ?? 'fresh';
    const what = random(4);
    if (what === 0) return withMember(own, `${word(random)}!`, value, random(own.members.length + 1));
    if (what === 1) return withMember(own, key, value);
    if (what === 2) return withKey(own, key, `${key}?`);
    return withoutMember(own, key);
  }
  return isRoot ? own : value;
}

/** True where something is gone, with whose lines comments may go. */
function isShrunk(wanted: JsonNode, root: JsonNode): boolean {
  if (wanted.span !== root.span || wanted.kind !== root.kind) return true;
  if (wanted.kind === 'object' && root.kind === 'object') {
    return root.members.some((one) => {
      const kept = wanted.members.find(({ keySpan }) => keySpan === one.keySpan);
      return !kept || isShrunk(kept.value, one.value);
    });
  }
  if (wanted.kind === 'array' && root.kind === 'array') {
    return root.items.some((one) => {
      const kept = wanted.items.find(({ span }) => span === one.span);
      return !kept || isShrunk(kept, one);
    });
  }
  return false;
}
