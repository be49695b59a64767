import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vulnerability } from '../../server/src/model/evidence.ts';
import { readVulnerabilities } from '../../server/src/read/vulnerabilities.ts';

const ghsa = 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm';

/** `express > body-parser > qs`: one advisory of qs, which two others only point to. */
const npm2 = {
  auditReportVersion: 2,
  vulnerabilities: {
    qs: {
      name: 'qs',
      severity: 'high',
      isDirect: false,
      via: [
        {
          source: 1096470,
          name: 'qs',
          dependency: 'qs',
          title: 'qs vulnerable to Prototype Pollution',
          url: 'https://github.com/advisories/GHSA-hrpp-h998-j3pp',
          severity: 'high',
          range: '>=6.5.0 <6.5.3',
        },
      ],
      effects: ['body-parser'],
      range: '6.5.0 - 6.5.2',
      nodes: ['node_modules/qs'],
      fixAvailable: { name: 'express', version: '4.18.2', isSemVerMajor: false },
    },
    'body-parser': {
      name: 'body-parser',
      severity: 'high',
      isDirect: false,
      via: ['qs'],
      effects: ['express'],
    },
    express: { name: 'express', severity: 'high', isDirect: true, via: ['body-parser', 'qs'], effects: [] },
  },
};

test('npm 7 and later: only objects in via are advisories, and effects lead to what is declared', () => {
  assert.deepEqual(read(npm2), [
    {
      id: 'GHSA-hrpp-h998-j3pp',
      aliases: ['GHSA-hrpp-h998-j3pp'],
      package: 'qs',
      versions: [],
      range: '>=6.5.0 <6.5.3',
      title: 'qs vulnerable to Prototype Pollution',
      level: 'high',
      broughtBy: ['express'],
      raise: { name: 'express', version: '4.18.2' },
      url: 'https://github.com/advisories/GHSA-hrpp-h998-j3pp',
      report: 'audit.json',
    },
  ]);
});

test('npm 7: effects in a circle, and packages named like what every object inherits', () => {
  const entry = (effects: readonly string[], isDirect = false) => ({
    isDirect,
    effects,
    via: [{ source: 1, url: ghsa, severity: 'low' }],
  });
  const text = JSON.stringify({
    vulnerabilities: { constructor: entry(['toString']), toString: entry(['constructor', 'x']) },
  });
  const own = text.replace(
    '"constructor":{',
    '"__proto__":{"isDirect":true,"via":[],"effects":[]},"constructor":{',
  );
  const found = readVulnerabilities(own.replace('"x"', '"__proto__"'), { path: 'a', place: () => undefined });
  assert.ok(found.ok);
  assert.deepEqual(
    found.content.map((one) => [one.package, one.level, one.broughtBy]),
    [
      ['constructor', 'low', ['__proto__']],
      ['toString', 'low', ['__proto__']],
    ],
  );
});

test('npm 6 and pnpm: advisories with the versions that were found and the way to them', () => {
  const [one] = read({
    advisories: {
      1065: {
        id: 1065,
        module_name: 'lodash',
        severity: 'critical',
        title: 'Prototype Pollution',
        url: ghsa,
        cves: ['CVE-2019-10744'],
        github_advisory_id: 'GHSA-jf85-cpcp-j695',
        vulnerable_versions: '<4.17.12',
        patched_versions: '>=4.17.12',
        findings: [{ version: '4.17.10', paths: ['packages__api>grunt>lodash', '.>lodash', 'lodash'] }],
      },
    },
  });
  assert.deepEqual(
    [one?.id, one?.package, one?.versions, one?.level, one?.range, one?.fixedIn, one?.broughtBy],
    ['CVE-2019-10744', 'lodash', ['4.17.10'], 'critical', '<4.17.12', '4.17.12', ['grunt', 'lodash']],
  );
});

test('yarn 1: one advisory for each way is one, and an error is no clean report', () => {
  const line = JSON.stringify({
    type: 'auditAdvisory',
    data: {
      resolution: { id: 1065, path: 'grunt>lodash' },
      advisory: {
        id: 1065,
        module_name: 'lodash',
        severity: 'high',
        findings: [{ version: '4.17.10', paths: [] }],
      },
    },
  });
  const summary = '{"type":"auditSummary","data":{"vulnerabilities":{"high":1}}}';
  assert.equal(read(`${line}\n${line}\n${summary}\n`).length, 1);
  assert.equal(read(`${line.replace('":', '": ')}\n${summary}\n`).length, 1, 'with blanks between');
  assert.deepEqual(read(`${summary}\n`), []);
  assert.equal(
    refused(`{"type":"error","data":"Received malformed response from registry."}\n${summary}`),
    'Yarn could not audit: Received malformed response from registry.',
  );
  assert.equal(
    refused(`${line.slice(0, 90)}`),
    'The report is cut off, or not all of it is what yarn writes.',
  );
});

