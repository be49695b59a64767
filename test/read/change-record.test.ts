import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readChangeRecord } from '../../server/src/read/change-record.ts';

const items = ['threat-model', 'patch-coverage'];
const path = 'governance/changes/a.yaml';
const read = (text: string) => readChangeRecord(path, text, items);
/** Code, marked text and message of each problem. */
const problems = (text: string) =>
  read(text).problems.map(({ code, span, message }) => [code, text.slice(span.start, span.end), message]);

const good = `attest:
  - { item: threat-model, by: "@jane", on: 2026-10-02, scope: 3f9c1a2b3c4d, note: "STRIDE #12" }
waive:
  - { item: patch-coverage, by: "@acme/quality", until: 2026-10-20, reason: "vendor shim" }
`;

test('a record is read with what it says', () => {
  const { attestations, waivers, problems: none } = read(good);
  assert.deepEqual(none, []);
  assert.deepEqual(
    attestations.map(({ place, ...rest }) => rest),
    [{ item: 'threat-model', by: '@jane', on: '2026-10-02', scope: '3f9c1a2b3c4d', note: 'STRIDE #12' }],
  );
  const [waiver] = waivers;
  assert.equal(waiver?.reason, 'vendor shim');
  assert.match(
    good.slice(waiver?.place.span.start, waiver?.place.span.end),
    /^\{ item: patch-coverage,.*\}$/,
  );
});

test('digits stay what was written, quoted or not', () => {
  const entry = (scope: string) =>
    `attest:\n  - { item: threat-model, by: a, on: 2026-10-02, scope: ${scope}, files: { a.ts: 00123456, b.ts: 1e10 } }\n`;
  for (const scope of ['001234567890', '123456789e12', '"123456789e12"', '3F9C1A2B3C4D']) {
    const [one] = read(entry(scope)).attestations;
    assert.equal(one?.scope, scope.replaceAll('"', '').toLowerCase());
    assert.deepEqual(
      [...(one?.files ?? [])],
      [
        ['a.ts', '00123456'],
        ['b.ts', '1e10'],
      ],
    );
  }
});

const waiver = (more: string) => `waive:\n  - { item: patch-coverage, by: a, ${more} }\n`;
const bad: readonly (readonly [
  name: string,
  text: string,
  ...expected: (readonly [string, string, string])[],
])[] = [
  ['no reason', waiver('until: 2026-10-20'), ['REC-002', '{', 'A waiver needs a "reason".']],
  ['no end', waiver('reason: x'), ['REC-002', '{', 'A waiver needs an "until".']],
  [
    'an empty reason',
    waiver('until: 2026-10-20, reason: " "'),
    ['REC-005', '" "', '"reason" must not be empty.'],
  ],
  [
    'no date',
    waiver('until: soon, reason: x'),
    ['REC-004', 'soon', '"soon" is not a date such as 2027-01-31.'],
  ],
  [
    'an unknown item',
    'waive:\n  - { item: patch-coverge, by: a, until: 2026-10-20, reason: x }\n',
    ['REC-003', 'patch-coverge', 'There is no item "patch-coverge". Did you mean "patch-coverage"?'],
  ],
  [
    'a digest that is too short',
    'attest:\n  - { item: threat-model, by: a, on: 2026-10-02, scope: abc }\n',
    ['REC-006', 'abc', 'A scope is a digest of at least 12 hexadecimal digits, as the list shows it.'],
  ],
  [
    'an unknown key',
    'waived: []\n',
    ['REC-002', 'waived', 'A change record has no "waived". Did you mean "waive"?'],
  ],
  ['a list', '- a\n', ['REC-002', '- a', 'A change record must be an object.']],
];

for (const [name, text, ...expected] of bad) {
  test(`told: ${name}`, () => {
    const { attestations, waivers } = read(text);
    assert.deepEqual(problems(text), expected);
    assert.deepEqual([...attestations, ...waivers], []);
  });
}

test('broken YAML counts for nothing, and says so', () => {
  for (const text of ['waive: [', `${good}waive: [\n`, 'a: b: c\n', '\t- x', `${good}---\n${good}`]) {
    const { attestations, waivers, problems: told } = read(text);
    assert.equal(told[0]?.code, 'REC-001', text);
    assert.deepEqual([...attestations, ...waivers], []);
  }
});

test('two documents in a file are told in words of their own', () => {
  assert.deepEqual(problems(`${good}---\n${good}`)[0]?.[2], 'Only one document may stand in a file.');
});

test('what is computed cannot be attested, only waived', () => {
  const text = good.replace('item: threat-model', 'item: todo-free');
  const record = (computed: readonly string[]) =>
    readChangeRecord(path, text, [...items, 'todo-free'], new Set(computed));
  const { attestations, problems: told } = record(['todo-free', 'patch-coverage']);
  assert.deepEqual(
    told.map(({ code, message }) => [code, message]),
    [['REC-007', '"todo-free" is computed and cannot be attested; it can only be waived.']],
  );
  assert.deepEqual(attestations, []);
  assert.deepEqual(record([]).problems, []);
});

test('a bad entry leaves the others in force', () => {
  const { waivers, problems: told } = read(`${good}  - { item: patch-coverage, by: b }\n`);
  assert.equal(waivers.length, 1);
  assert.equal(told.length, 2);
});

test('an empty record and one of comments say nothing', () => {
  for (const text of ['', '# later\n', '\uFEFF', 'waive:\n', '{}']) {
    assert.deepEqual([...read(text).attestations, ...read(text).waivers], []);
  }
  assert.deepEqual(problems(''), []);
});

test('no text makes the reader throw', () => {
  const pieces = [
    'attest',
    ':',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '\n',
    '  ',
    'item',
    '&a ',
    '*a',
    '"',
    "'",
    '|',
    '\0',
    '1e999',
    '!!x ',
    '\uFEFF',
    'waive:\n  - ',
  ];
  let seed = 7;
  const next = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed;
  };
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: next() % 12 }, () => pieces[next() % pieces.length]).join('');
    assert.doesNotThrow(() => read(text), JSON.stringify(text));
  }
  for (const deep of ['[', '{a: ', '- ', '? ', '!!x [', '"a": {']) {
    assert.match(problems(`attest: \n  ${deep.repeat(20_000)}`)[0]?.[2] ?? '', /nested too deeply/, deep);
  }
  const steps = Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
  assert.match(problems(steps)[0]?.[2] ?? '', /nested too deeply/);
});

test('nesting as deep as anybody writes is read', () => {
  const steps = Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
  assert.doesNotMatch(problems(`${steps}waive: []\n`)[0]?.[2] ?? '', /nested/);
});
