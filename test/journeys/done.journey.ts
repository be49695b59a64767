import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { answer, commandLineSaysGo, doneList, makeRoom, openedBulb, pick } from './done-list.ts';
import { journey } from './journey.ts';
import { runCommand } from './palette.ts';
import { author } from './shop-copy.ts';
import { leaveUnfinished } from './unfinished-shop.ts';

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
      const entries = await openedBulb(page, lightBulb);
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
  commandLineSaysGo(folder);
}
