import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { arrives } from './journey.ts';

/** The tree *Definition of Done*, and what the status bar says of it. */
export interface DoneList {
  /** The row of an item, by its title. */
  row(title: string): Locator;
  /** Its name, with what stands beside it. */
  readonly header: Locator;
  /** Waits until an item blocks, as a screen reader hears it. */
  blocks(title: string): Promise<void>;
  /** Waits until it no longer does. */
  leaves(title: string): Promise<void>;
  /** Presses an inline action of an item's row. */
  act(title: string, action: string): Promise<void>;
  /** Waits for what the status bar says. */
  status(text: string): Promise<void>;
}

export function doneList(page: Page): DoneList {
  const pane = page.locator('.pane', { hasText: 'Definition of Done' });
  const row = (title: string) => pane.locator('.monaco-list-row', { hasText: title }).first();
  const blocking = (title: string) => pane.locator(`[aria-label^="${title}. blocks."]`);
  return {
    row,
    header: pane.locator('.pane-header').first(),
    blocks: (title) => blocking(title).waitFor(),
    leaves: (title) => blocking(title).waitFor({ state: 'detached' }),
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
      if (!(await arrives(item.filter({ hasText: exact }), 60_000))) {
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
export async function makeRoom(page: Page): Promise<void> {
  for (const name of ['Changes', 'Graph'])
    await page.locator('.pane-header[aria-expanded="true"]', { hasText: name }).first().click();
  const bar = await page.locator('.part.sidebar').boundingBox();
  if (bar === null) return;
  const edge = bar.x + bar.width + 1;
  await page.mouse.move(edge, 600);
  await page.mouse.down();
  await page.mouse.move(edge + 280, 600, { steps: 4 });
  await page.mouse.up();
}

/** The menu that *Fix* opens; it is dropped while TypeScript reads a document that has just been opened: then a person asks again. */
export async function openedBulb(page: Page, lightBulb: () => Promise<Locator>): Promise<Locator> {
  const opened = page.locator('.action-widget .monaco-list-row.action');
  return (await arrives(opened.first(), 8000)) ? opened : lightBulb();
}

/** Picks an entry of a list that the editor opened. */
export async function pick(page: Page, label: string): Promise<void> {
  const found = page.locator('.quick-input-list .monaco-list-row', { hasText: label });
  await found.first().waitFor();
  await page.locator('.quick-input-widget input').fill(label);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: label }).waitFor();
  await page.keyboard.press('Enter');
}

/** Types into a box that the editor opened. */
export async function answer(page: Page, prompt: string, text: string): Promise<void> {
  const widget = page.locator('.quick-input-widget:visible', { hasText: prompt });
  await widget.locator('input').first().waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** What the editor ends with, said by the command line, too. */
export function commandLineSaysGo(folder: string): void {
  const { status, stdout } = spawnSync(process.execPath, [path.resolve('dist/cli.cjs'), 'done'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: '' },
  });
  assert.equal(status, 0, stdout);
}