test('yarn 4: what is only deprecated is no vulnerability', () => {
  const line = (id: unknown) =>
    JSON.stringify({
      value: 'lodash',
      children: {
        ID: id,
        Issue: 'Command Injection',
        URL: ghsa,
        Severity: 'high',
        'Vulnerable Versions': '<4.17.21',
        'Tree Versions': ['4.17.20'],
        Dependents: ['shop@workspace:.'],
      },
    });
  const found = read(`${line(1106913)}\n${line('lodash (deprecation)')}\n`);
  assert.deepEqual(
    found.map((one) => [one.id, one.versions, one.range, one.level]),
    [['GHSA-35jh-r3h4-6jhm', ['4.17.20'], '<4.17.21', 'high']],
  );
});

const osvVulnerability = (id: string, more: object = {}) => ({
  id,
  summary: 'Prototype Pollution',
  aliases: [],
  affected: [
    {
      package: { name: 'minimist', ecosystem: 'npm' },
      ranges: [
        { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '0.2.1' }] },
        { type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.2.3' }] },
        { type: 'GIT', events: [{ introduced: 'abc' }, { fixed: 'def' }] },
      ],
    },
    { package: { name: 'other' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] },
  ],
  database_specific: { severity: 'MODERATE' },
  ...more,
});

function osv(vulnerabilities: readonly unknown[], groups: readonly unknown[]) {
  return {
    results: [
      {
        source: { path: '/home/ci/shop/package-lock.json', type: 'lockfile' },
        packages: [
          { package: { name: 'minimist', version: '1.0.0', ecosystem: 'npm' }, vulnerabilities, groups },
        ],
      },
    ],
  };
}

test('OSV-Scanner: a group is one vulnerability, safe from the first fixed version above the installed one', () => {
  const found = read(
    osv(
      [osvVulnerability('GHSA-7fhm-mqm4-2wp7'), osvVulnerability('NPM-1179', { aliases: ['CVE-2020-7598'] })],
      [{ ids: ['GHSA-7fhm-mqm4-2wp7', 'NPM-1179'] }],
    ),
  );
  assert.deepEqual(found, [
    {
      id: 'CVE-2020-7598',
      aliases: ['GHSA-7fhm-mqm4-2wp7', 'NPM-1179', 'CVE-2020-7598'],
      package: 'minimist',
      versions: ['1.0.0'],
      range: '>=0.0.0-0 <0.2.1 || >=1.0.0 <1.2.3',
      title: 'Prototype Pollution',
      level: 'moderate',
      fixedIn: '1.2.3',
      lockFile: 'package-lock.json',
      url: 'https://osv.dev/vulnerability/GHSA-7fhm-mqm4-2wp7',
      report: 'audit.json',
    },
  ]);
});

test('OSV-Scanner: withdrawn is left out unless another name of it holds; uncalled only where every name says so', () => {
  const withdrawn = osvVulnerability('A-1', { withdrawn: '2024-01-01T00:00:00Z' });
  assert.deepEqual(read(osv([withdrawn], [{ ids: ['A-1'] }])), []);
  assert.equal(read(osv([withdrawn, osvVulnerability('A-2')], [{ ids: ['A-1', 'A-2'] }])).length, 1);
  const called = (analysis: object) =>
    read(osv([osvVulnerability('A-2')], [{ ids: ['A-2'], experimentalAnalysis: analysis }]))[0]?.isUncalled;
  assert.equal(called({ 'A-2': { called: false } }), true);
  assert.equal(called({ 'A-2': { called: false }, 'A-3': { called: true } }), undefined);
  assert.equal(called({}), undefined);
});

test('OSV-Scanner: the level is the word of the database, else the score, else unknown; malware is critical', () => {
  const level = (id: string, group: object, more: object) =>
    read(osv([osvVulnerability(id, more)], [{ ids: [id], ...group }]))[0]?.level;
  assert.equal(level('A', { max_severity: '9.8' }, {}), 'moderate');
  assert.equal(level('A', { max_severity: '9.8' }, { database_specific: {} }), 'critical');
  assert.equal(level('A', { max_severity: 'high' }, { database_specific: null }), 'unknown');
  assert.equal(level('A', { max_severity: 0 }, { database_specific: 7 }), 'unknown');
  assert.equal(level('MAL-2022-1', {}, { database_specific: {} }), 'critical');
});

function sarif(results: readonly unknown[], rules: readonly unknown[] = [], name = 'osv-scanner') {
  return { version: '2.1.0', runs: [{ tool: { driver: { name, rules } }, results }] };
}

const at = [{ physicalLocation: { artifactLocation: { uri: 'file:///home/ci/shop/package-lock.json' } } }];

