import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { codeowners, leaveCareless } from './careless-shop.ts';
import { journey } from './journey.ts';

test('CODEOWNERS tells what a line decides about, completes owners, and leads a dead pattern to what is there', () =>
  journey(
    'examples/shop',
    async ({ page, folder, open, goTo, lightBulb, screenshot }) => {
      await open(codeowners);
      const line = (text: string) => page.locator('.monaco-editor .view-line', { hasText: text }).first();
      await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
      await line('/packages/')
        .locator('span')
        .last()
        .hover({ position: { x: 30, y: 8 } });
      await page.locator('.monaco-hover:visible', { hasText: /decides about \d+ files/ }).waitFor();
      await screenshot('codeowners-hover');
      await page.keyboard.press('Escape');

      await goTo(2, 4);
      const entries = await lightBulb();
      await screenshot('codeowners-fix');
      await entries.filter({ hasText: '"/services/checkout/"' }).first().click();
      await line('/services/checkout/ @acme/services').waitFor();

      await goTo(3, 28);
      await page.keyboard.type(' @acme/se');
      await page.keyboard.press('Control+Space');
      const offered = page.locator('.suggest-widget .monaco-list-row', { hasText: '@acme/security' });
      await offered.first().waitFor();
      await screenshot('codeowners-owners');
      await offered.first().click();
      await line('/packages/ @acme/payments @acme/security').waitFor();
      await page.keyboard.press('Control+KeyS');
      await page.locator('.tab.active:not(.dirty)').waitFor();
      const written = fs.readFileSync(path.join(folder, codeowners), 'utf8');
      assert.match(
        written,
        /^\/services\/checkout\/ @acme\/services\n\/packages\/ @acme\/payments @acme\/security$/m,
      );
    },
    leaveCareless,
  ));
