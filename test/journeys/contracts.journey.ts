import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { journey } from './journey.ts';

const contract = `openapi: 3.1.0
info: { title: Orders, version: 1.2.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      responses: { "200": { description: The orders. } }
    post:
      operationId: createOrder
      responses: { "201": { description: The order. } }
  /orders/{id}:
    put:
      operationId: replaceOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The order. } }
  /invoices:
    get:
      operationId: listInvoices
      responses: { "200": { description: The invoices. } }
`;
const routes = `import express from 'express';
import { create, list, listAgain, replace } from './handlers';

export const app = express();

app.get('/orders', list);
app.post('/orders', create);
app.patch('/orders/:id', replace);

export const again = express();
again.get('/orders', listAgain);
`;
const handlers = `export function list(): void {}
export function listAgain(): void {}
export function create(): void {}
export function replace(): void {}
`;
const policy = `{
  "services": [
    {
      "name": "orders",
      "files": "src/**",
      "owner": "@acme/orders",
      "contracts": [{ "file": "contracts/orders.openapi.yaml" }]
    }
  ]
}
`;

/** An example as small as can be: a service of two files and what it promises. */
function makeOrders(folder: string): void {
  for (const name of fs.readdirSync(folder))
    if (name !== 'node_modules') fs.rmSync(path.join(folder, name), { recursive: true });
  const files = {
    'parapet.jsonc': policy,
    'contracts/orders.openapi.yaml': contract,
    'src/routes.ts': routes,
    'src/handlers.ts': handlers,
  };
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

test('a contract shows what serves it, code what it promises, and each leads to the other', () =>
  journey(
    'examples/shop',
    async ({ page, open, goTo, screenshot }) => {
      const lens = (text: string | RegExp) => page.locator('.codelens-decoration a', { hasText: text });
      const peek = page.locator('.peekview-widget');
      const hover = (text: string) => page.locator('.monaco-hover:visible', { hasText: text }).first();
      await open('contracts/orders.openapi.yaml');
      await lens('served at src/routes.ts:6 and 1 more').waitFor();
      await screenshot('contract-lenses');
      await lens('served at src/routes.ts:6 and 1 more').click();
      await peek.locator('.monaco-list-row').first().waitFor();
      await screenshot('contract-peek');
      await page.keyboard.press('Escape');
      await goTo(6, 22);
      await page.keyboard.press('Control+KeyK');
      await page.keyboard.press('Control+KeyI');
      await hover('Served at').waitFor();
      await screenshot('contract-hover');
      await page.keyboard.press('Escape');
      await lens('served at src/routes.ts:7').click();
      await page.locator('.tabs-container .tab.active', { hasText: 'routes.ts' }).waitFor();
      await lens('POST /orders · orders.openapi.yaml 1.2.0 · createOrder').waitFor();
      await goTo(8, 14);
      await page.keyboard.press('Control+KeyK');
      await page.keyboard.press('Control+KeyI');
      await hover('Meant as').waitFor();
      await screenshot('contract-route');
      await page.keyboard.press('Escape');
      await page.keyboard.press('F12');
      await page.locator('.tabs-container .tab.active', { hasText: 'orders.openapi.yaml' }).waitFor();
      await screenshot('contract-definition');
    },
    makeOrders,
  ));
