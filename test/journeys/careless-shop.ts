import { execFileSync } from 'node:child_process';
import { shopCopy } from './shop-copy.ts';

export const codeowners = '.github/CODEOWNERS';
export const contract = 'services/checkout/openapi.yaml';
export const voucher = 'services/checkout/src/domain/voucher.ts';

/** The policy's sections about changes: everything that this walk breaks is a must. */
const sections = `
  "base": "main",
  "gates": { "security": { "reports": ["reports/scan.sarif"] } },
  "done": {
    "policy-intact": { "level": "must" },
    "suppressions-justified": { "level": "must" },
    "contract-first": { "level": "must" },
    "docs-touched": { "level": "must" },
    "adr-linked": { "level": "must" },
    "operable": { "level": "must" },
    "conventional-commits": { "level": "must" }
  },
`;

const decision = `# Keep business rules free of frameworks

## Status

accepted

## Decision

The domain knows no framework.
`;

const openapi = `openapi: 3.1.0
info:
  title: Checkout
  version: 1.0.0
paths:
  /orders:
    post:
      operationId: placeOrder
      responses:
        '201': { description: The order was placed. }
`;

const refund = `  /refunds:
    post:
      operationId: refund
      responses:
        '201': { description: The money is on its way. }
`;

const owners = `/services/ @acme/services
/services/checkuot/ @acme/services
/packages/ @acme/payments
/governance/ @acme/security
/docs/ @acme/platform
`;

const vouchers = `export function voucherCode(): string {
  return String(Math.random());
}

export function tellVoucher(code: string): void {
  // eslint-disable-next-line no-console
  console.log(code);
}
`;

/** In place of a scanner, which the copy does not have: finds the weak random numbers of one file. */
const scan = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const uri = '${voucher}';
const results = readFileSync(uri, 'utf8').split('\\n').flatMap((line, index) =>
  line.includes('Math.random') ? [{
    ruleId: 'weak-random',
    level: 'error',
    message: { text: 'A code that can be guessed' },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: index + 1 } } }],
  }] : [],
);
mkdirSync('reports', { recursive: true });
const runs = [{ tool: { driver: { name: 'scan', rules: [] } }, results }];
writeFileSync('reports/scan.sarif', JSON.stringify({ version: '2.1.0', runs }));
`;

/**
 * Makes a repository of a copy of the shop, with a commit on branch `vouchers` that lowers a rule, silences a linter, names an
 * owner who is none, alters a contract, an export and the structure without a word, ships a container that nobody can
 * operate, and holds a weakness that the scanner found.
 */
export function leaveCareless(folder: string): void {
  const { write, change, declare, script, begin, commit } = shopCopy(folder);
  declare(sections);
  script('"report:scan": "node report-scan.mjs",');
  write('report-scan.mjs', scan);
  write('docs/adr/0001-no-frameworks.md', decision);
  write(contract, openapi);
  write('services/checkout/RUNBOOK.md', '# Checkout\n\n## Roll back\n\nStart the image before.\n');
  write(codeowners, owners);
  begin('vouchers', ['reports']);
  change('parapet.jsonc', (text) =>
    text
      .replace('"architecture/leaked-type": "warning"', '"architecture/leaked-type": "info"')
      .replace(
        '"packages": [\n',
        '"packages": [\n    { "deny": ["moment"], "why": "Dates are plain values." },\n',
      ),
  );
  change(contract, (text) => `${text}${refund}`);
  change(codeowners, (text) => `${text}/apps/ acme/web\n`);
  change('packages/money/src/index.ts', (text) => `${text}export const houseCurrency = 'EUR';\n`);
  write(voucher, vouchers);
  write('services/catalog/Dockerfile', 'FROM node:22\nCMD ["node", "dist/main.js"]\n');
  commit('wip');
  execFileSync(process.execPath, ['report-scan.mjs'], { cwd: folder });
}
