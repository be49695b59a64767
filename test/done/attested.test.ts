import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checklist } from '../../server/src/done/checklist.ts';
import { attest, waive } from '../../server/src/done/record-edits.ts';
import { recordPath, recordPaths, slugOf } from '../../server/src/done/records.ts';
import { applyEdits } from '../../server/src/model/apply-edits.ts';
import { isFix } from '../../server/src/model/fix.ts';
import { factsOf, lineOf, policyOf, type SmallChange, told } from './facts.ts';

const id = 'threat-model';
const record = 'governance/changes/feat-one-click.yaml';
const policyWith = (more: object = {}) => ({
  done: {
    [id]: {
      kind: 'attest',
      level: 'must',
      when: { paths: ['src/auth/**'] },
      owner: '@acme/security',
      ...more,
    },
  },
});

/** Two files in scope and one beside it. */
function change(text = 'a', more: Partial<SmallChange> = {}): SmallChange {
  return {
    policy: policyWith(),
    ...more,
    now: { 'src/auth/a.ts': text, 'src/auth/b.ts': 'b', 'src/ui.ts': 'ui', ...more.now },
    base: { 'src/auth/a.ts': '', 'src/auth/b.ts': '', 'src/ui.ts': '', ...more.base },
  };
}

/** The same with a record, new in the change. */
function withRecord(small: SmallChange, text: string): SmallChange {
  return { ...small, now: { ...small.now, [record]: text }, base: { ...small.base, [record]: null } };
}

/** Without the digest at its end. */
async function toldShort(item: string, small: SmallChange): Promise<string> {
  return (await told(item, small)).replace(/[,;] (?:now )?scope [0-9a-f]{12}$/, '');
}

async function scopeNow(small: SmallChange) {
  const scope = (await lineOf(id, small))?.scope;
  assert.ok(scope);
  return scope;
}

async function attested(small: SmallChange, on = '2026-11-20', by = '@acme/security'): Promise<string> {
  const way = attest(
    { path: record },
    { item: id, by, on, scope: await scopeNow(small), note: 'STRIDE: none' },
  );
  assert.ok(isFix(way));
  return way.creates?.[0]?.text ?? '';
}

test('an item is to be attested, then done, and an edit in scope opens it again', async () => {
  assert.equal(await toldShort(id, change()), 'unknown: to be attested by @acme/security: 2 changed files');
  const text = await attested(change());
  assert.equal(
    await told(id, withRecord(change(), text)),
    'pass: attested by @acme/security on 2026-11-20: STRIDE: none',
  );
  assert.equal(
    await toldShort(id, withRecord(change('edited'), text)),
    'unknown: to be attested again by @acme/security: src/auth/a.ts changed since the attestation by @acme/security on 2026-11-20',
  );
  const beside = change('a', { now: { 'src/ui.ts': 'other' } });
  assert.match(await told(id, withRecord(beside, text)), /^pass/);
});

test('files that come, go and move are named', async () => {
  const text = await attested(change());
  const more = change('a', { now: { 'src/auth/c.ts': 'c' }, base: { 'src/auth/c.ts': null } });
  assert.match(await told(id, withRecord(more, text)), /again by @acme\/security: src\/auth\/c\.ts changed/);
  const small = change();
  const fewer = { ...small, base: { 'src/auth/a.ts': '' } };
  assert.match(await told(id, withRecord(fewer, text)), /src\/auth\/b\.ts changed/);
  const away: SmallChange = {
    ...small,
    now: { 'src/auth/a.ts': 'a', 'src/b.ts': 'b' },
    base: { 'src/auth/a.ts': '', 'src/auth/b.ts': 'b' },
    renamed: { 'src/b.ts': 'src/auth/b.ts' },
  };
  assert.match(await told(id, withRecord(away, text)), /src\/auth\/b\.ts changed/);
});

test('an item without paths is about all that changed, but the records', async () => {
  const policy = policyWith({ when: undefined });
  const small = change('a', { policy });
  assert.equal((await scopeNow(small)).files.length, 3);
  assert.match(await told(id, withRecord(small, await attested(small))), /^pass/);
  const beside = change('a', { policy, now: { 'src/ui.ts': 'other' } });
  assert.match(await told(id, withRecord(beside, await attested(small))), /src\/ui\.ts changed/);
});

test('line ends and the mark of a byte order make no difference, one character does', async () => {
  const digest = async (text: string) => (await scopeNow(change(text))).digest;
  assert.equal(await digest('a\r\nb\r\n'), await digest('\uFEFFa\nb\n'));
  assert.notEqual(await digest('a\nb\n'), await digest('a\nb'));
});

