import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SmallChange } from './facts.ts';
import { lineOf, told } from './facts.ts';

const layer = (more: object = {}) => ({ name: 'domain', files: 'src/domain/**', ...more });
const ui = { name: 'ui', files: 'src/ui/**' };
const pg = (more: object = {}) => ({ deny: ['pg'], in: ['src/ui/**', 'src/app/**'], ...more });
const reach = (...mustNotReach: readonly string[]) => ({ reach: [{ from: ['src/ui/**'], mustNotReach }] });
const coverage = (more: object = {}) => ({
  gates: { coverage: { reports: ['a.info'], patch: 80, drop: 1, ...more } },
});
const contracts = (...list: readonly object[]) => ({
  services: [{ name: 'shop', files: 'src/**', contracts: list }],
});
const contract = (more: object = {}) => contracts({ file: 'api.yaml', ...more });
const item = (more: object = {}) => ({ done: { review: { kind: 'attest', level: 'must', ...more } } });

/** What is looser in the second policy; the other way round nothing is, unless that is told, too. */
const rows: readonly (readonly [
  name: string,
  before: object,
  now: object,
  expected: string,
  back?: string,
])[] = [
  [
    'a rule',
    {},
    { rules: { 'architecture/import-cycle': 'warning' } },
    '"architecture/import-cycle" went from "error" to "warning"',
  ],
  [
    'a rule by a pattern',
    {},
    { rules: { 'architecture/import-c*': 'off' } },
    '"architecture/import-cycle" went from "error" to "off"',
  ],
  [
    'a rule that has to be named',
    { rules: { 'architecture/unreachable-file': 'warning' } },
    {},
    '"architecture/unreachable-file" went from "warning" to "off"',
  ],
  [
    'options',
    { rules: { 'architecture/import-cycle': ['error', { kinds: ['value', 'type'] }] } },
    { rules: { 'architecture/import-cycle': ['error', { kinds: ['value'] }] } },
    '"architecture/import-cycle" has other options',
    '"architecture/import-cycle" has other options',
  ],
  [
    'an override',
    {},
    { overrides: [{ files: ['src/old/**'], rules: { 'architecture/*': 'warning' } }] },
    '"architecture/*" is only "warning" in "src/old/**"',
  ],
  [
    'how long suppressions may last',
    { suppressions: { maxDays: 30 } },
    { suppressions: { maxDays: 90 } },
    'suppressions may last 90 days instead of 30 days',
  ],
  [
    'suppressions that may last for ever',
    { suppressions: { maxDays: 30 } },
    {},
    'suppressions may last for ever instead of 30 days',
  ],
  ['a layer', { layers: [ui, layer()] }, { layers: [ui] }, 'layer "domain" is gone'],
  [
    'the order',
    { layers: [ui, layer()] },
    { layers: [layer(), ui] },
    'layer "domain" stands above "ui" now and may import it',
    'layer "ui" stands above "domain" now and may import it',
  ],
  [
    'independence',
    { layers: [[ui, layer()]] },
    { layers: [ui, layer()] },
    'layer "ui" stands above "domain" now and may import it',
  ],
  [
    'files',
    { layers: [layer({ files: ['a/**', 'b/**'] })] },
    { layers: [layer({ files: ['a/**'] })] },
    'layer "domain" no longer holds "b/**"',
  ],
  [
    'closed',
    { layers: [ui, layer({ closed: true })] },
    { layers: [ui, layer()] },
    'layer "domain" is no longer closed',
  ],
  [
    'mayImport',
    { layers: [ui, layer({ mayImport: [] })] },
    { layers: [ui, layer({ mayImport: ['ui'] })] },
    'layer "domain" has "ui" added to "mayImport"',
  ],
  [
    'no mayImport',
    { layers: [ui, layer({ mayImport: ['ui'] })] },
    { layers: [ui, layer()] },
    'layer "domain" has no "mayImport" any more',
  ],
  [
    'public',
    { layers: [layer({ public: ['index.ts'] })] },
    { layers: [layer({ public: ['index.ts', 'b.ts'] })] },
    'layer "domain" has "b.ts" added to "public"',
  ],
  [
    'a severity',
    { layers: [layer()] },
    { layers: [layer({ severity: 'warning' })] },
    'layer "domain" weighs as "warning"',
  ],
  [
    'siblings',
    { slices: [{ name: 'f', files: 'f/{f}/**', siblings: 'none' }] },
    { slices: [{ name: 'f', files: 'f/{f}/**', siblings: 'free' }] },
    'slice "f" lets its siblings in: "none" became "free"',
  ],
  ['a statement', { packages: [pg()] }, {}, 'the statement about the packages "pg" is gone'],
  [
    'fewer places',
    { packages: [pg()] },
    { packages: [pg({ in: ['src/ui/**'] })] },
    'the statement about the packages "pg" is looser',
  ],
  [
    'more that may',
    { packages: [pg()] },
    { packages: [pg({ notIn: ['src/ui/x/**'] })] },
    'the statement about the packages "pg" is looser',
  ],
  [
    'reach',
    reach('src/db/**', 'src/io/**'),
    reach('src/db/**'),
    'the statement that "src/ui/**" must not reach "src/db/**", "src/io/**" is looser',
  ],
  [
    'an exception',
    {},
    { except: [{ from: 'src/a/**', to: 'src/b/**', why: 'x' }] },
    '"src/a/**" may import "src/b/**" as an exception',
  ],
  [
    'a later end',
    { except: [{ from: 'src/a/**', to: 'src/b/**', why: 'x', until: '2027-01-31' }] },
    { except: [{ from: 'src/a/**', to: 'src/b/**', why: 'y', until: '2027-02-28' }] },
    'the exception for "src/a/**" holds until 2027-02-28 now',
  ],
  ['exclude', {}, { exclude: ['src/old/**'] }, '"src/old/**" is not judged any more'],
  ['tests', {}, { tests: ['src/**'] }, '"src/**" counts as a test now'],
  ['cover', { cover: ['src/**'] }, { cover: [] }, '"src/**" need not belong to a layer any more'],
  ['a gate', coverage(), {}, 'the gate "coverage" is gone'],
  ['patch', coverage(), coverage({ patch: 79.9 }), '"patch" of the coverage gate went from 80 to 79.9'],
  ['drop', coverage(), coverage({ drop: 2 }), '"drop" of the coverage gate went from 1 to 2'],
  [
    'unmeasured',
    coverage({ unmeasured: ['a.ts'] }),
    coverage({ unmeasured: ['a.ts', 'b.ts'] }),
    '"b.ts" need not be measured any more',
  ],
  ['minLines', coverage(), coverage({ minLines: 50 }), '"minLines" of the coverage gate went from 20 to 50'],
  [
    'block',
    { gates: { security: { reports: ['a.sarif'], block: 'warning' } } },
    { gates: { security: { reports: ['a.sarif'] } } },
    '"block" of the gate "security" went from "warning" to "error"',
  ],
  [
    'accept',
    { gates: { vulnerabilities: { reports: ['a.json'] } } },
    { gates: { vulnerabilities: { reports: ['a.json'], accept: ['vex.json'] } } },
    '"vex.json" may accept vulnerabilities now',
  ],
  [
    'a contract',
    contracts({ file: 'api.yaml' }, { file: 'b.yaml' }),
    contract(),
    'contract "b.yaml" of service "shop" is gone',
  ],
  [
    'all contracts',
    contract(),
    { services: [{ name: 'shop', files: 'src/**' }] },
    'contract "api.yaml" of service "shop" is gone',
  ],
  [
    'what a contract covers',
    contract({ covers: ['/a/**', '/b/**'] }),
    contract({ covers: ['/a/**'] }),
    'contract "api.yaml" no longer covers "/b/**"',
  ],
  [
    'what a contract covers, at all',
    contract({ covers: ['/a/**'] }),
    contract(),
    'contract "api.yaml" no longer says what it covers',
  ],
  [
    'internal paths',
    contract(),
    contract({ internal: [{ path: '/b', why: 'x' }] }),
    'contract "api.yaml" calls "/b" internal',
  ],
  [
    'the mode',
    contract(),
    contract({ mode: 'generated' }),
    'contract "api.yaml" went from "design-first" to "generated"',
  ],
  [
    'versioning',
    contract(),
    contract({ versioning: 'none' }),
    'contract "api.yaml" tells no versions any more',
  ],
  [
    'consumers',
    contract({ consumers: ['web/**'] }),
    contract(),
    'contract "api.yaml" no longer has the consumers "web/**"',
  ],
  [
    'the order of contract and code',
    { contractFirst: 'base' },
    { contractFirst: 'change' },
    '"contractFirst" went from "base" to "change"',
  ],
  ['no order any more', { contractFirst: 'change' }, {}, '"contractFirst" is gone'],
  ['an item', item(), item({ level: 'should' }), 'item "review" went from "must" to "should"'],
  ['an item that is gone', item(), {}, 'item "review" is gone'],
  [
    'a built-in item',
    {},
    { done: { 'layers-clean': { level: 'off' } } },
    'item "layers-clean" went from "must" to "off"',
  ],
  ['fewer changes', item(), item({ when: { paths: ['src/a/**'] } }), 'item "review" is about fewer changes'],
  ['older evidence', item({ maxAge: '7d' }), item({ maxAge: '14d' }), 'item "review" takes older evidence'],
  ['another owner', item({ owner: '@a' }), item(), 'item "review" is no longer owned by @a'],
  [
    'the base',
    { base: 'origin/main' },
    { base: 'HEAD' },
    'changes are compared with "HEAD" now',
    'changes are compared with "origin/main" now',
  ],
];

