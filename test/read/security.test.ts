import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SecurityResult } from '../../server/src/model/evidence.ts';
import { readSecurity } from '../../server/src/read/security.ts';

interface Run {
  readonly results: readonly unknown[];
  readonly name?: string;
  readonly rules?: readonly unknown[];
  readonly extensions?: readonly unknown[];
  readonly more?: object;
}

function sarif(...runs: readonly Run[]): string {
  return JSON.stringify({
    version: '2.1.0',
    runs: runs.map(({ results, name = 'ScanIt', rules = [], extensions = [], more = {} }) => ({
      tool: { driver: { name, rules }, extensions },
      results,
      ...more,
    })),
  });
}

function at(uri: string, region: object = { startLine: 3 }, more: object = {}) {
  return [{ physicalLocation: { artifactLocation: { uri, ...more }, region } }];
}

const result = { ruleId: 'r', message: { text: 'Bad.' }, locations: at('src/a.ts') };

test('several runs, with place, region, tool and address', () => {
  const region = { startLine: 3, startColumn: 5, endLine: 4, endColumn: 9 };
  const found = read(
    sarif(
      { results: [{ ...result, level: 'error', locations: at('src/a.ts', region) }] },
      { results: [result], name: 'Other', rules: [{ id: 'r', helpUri: 'https://example.org/r' }] },
    ),
  );
  assert.deepEqual(found, [
    {
      tool: 'ScanIt',
      ruleId: 'r',
      level: 'error',
      message: 'Bad.',
      path: 'src/a.ts',
      region,
      identity: 'ScanIt r Bad.',
    },
    {
      tool: 'Other',
      ruleId: 'r',
      level: 'warning',
      message: 'Bad.',
      path: 'src/a.ts',
      region: { startLine: 3 },
      identity: 'Other r Bad.',
      url: 'https://example.org/r',
    },
  ]);
});

test('the level: of the result, of an override, of the rule by index or id, in a driver or extension, else a warning', () => {
  const rules = [{ id: 'x' }, { id: 'r', defaultConfiguration: { level: 'error' } }];
  const level = (fields: object, run: Partial<Run> = { rules }) =>
    read(sarif({ results: [{ ...result, ...fields }], ...run }))[0]?.level;
  assert.equal(level({ level: 'note' }), 'note');
  assert.equal(level({ level: 'none' }), 'note');
  assert.equal(level({}), 'error');
  assert.equal(level({ ruleId: undefined, ruleIndex: 1 }), 'error');
  assert.equal(level({ ruleId: 'r/sub' }), 'error');
  assert.equal(level({ ruleId: 'x' }), 'warning');
  assert.equal(level({ ruleIndex: 99 }), 'error');
  assert.equal(level({ ruleIndex: -1 }), 'error');
  const reference = { ruleId: undefined, rule: { index: 1, toolComponent: { index: 0 } } };
  assert.equal(level(reference, { extensions: [{ name: 'pack', rules }] }), 'error');
  const overridden = {
    invocations: [
      { ruleConfigurationOverrides: [{ descriptor: { index: 1 }, configuration: { level: 'note' } }] },
    ],
  };
  assert.equal(level({}, { rules, more: overridden }), 'note');
  assert.equal(level({ level: 'error' }, { rules, more: overridden }), 'error');
  assert.equal(level({ kind: 'review' }), 'note');
});

test('what passes, is informational or is gone is no result', () => {
  const results = [
    { ...result, kind: 'pass' },
    { ...result, kind: 'notApplicable' },
    { ...result, kind: 'informational' },
    { ...result, baselineState: 'absent' },
  ];
  assert.deepEqual(read(sarif({ results })), []);
});

test('a score of 7 and more is an error, and never makes less of what the tool says', () => {
  const level = (score: unknown, said = 'warning') => {
    const rules = [
      { id: 'r', properties: { 'security-severity': score }, defaultConfiguration: { level: said } },
    ];
    return read(sarif({ results: [result], rules }))[0]?.level;
  };
  assert.equal(level('7.0'), 'error');
  assert.equal(level(8.8, 'note'), 'error');
  assert.equal(level('6.9'), 'warning');
  assert.equal(level('0.0', 'error'), 'error');
  assert.equal(level('high'), 'warning');
});

test('a secret is an error where the tool says no level', () => {
  const level = (name: string, fields: object = {}) =>
    read(sarif({ results: [{ ...result, ...fields }], name }))[0]?.level;
  assert.equal(level('gitleaks'), 'error');
  assert.equal(level('gitleaks', { level: 'warning' }), 'warning');
  assert.equal(level('Lint'), 'warning');
});

test('old is what the scanner compared or somebody accepted, new what the scanner calls so', () => {
  const state = (fields: object) => {
    const one = read(sarif({ results: [{ ...result, ...fields }] }))[0];
    return one?.isOld ? 'old' : one?.isNew ? 'new' : 'open';
  };
  assert.equal(state({}), 'open');
  assert.equal(state({ baselineState: 'new' }), 'new');
  assert.equal(state({ baselineState: 'unchanged' }), 'old');
  assert.equal(state({ baselineState: 'updated' }), 'old');
  assert.equal(state({ suppressions: [] }), 'open');
  assert.equal(state({ suppressions: [{ kind: 'inSource' }] }), 'old');
  assert.equal(state({ suppressions: [{ kind: 'external', status: 'underReview' }] }), 'open');
  assert.equal(state({ suppressions: [{ status: 'accepted' }, { status: 'rejected' }] }), 'open');
  assert.equal(state({ baselineState: 'new', suppressions: [{ kind: 'external' }] }), 'old');
});