test('the digest is independent of the order of files, and holds of path and content', async () => {
  const facts = await factsOf(change());
  const turned = { ...facts, change: { ...facts.change, files: [...facts.change.files].reverse() } };
  const digestOf = (own: typeof facts) => checklist(own).items.find((line) => line.id === id)?.scope?.digest;
  assert.equal(digestOf(turned), digestOf(facts));
  const [one, two] = [
    { 'src/auth/a.ts': 'x', 'src/auth/b.ts': 'y' },
    { 'src/auth/a.ts': 'y', 'src/auth/b.ts': 'x' },
  ];
  const [first, second] = await Promise.all([one, two].map((now) => scopeNow(change('', { now }))));
  assert.notEqual(first?.digest, second?.digest);
});

test('a change outside of its scope is none of its business', async () => {
  const outside = { ...change(), base: { 'src/ui.ts': '' } };
  assert.equal(await told(id, outside), 'na: no changed file matches src/auth/**');
});

test('an attestation ends when the policy says so', async () => {
  const policy = policyWith({ maxAge: '7d' });
  const text = await attested(change());
  const on = (today: string) => toldShort(id, withRecord({ ...change(), policy, today }, text));
  assert.match(await on('2026-11-27'), /^pass/);
  assert.match(
    await on('2026-11-28'),
    /^unknown: to be attested again by @acme\/security: 8 days old, more than 7$/,
  );
  assert.match(await on('2026-11-19'), /the attestation is of 2026-11-20, a day to come/);
});

test('who is not the owner is told', async () => {
  const text = await attested(change(), '2026-11-20', '@jane');
  assert.equal(
    await told(id, withRecord(change(), text)),
    'pass: attested by @jane on 2026-11-20: STRIDE: none; @jane is not named as its owner (@acme/security)',
  );
  const policy = policyWith({ owner: undefined });
  const owners = { 'src/auth': ['@jane'] };
  assert.equal(
    await told(id, withRecord({ ...change(), policy, owners }, text)),
    'pass: attested by @jane on 2026-11-20: STRIDE: none',
  );
});

test('a trailer of a commit attests, too, while the contents are those', async () => {
  const { digest } = await scopeNow(change());
  const trailer = (small: SmallChange, value: string) =>
    told(id, { ...small, commits: [`feat: a\n\nbody\n\nDod-Attest: ${value}\nSigned-off-by: x`] });
  assert.equal(await trailer(change(), `${id} ${digest}`), 'pass: attested in commit aaaaaaaaaa');
  assert.equal(
    await trailer(change(), `${id} ${digest.slice(0, 12)}`),
    'pass: attested in commit aaaaaaaaaa',
  );
  assert.match(await trailer(change('edited'), `${id} ${digest}`), /^unknown: to be attested again/);
  assert.match(await trailer(change(), `other ${digest}`), /^unknown: to be attested by/);
  assert.match(await trailer(change(), `${id} ${digest.slice(0, 8)}`), /^unknown: to be attested by/);
});

const waiver = (until: string, by = '@acme/quality') =>
  `waive:\n  - { item: owned, by: "${by}", until: ${until}, reason: taken over next week }\n`;
const unowned = (today = '2026-11-22'): SmallChange => ({
  policy: { done: { owned: { level: 'must', owner: '@acme/quality' } } },
  now: { 'src/a.ts': '1' },
  base: { 'src/a.ts': null },
  owners: { parapet: ['@a'] },
  today,
});

test('a waiver holds to the end of its day, and is told afterwards', async () => {
  const detail = '1 of 1 new file has no owner: src/a.ts';
  assert.equal(await told('owned', unowned()), `fail: ${detail}`);
  const waived = (today: string) => lineOf('owned', withRecord(unowned(today), waiver('2026-11-30')));
  const line = await waived('2026-11-30');
  assert.equal(line?.verdict, 'waived');
  assert.equal(
    line?.detail,
    `waived by @acme/quality until 2026-11-30: taken over next week; 2 of 2 new files have no owner: ${record}, src/a.ts`,
  );
  const ended = await waived('2026-12-01');
  assert.equal(ended?.verdict, 'fail');
  assert.match(ended?.detail ?? '', /; the waiver of @acme\/quality ended on 2026-11-30$/);
});

test('a waiver of somebody else holds and is told', async () => {
  const line = await lineOf('owned', withRecord(unowned(), waiver('2026-11-30', '@bob')));
  assert.equal(line?.verdict, 'waived');
  assert.match(line?.detail ?? '', /@bob is not named as its owner \(@acme\/quality\)/);
});

test('what is done needs no waiver', async () => {
  const small = { ...withRecord(unowned(), waiver('2026-11-30')), owners: { '': ['@a'] } };
  assert.equal(await told('owned', small), 'pass: 2 new files, all owned');
});

test('what is waived does not stop a merge, and what is open does', async () => {
  const verdict = async (small: SmallChange) => checklist(await factsOf(small)).verdict;
  assert.equal(await verdict(unowned()), 'fail');
  assert.equal(await verdict(withRecord(unowned(), waiver('2026-11-30'))), 'pass');
  assert.equal(await verdict(change()), 'unknown');
  assert.equal(await verdict({ ...change(), policy: policyWith({ level: 'should' }) }), 'pass');
});

