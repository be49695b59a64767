import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrives, journey } from './journey.ts';

test('a completion that would break a boundary says so in the list and in its details, and so does the fix', () =>
  journey('examples/shop', async ({ page, open, goTo, lightBulb, screenshot }) => {
    await open('services/checkout/src/domain/delivery.ts');
    await goTo(4, 200);
    await page.keyboard.type('\nexport const page = order', { delay: 40 });
    const rows = page.locator('.suggest-widget .monaco-list-row');
    const marked = rows.filter({ hasText: '⊘ domain ↛ http' });
    // The list that was asked for before the TypeScript server was ready stays as it is.
    for (let tries = 8; tries > 0 && (await marked.count()) === 0; tries--) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Space');
      await arrives(marked.first(), 2000);
    }
    await marked.first().waitFor();
    await screenshot('completion-list');
    await page.keyboard.press('Escape');
    await page.keyboard.type('Rou', { delay: 40 });
    await marked.first().waitFor();
    const details = page.locator('.suggest-details', { hasText: 'which is above it' });
    for (let tries = 4; tries > 0 && !(await details.isVisible()); tries--) {
      await page.keyboard.press('Control+Space');
      await arrives(details, 2000);
    }
    await details.waitFor();
    await screenshot('completion-details');
    assert.match((await details.textContent()) ?? '', /architecture\/upward-import/);

    await page.keyboard.press('Escape');
    for (const _ of 'orderRou') await page.keyboard.press('Backspace');
    await page.keyboard.insertText('registerOrderRoutes;');
    await page.keyboard.press('Control+s');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    const entries = await lightBulb();
    await screenshot('completion-fix');
    await entries.filter({ hasText: '⊘ domain ↛ http' }).first().waitFor();
  }));
