import { test } from 'node:test';
import { journey } from './journey.ts';

test('the policy counts over its layers, leads to their violations, and completes globs with what they match', () =>
  journey('examples/shop', async ({ page, open, goTo, screenshot }) => {
    await open('parapet.jsonc');
    const lens = page.locator('.codelens-decoration');
    await lens
      .filter({ hasText: /\d+ files?$/ })
      .first()
      .waitFor();
    await screenshot('policy');
    await lens
      .locator('a', { hasText: /violation/ })
      .first()
      .click();
    const peek = page.locator('.peekview-widget');
    await peek.locator('.monaco-list-row', { hasText: 'contracts-types' }).first().waitFor();
    await screenshot('policy-violations');
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'hidden' });
    await goTo(25, 56);
    await page.keyboard.press('Control+Space');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows
      .filter({ hasText: /\/\*\*/ })
      .first()
      .waitFor();
    await screenshot('policy-completion');
    await page.keyboard.press('Escape');
    await goTo(25, 13);
    for (const [name, text] of [
      ['x-key', '"'],
      ['x-key2', ''],
    ] as const) {
      await page.keyboard.type(text);
      await page.keyboard.press('Control+Space');
      await new Promise((r) => setTimeout(r, 2500));
      await screenshot(name);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Control+Z');
    await goTo(2, 3);
    await page.keyboard.press('Control+Shift+KeyK');
    await goTo(24, 13);
    await page.keyboard.type('"');
    await page.keyboard.press('Control+Space');
    await new Promise((r) => setTimeout(r, 2500));
    await screenshot('x-key3');
    await page.keyboard.press('Control+Shift+KeyO');
    await new Promise((r) => setTimeout(r, 2500));
    await screenshot('x-symbols');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('.view-line', { hasText: '"exclude"' }).getByText('"exclude"').hover();
    await new Promise((r) => setTimeout(r, 2500));
    await screenshot('x-hover');
    await page.locator('.view-line', { hasText: '"ui"' }).getByText('"ui"').first().hover();
    await new Promise((r) => setTimeout(r, 2500));
    await screenshot('x-hover2');
  }));
