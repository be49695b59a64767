import fs from 'node:fs';
import path from 'node:path';
import { shopCopy } from './shop-copy.ts';

export const delivery = 'services/checkout/src/domain/delivery.ts';

/** A mark that may not stand in the sources of this project. */
const leftOpen = ['TO', 'DO'].join('');

const surcharge = `
export function surcharge(postcode: string): Money {
  // ${leftOpen}: ask the carrier
  if (isIsland(postcode)) return money(250, 'EUR');
  return money(0, 'EUR');
}
`;

/** What says when the change is done; it stands in the base already. */
const sections = `
  "base": "main",
  "gates": {
    "coverage": { "reports": ["coverage/lcov.info"], "patch": 80, "minLines": 2 },
    "vulnerabilities": { "reports": ["reports/audit.json"], "block": "high" },
    "tests": { "reports": ["reports/junit.xml"] }
  },
  "done": {
    "owned": { "level": "must" },
    "todo-free": { "level": "must" },
    "threat-model": {
      "kind": "attest",
      "level": "must",
      "title": "The threat model is up to date",
      "when": { "paths": ["services/checkout/src/domain/**"] },
      "owner": "@acme/security"
    }
  },
`;

/** In place of a test run, whose tools the copy does not have: writes what one would. */
const testReport = `
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).split('\\n');
const changed = [...git('diff', '--name-only', 'main'), ...git('ls-files', '-o', '--exclude-standard')];
const sources = changed.filter((file) => /\\.tsx?$/.test(file) && !/\\.test\\./.test(file));
const isTested = existsSync('services/checkout/src/domain/delivery.test.ts');
const records = sources.map((file) => {
  let isIn = false;
  const lines = readFileSync(file, 'utf8').split('\\n').flatMap((line, index) => {
    if (/^export function/.test(line)) isIn = line.includes('surcharge');
    return /^\\s*[})]*$|^\\s*\\/\\//.test(line) ? [] : ['DA:' + (index + 1) + ',' + (isIn && !isTested ? 0 : 1)];
  });
  return ['SF:' + file, ...lines, 'end_of_record'].join('\\n');
});
mkdirSync('coverage', { recursive: true });
mkdirSync('reports', { recursive: true });
writeFileSync('coverage/lcov.info', records.join('\\n') + '\\n');
writeFileSync('reports/junit.xml', '<testsuite><testcase name="costs" classname="delivery"/></testsuite>');
`;

const advisory = {
  source: 1179,
  name: 'minimist',
  dependency: 'minimist',
  title: 'Prototype Pollution in minimist',
  url: 'https://github.com/advisories/GHSA-vh95-rmgr-6w4m',
  severity: 'high',
  range: '<0.2.1',
};

const audit = {
  auditReportVersion: 2,
  vulnerabilities: {
    minimist: {
      name: 'minimist',
      severity: 'high',
      isDirect: true,
      via: [advisory],
      effects: [],
      range: '<0.2.1',
      nodes: ['node_modules/minimist'],
      fixAvailable: { name: 'minimist', version: '0.2.4', isSemVerMajor: false },
    },
  },
  metadata: {},
};

const auditReport = `
import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('reports', { recursive: true });
writeFileSync('reports/audit.json', ${JSON.stringify(JSON.stringify(audit))});
`;

/**
 * Makes a repository of a copy of the shop, with a change on branch `island-surcharge` in which nothing is done: an import
 * past a public entry, an open end, a file without an owner, a weak package, no test, no evidence and no attestation.
 */
export function leaveUnfinished(folder: string): void {
  const { write, change, declare, script, begin } = shopCopy(folder);
  declare(sections);
  script('"report:audit": "node report-audit.mjs",\n    "report:tests": "node report-tests.mjs",');
  write('report-tests.mjs', testReport);
  write('report-audit.mjs', auditReport);
  write('package-lock.json', lockFile(folder, {}));
  write(
    '.github/CODEOWNERS',
    '/services/ @acme/services\n/apps/web/src/ui/components/ @acme/web\n/governance/ @acme/security\n',
  );
  begin('island-surcharge', ['coverage', 'reports']);
  change(delivery, (text) => `${text}${surcharge}`);
  change('apps/web/src/ui/pages/basket-page.tsx', (text) =>
    text
      .replace(
        'import { PriceTag }',
        "import { isPostcode } from '@/ui/delivery/postcode';\nimport { PriceTag }",
      )
      .replace('<p>{message}</p>', "<p>{isPostcode('18565') && message}</p>"),
  );
  write('apps/web/src/ui/pages/gift-page.tsx', 'export function GiftPage() {\n  return <p>Gifts</p>;\n}\n');
  change('package.json', (text) =>
    text.replace('"devDependencies": {', '"dependencies": { "minimist": "0.0.8" },\n  "devDependencies": {'),
  );
  write('package-lock.json', lockFile(folder, { minimist: '0.0.8' }));
}

function lockFile(folder: string, packages: Readonly<Record<string, string>>): string {
  const { name, dependencies, devDependencies } = JSON.parse(
    fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const installed = Object.entries(packages).map(([own, version]) => [`node_modules/${own}`, { version }]);
  const all = { '': { name, dependencies, devDependencies }, ...Object.fromEntries(installed) };
  return `${JSON.stringify({ name, lockfileVersion: 3, requires: true, packages: all }, null, 2)}\n`;
}
