import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPolicy } from '../../server/src/policy/read-policy.ts';
import { rules } from '../../server/src/rules/index.ts';

/** A policy on top of a preset; problems with the document and the text they mark. */
function read(own: object, preset: object) {
  const files: Readonly<Record<string, string>> = {
    'parapet.jsonc': JSON.stringify({ extends: './preset.jsonc', ...own }),
    'preset.jsonc': JSON.stringify(preset),
  };
  const policy = readPolicy('parapet.jsonc', {
    read: (path) => ({ ok: true, text: files[path] ?? '' }),
    rules,
    version: '1.0.0',
  });
  const problems = policy.problems.map(({ place: { path, span }, message }) =>
    [path, (files[path] ?? '').slice(span.start, span.end), message].join(' '),
  );
  return { policy, problems };
}

/** Settings without their places, and patterns as they were written. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (key, inner) => {
    if (key === 'place') return undefined;
    return inner?.glob ?? inner?.text ?? inner;
  });
  return text && JSON.parse(text);
}

const coverage = (own: object, preset: object) => {
  const { policy, problems } = read({ gates: { coverage: own } }, { gates: { coverage: preset } });
  return { gate: plain(policy.gates.coverage), place: policy.gates.coverage?.place.path, problems };
};

test('a gate keeps the limits of a preset that the document says nothing of', () => {
  const { gate, place, problems } = coverage(
    { reports: ['own.info'], minLines: 5 },
    { reports: ['c.info'], patch: 80, minLines: 1, branches: true, unmeasured: ['a/**'] },
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(gate, {
    reports: ['own.info'],
    patch: 80,
    minLines: 5,
    branches: true,
    unmeasured: ['a/**'],
  });
  assert.equal(place, 'parapet.jsonc');
});

test('a default of the document does not stand in the way of what a preset says', () => {
  const { policy } = read(
    { gates: { vulnerabilities: { reports: ['own.json'] }, security: { reports: ['own.sarif'] } } },
    { gates: { vulnerabilities: { block: 'low', accept: ['vex.json'] }, security: { block: 'note' } } },
  );
  assert.deepEqual(plain(policy.gates), {
    vulnerabilities: { block: 'low', accept: ['vex.json'], reports: ['own.json'] },
    security: { block: 'note', reports: ['own.sarif'] },
  });
});

test('of a gate the limits may stand in one document and the reports in another', () => {
  const merged = { patch: 90, minLines: 20, branches: false, reports: ['c.info'] };
  for (const { gate, problems } of [
    coverage({ patch: 90 }, { reports: ['c.info'] }),
    coverage({ reports: ['c.info'] }, { patch: 90 }),
  ]) {
    assert.deepEqual(problems, []);
    assert.deepEqual(gate, merged);
  }
});

test('a gate that no document gives reports is told where the document declares it, else in the preset', () => {
  const told = '"coverage" The coverage gate needs a "reports".';
  const both = coverage({ patch: 90 }, { patch: 80 });
  assert.deepEqual([both.gate, both.problems], [undefined, [`parapet.jsonc ${told}`]]);
  const above = read({}, { gates: { coverage: { patch: 80 } } });
  assert.deepEqual(above.problems, [`preset.jsonc ${told}`]);
});

test('reports that cannot be used are told once, and leave those of a preset alone', () => {
  const told = 'parapet.jsonc [] "reports" must have at least 1 item.';
  const { gate, problems } = coverage({ reports: [], patch: 90 }, { reports: ['c.info'] });
  assert.deepEqual(problems, [told]);
  assert.deepEqual(gate, { patch: 90, minLines: 20, branches: false, reports: ['c.info'] });
  assert.deepEqual(coverage({ reports: [] }, { patch: 90 }).problems, [told]);
});

test('an item of the Definition of Done keeps when a preset asks for it', () => {
  const when = { paths: ['src/auth/**'], types: ['feat'] };
  const { policy } = read(
    { done: { threat: { kind: 'attest', when: { types: ['fix'] } }, own: { kind: 'attest' } } },
    { done: { threat: { kind: 'attest', level: 'must', when } } },
  );
  assert.deepEqual(plain(policy.done), [
    { id: 'threat', kind: 'attest', level: 'must', when: { paths: ['src/auth/**'], types: ['fix'] } },
    { id: 'own', kind: 'attest' },
  ]);
});

test('ownership and suppressions merge by key', () => {
  const { policy } = read(
    { ownership: { codeowners: 'OWNERS' }, suppressions: {} },
    { ownership: { codeowners: 'OTHER', dialect: 'gitlab' }, suppressions: { maxDays: 90 } },
  );
  assert.deepEqual(plain(policy.ownership), { codeowners: 'OWNERS', dialect: 'gitlab' });
  assert.equal(policy.suppressions.maxDays?.days, 90);
});

test('contracts of one service merge by file, their internal paths by path, and new ones are added', () => {
  const internal = [
    { path: '/health', why: 'A probe.' },
    { path: '/metrics', why: 'Scraped.' },
  ];
  const service = (contracts: readonly object[]) => ({
    services: [{ name: 's', files: 'src/**', contracts }],
  });
  const { policy, problems } = read(
    service([
      { file: 'b.yaml' },
      { file: 'a.yaml', mode: 'generated', internal: [{ path: '/health', why: 'Asked by the platform.' }] },
    ]),
    service([{ file: 'a.yaml', versioning: 'path', covers: ['/v1/**'], internal }]),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(plain(policy.services[0]?.contracts), [
    {
      mode: 'generated',
      versioning: 'path',
      internal: [
        { path: '/health', why: 'Asked by the platform.' },
        { path: '/metrics', why: 'Scraped.' },
      ],
      consumers: [],
      file: 'a.yaml',
      covers: ['/v1/**'],
    },
    { mode: 'design-first', versioning: 'semver', internal: [], consumers: [], file: 'b.yaml' },
  ]);
});

test('rules are replaced with their options, and a list of paths is replaced as a whole', () => {
  const { policy } = read(
    {
      rules: { 'architecture/import-cycle': 'warning' },
      services: [{ name: 's', public: ['own.ts'] }],
    },
    {
      rules: { 'architecture/import-cycle': ['error', { kinds: ['type'] }] },
      services: [{ name: 's', files: 'src/**', public: ['index.ts'], mayImport: [] }],
    },
  );
  assert.deepEqual(plain(policy.rules), [{ rule: 'architecture/import-cycle', severity: 'warning' }]);
  assert.deepEqual(plain(policy.services), [
    { kind: 'service', name: 's', files: ['src/**'], public: ['own.ts'], mayImport: [] },
  ]);
});
