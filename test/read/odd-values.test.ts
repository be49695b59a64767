import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLockFile } from '../../server/src/format/lock-file.ts';
import type { Parsed } from '../../server/src/model/evidence.ts';
import { readAcceptances } from '../../server/src/read/acceptances.ts';
import { readSecurity } from '../../server/src/read/security.ts';
import { readVulnerabilities } from '../../server/src/read/vulnerabilities.ts';

const place = (name: string) => name;

const vulnerabilities = (text: string) => readVulnerabilities(text, { path: 'report', place });

/** A small document of each kind, with a reader that finds something in it. */
const documents: Readonly<
  Record<string, readonly [document: unknown, read: (text: string) => Parsed<unknown>]>
> = {
  'npm audit': [
    {
      auditReportVersion: 2,
      vulnerabilities: {
        qs: {
          isDirect: true,
          effects: ['express'],
          via: [{ source: 1, name: 'qs', dependency: 'qs', url: 'x', severity: 'high', range: '<6.5.3' }],
          fixAvailable: { name: 'qs', version: '6.5.3' },
        },
      },
    },
    vulnerabilities,
  ],
  'npm 6 audit': [
    {
      advisories: {
        1: {
          id: 1,
          module_name: 'qs',
          cves: ['CVE-1'],
          severity: 'high',
          findings: [{ version: '1.0.0', paths: ['qs'] }],
        },
      },
    },
    vulnerabilities,
  ],
  OSV: [
    {
      results: [
        {
          source: { path: 'a', type: 'lockfile' },
          packages: [
            {
              package: { name: 'qs', version: '6.5.1' },
              vulnerabilities: [
                {
                  id: 'A',
                  affected: [
                    {
                      package: { name: 'qs' },
                      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.0' }] }],
                    },
                  ],
                },
              ],
              groups: [{ ids: ['A'], experimentalAnalysis: { A: { called: false } }, max_severity: '7.5' }],
            },
          ],
        },
      ],
    },
    vulnerabilities,
  ],
  SARIF: [
    {
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: { name: 'x', rules: [{ id: 'r', properties: { 'security-severity': '7.5' } }] },
            extensions: [{ rules: [] }],
          },
          originalUriBaseIds: { A: { uri: 'a/' } },
          artifacts: [{ location: { uri: 'b' } }],
          invocations: [
            {
              executionSuccessful: true,
              ruleConfigurationOverrides: [{ descriptor: { id: 'r' }, configuration: { level: 'note' } }],
            },
          ],
          results: [
            {
              ruleId: 'r',
              ruleIndex: 0,
              rule: { toolComponent: { index: 0 } },
              message: { text: 'Bad {0}', arguments: ['x'] },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'x', uriBaseId: 'A', index: 0 },
                    region: { startLine: 1, startColumn: 1 },
                  },
                },
              ],
              partialFingerprints: { a: 'b' },
              suppressions: [{ kind: 'inSource' }],
            },
          ],
        },
      ],
    },
    (text) => readSecurity(text, { place }),
  ],
  OpenVEX: [
    {
      '@context': 'https://openvex.dev/ns/v0.2.0',
      timestamp: '2026-01-01T00:00:00Z',
      statements: [
        {
          vulnerability: { name: 'A', aliases: ['B'] },
          products: [{ '@id': 'pkg:npm/qs', subcomponents: [{ identifiers: { purl: 'pkg:npm/qs@1' } }] }],
          status: 'not_affected',
          impact_statement: 'No (until 2026-01-01)',
        },
      ],
    },
    (text) => readAcceptances(text, 'vex.json'),
  ],
  CycloneDX: [
    {
      bomFormat: 'CycloneDX',
      components: [{ 'bom-ref': 'a', purl: 'pkg:npm/qs@1' }],
      vulnerabilities: [
        {
          id: 'A',
          references: [{ id: 'B' }],
          affects: [{ ref: 'a' }],
          analysis: { state: 'resolved', detail: 'x' },
        },
      ],
    },
    (text) => readAcceptances(text, 'bom.json'),
  ],
  'package-lock.json': [
    {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { qs: '6' } },
        'node_modules/qs': { version: '6.5.1', name: 'qs', link: false, dependencies: { a: '1' } },
      },
    },
    (text) => readLockFile('package-lock.json', text, []),
  ],
  'package-lock.json of npm 6': [
    {
      lockfileVersion: 1,
      dependencies: {
        qs: { version: 'npm:a@1', requires: { a: '1' }, dependencies: { a: { version: '1' } } },
      },
    },
    (text) => readLockFile('package-lock.json', text, []),
  ],
};

const odd: readonly unknown[] = [
  null,
  7,
  -1,
  1e308,
  true,
  '',
  'x',
  '__proto__',
  [],
  [null],
  {},
  { a: null },
  [[[]]],
];

for (const [name, [document, read]] of Object.entries(documents)) {
  test(`${name}: odd values anywhere are read or refused with a sentence`, () => {
    assert.ok(read(JSON.stringify(document)).ok);
    for (const one of variants(document)) {
      const text = JSON.stringify(one);
      const parsed = read(text);
      if (!parsed.ok) assert.match(parsed.message, /^[A-Zi"].*[^\s]$/, text);
    }
  });

  test(`${name}: cut off anywhere it is refused`, () => {
    const text = JSON.stringify(document);
    for (let length = 0; length < text.length; length++) assert.equal(read(text.slice(0, length)).ok, false);
  });
}

/** The document with each of its values in turn replaced by each odd one, and each key by a foreign one. */
function* variants(value: unknown): Iterable<unknown> {
  yield* odd;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const other of variants(item)) yield value.with(index, other);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      for (const other of variants(item)) yield { ...value, [key]: other };
      const { [key]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      yield { ...rest, constructor: item, toString: item };
    }
  }
}
