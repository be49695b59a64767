import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey } from './journey.ts';

test('the Problems view lists what nobody opened, and leads to it', () =>
  journey('examples/shop', async ({ page, screenshot, errors }) => {
    await page.keyboard.press('Control+Shift+KeyM');
    const rows = page.locator('.markers-panel .monaco-list-row');
    await rows.first().waitFor();
    assert.equal(await page.locator('.tab').count(), 0);
    await page.getByPlaceholder(/^Filter/).fill('order.ts');
    const order = rows.filter({ hasText: 'Layer "domain" must not import layer "http"' });
    await order.waitFor();
    assert.match((await order.textContent()) ?? '', /architecture\/upward-import/);
    await order.dblclick();
    await page.locator('.tab.active', { hasText: 'order.ts' }).waitFor();
    await errors.first().waitFor();
    await screenshot('problems');
  }));