test('the order of entries in a record changes nothing', async () => {
  const small = change();
  const scope = await scopeNow(small);
  const entries = ['2026-11-20', '2026-11-21', '2026-11-20'].map(
    (on, index) => `  - { item: ${id}, by: "@${'cab'[index]}", on: ${on}, scope: "${scope.digest}" }\n`,
  );
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const lines = await Promise.all(
    orders.map((order) => told(id, withRecord(small, `attest:\n${order.map((at) => entries[at]).join('')}`))),
  );
  assert.equal(new Set(lines).size, 1);
  assert.match(lines[0] ?? '', /attested by @a on 2026-11-21/);
});

test('a change of certain types, or of a service', async () => {
  const policy = {
    services: [
      { name: 'shop', files: 'src/**' },
      { name: 'cart', files: 'cart/**' },
    ],
    done: { review: { kind: 'attest', level: 'must', when: { types: ['feat'], services: ['shop'] } } },
  };
  const small: SmallChange = { policy, now: { 'src/a.ts': '1' }, base: { 'src/a.ts': '' } };
  assert.match(await told('review', small), /^unknown/);
  assert.match(await told('review', { ...small, commits: ['fix: b', 'feat(x)!: a'] }), /^unknown/);
  assert.equal(await told('review', { ...small, commits: ['fix: b'] }), 'na: no commit is of type feat');
  const cart = {
    ...policy,
    done: { review: { kind: 'attest', level: 'must', when: { services: ['cart'] } } },
  };
  assert.equal(await told('review', { ...small, policy: cart }), 'na: no changed file belongs to cart');
});

test('an item that is to be checked, and that nobody built, is unknown', async () => {
  const policy = { done: { 'patch-coverge': { kind: 'check', level: 'must' } } };
  assert.equal(
    await told('patch-coverge', { policy }),
    'unknown: no built-in item is named "patch-coverge", so that nothing is computed',
  );
  assert.deepEqual(
    policyOf(policy).problems.map(({ code, message }) => [code, message]),
    [
      [
        'CFG-021',
        'No built-in item is named "patch-coverge"; one that a person is to attest needs "kind": "attest". Did you mean "patch-coverage"?',
      ],
    ],
  );
  assert.deepEqual(
    policyOf({ done: { 'patch-coverage': { level: 'should' }, own: { kind: 'attest' } } }).problems,
    [],
  );
});

test('an age that nothing has is told, and one of reports or of an attestation is not', () => {
  const problems = (done: object) => policyOf({ done }).problems.map(({ code, message }) => [code, message]);
  assert.deepEqual(problems({ 'todo-free': { maxAge: '7d' } }), [
    ['CFG-020', 'The item "todo-free" rests on no reports, so that "maxAge" means nothing.'],
  ]);
  assert.deepEqual(
    problems({ 'tests-pass': { maxAge: '7d' }, own: { kind: 'attest', maxAge: '7d' }, owned: {} }),
    [],
  );
});

test('records are those of the change, and that of the branch', async () => {
  const facts = await factsOf(change());
  const file = (path: string) => ({ path, status: 'added' as const, hunks: [] });
  const files = [
    file('governance/changes/x.yaml'),
    file('governance/changes/note.md'),
    file('changes/y.yaml'),
  ];
  const own = { ...facts.change, files };
  assert.deepEqual(recordPaths(facts.policy, own, []), ['governance/changes/x.yaml']);
  assert.deepEqual(recordPaths(facts.policy, own, [record]), [record, 'governance/changes/x.yaml']);
  assert.equal(recordPath(facts.policy, own), record);
  assert.deepEqual(
    ['feat/One Click', '../../etc', '---', 'con', 'a'.repeat(200), 'ünï/ö', '.git'].map(slugOf),
    ['feat-one-click', 'etc', 'change', 'change-con', 'a'.repeat(80), 'n', 'git'],
  );
});

test('a record is edited where it stands', async () => {
  const text = `# ours\nwaive:\n  # quality decides\n  - { item: owned, by: "@a", until: 2026-11-30, reason: x } # soon\n`;
  const way = waive(
    { path: record, text },
    { item: 'owned', by: '@a', until: '2026-12-31', reason: ' later ' },
  );
  assert.ok(isFix(way));
  assert.equal(
    applyEdits(text, way.edits),
    text.replace('2026-11-30, reason: x', '2026-12-31, reason: later'),
  );
  const refused = waive(
    { path: record, text: 'waive: [' },
    { item: 'owned', by: '@a', until: '2026-12-31', reason: 'x' },
  );
  assert.deepEqual(isFix(refused), false);
});
