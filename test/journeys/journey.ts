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
  /** Puts the cursor at a line and column, both from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Writes `out/screenshots/<name>.png`. */
  screenshot(name: string): Promise<void>;
  /** Underlines that the editor draws for errors. */
  readonly errors: Locator;
  /** Points at the first underline until its hover offers the quick fixes, and returns the hover with this text. */
  pointAtError(text: string): Promise<Locator>;
  /** Opens the light bulb's menu where the cursor is and waits for its entries. */
  lightBulb(): Promise<Locator>;
}

/**
 * Opens an example in the editor that `scripts/journeys.mjs` started, runs the steps and leaves nothing behind. What only
 * this journey needs is put into its copy before the editor sees it.
 */
export async function journey(
  example: string,
  steps: (journey: Journey) => Promise<void>,
  prepare: (folder: string) => void = () => undefined,
): Promise<void> {
  const folder = copyExample(example);
  prepare(folder);
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  try {
    await page.goto(`${required('PARAPET_EDITOR_ADDRESS')}?folder=${encodeURIComponent(folder)}`);
    await page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor();
    await narrowExplorer(page);
    await steps(at(page, folder));
  } catch (error) {
    await page.screenshot({ path: screenshotFile(`failed-${path.basename(process.argv[1] ?? 'journey')}`) });
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
    goTo: (line, column) => goTo(page, line, column),
    pointAtError: (text) => pointAtError(page, text),
    lightBulb: () => openLightBulb(page),
    screenshot: (name) => takeScreenshot(page, name),
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

async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press('Control+KeyG');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

// Fixes that are asked for while other diagnostics arrive are dropped by the editor: the hover then says that there are
// none, and a person points again.
async function pointAtError(page: Page, text: string): Promise<Locator> {
  const hover = page.locator('.monaco-hover:visible', { hasText: text });
  for (let tries = 4; tries > 0; tries--) {
    await page.locator('.monaco-editor .squiggly-error').first().hover({ force: true });
    const isOffered = await arrives(hover.filter({ hasText: /Quick Fix\.\.\./ }), 8000);
    if (isOffered) return hover;
    await page.keyboard.press('Escape');
    await page.mouse.move(500, 784);
    await hover.waitFor({ state: 'hidden' });
  }
  throw new Error('the hover did not offer the quick fixes');
}

/** True when something shows within some milliseconds. */
export function arrives(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

// The menu is cancelled when other diagnostics arrive while it is asked for, so it is asked for once the bulb is lit,
// and again if it does not come: what a person would do.
async function openLightBulb(page: Page): Promise<Locator> {
  const entries = page.locator('.action-widget .monaco-list-row.action');
  await page.locator('.monaco-editor [class*="lightbulb" i]:visible').first().waitFor();
  for (let tries = 3; tries > 0; tries--) {
    // In a menu that came late after all, the key would take its first entry.
    if (await entries.first().isVisible()) return entries;
    await page.keyboard.press('Control+Period');
    if (await arrives(entries.first(), 5000)) return entries;
  }
  throw new Error('the menu of the light bulb did not open');
}

// The explorer takes a quarter of a small window; its edge is dragged as a person would.
async function narrowExplorer(page: Page): Promise<void> {
  const explorer = await page.locator('.part.sidebar').boundingBox();
  if (explorer === null) return;
  const edge = explorer.x + explorer.width + 1;
  await page.mouse.move(edge, 600);
  await page.mouse.down();
  await page.mouse.move(edge - 60, 600, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(500, 784);
}

// A picture for people shows an editor at rest.
async function takeScreenshot(page: Page, name: string): Promise<void> {
  const progress = page.locator('.statusbar-item', { hasText: /Activating|Initializing/ });
  await progress.first().waitFor({ state: 'hidden' });
  await page.screenshot({ path: screenshotFile(name) });
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
  linkPackages(folder);
  return folder;
}

// What `npm install` would link: without it TypeScript underlines half of the example, and its lines hide ours.
function linkPackages(folder: string): void {
  const link = (name: string, target: string): void => {
    const place = path.join(folder, 'node_modules', name);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.symlinkSync(target, place, 'junction');
  };
  link('@types/node', path.resolve('node_modules', '@types', 'node'));
  const packages = path.join(folder, 'packages');
  for (const name of fs.existsSync(packages) ? fs.readdirSync(packages) : []) {
    const manifest = JSON.parse(fs.readFileSync(path.join(packages, name, 'package.json'), 'utf8'));
    link(manifest.name, path.join(packages, name));
  }
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
