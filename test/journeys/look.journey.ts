import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { journey } from './journey.ts';
import { runCommand } from './palette.ts';

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
