import type { CheckResult, Finding } from '../../server/src/model/finding.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import type { PrivateImports, WrittenImport } from '../../server/src/model/preview.ts';
import type { Span } from '../../server/src/model/span.ts';
import type { LineTables } from '../../server/src/report/range.ts';
import type { DocumentedRule } from '../../server/src/report/sarif.ts';

export const texts: Readonly<Record<string, string>> = {
  'src/domain/order.ts': "import { zero } from './money';\nimport { page } from '../ui/page';\n",
  'src/ui/näme [x]/page.tsx': "\timport '漢字'; import './gone';\r\n",
  'parapet.jsonc': '{\n  "layers": []\n}\n',
};

export const lines: LineTables = (path) => {
  const text = texts[path];
  return text === undefined ? undefined : createLineTable(text);
};

/** Where a part of a fixture's text stands. */
export function spanOf(path: string, part: string): Span {
  const start = (texts[path] ?? '').indexOf(part);
  return { start, end: start + part.length };
}

function sevenOf(one: WrittenImport): PrivateImports['imports'] {
  return [one, one, one, one, one, one, one];
}

export function finding(given: Partial<Finding> & Pick<Finding, 'path' | 'span'>): Finding {
  return {
    rule: 'architecture/upward-import',
    severity: 'error',
    message: 'Layer "domain" must not import layer "ui", which is above it.',
    owners: [],
    fingerprint: '0123456789abcdef',
    confidence: 'certain',
    related: [],
    extent: given.span,
    subject: '../ui/page',
    ...given,
  };
}

export const upward = finding({
  path: 'src/domain/order.ts',
  span: spanOf('src/domain/order.ts', "'../ui/page'"),
  why: 'ADR-7: no framework in the domain',
  owners: ['@acme/payments', '@acme/platform'],
  related: [{ path: 'parapet.jsonc', span: spanOf('parapet.jsonc', '"layers"'), message: 'Declared here.' }],
});

export const unresolved = finding({
  rule: 'architecture/unresolved-import',
  severity: 'warning',
  path: 'src/ui/näme [x]/page.tsx',
  span: spanOf('src/ui/näme [x]/page.tsx', "'./gone'"),
  message: 'Nothing is at "./gone".',
  confidence: 'likely',
});

export const suppressed = finding({
  path: 'src/domain/order.ts',
  span: spanOf('src/domain/order.ts', "'./money'"),
  suppressed: { reason: 'leaves with #812' },
});

export const policyFinding = finding({
  rule: 'policy/invalid-policy',
  severity: 'info',
  path: 'parapet.jsonc',
  span: spanOf('parapet.jsonc', '"layers"'),
  message: 'The list is empty.',
  detail: 'CFG-004',
});

export const notice = {
  code: 'SRC-001',
  message: 'src/huge.ts: 20 MB, not read.',
  incomplete: true,
} as const;

export function result(given: Partial<CheckResult> = {}): CheckResult {
  const findings = given.findings ?? [];
  const amount = (severity: string) =>
    findings.filter((one) => !one.suppressed && one.severity === severity).length;
  return {
    mode: 'policy',
    verdict: amount('error') > 0 ? 'fail' : 'pass',
    engine: '1.0.0',
    edition: '2026-11',
    policyHash: 'fedcba9876543210',
    summary: {
      files: 812,
      edges: 6120,
      errors: amount('error'),
      warnings: amount('warning'),
      infos: amount('info'),
      suppressed: findings.filter((one) => one.suppressed).length,
      baselined: findings.filter((one) => one.isBaselined).length,
    },
    notices: [],
    gaps: [],
    unresolved: 0,
    isPolicyBroken: false,
    ...given,
    findings,
  };
}

export const everything = result({
  findings: [policyFinding, suppressed, upward, unresolved],
  notices: [notice],
  gaps: ['tsconfig.json extends "base", which is not installed.', notice.message],
  unresolved: 15,
});

export const preview = ((): CheckResult => {
  const { policyHash: _, ...rest } = result({ mode: 'preview' });
  return rest;
})();

/** A preview that has found something of everything. */
export const fullPreview: CheckResult = {
  ...preview,
  findings: [
    finding({
      rule: 'architecture/import-cycle',
      severity: 'warning',
      path: 'src/domain/order.ts',
      span: spanOf('src/domain/order.ts', "'./money'"),
      related: [{ path: 'src/domain/money.ts', span: { start: 0, end: 1 }, message: 'Back.' }],
    }),
  ],
  preview: {
    boundaries: [
      {
        from: 'src/ui',
        to: 'src/domain',
        imports: 60,
        offenders: [
          {
            path: 'src/domain/order.ts',
            span: spanOf('src/domain/order.ts', "'../ui/page'"),
            specifier: '../ui/page',
          },
        ],
      },
      ...Array.from({ length: 12 }, (_, index) => ({
        from: `src/part${index}`,
        to: 'src/domain',
        imports: 40 - index,
        offenders: [],
      })),
    ],
    privateImports: [
      {
        from: '',
        to: 'packages/lib',
        imports: sevenOf({
          path: 'src/ui/näme [x]/page.tsx',
          span: spanOf('src/ui/näme [x]/page.tsx', "'./gone'"),
          specifier: './gone',
        }),
      },
    ],
    unresolved: [
      {
        path: 'src/ui/näme [x]/page.tsx',
        span: spanOf('src/ui/näme [x]/page.tsx', "'./gone'"),
        specifier: './gone',
        reason: 'no file "gone"',
      },
    ],
  },
};

export const rules: readonly DocumentedRule[] = [
  'policy/invalid-policy',
  'architecture/upward-import',
  'architecture/unresolved-import',
].map((id) => ({
  id,
  severity: 'error',
  docs: {
    summary: `Summary of ${id}.`,
    why: `Reason of ${id}.`,
    policy: '{}',
    bad: '',
    good: '',
    ways: ['Import the other way round.'],
  },
}));
