import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey } from './journey.ts';

test('a leaked type is told in the open file once nobody types', () =>
  journey('examples/shop', async ({ page, open, screenshot }) => {
    await open('services/checkout/src/http/price-routes.ts');
    const squiggle = page.locator('.squiggly-warning');
    await squiggle.first().waitFor({ timeout: 60_000 });
    await page.keyboard.press('Control+Shift+KeyM');
    const rows = page.locator('.markers-panel .monaco-list-row');
    await page.getByPlaceholder(/^Filter/).fill('CatalogPrice');
    const leak = rows.filter({ hasText: 'The inferred type of "priceOf" contains "CatalogPrice"' });
    await leak.waitFor();
    assert.match((await leak.textContent()) ?? '', /architecture\/leaked-type/);
    await screenshot('leaked-type');
  }));
