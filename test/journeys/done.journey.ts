import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { arrives, journey } from './journey.ts';
import { runCommand } from './palette.ts';
import { author, leaveUnfinished } from './unfinished-shop.ts';

const record = 'governance/changes/island-surcharge.yaml';

test('a change is held against the Definition of Done, and each item is mended by its action until it is a Go', () =>
  journey(
    'examples/shop',
    async ({ page, folder, lightBulb, screenshot }) => {
      const list = doneList(page);
      // The policy declares gates, so that the verdict shows unasked.
      await list.status('No-Go 3');
      await runCommand(page, 'Parapet: Check Definition of Done');
      const toast = page.locator('.notification-toast', {
        hasText: 'No-Go: 3 blocking, 3 unknown, 1 to attest.',
      });
      await toast.waitFor();
      await makeRoom(page);
      await list.row('No new violation of the architecture').waitFor();
      await list.header.filter({ hasText: /main…island-surcharge · \d+ files/ }).waitFor();
      await screenshot('done-no-go');
      await toast.hover();
      await toast.locator('.action-label[aria-label^="Clear Notification"]').click();

      // A finding with a fix: the light bulb at its place.
      await list.act('No new violation of the architecture', 'Fix');
      // The menu is dropped while TypeScript reads a document that has just been opened: then a person asks again.
      const opened = page.locator('.action-widget .monaco-list-row.action');
      const entries = (await arrives(opened.first(), 8000)) ? opened : await lightBulb();
      await screenshot('done-fix');
      await entries.filter({ hasText: '"@/ui/delivery"' }).first().click();
      await page.locator('.view-line', { hasText: "from '@/ui/delivery';" }).first().waitFor();
      await page.keyboard.press('Control+KeyS');
      await list.status('No-Go 2');

      // A click leads to the place; the line goes.
      await list.row('Nothing is left for later').click();
      await page.locator('.tab.active', { hasText: 'delivery.ts' }).waitFor();
      await page.locator('.monaco-editor .view-line', { hasText: 'ask the carrier' }).click();
      await page.keyboard.press('Control+Shift+KeyK');
      await page.keyboard.press('Control+KeyS');
      await list.status('No-Go 1');

      // Owners are given outside of the editor.
      fs.appendFileSync(path.join(folder, '.github/CODEOWNERS'), '/apps/web/src/ui/pages/ @acme/web\n');
      await list.status('Unknown');

      // A task writes what is missing, and the list follows by itself.
      await list.act('The tests pass', 'Run Task');
      await pick(page, 'report:tests');
      await list.status('No-Go 1');
      await list.row('The added lines are covered').click();
      await page.locator('.tab.active', { hasText: 'delivery.ts' }).waitFor();
      await screenshot('done-uncovered');
      fs.writeFileSync(path.join(folder, 'services/checkout/src/domain/delivery.test.ts'), 'export {};\n');
      await list.act('The added lines are covered', 'Run Task');
      await pick(page, 'report:tests');
      await list.status('Unknown');

      await list.act('No new vulnerability', 'Run Task');
      await pick(page, 'report:audit');
      await list.status('No-Go 1');
      await list.act('No new vulnerability', 'Waive…');
      await answer(page, 'Why?', 'a shim of the build, replaced with #42');
      await page.locator('.quick-input-widget:visible', { hasText: 'Until which day' }).waitFor();
      await screenshot('done-waive');
      await page.keyboard.press('Enter');
      await list.status('Unknown');

      await list.act('The threat model is up to date', 'Attest…');
      await pick(page, '@acme/security');
      await answer(page, 'note', 'STRIDE, document 12');
      await list.status('Go');
      await screenshot('done-go');

      // The next start paints what was known, until the server has answered.
      await page.reload();
      await list.header.filter({ hasText: 'as of' }).waitFor();
      await list.row('Done').waitFor();
      await list.header.filter({ hasNotText: 'as of' }).waitFor();
      await list.status('Go');

      agreesWithCommandLine(folder);
    },
    leaveUnfinished,
  ));

/** What was written down, and what the command line says of it. */
function agreesWithCommandLine(folder: string): void {
  const written = fs.readFileSync(path.join(folder, record), 'utf8');
  assert.match(written, /item: threat-model\n\s+by: "@acme\/security"/);
  assert.match(written, new RegExp(`item: no-new-vulnerabilities\\n\\s+by: ${author}`));
  const { status, stdout } = spawnSync(process.execPath, [path.resolve('dist/cli.cjs'), 'done'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: '' },
  });
  assert.equal(status, 0, stdout);
}

interface DoneList {
  /** The row of an item, by its title. */
  row(title: string): Locator;
  /** Its name, with what stands beside it. */
  readonly header: Locator;
  /** Presses an inline action of an item's row. */
  act(title: string, action: string): Promise<void>;
  /** Waits for what the status bar says. */
  status(text: string): Promise<void>;
}

function doneList(page: Page): DoneList {
  const pane = page.locator('.pane', { hasText: 'Definition of Done' });
  const row = (title: string) => pane.locator('.monaco-list-row', { hasText: title }).first();
  return {
    row,
    header: pane.locator('.pane-header').first(),
    // Rows move while the list follows what happens, and a person points again.
    act: async (title, action) => {
      const button = row(title).locator(`.action-label[aria-label^="${action}"]`);
      for (let tries = 4; tries > 0; tries--) {
        await row(title).hover();
        if (await arrives(button, 3000)) return button.click();
        await page.mouse.move(800, 700);
      }
      throw new Error(`"${title}" has no action "${action}"`);
    },
    status: async (text) => {
      const item = page.locator('.statusbar-item[id="parapet.parapet.parapet.done"]');
      const exact = new RegExp(`^\\W*${text}\\W*$`);
      if (!(await arrives(item.filter({ hasText: exact }), 30_000))) {
        throw new Error(`the status bar says "${await item.textContent()}" in place of "${text}"`);
      }
      // The list follows a moment later, and nobody presses what is about to move.
      const number = /\d+/.exec(text)?.[0];
      const blocking = pane.locator('.monaco-list-row', { hasText: /^Blocking/ });
      if (!(await pane.locator('.monaco-list-row').first().isVisible())) return;
      if (number === undefined) await blocking.waitFor({ state: 'detached' });
      else await blocking.filter({ hasText: number }).waitFor();
    },
  };
}

/** A person who works with the list gives it room: the others are folded, and the side bar is widened. */
async function makeRoom(page: Page): Promise<void> {
  for (const name of ['Changes', 'Graph'])
    await page.locator('.pane-header', { hasText: name }).first().click();
  const bar = await page.locator('.part.sidebar').boundingBox();
  if (bar === null) return;
  const edge = bar.x + bar.width + 1;
  await page.mouse.move(edge, 600);
  await page.mouse.down();
  await page.mouse.move(edge + 280, 600, { steps: 4 });
  await page.mouse.up();
}

async function pick(page: Page, label: string): Promise<void> {
  const found = page.locator('.quick-input-list .monaco-list-row', { hasText: label });
  await found.first().waitFor();
  await page.locator('.quick-input-widget input').fill(label);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: label }).waitFor();
  await page.keyboard.press('Enter');
}

async function answer(page: Page, prompt: string, text: string): Promise<void> {
  const widget = page.locator('.quick-input-widget:visible', { hasText: prompt });
  await widget.locator('input').first().waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}
