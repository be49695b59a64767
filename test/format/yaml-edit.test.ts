import assert from 'node:assert/strict';
import { test } from 'node:test';
import { putYamlEntry } from '../../server/src/format/yaml-edit.ts';

const entry = { item: 'a', by: '@x', scope: '012345678901' };
const isSame = (known: unknown) => (known as { item?: unknown } | null)?.item === 'a';
const put = (text: string) => putYamlEntry(text, { list: 'attest', entry, replaces: isSame });
const block = (indent = '  ') =>
  `${indent}- item: a\n${indent}  by: "@x"\n${indent}  scope: "012345678901"\n`;

const cases: readonly (readonly [name: string, before: string, after: string | undefined])[] = [
  ['nothing', '', `attest:\n${block()}`],
  ['only a comment', '# ours\n', `# ours\nattest:\n${block()}`],
  ['another list', 'waive:\n  - b: 1 # kept', `waive:\n  - b: 1 # kept\nattest:\n${block()}`],
  [
    'a list with comments',
    'attest:\n  # one\n  - item: b # two\n    by: c\n# three\nwaive: []\n',
    `attest:\n  # one\n  - item: b # two\n    by: c\n${block()}# three\nwaive: []\n`,
  ],
  ['a list that is not indented', 'attest:\n- item: b\n', `attest:\n- item: b\n${block('')}`],
  [
    'entries of one line',
    'attest:\n  - { item: b, by: c } # two\n',
    'attest:\n  - { item: b, by: c } # two\n  - { item: a, by: "@x", scope: "012345678901" }\n',
  ],
  [
    'an entry that is replaced',
    'attest:\n  # one\n  - item: a\n    note: |\n      old\n  # next\n  - item: b\n',
    `attest:\n  # one\n${block()}  # next\n  - item: b\n`,
  ],
  [
    'Windows line ends',
    'attest:\r\n  - item: b\r\n',
    `attest:\r\n  - item: b\r\n${block().replaceAll('\n', '\r\n')}`,
  ],
  ['a list without entries', 'attest:\nwaive: []\n', `attest:\n${block()}waive: []\n`],
  ['a list on one line', 'attest: [{ item: b }] # one\n', `attest:\n  - { item: b }\n${block()}  # one\n`],
  ['braces', '{ waive: [] }\n', `waive: []\nattest:\n${block()}`],
  ['a text where a list belongs', 'attest: later\n', undefined],
  ['a list', '- a\n', undefined],
  ['what is not YAML', 'a: [', undefined],
  ['two documents', 'a: 1\n---\nb: 1\n', undefined],
];

for (const [name, before, after] of cases) {
  test(`an entry is put into ${name}`, () => assert.equal(put(before), after));
}

test('what cannot be told from other YAML is quoted', () => {
  for (const said of [
    'yes',
    '1e5',
    '2026-10-02',
    '@a',
    '# no',
    'a: b',
    '- x',
    ' a ',
    'a\nb',
    '{',
    'null',
    '*x',
    '"',
  ]) {
    const text = putYamlEntry('', { list: 'waive', entry: { item: 'a', reason: said } });
    const again = putYamlEntry(text ?? '', { list: 'waive', entry: { item: 'b', reason: said } });
    assert.ok(again !== undefined, said);
  }
});

test('putting twice is putting once', () => {
  for (const [, before, after] of cases) {
    if (after !== undefined) assert.equal(put(put(before) ?? ''), put(before), before);
  }
});
