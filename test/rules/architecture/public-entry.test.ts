import { describe, test } from 'node:test';
import { checkFix, checkRefusal } from '../../support/fix.ts';

const rule = 'architecture/private-import';
const policy = `{ "slices": [{ "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"] }] }`;
const total = `//- features/cart/total.ts
export const total = 1;
export const tax = 2;
export interface Sum { readonly value: number }
export class Basket {}
export default function count() {}
`;
const entry = `//- features/cart/index.ts
export { total, tax as vat } from './total';
export type { Sum } from './total';
export { default as count } from './total';
`;

function offered(name: string, before: string, after: string, more = total + entry): void {
  test(name, () =>
    checkFix({
      rule,
      policy,
      fix: 'public-entry',
      before: `//- app.ts\n${before}\n${more}`,
      after: `//- app.ts\n${after}`,
    }),
  );
}

function refused(name: string, app: string, reason: RegExp, more = total + entry): void {
  test(name, () =>
    checkRefusal({
      rule,
      policy,
      fix: 'public-entry',
      before: `//- app.ts\n${app}\n${more}`,
      refused: reason,
    }),
  );
}

describe('an import from the public entry keeps', () => {
  offered(
    'a name',
    "import { total } from './features/cart/total';",
    "import { total } from './features/cart';",
  );
  offered(
    'an alias, under the name that the entry gives',
    "import { tax as rate } from './features/cart/total';",
    "import { vat as rate } from './features/cart';",
  );
  offered(
    'the local name where the entry gives another',
    "import { tax } from './features/cart/total';\nexport const a = tax;",
    "import { vat as tax } from './features/cart';\nexport const a = tax;",
  );
  offered(
    'quotes, markers, comments and attributes',
    'import { type Sum, /* all of it */ total } from "./features/cart/total" with { kind: "x" }; // sums',
    'import { type Sum, /* all of it */ total } from "./features/cart" with { kind: "x" }; // sums',
  );
  offered(
    'a type import',
    "import type { Sum } from './features/cart/total';",
    "import type { Sum } from './features/cart';",
  );
  offered(
    'a default that is a name there',
    "import count from './features/cart/total';",
    "import { count } from './features/cart';",
  );
  offered(
    'a default under another name',
    "import sum from './features/cart/total';",
    "import { count as sum } from './features/cart';",
  );
  offered(
    'a default together with names',
    "import sum, { total } from './features/cart/total';",
    "import { count as sum, total } from './features/cart';",
  );
  offered(
    'a default that is the default there, too',
    "import Sum, { total } from './features/cart/total';",
    "import Sum, { total } from './features/cart';",
    `${total}//- features/cart/index.ts\nexport { default, total } from './total';\n`,
  );
  offered(
    'a name that becomes the default',
    "import { total } from './features/cart/total';",
    "import { default as total } from './features/cart';",
    `${total}//- features/cart/index.ts\nexport { total as default } from './total';\n`,
  );
});

describe('an import from the public entry keeps, too,', () => {
  offered(
    'a namespace of which only what is offered is used',
    "import * as cart from './features/cart/total';\nlet a: cart.Sum = { value: cart.total };",
    "import * as cart from './features/cart';\nlet a: cart.Sum = { value: cart.total };",
  );
  offered(
    'a namespace that is a name there',
    "import * as cart from './features/cart/total';\nexport const all = cart;",
    "import { totals as cart } from './features/cart';\nexport const all = cart;",
    `${total}//- features/cart/index.ts\nexport * as totals from './total';\n`,
  );
  offered(
    'what is exported again',
    "export { total, tax } from './features/cart/total';",
    "export { total, vat as tax } from './features/cart';",
  );
  offered(
    'a module that is loaded on demand',
    "export const a = async () => { const { tax, total: t } = await import('./features/cart/total'); return [tax, t]; };",
    "export const a = async () => { const { vat: tax, total: t } = await import('./features/cart'); return [tax, t]; };",
  );
  offered(
    'what a callback takes of it',
    "export const a = import('./features/cart/total').then(({ total }) => total);\nexport const b = import('./features/cart').then((m) => m.total);",
    "export const a = import('./features/cart').then(({ total }) => total);\nexport const b = import('./features/cart').then((m) => m.total);",
  );
  offered(
    'a type that is named in place',
    "export let a: import('./features/cart/total').Sum;",
    "export let a: import('./features/cart').Sum;",
  );
  offered(
    'the extension that the code writes',
    "import { total } from './features/cart/total.js';",
    "import { total } from './features/cart/index.js';",
  );
  offered(
    'what comes through a star',
    "import { total } from './features/cart/total';",
    "import { total } from './features/cart';",
    `${total}//- features/cart/all.ts\nexport * from './total';\n//- features/cart/index.ts\nexport * from './all';\n`,
  );
  offered(
    'names that join those of an import that is there',
    "import { total } from './features/cart/total';\nimport { count } from './features/cart';\nexport const a = [total, count];",
    "import { count, total } from './features/cart';\nexport const a = [total, count];",
  );
  offered(
    'its own statement where a comment belongs to it',
    "// What it costs.\nimport { total } from './features/cart/total';\nimport { count } from './features/cart';",
    "// What it costs.\nimport { total } from './features/cart';\nimport { count } from './features/cart';",
  );
  offered(
    'its own statement beside an import of types',
    "import { total } from './features/cart/total';\nimport type { Sum } from './features/cart';",
    "import { total } from './features/cart';\nimport type { Sum } from './features/cart';",
  );
});

describe('an import stays, with the reason, when', () => {
  refused('it is there for its effects', "import './features/cart/total';", /what it does when it loads/);
  refused('it takes everything', "export * from './features/cart/total';", /everything/);
  refused(
    'its namespace goes anywhere',
    "import * as cart from './features/cart/total';\nexport const all = cart;",
    /whole module/,
  );
  refused('a name is not there', "import { gone } from './features/cart/total';", /cannot be found/);
  refused(
    'the entry gives something else under the name',
    "import { Basket } from './features/cart/total';",
    /offers another "Basket"/,
    `${total}//- features/cart/index.ts\nexport const Basket = 1;\nexport { total } from './total';\n`,
  );
  refused(
    'the entry offers it only as a type',
    "import { Basket } from './features/cart/total';\nnew Basket();",
    /only as a type/,
    `${total}//- features/cart/index.ts\nexport type { Basket } from './total';\n`,
  );
  refused(
    'the entry imports the importer',
    "import { total } from './features/cart/total';",
    /in a cycle/,
    `${total}//- features/cart/index.ts\nimport '../../app';\nexport { total } from './total';\n`,
  );
  refused('nothing is public', "import { total } from './features/cart/total';", /no public file/, total);
  refused(
    'a mock names the file',
    "import { total } from './features/cart/total';\nvi.mock('./features/cart/total', () => ({}));",
    /mock/,
  );
  refused(
    'the module is CommonJS',
    "import { total } from './features/cart/total';",
    /does not tell/,
    `//- features/cart/total.js\nmodule.exports = { total: 1 };\n${entry}`,
  );
});

test('a cycle of types is none', () =>
  checkFix({
    rule,
    policy,
    before: `//- app.ts
import type { Sum } from './features/cart/total';
export const app: Sum | 1 = 1;
${total}//- features/cart/index.ts
import { app } from '../../app';
export type { Sum } from './total';
export const own = app;`,
    after: `//- app.ts
import type { Sum } from './features/cart';
export const app: Sum | 1 = 1;`,
  }));
