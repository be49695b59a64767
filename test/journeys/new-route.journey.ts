import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { startChange } from './agreed-shop.ts';
import { commandLineSaysGo, doneList, makeRoom, openedBulb } from './done-list.ts';
import { journey } from './journey.ts';
import { runCommand } from './palette.ts';

const routes = 'services/catalog/src/http/product-routes.ts';
const contract = 'contracts/catalog.openapi.yaml';
const item = 'Contracts come first, with a new version';
const message =
  'GET /products/{sku}/related is served since this change, and "contracts/catalog.openapi.yaml" does not promise it.';
const route = "\nserver.get('/products/:sku/related', async (request) => findProduct(request.params.sku));";

test('a new route is promised by a fix, its contract gets a new version by another, and the change is clean', () =>
  journey(
    'examples/shop',
    async ({ page, folder, errors, open, goTo, pointAtError, lightBulb, screenshot }) => {
      const list = doneList(page);
      const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8');
      await open(routes);
      await goTo(23, 200);
      await page.keyboard.insertText(route);
      await goTo(24, 20);
      await errors.first().waitFor();
      const hover = await pointAtError('contracts/implementation-first');
      assert.ok((await hover.textContent())?.includes(message));
      await screenshot('new-route-hover');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+KeyS');

      await runCommand(page, 'Parapet: Check Definition of Done');
      await list.blocks(item);
      await page.locator('.notification-toast', { hasText: 'No-Go: 1 blocking.' }).waitFor();
      await screenshot('new-route-blocks');
      // The item leads to the route with the light bulb open.
      await makeRoom(page);
      await list.act(item, 'Fix');
      const entries = await openedBulb(page, lightBulb);
      await screenshot('new-route-light-bulb');
      await entries.filter({ hasText: 'Add GET /products/{sku}/related' }).first().click();
      await errors.first().waitFor({ state: 'detached' });
      // What the route is now leads to what promises it.
      const lens = page.locator('.codelens-decoration a', { hasText: 'GET /products/{sku}/related' });
      await lens.waitFor();
      await screenshot('new-route-known');
      await lens.click();
      await page.locator('.tabs-container .tab.active', { hasText: 'catalog.openapi.yaml' }).waitFor();
      await page.locator('.view-line', { hasText: '/products/{sku}/related:' }).waitFor();
      await screenshot('new-route-promised');
      await page.keyboard.press('Control+KeyS');

      // What promises more is another version.
      await goTo(5, 14);
      await errors.first().waitFor();
      const versions = await lightBulb();
      await screenshot('new-route-version');
      await versions.filter({ hasText: 'to 1.5.0' }).first().click();
      await page.locator('.view-line', { hasText: 'version: 1.5.0' }).waitFor();
      await page.keyboard.press('Control+KeyS');
      await list.leaves(item);
      await list.status('Go');
      await screenshot('new-route-clean');
      assert.match(read(contract), /version: 1\.5\.0\n/);
      assert.match(read(contract), /# The warehouse feed will write through this one/);
      commandLineSaysGo(folder);
    },
    (folder) => startChange(folder, 'related-products'),
  ));