test('SARIF: each scanner names package and version in words of its own', () => {
  const ways = [
    ["Package 'qs@6.5.1' is vulnerable to 'CVE-2022-24999' (also known as 'GHSA-hrpp-h998-j3pp').", '6.5.1'],
    [
      'Package: qs\nInstalled Version: 6.5.1\nVulnerability CVE-2022-24999\nSeverity: HIGH\nFixed Version: 6.5.3',
      '6.5.1',
    ],
    ['A high vulnerability in npm package: qs, version 6.5.1 was found at: /package-lock.json', '6.5.1'],
    ['This file introduces a vulnerable qs package with a high severity vulnerability.', undefined],
  ] as const;
  for (const [text, version] of ways) {
    const [one] = read(
      sarif([{ ruleId: 'CVE-2022-24999', level: 'error', message: { text }, locations: at }]),
    );
    assert.deepEqual(
      [one?.id, one?.package, one?.versions, one?.level, one?.lockFile],
      ['CVE-2022-24999', 'qs', version ? [version] : [], 'high', 'package-lock.json'],
      text,
    );
  }
});

test('SARIF: what is not about packages is left alone, and a package that is not named is told', () => {
  const other = { ruleId: 'AVD-DS-0002', level: 'error', message: { text: 'Image runs as root' } };
  assert.deepEqual(read(sarif([other])), []);
  assert.match(
    refused(JSON.stringify(sarif([{ ruleId: 'CVE-2022-1', message: { text: 'Bad.' } }], [], 'Scan'))),
    /^"Scan" does not say in it which package has CVE-2022-1/,
  );
  const scored = [{ id: 'CVE-2022-1', properties: { 'security-severity': '9.1' } }];
  const text = "Package 'qs@1.0.0' is vulnerable to 'CVE-2022-1'.";
  assert.equal(read(sarif([{ ruleId: 'CVE-2022-1', message: { text } }], scored))[0]?.level, 'critical');
  assert.equal(read(sarif([{ ruleId: 'CVE-2022-1', message: { text } }]))[0]?.level, 'unknown');
});

test('what is no report says so in a sentence', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /^The report is empty\.$/],
    [JSON.stringify(npm2).slice(0, 300), /^The report is not valid JSON; it seems to be cut off\.$/],
    ['[]', /^The report is not what "npm audit --json", /],
    ['null', /is not what/],
    ['{"results":[],"errors":[],"paths":{}}', /is not what/],
    ['{"results":[{"check_id":"x"}]}', /is not what/],
    [
      '{"message":"405 Method Not Allowed","error":{"summary":"","detail":""}}',
      /^The audit itself failed: 405 Method Not Allowed\.$/,
    ],
    [
      '{"error":{"code":"ENOLOCK","summary":"This command requires an existing lockfile."}}',
      /^The audit itself failed: This command requires an existing lockfile\.$/,
    ],
    ['{"version":"1.0.0","runs":[]}', /^The report is SARIF 1\.0\.0; 2\.1\.0 is read\.$/],
    ['{"version":"2.1.0","runs":[]}', /holds no run/],
    ['found 3 vulnerabilities', /is not valid JSON/],
  ];
  for (const [text, message] of cases) assert.match(refused(text), message, text);
});

test('odd values are no reason to throw, and none makes a vulnerability harmless', () => {
  const odd = read({
    vulnerabilities: {
      a: {
        via: [{ severity: 3, url: 7, range: 5, title: null, source: 'x' }, 8, null],
        effects: 'b',
        nodes: 1,
      },
      b: null,
      c: { via: 'd' },
    },
  });
  assert.deepEqual(
    odd.map(({ id, package: name, level, range, versions }) => ({ id, name, level, range, versions })),
    [{ id: 'npm-x', name: 'a', level: 'unknown', range: undefined, versions: [] }],
  );
  const nameless = JSON.stringify({ advisories: { 2: { module_name: 3, severity: 'high' } } });
  assert.equal(refused(nameless), 'The report is damaged: an advisory in it names no package.');
  const sparse = read({
    results: [
      { source: { path: 1 }, packages: [null, { package: { name: 'x' }, vulnerabilities: [{ id: 'V' }] }] },
    ],
  });
  assert.deepEqual([sparse[0]?.id, sparse[0]?.level, sparse[0]?.versions], ['V', 'unknown', []]);
});

test('JSON that is nested without end is refused or read, but not thrown at', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  assert.match(refused(deep), /^The report is not/);
  assert.equal(readVulnerabilities(`{"vulnerabilities":{"a":${deep}}}`, options).ok, true);
});

test('a byte order mark, CRLF and keys that stand twice do no harm', () => {
  const text = `\uFEFF${JSON.stringify(npm2, undefined, 2).replaceAll('\n', '\r\n')}`;
  assert.equal(read(text).length, 1);
  assert.equal(read('{"vulnerabilities":{},"vulnerabilities":{"a":{"via":[{"source":1}]}}}').length, 1);
});

const options = { path: 'audit.json', place: (name: string) => name.split('/').at(-1) };

function read(report: unknown): readonly Vulnerability[] {
  const parsed = readVulnerabilities(typeof report === 'string' ? report : JSON.stringify(report), options);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
  return parsed.content;
}

function refused(text: string): string {
  const parsed = readVulnerabilities(text, options);
  assert.ok(!parsed.ok);
  return parsed.message;
}
