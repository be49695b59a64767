import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Acceptance } from '../../server/src/model/change-facts.ts';
import { readAcceptances } from '../../server/src/read/acceptances.ts';

const path = 'vex.json';

function openVex(...statements: readonly object[]): string {
  const context = 'https://openvex.dev/ns/v0.2.0';
  return JSON.stringify({
    '@context': context,
    '@id': 'urn:x',
    author: 'A',
    timestamp: '2026-01-01T00:00:00Z',
    version: 1,
    statements,
  });
}

const qs = { vulnerability: { name: 'CVE-2022-24999' }, products: [{ '@id': 'pkg:npm/qs@6.5.1' }] };

test('OpenVEX: what does not affect or is fixed is accepted, with its reason', () => {
  assert.deepEqual(
    read(
      openVex(
        { ...qs, status: 'not_affected', justification: 'vulnerable_code_not_in_execute_path' },
        {
          vulnerability: { name: 'A', aliases: ['B'] },
          status: 'not_affected',
          impact_statement: 'Never parsed.',
        },
        { vulnerability: 'C', products: ['pkg:npm/%40shop/core'], status: 'fixed' },
      ),
    ),
    [
      {
        ids: ['CVE-2022-24999'],
        packages: [{ name: 'qs', version: '6.5.1' }],
        reason: 'vulnerable code not in execute path',
        path,
      },
      { ids: ['A', 'B'], reason: 'Never parsed.', path },
      { ids: ['C'], packages: [{ name: '@shop/core' }], reason: 'fixed', path },
    ],
  );
});

test('OpenVEX and CycloneDX: an end that is no day does not make what is accepted endless', () => {
  const until = (text: string) => {
    const statement = { vulnerability: 'CVE-1', status: 'not_affected', impact_statement: text };
    const vex = readAcceptances(JSON.stringify({ '@context': 'openvex', statements: [statement] }), path);
    return vex.ok ? vex.content.map((one) => one.until) : undefined;
  };
  assert.deepEqual(until('Never reached (until 2027-02-30)'), ['0000-01-01']);
  assert.deepEqual(until('Never reached (until next year).'), ['0000-01-01']);
  assert.deepEqual(until('Never reached (until then) by anybody'), [undefined]);
  for (const end of ['(Until: 2027-01-31).', '[until 2027-01-31]', 'until 2027-01-31.'])
    assert.deepEqual(until(`Never reached ${end}`), ['2027-01-31'], end);
  assert.deepEqual(until('Never reached until 31.01.2027'), ['0000-01-01']);
  assert.deepEqual(until('Never reached until version 3'), [undefined]);
  assert.deepEqual(until(`Never reached (until ${'the vendor mends it and '.repeat(4)}we see it)`), [
    undefined,
  ]);
});

test('OpenVEX: what affects is borne only until a day that is named; what is looked into is not', () => {
  const action = (text: string) => read(openVex({ ...qs, status: 'affected', action_statement: text }));
  assert.deepEqual(action('Will be raised.'), []);
  assert.deepEqual(action('Will be raised (until 2026-13-01)'), []);
  assert.deepEqual(action('Will be looked at until 2026-12-31'), []);
  assert.deepEqual(
    action('Will be raised in #12 (until 2026-12-31).').map(({ reason, until }) => [reason, until]),
    [['Will be raised in #12', '2026-12-31']],
  );
  assert.deepEqual(read(openVex({ ...qs, status: 'under_investigation' })), []);
});

test('OpenVEX: the latest statement about the same counts, wherever it stands', () => {
  const early = { ...qs, status: 'not_affected', impact_statement: 'No.', timestamp: '2026-01-01T00:00:00Z' };
  const late = { ...qs, status: 'affected', action_statement: 'Raise.', timestamp: '2026-02-01T00:00:00Z' };
  assert.deepEqual(read(openVex(late, early)), []);
  assert.equal(read(openVex({ ...late, products: [] }, early)).length, 1);
});

test('OpenVEX: no reason is told as none; an end in notes counts; parts of a product are what it is about', () => {
  const [one] = read(openVex({ ...qs, status: 'not_affected' }));
  assert.equal(one?.reason, '');
  const [ended] = read(
    openVex({
      ...qs,
      status: 'not_affected',
      justification: 'component_not_present',
      status_notes: '(until 2026-05-01)',
    }),
  );
  assert.deepEqual([ended?.reason, ended?.until], ['component not present', '2026-05-01']);
  const parts = [{ '@id': 'pkg:oci/shop', subcomponents: [{ identifiers: { purl: 'pkg:npm/qs@6.5.1' } }] }];
  const packages = (products: unknown) => read(openVex({ ...qs, products, status: 'fixed' }))[0]?.packages;
  assert.deepEqual(packages(parts), [{ name: 'qs', version: '6.5.1' }]);
  assert.equal(packages([{ '@id': 'pkg:oci/shop' }]), undefined);
  assert.equal(packages([{ '@id': 'pkg:npm/qs' }, { '@id': 'https://example.org/shop' }]), undefined);
});

