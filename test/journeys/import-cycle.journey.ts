import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey } from './journey.ts';

test('an import cycle ends with the fix that the light bulb prefers', () =>
  journey('examples/shop', async ({ page, errors, open, goTo, lightBulb, screenshot }) => {
    await open('services/checkout/src/domain/basket.ts');
    await goTo(2, 35);
    await errors.first().waitFor();
    const entries = await lightBulb();
    const fix = entries.filter({ hasText: 'type-only' }).first();
    assert.match((await fix.textContent()) ?? '', /promotion\.ts/);
    await screenshot('import-cycle-light-bulb');
    await fix.click();
    await errors.first().waitFor({ state: 'detached' });
    await open('services/checkout/src/domain/promotion.ts');
    await page.locator('.tab.active.dirty').waitFor();
    await page
      .locator('.view-line', { hasText: "import type { Basket, BasketLine } from './basket.js';" })
      .waitFor();
    await screenshot('import-cycle-gone');
  }));
