import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

/** A person in front of the editor: one page on a temporary copy of an example. */
export interface Journey {
  readonly page: Page;
  /** The absolute folder of the copy. */
  readonly folder: string;
  /** Opens a file by its path through the quick open box and waits for its text. */
  open(file: string): Promise<void>;
  /** Writes `out/screenshots/<name>.png`. */
  screenshot(name: string): Promise<void>;
  /** Underlines that the editor draws for errors. */
  readonly errors: Locator;
}

/** Opens an example in the editor that `scripts/journeys.mjs` started, runs the steps and leaves nothing behind. */
export async function journey(example: string, steps: (journey: Journey) => Promise<void>): Promise<void> {
  const folder = copyExample(example);
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(30_000);
  try {
    await page.goto(`${required('PARAPET_EDITOR_ADDRESS')}?folder=${encodeURIComponent(folder)}`);
    await page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor();
    await steps(at(page, folder));
  } catch (error) {
    await page.screenshot({ path: screenshotFile('failure') });
    throw error;
  } finally {
    await browser.close();
    fs.rmSync(path.dirname(folder), { recursive: true, force: true, maxRetries: 5 });
  }
}

function at(page: Page, folder: string): Journey {
  return {
    page,
    folder,
    errors: page.locator('.monaco-editor .squiggly-error'),
    open: (file) => openFile(page, file),
    screenshot: async (name) => void (await page.screenshot({ path: screenshotFile(name) })),
  };
}

// The quick open box takes a path as it is typed; the first row is the file once the search has found it.
async function openFile(page: Page, file: string): Promise<void> {
  await page.keyboard.press('Control+KeyP');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor();
  await input.fill(file);
  const name = path.posix.basename(file);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tabs-container .tab.active', { hasText: name }).waitFor();
  await page.locator('.monaco-editor.focused .view-line').first().waitFor();
}

function launch(): Promise<Browser> {
  const args = required('PARAPET_CHROMIUM_FLAGS').split(' ');
  return chromium.launch({ executablePath: required('PARAPET_CHROMIUM'), args });
}

function copyExample(example: string): string {
  const parent = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'parapet-journey-'));
  const folder = path.join(parent, path.basename(example));
  const filter = (file: string): boolean => path.basename(file) !== 'node_modules';
  fs.cpSync(path.resolve(example), folder, { recursive: true, filter });
  return folder;
}

function screenshotFile(name: string): string {
  return path.resolve('out', 'screenshots', `${name}.png`);
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: journeys run through \`npm run test:editor\`.`);
  return value;
}