const change = (basePolicy: object | null, policy: object): SmallChange => ({ basePolicy, policy });

for (const [name, before, now, expected, back] of rows) {
  test(`looser: ${name}`, async () => {
    assert.equal(await told('policy-intact', change(before, now)), `fail: 1 loosening: ${expected}`);
    const other = back === undefined ? 'pass: nothing is looser' : `fail: 1 loosening: ${back}`;
    assert.equal(await told('policy-intact', change(now, before)), other);
  });
}

test('the place is that of the statement', async () => {
  const policy = { exclude: ['src/old/**'] };
  const [place] = (await lineOf('policy-intact', change({}, policy)))?.places ?? [];
  const text = JSON.stringify(policy, null, 2);
  assert.equal(text.slice(place?.span.start, place?.span.end), '"src/old/**"');
});

test('a reason, a new layer and a file more loosen nothing', async () => {
  const before = { layers: [ui] };
  const now = { layers: [{ ...ui, why: 'x', files: ['src/ui/**', 'src/view/**'] }, layer()] };
  assert.equal(await told('policy-intact', change(before, now)), 'pass: nothing is looser');
});

test('a contract that moves is the same, with what is said of it', async () => {
  const moved = (more: object) => change(contract(), contracts({ file: 'docs/api.yaml', ...more }));
  assert.equal(await told('policy-intact', moved({})), 'pass: nothing is looser');
  assert.equal(
    await told('policy-intact', moved({ mode: 'generated' })),
    'fail: 1 loosening: contract "api.yaml" went from "design-first" to "generated"',
  );
  const more = contracts({ file: 'api.yaml' }, { file: 'new.yaml', mode: 'generated' });
  assert.equal(await told('policy-intact', change(contract(), more)), 'pass: nothing is looser');
});

