import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { contract, leaveCareless } from './careless-shop.ts';
import { answer, commandLineSaysGo, doneList, makeRoom, pick } from './done-list.ts';
import { arrives, journey } from './journey.ts';
import { runCommand } from './palette.ts';

const titles = {
  check: 'No other new error',
  security: 'No new security finding',
  policy: 'The policy is as strict as before',
  silence: 'Every new suppression says why',
  contract: 'Contracts come first, with a new version',
  docs: 'What others rely on is documented',
  decision: 'Structure changes with a decision',
  commits: 'The commits say what they are',
  operable: 'What is deployed can be operated',
} as const;

const decision = `# Leave moment out

## Status

accepted

## Decision

Dates are plain values, so that moment is not used.
`;

test('what a change leaves undone beside its code is seen in the list and mended until it is a Go', () =>
  journey(
    'examples/shop',
    async ({ page, folder, lightBulb, screenshot }) => {
      const list = doneList(page);
      const write = (file: string, text: string) => {
        fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        fs.writeFileSync(path.join(folder, file), text);
      };
      await list.status('No-Go 9');
      await runCommand(page, 'Parapet: Check Definition of Done');
      await list.blocks(titles.check);
      await makeRoom(page);
      for (const title of Object.values(titles)) await list.blocks(title);
      await screenshot('done-more-no-go');

      // A finding with a fix: the light bulb at its place.
      await list.act(titles.check, 'Fix');
      const opened = page.locator('.action-widget .monaco-list-row.action');
      const entries = (await arrives(opened.first(), 8000)) ? opened : await lightBulb();
      await entries.filter({ hasText: 'Write "@acme/web"' }).first().click();
      await page.locator('.view-line', { hasText: '/apps/ @acme/web' }).waitFor();
      await page.keyboard.press('Control+KeyS');
      await list.status('No-Go 8');
      await list.leaves(titles.check);

      // A click leads to the line, where the reason is written and the weakness is mended.
      await list.row(titles.silence).click();
      await editLine(page, 'voucher.ts', 'no-console', ' -- the till reads it', 'End');
      await list.status('No-Go 7');
      await list.leaves(titles.silence);
      await list.row(titles.security).click();
      await editLine(page, 'voucher.ts', 'Math.random', 'return crypto.randomUUID();', 'Home', 'Shift+End');
      await list.act(titles.security, 'Run Task');
      await pick(page, 'report:scan');
      await list.status('No-Go 6');
      await list.leaves(titles.security);

      await list.act(titles.policy, 'Waive…');
      await answer(page, 'Why?', 'leaked types are told by the compiler');
      await answer(page, 'Until which day', '');
      await list.status('No-Go 5');
      await list.leaves(titles.policy);

      // What is written outside of the editor is followed.
      const described = fs.readFileSync(path.join(folder, contract), 'utf8');
      write(contract, described.replace('version: 1.0.0', 'version: 1.1.0'));
      await list.status('No-Go 4');
      await list.leaves(titles.contract);
      write('packages/money/README.md', '# Money\n\n`houseCurrency` is what prices are kept in.\n');
      await list.status('No-Go 3');
      await list.leaves(titles.docs);
      write('docs/adr/0002-no-moment.md', decision);
      await list.status('No-Go 2');
      await list.leaves(titles.decision);
      write('services/catalog/RUNBOOK.md', '# Catalog\n\n## Roll back\n\nStart the image before.\n');
      await list.status('No-Go 1');
      await list.leaves(titles.operable);
      await screenshot('done-more-last');
      execFileSync('git', ['commit', '--quiet', '--amend', '--message', 'feat(checkout): sell vouchers'], {
        cwd: folder,
      });
      await list.status('Go');
      await list.leaves(titles.commits);
      await list.row('Done').click();
      for (const title of Object.values(titles)) await list.row(title).waitFor();
      await screenshot('done-more-go');
      commandLineSaysGo(folder);
    },
    leaveCareless,
  ));

/** Waits for the line that a click led to, types at the cursor after some keys, and saves. */
async function editLine(page: Page, file: string, line: string, text: string, ...keys: readonly string[]) {
  await page.locator('.tab.active', { hasText: file }).waitFor();
  await page.locator('.monaco-editor .view-line', { hasText: line }).first().click();
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+KeyS');
}