test('CycloneDX: analyses that settle it are acceptances, others are not', () => {
  const document = (analysis: unknown, affects: unknown = [{ ref: 'ref-qs' }]) =>
    read(
      JSON.stringify({
        bomFormat: 'CycloneDX',
        components: [{ 'bom-ref': 'ref-qs', purl: 'pkg:npm/qs@6.5.1' }],
        vulnerabilities: [
          { id: 'CVE-2022-24999', references: [{ id: 'GHSA-hrpp-h998-j3pp' }], analysis, affects },
        ],
      }),
    );
  assert.deepEqual(document({ state: 'not_affected', justification: 'code_not_reachable' }), [
    {
      ids: ['CVE-2022-24999', 'GHSA-hrpp-h998-j3pp'],
      packages: [{ name: 'qs', version: '6.5.1' }],
      reason: 'code not reachable',
      path,
    },
  ]);
  assert.deepEqual(
    document({ state: 'false_positive', detail: 'Not ours (until 2026-12-31)' }, [{ ref: 'urn:app' }]),
    [{ ids: ['CVE-2022-24999', 'GHSA-hrpp-h998-j3pp'], reason: 'Not ours', until: '2026-12-31', path }],
  );
  assert.equal(document({ state: 'exploitable', detail: 'Soon (until 2026-12-31)' }).length, 1);
  for (const state of ['exploitable', 'in_triage', 7, undefined]) assert.deepEqual(document({ state }), []);
});

test('osv-scanner.toml: the day before the end is the last one, and other ecosystems are not meant', () => {
  const text = `
[[IgnoredVulns]]
id = "GHSA-hrpp-h998-j3pp"
ignoreUntil = 2026-12-31
reason = "waiting"

[[IgnoredVulns]]
id = "CVE-1"
ignoreUntil = 2026-12-31T12:00:00Z

[[PackageOverrides]]
name = "lodash"
version = "4.17.20"
ecosystem = "npm"
vulnerability.ignore = true
effectiveUntil = 2027-01-01
reason = "vendored"

[[PackageOverrides]]
name = "left-pad"
ecosystem = "npm"
license.override = ["MIT"]

[[PackageOverrides]]
name = "lib"
ecosystem = "Go"
ignore = true
`;
  assert.deepEqual(read(text), [
    { ids: ['GHSA-hrpp-h998-j3pp'], reason: 'waiting', until: '2026-12-30', path },
    { ids: ['CVE-1'], reason: '', until: '2026-12-31', path },
    { packages: [{ name: 'lodash', version: '4.17.20' }], reason: 'vendored', until: '2026-12-31', path },
  ]);
  const [odd] = read('[[IgnoredVulns]]\nid = "A"\nignoreUntil = "soon"\nreason = "r"\n');
  assert.equal((odd?.until ?? '9') < '2000', true, 'an end that is none does not make it endless');
});

test('what is no such document says so, and nothing is accepted by it', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /^The document is empty\.$/],
    ['{"statements":[', /^The document is not valid JSON; it seems to be cut off\.$/],
    ['{}', /^The document is neither OpenVEX nor CycloneDX nor osv-scanner\.toml\.$/],
    ['[[IgnoredVulns', /^The document is not valid TOML: .*line 1\.$/],
    ['hello world', /^The document is not valid TOML/],
    [`a = ${'['.repeat(50_000)}`, /^The document is (?:not valid TOML|nested too deeply)/],
    ['x'.repeat(2_000_000), /^The document is too large/],
  ];
  for (const [text, message] of cases) {
    const parsed = readAcceptances(text, path);
    assert.ok(!parsed.ok, text.slice(0, 40));
    assert.match(parsed.message, message);
  }
  assert.deepEqual(
    read('{"statements":[null,1,{"status":"not_affected"},{"vulnerability":{"name":7},"status":"fixed"}]}'),
    [],
  );
  assert.deepEqual(read('\uFEFF[[IgnoredVulns]]\r\nid = "A"\r\nreason = "r"\r\n')[0]?.ids, ['A']);
});

function read(text: string): readonly Acceptance[] {
  const parsed = readAcceptances(text, path);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
  return parsed.content;
}
