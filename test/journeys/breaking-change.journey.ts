import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { startChange } from './agreed-shop.ts';
import { commandLineSaysGo, doneList } from './done-list.ts';
import { journey } from './journey.ts';
import { runCommand } from './palette.ts';

const contract = 'contracts/checkout.openapi.yaml';
const item = 'Contracts come first, with a new version';
const message = 'GET /prices/{sku} was removed, which breaks callers and asks for version 3.0.0';

test('a change that breaks callers says so, what was promised is kept as deprecated, and the change is clean', () =>
  journey(
    'examples/shop',
    async ({ page, folder, errors, open, goTo, pointAtError, lightBulb, screenshot }) => {
      const list = doneList(page);
      const lines = fs.readFileSync(path.join(folder, contract), 'utf8').split('\n');
      const first = lines.indexOf('  /prices/{sku}:');
      const end = lines.indexOf('components:');
      await open(contract);
      await goTo(first + 1, 1);
      for (let line = first; line < end; line++) await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Delete');
      await page.keyboard.press('Control+KeyS');
      await runCommand(page, 'Parapet: Check Definition of Done');
      await list.blocks(item);
      await page.locator('.notification-toast', { hasText: 'No-Go: 2 blocking.' }).waitFor();
      await page.keyboard.press('Control+1');
      await goTo(10, 2);
      await errors.first().waitFor();
      const hover = await pointAtError('contracts/breaking-change');
      assert.ok((await hover.textContent())?.includes(message));
      await screenshot('breaking-change-hover');
      await page.keyboard.press('Escape');

      const entries = await lightBulb();
      await screenshot('breaking-change-light-bulb');
      await entries.filter({ hasText: 'Restore GET /prices/{sku} as deprecated' }).first().click();
      await errors.first().waitFor({ state: 'detached' });
      await goTo(first + 4, 1);
      await page.locator('.view-line', { hasText: 'deprecated: true' }).waitFor();
      await screenshot('breaking-change-kept');
      await page.keyboard.press('Control+KeyS');

      await goTo(5, 14);
      await errors.first().waitFor();
      const versions = await lightBulb();
      await screenshot('breaking-change-version');
      await versions.filter({ hasText: 'to 2.2.0' }).first().click();
      await page.locator('.view-line', { hasText: 'version: 2.2.0' }).waitFor();
      await page.keyboard.press('Control+KeyS');
      await list.leaves(item);
      await list.status('Go');
      await screenshot('breaking-change-clean');
      assert.match(fs.readFileSync(path.join(folder, contract), 'utf8'), /deprecated: true/);
      commandLineSaysGo(folder);
    },
    (folder) => startChange(folder, 'fewer-promises'),
  ));
