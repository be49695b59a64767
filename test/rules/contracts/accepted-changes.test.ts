import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptChange } from '../../../server/src/done/record-edits.ts';
import { applyEdits } from '../../../server/src/model/apply-edits.ts';
import { readAcceptedChanges } from '../../../server/src/read/accepted-changes.ts';
import { carts, head, judged, orders, policyWith, told } from './contract-change.ts';

const breaking = 'contracts/breaking-change';
const invalid = 'contracts/invalid-acceptance';
const document = 'governance/accepted.yaml';

const base = { 'openapi.yaml': head('1.0.0') + orders + carts };
const now = { 'openapi.yaml': head('1.0.0') + orders };

async function fingerprintOf(from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>) {
  const [finding] = (await judged(from, to)).of(breaking);
  return finding?.fingerprint ?? '';
}

const entry = (fingerprint: string, more = '') =>
  `accepted:\n  - fingerprint: "${fingerprint}"\n    contract: openapi.yaml\n    reason: nobody calls it\n    owner: "@acme/shop"\n${more}`;

test('an accepted change is not told, and the item says who answers for it', async () => {
  const fingerprint = await fingerprintOf(base, now);
  const versioned = { 'openapi.yaml': head('1.1.0') + orders };
  const { of, item } = await judged(base, {
    ...versioned,
    [document]: entry(fingerprint, '    until: 2027-01-31\n'),
  });
  assert.deepEqual(of(breaking), []);
  assert.deepEqual(of(invalid), []);
  assert.equal(item?.verdict, 'pass');
  assert.deepEqual(item?.evidence, [
    { source: document, detail: 'accepted by @acme/shop until 2027-01-31: nobody calls it' },
  ]);
});

test('an accepted removal of a whole contract is not told', async () => {
  const fingerprint = await fingerprintOf(base, {});
  assert.deepEqual((await judged(base, { [document]: entry(fingerprint) })).of(breaking), []);
});

test('one that has ended accepts nothing that a change does, and that is told', async () => {
  const fingerprint = await fingerprintOf(base, now);
  const until = (day: string, before: Readonly<Record<string, string>> = base) =>
    judged(before, {
      'openapi.yaml': head('1.1.0') + orders,
      [document]: entry(fingerprint, `    until: ${day}\n`),
    });
  const ended = await until('2026-11-21');
  assert.equal(ended.of(breaking).length, 1);
  assert.deepEqual(told(ended.of(invalid)), [
    `warning: The acceptance of "${fingerprint}" has ended on 2026-11-21, so that it accepts nothing.`,
  ]);
  assert.deepEqual([ended.item?.verdict, ended.item?.evidence], ['fail', []]);
  const there = { ...base, [document]: entry(fingerprint, '    until: 2026-11-21\n') };
  assert.equal((await until('2026-11-21', there)).item?.verdict, 'fail', 'the base has the entry already');
  const last = await until('2026-11-22');
  assert.deepEqual([last.of(breaking), last.of(invalid), last.item?.verdict], [[], [], 'pass']);
});

test('without a reason or an owner it holds nothing, and that is told', async () => {
  const fingerprint = await fingerprintOf(base, now);
  for (const [bad, message] of [
    ['reason: ""', '"reason" must not be empty.'],
    ['reason: " "', '"reason" must not be empty.'],
  ] as const) {
    const text = entry(fingerprint).replace('reason: nobody calls it', bad);
    const { of } = await judged(base, { ...now, [document]: text });
    assert.equal(of(breaking).length, 1);
    assert.deepEqual(told(of(invalid)), [`error: ${message}`]);
  }
  const without = entry(fingerprint).replace('    owner: "@acme/shop"\n', '');
  const { of } = await judged(base, { ...now, [document]: without });
  assert.equal(of(breaking).length, 1);
  assert.match(told(of(invalid))[0] ?? '', /needs an "owner"/);
});

test('a document that is no YAML holds nothing and is told at its place', async () => {
  const { of } = await judged(base, { ...now, [document]: 'accepted: [\n' });
  assert.equal(of(breaking).length, 1);
  assert.deepEqual(of(invalid).map(({ path, severity }) => [path, severity])[0], [document, 'error']);
});

test('one that matches nothing is told when its contract is touched, and not otherwise', async () => {
  const fingerprint = await fingerprintOf(base, now);
  const merged = { ...now, [document]: entry(fingerprint) };
  const raised = { ...merged, 'openapi.yaml': head('1.0.1') + orders };
  assert.deepEqual(told((await judged(merged, raised)).of(invalid)), [
    `warning: This change of "openapi.yaml" has nothing that "${fingerprint}" accepts.`,
  ]);
  assert.deepEqual((await judged(merged, { ...merged, 'src/a.ts': 'export {};\n' })).of(invalid), []);
});

test('a later change of the same kind is another one', async () => {
  const values = (...names: readonly string[]) =>
    `${head('1.0.0')}  /orders:\n    get:\n      parameters:\n        - { name: state, in: query, schema: { type: string, enum: [${names.join(', ')}] } }\n      responses: {}\n`;
  const first = await fingerprintOf(
    { 'openapi.yaml': values('a', 'b', 'c') },
    { 'openapi.yaml': values('a', 'b') },
  );
  const second = await fingerprintOf({ 'openapi.yaml': values('a', 'b') }, { 'openapi.yaml': values('a') });
  assert.notEqual(first, second);
  const lower = await fingerprintOf(
    { 'openapi.yaml': values('a', 'b', 'c') },
    { 'openapi.yaml': `# A comment.\n${values('a', 'b')}` },
  );
  assert.equal(lower, first, 'lines do not matter');
});

