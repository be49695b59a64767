import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { EditorMessage, PageMessage } from '../../server/src/protocol/architecture.ts';
import { runCommand } from '../support/command-line.ts';

const { browserFlags, findBrowser } = await import(
  new URL('../../scripts/browser.mjs', import.meta.url).href
);
const screenshots = fileURLToPath(new URL('../../out/screenshots/', import.meta.url));

export async function launchBrowser(): Promise<Browser> {
  mkdirSync(screenshots, { recursive: true });
  return chromium.launch({ executablePath: await findBrowser(), args: browserFlags });
}

export interface OpenedPage {
  readonly page: Page;
  /** What the browser complained of, and every request beyond the page itself. */
  readonly complaints: readonly string[];
  screenshot(name: string): Promise<void>;
}

export interface OpenOptions {
  readonly colorScheme?: 'light' | 'dark';
  /** Stands in for an editor around the page. */
  readonly isEditor?: boolean;
  readonly height?: number;
}

/** Opens a page from a file, as a person would. */
export async function openPage(
  browser: Browser,
  file: string,
  options: OpenOptions = {},
): Promise<OpenedPage> {
  const { colorScheme = 'light', isEditor = false, height = 900 } = options;
  const page = await browser.newPage({ viewport: { width: 1400, height }, colorScheme });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(file).href) complaints.push(request.url());
  });
  if (isEditor) await page.addInitScript(standInForEditor);
  await page.goto(pathToFileURL(file).href);
  await page.locator('svg .box').first().waitFor();
  return {
    page,
    complaints,
    screenshot: async (name) => {
      await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
    },
  };
}

/** Writes the page of a folder and returns how long that took, in milliseconds. */
export async function writePage(folder: string, file: string, ...more: readonly string[]): Promise<number> {
  const started = performance.now();
  const { code, err } = await runCommand(folder, ['graph', '--format', 'html', '--output', file, ...more]);
  if (code !== 0) throw new Error(`graph ended with ${code}: ${err}`);
  return performance.now() - started;
}

/** As text: what a loader adds to a function's source is not there in the page. */
const standInForEditor = `
  const sent = [];
  let state;
  const api = { postMessage: (message) => sent.push(message), getState: () => state, setState: (next) => { state = next; } };
  Object.assign(window, { sent, acquireVsCodeApi: () => api });
`;

/** What the page has said to the editor so far. */
export function messagesOf(page: Page): Promise<readonly PageMessage[]> {
  return page.evaluate(() => (window as unknown as { sent: PageMessage[] }).sent);
}

export function answer(page: Page, message: EditorMessage): Promise<void> {
  return page.evaluate((given) => window.postMessage(given, '*'), message);
}
