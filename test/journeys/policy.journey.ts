import { test } from 'node:test';
import { journey } from './journey.ts';

test('the policy counts over its layers, leads to their violations, and completes globs with what they match', () =>
  journey('examples/shop', async ({ page, open, goTo, screenshot }) => {
    await open('parapet.jsonc');
    await goTo(40, 1);
    const violations = page.locator('.codelens-decoration a', { hasText: /^\d+ files, \d+ violation/ });
    await violations.first().waitFor();
    await screenshot('policy');
    await violations.first().click();
    const peek = page.locator('.peekview-widget');
    await peek.locator('.monaco-list-row', { hasText: 'from' }).first().waitFor();
    await screenshot('policy-violations');
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'hidden' });
    await goTo(22, 33);
    await page.keyboard.press('Control+Space');
    const suggested = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: '/**' });
    await suggested.first().waitFor();
    await screenshot('policy-completion');
  }));
