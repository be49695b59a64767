import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { journey } from './journey.ts';

const delivery = 'services/checkout/src/domain/delivery.ts';

test('an upward import is underlined while it is typed, explained under the pointer, and suppressed with a reason', () =>
  journey(
    'examples/shop',
    async ({ page, folder, errors, open, goTo, pointAtError, lightBulb, screenshot }) => {
      await open(delivery);
      await goTo(7, 200);
      await page.keyboard.type("\nif (postcode === '') throw new HttpError(422, 'Where to?');");
      await goTo(1, 1);
      await page.keyboard.type("import { HttpError } from '../http/http-error.js';\n");
      const message = 'Layer "domain" must not import layer "http", which is above it.';

      await goTo(1, 35);
      await errors.first().waitFor();
      await page.locator('.tab.active.dirty').waitFor();
      assert.doesNotMatch(fs.readFileSync(path.join(folder, delivery), 'utf8'), /HttpError/);

      const hover = await pointAtError('architecture/upward-import');
      assert.ok((await hover.textContent())?.includes(message));
      assert.equal(await errors.count(), 1);
      await screenshot('upward-import-hover');

      await page.keyboard.press('Escape');
      await hover.waitFor({ state: 'hidden' });
      const entries = await lightBulb();
      await screenshot('upward-import-light-bulb');
      await entries
        .filter({ hasText: /suppress/i })
        .first()
        .click();
      await page.locator('.view-line', { hasText: 'parapet-allow architecture/upward-import:' }).waitFor();
      await page.keyboard.type('moves with the next release');
      await errors.first().waitFor({ state: 'detached' });
      await page.locator('.view-line', { hasText: 'moves with the next release' }).waitFor();
      await screenshot('upward-import-suppressed');
    },
  ));