test('the name of a file: bases, artifacts, addresses, escapes, Windows', () => {
  const named = (location: object, more: object = {}) => {
    const locations = [{ physicalLocation: { artifactLocation: location } }];
    const one = read(sarif({ results: [{ ...result, locations }], more }), (name) =>
      name.startsWith('!') ? name : undefined,
    )[0];
    return one?.foreignPath;
  };
  const bases = {
    originalUriBaseIds: {
      ROOT: { uri: 'file:///home/ci/shop/' },
      SRC: { uri: 'src', uriBaseId: 'ROOT' },
      LOOP: { uri: 'x/', uriBaseId: 'LOOP' },
    },
    artifacts: [{ location: { uri: 'lib/b.ts', uriBaseId: 'SRC' } }],
  };
  assert.equal(named({ uri: 'a.ts', uriBaseId: '%SRCROOT%' }), 'a.ts');
  assert.equal(named({ uri: 'a.ts', uriBaseId: 'SRC' }, bases), '/home/ci/shop/src/a.ts');
  assert.equal(named({ index: 0 }, bases), '/home/ci/shop/src/lib/b.ts');
  assert.equal(named({ uri: 'file:///C:/shop/a%20b.ts' }), 'C:/shop/a b.ts');
  assert.equal(named({ uri: 'a%ZZ.ts' }), 'a%ZZ.ts');
  assert.match(named({ uri: 'a.ts', uriBaseId: 'LOOP' }, bases) ?? '', /^(?:x\/)+a\.ts$/);
  assert.equal(named({ uri: 'a.ts', uriBaseId: '__proto__' }, bases), 'a.ts');
});

test('an identity rests on fingerprints, and not on who committed a secret', () => {
  const identity = (fields: object) => read(sarif({ results: [{ ...result, ...fields }] }))[0]?.identity;
  assert.equal(identity({}), 'ScanIt r Bad.');
  assert.equal(identity({ partialFingerprints: { b: '2', a: '1' } }), 'ScanIt r 1 2');
  assert.equal(identity({ partialFingerprints: { commitSha: 'abc', author: 'Jo' } }), 'ScanIt r Bad.');
  assert.equal(identity({ partialFingerprints: { a: '1' }, fingerprints: { id: '9' } }), 'ScanIt r 9');
  assert.equal(identity({ partialFingerprints: { a: 1 } }), 'ScanIt r Bad.');
});

test('a message may stand in the rule, hold arguments, or lead to other places', () => {
  const rules = [
    {
      id: 'r',
      messageStrings: { m: { text: 'The {0} is {1}, not {2}.' } },
      shortDescription: { text: 'Short.' },
    },
  ];
  const message = (given: unknown) =>
    read(sarif({ results: [{ ...result, message: given }], rules }))[0]?.message;
  assert.equal(message({ id: 'm', arguments: ['sky', 'blue'] }), 'The sky is blue, not {2}.');
  assert.equal(
    message({ text: 'From [a value](1) to [it](2), \\[not this\\].' }),
    'From a value to it, [not this].',
  );
  assert.equal(message({}), 'Short.');
  assert.equal(message(null), 'Short.');
  assert.ok((message({ text: '['.repeat(1_000_000) }) ?? '').length <= 4000);
});

test('a region that is none leaves the file', () => {
  const region = (given: unknown) =>
    read(sarif({ results: [{ ...result, locations: at('a.ts', given as object) }] }))[0]?.region;
  assert.equal(region({ startLine: 0 }), undefined);
  assert.equal(region({ startLine: '3' }), undefined);
  assert.equal(region({ startLine: 1e300 }), undefined);
  assert.deepEqual(region({ startLine: 3, endLine: 2, startColumn: -1 }), { startLine: 3 });
  assert.equal(read(sarif({ results: [{ ruleId: 'r', message: { text: 'x' } }] }))[0]?.path, undefined);
});

test('what is no result of a scan says so', () => {
  const failed = { invocations: [{ executionSuccessful: false }] };
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /^The report is empty\.$/],
    [sarif({ results: [result] }).slice(0, -9), /cut off\.$/],
    ['{}', /^The report is not SARIF\.$/],
    ['[]', /^The report is not SARIF\.$/],
    ['{"runs":[{}]}', /^The report is SARIF of no version; 2\.1\.0 is read\.$/],
    ['{"version":"2.1.0","runs":[]}', /holds no run/],
    [
      '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"X"}},"results":null}]}',
      /^The run of "X" in it did not end well\.$/,
    ],
    [sarif({ results: [], more: failed }), /^The run of "ScanIt" in it did not end well\.$/],
  ];
  for (const [text, message] of cases) {
    const parsed = readSecurity(text, { place: (name) => name });
    assert.ok(!parsed.ok, text);
    assert.match(parsed.message, message);
  }
  assert.deepEqual(read(sarif({ results: [] })), []);
  assert.equal(read(sarif({ results: [result], more: failed })).length, 1);
});

function read(text: string, place = (name: string): string | undefined => name): readonly SecurityResult[] {
  const parsed = readSecurity(text, { place });
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
  return parsed.content;
}
