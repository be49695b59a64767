import { describe, test } from 'node:test';
import { checkFix, checkRefusal } from '../../support/fix.ts';

const rule = 'architecture/private-import';
const policy = `{ "slices": [{ "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"] }] }`;
const total = `//- features/cart/total.ts
export const total = 1;
export interface Sum { readonly value: number }
export default function count() {}
`;

function added(
  name: string,
  [app, entry]: readonly [string, string],
  after: readonly [string, string],
): void {
  test(name, () =>
    checkFix({
      rule,
      policy,
      fix: 'extend-public-entry',
      safe: false,
      before: `//- app.ts\n${app}\n${total}//- features/cart/index.ts\n${entry}`,
      after: `//- app.ts\n${after[0]}\n//- features/cart/index.ts\n${after[1]}`,
    }),
  );
}

describe('the public entry is given', () => {
  added(
    'a name, behind what it imports',
    ["import { total } from './features/cart/total';", "import './setup.js';\nexport const own = 1;"],
    [
      "import { total } from './features/cart';",
      "import './setup.js';\nexport { total } from './total.js';\nexport const own = 1;",
    ],
  );
  added(
    'a name beside others of the same file, on a line of its own where these have that',
    ["import { total } from './features/cart/total';", "export {\n  default as sum,\n} from './total';"],
    ["import { total } from './features/cart';", "export {\n  default as sum,\n  total,\n} from './total';"],
  );
  added(
    'a type as a type, in the order and the quotes of the file',
    ["import type { Sum } from './features/cart/total';", 'export * from "./a"\nexport * from "./z"'],
    [
      "import type { Sum } from './features/cart';",
      'export * from "./a"\nexport type { Sum } from "./total"\nexport * from "./z"',
    ],
  );
  added(
    'a default under the name that it has in the importer',
    ["import sum from './features/cart/total';", 'export const own = 1;'],
    [
      "import { sum } from './features/cart';",
      "export const own = 1;\nexport { default as sum } from './total';",
    ],
  );
  added(
    'several names at once, types apart',
    ["import count, { total, Sum } from './features/cart/total';", "export { own } from './own';"],
    [
      "import { count, total, Sum } from './features/cart';",
      "export { own } from './own';\nexport { default as count, total } from './total';\nexport type { Sum } from './total';",
    ],
  );
  added(
    'only what it lacks',
    ["import { total, Sum } from './features/cart/total';", "export { total } from './total';"],
    [
      "import { total, Sum } from './features/cart';",
      "export { total } from './total';\nexport type { Sum } from './total';",
    ],
  );
  added(
    'what is used of a namespace',
    [
      "import * as cart from './features/cart/total';\nexport const a = cart.total;",
      "export { own } from './own';",
    ],
    [
      "import * as cart from './features/cart';\nexport const a = cart.total;",
      "export { own } from './own';\nexport { total } from './total';",
    ],
  );
});

function refused(name: string, app: string, entry: string, reason: RegExp, more = total): void {
  test(name, () =>
    checkRefusal({
      rule,
      policy,
      fix: 'public-entry',
      before: `//- app.ts\n${app}\n${more}//- features/cart/index.ts\n${entry}`,
      refused: reason,
    }),
  );
}

describe('the public entry is left as it is when', () => {
  refused(
    'the file imports the entry',
    "import { total } from './features/cart/total';",
    'export const own = 1;',
    /"features\/cart\/total.ts" imports "features\/cart\/index.ts".*cycle/,
    `//- features/cart/total.ts\nimport { own } from './index';\nexport const total = own;\n`,
  );
  refused(
    'the file imports the importer',
    "import { total } from './features/cart/total';\nexport const app = total;",
    'export const own = 1;',
    /cycle/,
    `//- features/cart/total.ts\nimport { app } from '../../app';\nexport const total = app;\n`,
  );
  refused(
    'a default has no name',
    "export const a = import('./features/cart/total').then((m) => m.default);",
    'export const own = 1;',
    /has no name/,
  );
});

test('a type needs no cycle to be passed on', () =>
  checkFix({
    rule,
    policy,
    before: `//- app.ts
import type { Sum } from './features/cart/total';
//- features/cart/total.ts
import { own } from './index';
export const a = own;
export interface Sum {}
//- features/cart/index.ts
export const own = 1;`,
    after: `//- app.ts
import type { Sum } from './features/cart';
//- features/cart/index.ts
export const own = 1;
export type { Sum } from './total';`,
  }));