const request = {
  fingerprint: '1234567890123456',
  change: 'operation-removed',
  contract: 'openapi.yaml',
  operations: ['GET /carts'],
  reason: ' nobody calls it ',
  owner: '@acme/shop',
};

test('an entry is added to a document, or makes it, and what was written stays', () => {
  const made = acceptChange({ path: document }, request);
  assert.ok('edits' in made);
  const text = made.creates?.[0]?.text ?? '';
  const { entries, problems } = readAcceptedChanges(document, text);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    entries.map(({ fingerprint, reason, owner }) => [fingerprint, reason, owner]),
    [['1234567890123456', 'nobody calls it', '@acme/shop']],
  );
  const kept = `# Ours.\n${entry('0123456789abcdef')}`;
  const more = acceptChange({ path: document, text: kept }, { ...request, until: '2027-01-31' });
  assert.ok('edits' in more);
  const after = applyEdits(kept, more.edits);
  assert.ok(after.startsWith(kept));
  assert.equal(readAcceptedChanges(document, after).entries.length, 2);
  const again = acceptChange({ path: document, text: after }, { ...request, reason: 'other' });
  assert.ok('edits' in again);
  assert.deepEqual(
    readAcceptedChanges(document, applyEdits(after, again.edits)).entries.map(({ reason }) => reason),
    ['nobody calls it', 'other'],
  );
  assert.ok('refused' in acceptChange({ path: document, text: '- a\n' }, request));
});

test('fingerprints of digits alone are read as they were written', () => {
  const text = entry('0000000000000001').replaceAll('"0000000000000001"', '0000000000000001');
  assert.deepEqual(
    readAcceptedChanges(document, text).entries.map(({ fingerprint }) => fingerprint),
    ['0000000000000001'],
  );
  const twice = `${entry('0123456789abcdef')}${entry('0123456789abcdef').replace('accepted:\n', '')}`;
  assert.deepEqual(
    readAcceptedChanges(document, twice).problems.map(({ code }) => code),
    ['ACC-006'],
  );
});

test('a policy in a folder has a document of its own', async () => {
  const within = (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`shop/${path}`, text]));
  const inner = { 'shop/parapet.jsonc': policyWith({}) };
  const from = { ...inner, ...within(base) };
  const to = { ...inner, ...within(now) };
  const [finding] = (await judged(from, to, '{}')).of(breaking);
  const fingerprint = finding?.fingerprint ?? '';
  assert.notEqual(fingerprint, '');
  const accepted = { ...to, 'shop/governance/accepted.yaml': entry(fingerprint) };
  assert.deepEqual((await judged(from, accepted, '{}')).of(breaking), []);
});

test('an entry holds though the contract, or a document that it refers to, moves within the change', async () => {
  const fingerprint = await fingerprintOf(base, now);
  const glob = policyWith({ file: '**/*openapi.yaml' });
  const moved = { 'api/openapi.yaml': head('1.1.0') + orders };
  const { of } = await judged(base, { ...moved, [document]: entry(fingerprint) }, glob);
  assert.deepEqual([...of(breaking), ...of(invalid)], []);
  const open = await judged(base, moved, glob);
  const since = open.of(breaking)[0]?.fingerprint ?? '';
  assert.notEqual(since, fingerprint, 'it is called by where it is');
  const later = await judged(base, { ...moved, [document]: entry(since) }, glob);
  assert.deepEqual([...later.of(breaking), ...later.of(invalid)], []);
  const other = { 'api/openapi.yaml': head('1.1.0') + carts };
  const wrong = await judged(base, { ...other, [document]: entry(fingerprint) }, glob);
  assert.equal(wrong.of(breaking).length, 1, 'it is of this change alone');
});

test('of many entries that hold nothing the first ones are told, and how many there are besides', async () => {
  const entries = Array.from(
    { length: 50 },
    (_, index) =>
      `  - { fingerprint: "${String(index).padStart(16, '0')}", contract: openapi.yaml, reason: old, owner: "@acme/shop" }\n`,
  );
  const idle = await judged(base, { ...now, [document]: `accepted:\n${entries.join('')}` });
  assert.equal(idle.of(invalid).length, 21);
  assert.equal(
    idle.of(invalid).at(-1)?.message,
    '"governance/accepted.yaml" has 30 more problems of this kind from here on.',
  );
  const few = await judged(base, { ...now, [document]: `accepted:\n${entries.slice(0, 20).join('')}` });
  assert.equal(few.of(invalid).length, 20);
  const empty = await judged(base, { ...now, [document]: 'accepted:\n  -\n  - 5\n' });
  assert.deepEqual(
    empty.of(invalid).map(({ span }) => span.end - span.start),
    [1, 1],
    'what is not there can be seen',
  );
  const tabs = await judged(base, { ...now, [document]: 'accepted:\n\t- fingerprint: x\n' });
  assert.deepEqual(told(tabs.of(invalid)), ['error: Tabs are not allowed as indentation.']);
});
