import { test } from 'node:test';
import { journey } from './journey.ts';

test('an import past a public entry is led through it by the first entry of the light bulb', () =>
  journey('examples/shop', async ({ page, errors, open, goTo, lightBulb, screenshot }) => {
    await open('apps/web/src/ui/pages/delivery-page.tsx');
    await errors.nth(1).waitFor();
    await goTo(2, 35);
    const entries = await lightBulb();
    await entries.filter({ hasText: 'Accept architecture/private-import in the baseline' }).waitFor();
    await screenshot('public-entry-light-bulb');
    await entries.first().click();
    await page.locator('.view-line', { hasText: "isPostcode } from '@/ui/delivery'" }).waitFor();
    await screenshot('public-entry-applied');
  }));
