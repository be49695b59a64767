import { describe, test } from 'node:test';
import { checkFix } from '../../support/fix.ts';

const rule = 'architecture/private-import';
const policy = `{
  "slices": [
    { "name": "feature", "files": ["src/features/{feature}/**", "packages/{feature}/**"], "public": ["index.ts", "src/index.ts"] }
  ]
}`;
const cart = `//- src/features/cart/lib/total.ts
export const total = 1;
//- src/features/cart/index.ts
export { total } from './lib/total';
`;
const aliases = `//- tsconfig.json
{ "compilerOptions": { "paths": { "@/*": ["./src/*"], "#cart/*": ["./src/features/cart/*"] } } }
`;
const money = `//- packages/money/src/deep.ts
export const money = 1;
//- packages/money/src/index.ts
export { money } from './deep';
//- packages/money/package.json
{ "name": "@acme/money", "exports": { ".": "./src/index.ts", "./*": "./src/*.ts" } }
`;

function named(name: string, old: string, by: string, rest: string, more = ''): void {
  const app = (specifier: string) => `//- src/app/main.ts\nimport { ${rest} } from '${specifier}';\n${more}`;
  const others = rest === 'money' ? money : cart + aliases;
  test(name, () =>
    checkFix({ rule, policy, before: `${app(old)}\n${others}`, after: app(by), fix: 'public-entry' }),
  );
}

describe('the entry is named', () => {
  named('by the way through the folders', '../features/cart/lib/total', '../features/cart', 'total');
  named('by the alias that the code uses', '@/features/cart/lib/total', '@/features/cart', 'total');
  named('by an alias for the folder itself', '#cart/lib/total', '#cart/index', 'total');
  named(
    'with its extension under an alias',
    '@/features/cart/lib/total.ts',
    '@/features/cart/index.ts',
    'total',
  );
  named(
    'as the file names it already',
    '../features/cart/lib/total',
    '@/features/cart',
    'total',
    "import type {} from '@/features/cart';\n",
  );
  named(
    'with its index where the file writes that of others',
    '../features/cart/lib/total',
    '../features/cart/index',
    'total',
    "import './setup/index';\n",
  );
  named(
    'by the path where nobody depends on the package',
    '../../packages/money/src/deep',
    '../../packages/money/src',
    'money',
  );
});

test('the entry is named by its package where the importer depends on that', () =>
  checkFix({
    rule,
    policy,
    before: `//- src/app/main.ts
import { money } from '../../packages/money/src/deep';
//- package.json
{ "name": "app", "workspaces": ["packages/*"], "dependencies": { "@acme/money": "workspace:*" } }
${money}`,
    after: `//- src/app/main.ts
import { money } from '@acme/money';`,
  }));

test('a layer that is passed over gives what it passes on', () =>
  checkFix({
    rule: 'architecture/skipped-layer',
    policy: `{ "layers": [
      { "name": "ui", "files": "ui/**" },
      { "name": "application", "files": "application/**", "closed": true },
      { "name": "domain", "files": "domain/**" }
    ] }`,
    before: `//- ui/page.ts
import { order } from '../domain/order';
//- application/place-order.ts
export { order } from '../domain/order';
//- application/other.ts
export const other = 1;
//- domain/order.ts
export const order = 1;`,
    after: `//- ui/page.ts
import { order } from '../application/place-order';`,
  }));