test('without a policy in the base there is nothing to compare with', async () => {
  assert.equal(await told('policy-intact', change(null, {})), 'na: the base has no policy to compare with');
});

test('an entry of the baseline that moves along with its file accepts nothing more', async () => {
  const path = 'governance/baseline.txt';
  const moved = (entries: string): SmallChange => ({
    now: { [path]: entries, 'new/b.ts': '1' },
    base: { [path]: 'a/x\tb.ts\tc\n', 'b.ts': '1' },
    renamed: { 'new/b.ts': 'b.ts' },
  });
  assert.equal(await told('policy-intact', moved('a/x\tnew/b.ts\tc\n')), 'pass: nothing is looser');
  assert.equal(
    await told('policy-intact', moved('a/x\tnew/b.ts\tc\na/x\tnew/b.ts\td\n')),
    'fail: 1 loosening: the baseline accepts 1 finding more',
  );
});

test('the baseline may not grow', async () => {
  const path = 'governance/baseline.txt';
  const grown = (now: string, before: string | null): SmallChange => ({
    now: { [path]: now },
    base: { [path]: before },
  });
  assert.equal(
    await told('policy-intact', grown('# a\na/x\tb.ts\tc\na/x\tc.ts\tc\n', '# b\na/x\tb.ts\tc\n')),
    'fail: 1 loosening: the baseline accepts 1 finding more',
  );
  assert.equal(
    await told('policy-intact', grown('a/x\tb.ts\tc\n', 'a/x\tb.ts\tc\na/x\tc.ts\tc\n')),
    'pass: nothing is looser',
  );
});
