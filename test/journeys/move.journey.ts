import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { journey } from './journey.ts';

const source = 'services/checkout/src';

test('a move that breaks boundaries says so, shows them, and can be taken back', () =>
  journey('examples/shop', async ({ page, folder, open, screenshot }) => {
    const at = (file: string) => fs.existsSync(path.join(folder, source, file));
    await open(`${source}/http/order-routes.ts`);
    await page.locator('.statusbar-item', { hasText: 'TypeScript' }).first().waitFor();
    // The editor in a browser asks for the clipboard when files are pasted.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const rows = page.locator('.explorer-folders-view .monaco-list-row');
    const row = (name: string) => rows.filter({ hasText: new RegExp(`^${name}$`) }).first();
    await row('order-routes.ts').click();
    await page.keyboard.press('Control+x');
    await row('domain').click();
    await page.keyboard.press('Control+v');

    const imports = page.locator('.monaco-dialog-box', { hasText: 'Update imports' });
    await imports.waitFor();
    await screenshot('move-imports');
    await imports.getByRole('button', { name: 'Yes' }).click();
    const toast = page.locator('.notification-toast', { hasText: 'Moving "order-routes.ts"' });
    await toast.waitFor();
    await screenshot('move-warning');
    assert.match(
      (await toast.textContent()) ?? '',
      /breaks \d boundaries.*Layer "domain" must not import layer "application", which is above it\./,
    );
    assert.ok(at('domain/order-routes.ts'));

    await toast.getByRole('button', { name: 'Show What Breaks' }).click();
    const preview = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await preview.getByRole('heading', { name: 'Moving "order-routes.ts"' }).waitFor();
    await screenshot('move-page');
    await preview.getByRole('link', { name: 'domain/order-routes.ts:3' }).first().click();
    await page.locator('.tabs-container .tab.active', { hasText: 'order-routes.ts' }).waitFor();

    await toast.getByRole('button', { name: 'Undo Move' }).click();
    await imports.waitFor();
    await imports.getByRole('button', { name: 'Yes' }).click();
    await row('order-routes.ts').waitFor();
    assert.ok(at('http/order-routes.ts') && !at('domain/order-routes.ts'));
    await screenshot('move-undone');
  }));

test('the policy follows a folder that it names', () =>
  journey('examples/shop', async ({ page, open, screenshot }) => {
    await open('apps/web/src/ui/app.tsx');
    const rows = page.locator('.explorer-folders-view .monaco-list-row');
    await rows.filter({ hasText: /^ui$/ }).first().click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('screens');
    await page.keyboard.press('Enter');
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'Parapet' });
    await dialog.waitFor();
    await screenshot('move-policy-asks');
    await dialog.getByRole('button', { name: 'OK' }).click();
    await rows
      .filter({ hasText: /^screens$/ })
      .first()
      .waitFor();
    // What lies between scripts the editor rewrites itself, and so it asks, too.
    const imports = page.locator('.monaco-dialog-box', { hasText: 'Update imports' });
    await imports.waitFor();
    await imports.getByRole('button', { name: 'Yes' }).click();
    await page.locator('.view-line', { hasText: "'@/screens/components/button'" }).waitFor();
    await open('parapet.jsonc');
    await page.locator('.view-line', { hasText: 'apps/web/src/screens/**' }).waitFor();
    await screenshot('move-policy');
  }));
