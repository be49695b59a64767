import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { journey } from './journey.ts';

test('a look at a workspace without a policy shows what it keeps, and its links lead to the places', () =>
  journey('examples/shop', async ({ page, folder, screenshot }) => {
    fs.rmSync(path.join(folder, 'parapet.jsonc'));
    await runCommand(page, 'Parapet: Look at this Workspace');
    await page.locator('.tab.active', { hasText: 'Look at shop' }).waitFor();
    const preview = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await preview.getByRole('heading', { name: /^You keep/ }).waitFor();
    await screenshot('look');
    await preview
      .getByRole('link', { name: /basket\.ts:\d+/ })
      .first()
      .click();
    await page.locator('.tab.active', { hasText: 'basket.ts' }).waitFor();
  }));

// The palette lists the commands that were known when it opened: a person who is quicker than the editor opens it again.
async function runCommand(page: Page, title: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title });
  for (let tries = 5; tries > 0; tries--) {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill(`>${title}`);
    const isListed = await row.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
    if (isListed) return page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
  }
  throw new Error(`the palette does not list "${title}"`);
}
