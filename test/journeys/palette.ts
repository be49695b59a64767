import type { Page } from 'playwright-core';

/**
 * Runs a command through the palette, which lists the commands that were known when it opened: a person who is quicker
 * than the editor opens it again.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
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
