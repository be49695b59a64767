import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { FrameLocator } from 'playwright-core';
import { journey } from './journey.ts';
import { runCommand } from './palette.ts';

const box = (view: FrameLocator, name: string) => view.locator(`.box[aria-label^="${name}"]`);

test('the picture follows the policy that is written from it, and a click on a file opens it', () =>
  journey('examples/shop', async ({ page, folder, screenshot }) => {
    const policy = path.join(folder, 'parapet.jsonc');
    const before = fs.readFileSync(policy, 'utf8');
    await runCommand(page, 'Parapet: Show Architecture');
    await page.locator('.tab.active', { hasText: 'Architecture of shop' }).waitFor();
    const view = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await box(view, 'layer domain').waitFor();
    await screenshot('architecture');

    await box(view, 'service checkout').focus();
    await page.keyboard.press('+');
    const jobs = box(view, 'folder services/checkout/src/jobs');
    await jobs.click({ modifiers: ['Shift'], position: { x: 20, y: 20 } });
    await view.getByLabel('Name of the layer').fill('jobs');
    await view.getByLabel('Place of the layer').selectOption('above');
    await view.getByLabel('By which layer').selectOption('application');
    await view.getByRole('button', { name: 'Preview' }).click();
    await view
      .getByText('The layer "jobs" holds "services/checkout/src/jobs/**", above "application".')
      .first()
      .waitFor();
    await view
      .getByText(/findings? (?:in place of|more or less)/)
      .first()
      .waitFor();
    await screenshot('architecture-preview');
    assert.equal(fs.readFileSync(policy, 'utf8'), before);
    await view.getByRole('button', { name: 'Write to the policy' }).click();
    await box(view, 'layer jobs').waitFor();
    const written = fs.readFileSync(policy, 'utf8');
    assert.match(written, /\{ "name": "jobs", "files": "services\/checkout\/src\/jobs\/\*\*" \},\n/);
    assert.equal(written.replace(/ *\{ "name": "jobs".*\n/, ''), before);

    await box(view, 'layer domain').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await view.getByText('The layer "domain" stands above "application".').first().waitFor();
    await screenshot('architecture-order');
    await view.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(fs.readFileSync(policy, 'utf8'), written);

    const [money, application] = await Promise.all(
      ['layer money', 'layer application'].map((name) => box(view, name).boundingBox()),
    );
    assert.ok(money && application);
    await page.mouse.move(money.x + 12, money.y + 10);
    await page.mouse.down();
    await page.mouse.move(application.x + 12, application.y + application.height - 3, { steps: 8 });
    await screenshot('architecture-drag');
    await page.mouse.up();
    await view.getByText('The layer "money" stands below "application".').first().waitFor();
    await view.getByRole('button', { name: 'Cancel' }).click();

    await view.getByLabel('Find a file').first().fill('checkout domain order.ts');
    await view.locator('.matches').getByRole('button').first().click();
    await box(view, 'services/checkout/src/domain/order.ts').click();
    await page.locator('.tab', { hasText: 'order.ts' }).waitFor();
    await screenshot('architecture-file');
  }));
