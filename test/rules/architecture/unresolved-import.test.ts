import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkResult } from '../../../server/src/engine/check-result.ts';
import { statusOf } from '../../../server/src/lsp/status.ts';
import type { CheckResult } from '../../../server/src/model/finding.ts';
import { openWorkspace } from '../../support/workspace.ts';

const broken = '{ "extends": "@acme/base" }';
const gap = 'tsconfig.json extends "@acme/base", which is not installed: install the dependencies first.';

const accepted = `architecture/unresolved-import\ttsconfig.json\tTSC-002 "@acme/base"\n`;
const off = '{ "rules": { "architecture/unresolved-import": "off" } }';
const layers = '"layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }]';

type Expected = Partial<Pick<CheckResult, 'verdict' | 'gaps' | 'unresolved'>> & {
  /** Codes of the notices. */
  readonly notices?: readonly string[];
  /** Rules and codes of the open findings. */
  readonly findings?: readonly string[];
};

const cases: readonly { name: string; files: Record<string, string>; expected: Expected }[] = [
  {
    name: 'a whole workspace has no gap',
    files: { 'parapet.jsonc': '{}', 'tsconfig.json': '{}', 'a.ts': "import './b';", 'b.ts': '' },
    expected: {},
  },
  {
    name: 'a configuration that cannot be used makes the verdict unknown',
    files: { 'parapet.jsonc': '{}', 'tsconfig.json': broken, 'a.ts': '' },
    expected: { verdict: 'unknown', gaps: [gap], findings: ['architecture/unresolved-import TSC-002'] },
  },
  {
    name: 'so does a package.json',
    files: { 'parapet.jsonc': '{}', 'package.json': '{', 'a.ts': '' },
    expected: {
      verdict: 'unknown',
      gaps: ['package.json is not valid JSON: A closing brace is expected here.'],
      findings: ['architecture/unresolved-import PKG-001'],
    },
  },
  {
    name: 'an error outweighs it, and it is still told',
    files: {
      'parapet.jsonc': `{ ${layers} }`,
      'tsconfig.json': broken,
      'ui/page.ts': '',
      'domain/order.ts': "import '../ui/page';",
    },
    expected: {
      verdict: 'fail',
      gaps: [gap],
      findings: ['architecture/upward-import', 'architecture/unresolved-import TSC-002'],
    },
  },
  {
    name: 'the baseline accepts it',
    files: {
      'parapet.jsonc': '{}',
      'tsconfig.json': broken,
      'a.ts': '',
      'governance/baseline.txt': accepted,
    },
    expected: {},
  },
  {
    name: 'with the rule off a notice tells it, so that the pass is not silent',
    files: { 'parapet.jsonc': off, 'tsconfig.json': broken, 'a.ts': '' },
    expected: { verdict: 'unknown', gaps: [gap], notices: ['TSC-002'] },
  },
  {
    name: 'without a policy too',
    files: { 'tsconfig.json': broken, 'a.ts': '' },
    expected: { verdict: 'unknown', gaps: [gap], notices: ['TSC-002'] },
  },
  {
    name: 'what the policy excludes is nobody’s gap',
    files: {
      'parapet.jsonc': '{ "exclude": ["fixtures/**"] }',
      'a.ts': '',
      'fixtures/tsconfig.json': broken,
      'fixtures/a.ts': "import './gone';",
    },
    expected: {},
  },
  {
    name: 'plain unresolved imports are counted and change no verdict',
    files: { 'parapet.jsonc': '{}', 'a.ts': "import './gone';\nimport './lost';" },
    expected: {
      unresolved: 2,
      findings: ['architecture/unresolved-import', 'architecture/unresolved-import'],
    },
  },
  {
    name: 'also where the rule is off',
    files: { 'parapet.jsonc': off, 'a.ts': "import './gone';" },
    expected: { unresolved: 1 },
  },
  {
    name: 'but not those that were accepted',
    files: {
      'parapet.jsonc': '{}',
      'a.ts':
        "// parapet-allow architecture/unresolved-import: generated\nimport './gone';\nimport './lost';",
      'governance/baseline.txt': 'architecture/unresolved-import\ta.ts\t./lost\n',
    },
    expected: {},
  },
];

for (const { name, files, expected } of cases) {
  test(`completeness: ${name}`, async () => {
    const workspace = await openWorkspace(new Map(Object.entries(files)));
    const { verdict, gaps, unresolved, notices, findings } = checkResult(workspace, '1.0.0');
    const open = findings.filter(({ suppressed, isBaselined }) => !suppressed && !isBaselined);
    const actual = {
      verdict,
      gaps,
      unresolved,
      notices: notices.map(({ code }) => code),
      findings: open.map(({ rule, detail }) => (detail ? `${rule} ${detail}` : rule)),
    };
    assert.deepEqual(actual, {
      ...{ verdict: 'pass', gaps: [], unresolved: 0, notices: [], findings: [] },
      ...expected,
    });
    const status = statusOf([{ workspace, scanMilliseconds: 1, changeMilliseconds: undefined }]);
    assert.equal(status.state, gaps.length > 0 ? 'incomplete' : 'ready');
    const sentences = [
      ...gaps.map((sentence) => `Analysis incomplete: ${sentence}`),
      ...(unresolved === 0 ? [] : [`${unresolved} import${unresolved === 1 ? ' leads' : 's lead'} nowhere`]),
    ];
    for (const sentence of sentences) assert.ok(status.detail.includes(sentence), status.detail);
    if (sentences.length === 0) assert.equal(status.detail, '');
  });
}

test('what a path or a rule leaves out of the report is still incomplete', async () => {
  const files = { 'parapet.jsonc': '{}', 'tsconfig.json': broken, 'a.ts': '' };
  const workspace = await openWorkspace(new Map(Object.entries(files)));
  const { verdict, findings, gaps } = checkResult(workspace, '1.0.0', () => false);
  assert.deepEqual({ verdict, findings, gaps }, { verdict: 'unknown', findings: [], gaps: [gap] });
});
