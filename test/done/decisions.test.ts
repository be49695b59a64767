import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SmallChange, told } from './facts.ts';

type Row = readonly [name: string, id: string, change: SmallChange, expected: string];

const layers = (...names: readonly string[]) => ({
  layers: names.map((name) => ({ name, files: `src/${name}/**` })),
});
const adr = 'docs/adr/0001-layers.md';
const record = (status = 'accepted', text = 'We have the layers "ui" and "domain".') =>
  `# 1. Layers\n\n## Status\n\n${status}\n\n## Context\n\n${text}\n`;
const decided = (
  now: Readonly<Record<string, string>>,
  base: SmallChange['base'] = { [adr]: null },
): SmallChange => ({
  policy: layers('ui', 'domain'),
  basePolicy: layers('ui'),
  now,
  base,
});
const two = 'docs/adr/0002-other.md';

const decisions: readonly Row[] = [
  ['no records', 'adr-linked', { ...decided({}), base: {} }, 'na: no decision records are kept here'],
  [
    'nothing of the structure',
    'adr-linked',
    { now: { [adr]: record() } },
    'na: neither structure nor decisions are changed',
  ],
  [
    'a record that names it',
    'adr-linked',
    decided({ [adr]: record() }),
    'pass: 1 changed record, 1 change of structure',
  ],
  [
    'a record of something else',
    'adr-linked',
    decided({ [adr]: record('accepted', 'subdomain') }),
    'fail: layer "domain" is new, and no changed record names it',
  ],
  [
    'an old record',
    'adr-linked',
    decided({ [adr]: record() }, {}),
    'fail: layer "domain" is new, and no changed record names it',
  ],
  [
    'no policy before',
    'adr-linked',
    { ...decided({ [adr]: record() }, {}), basePolicy: null },
    'na: neither structure nor decisions are changed',
  ],
  [
    'front matter',
    'adr-linked',
    decided({ [adr]: '---\nstatus: "accepted"\n---\n# The domain\n' }),
    'pass: 1 changed record, 1 change of structure',
  ],
  [
    'MADR without front matter',
    'adr-linked',
    decided({ [adr]: '# The domain\n\n* Status: accepted\n' }),
    'pass: 1 changed record, 1 change of structure',
  ],
  ['no status', 'adr-linked', decided({ [adr]: '# domain\n' }), `fail: ${adr} has no status`],
  [
    'an unknown status',
    'adr-linked',
    decided({ [adr]: record('Done') }),
    `fail: ${adr} has the unknown status "done"`,
  ],
  [
    'a template',
    'adr-linked',
    decided({ 'docs/adr/template.md': '# domain\n' }, { 'docs/adr/template.md': null }),
    'na: no decision records are kept here',
  ],
  [
    'a number that is taken',
    'adr-linked',
    decided({ [adr]: record(), 'docs/adr/0001-taken.md': record() }),
    `fail: ${adr} has the number of docs/adr/0001-taken.md`,
  ],
  [
    'superseded by nothing',
    'adr-linked',
    decided({ [adr]: record('superseded by ADR-0007') }),
    `fail: ${adr} is superseded by record 7, which does not exist`,
  ],
  [
    'superseded by one that does not say so',
    'adr-linked',
    decided({ [adr]: record('Superseded by [2](0002-other.md)'), [two]: record() }),
    `fail: ${two} does not say that it supersedes ${adr}`,
  ],
  [
    'superseded both ways',
    'adr-linked',
    decided({
      [adr]: record('Superseded by [2](0002-other.md)'),
      [two]: record('Accepted\n\nSupersedes [1](0001-layers.md)'),
    }),
    'pass: 1 changed record, 1 change of structure',
  ],
  [
    'one that supersedes an unknowing one',
    'adr-linked',
    decided({ [adr]: record(), [two]: record('Accepted\n\nSupersedes ADR-1') }, { [two]: null }),
    `fail: ${adr} does not say that ${two} supersedes it`,
  ],
  [
    'a dependency that a statement is about',
    'adr-linked',
    {
      policy: { packages: [{ packages: ['pg'], onlyIn: ['src/db/**'] }] },
      now: { [adr]: record(), 'package.json': '{ "dependencies": { "pg": "1", "left-pad": "1" } }' },
      base: { 'package.json': '{}' },
    },
    'fail: the dependency "pg" is new, and no changed record names it',
  ],
  [
    'another dependency',
    'adr-linked',
    {
      policy: { packages: [{ packages: ['pg'], onlyIn: ['src/db/**'] }] },
      now: { [adr]: record(), 'package.json': '{ "dependencies": { "left-pad": "1" } }' },
      base: { 'package.json': '{}' },
    },
    'na: neither structure nor decisions are changed',
  ],
];

for (const [name, id, change, expected] of decisions) {
  test(`${id}: ${name}`, async () => assert.equal(await told(id, change), expected));
}
