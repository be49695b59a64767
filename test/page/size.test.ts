import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder, writeInto } from '../support/server.ts';
import { launchBrowser, openPage, writePage } from './browser.ts';

const { workspaceFiles } = await import(new URL('../../bench/generate.mjs', import.meta.url).href);

/** Generous: each takes a tenth of a second, more beside other tests. What grows with the square would take minutes. */
const mostMilliseconds = 6000;

test('5,000 files are drawn, opened and searched without waiting', async () => {
  const folder = makeFolder({});
  for (const [path, text] of workspaceFiles(5000)) writeInto(folder, path, text);
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-size-')));
  const file = join(temporary, 'page.html');
  await writePage(folder, file);
  assert.ok(statSync(file).size < 1_500_000, `${statSync(file).size} bytes`);
  const browser = await launchBrowser();
  try {
    const started = performance.now();
    const { page, complaints, screenshot } = await openPage(browser, file);
    const times: [string, number][] = [['first drawing', performance.now() - started]];
    const timed = async (name: string, act: () => Promise<unknown>) => {
      const begin = performance.now();
      await act();
      times.push([name, performance.now() - begin]);
    };
    const layer = (name: string) => page.locator(`.box[aria-label^="layer ${name}"]`);
    await screenshot('page-5000');
    await timed('open a layer of 1,750 files', () => layer('features').locator('.toggle').click());
    assert.ok((await page.locator('.box').count()) > 15);
    await screenshot('page-5000-layer');
    await timed('open a package of 100 files', () => page.locator('.box.folder .toggle').first().click());
    await timed('focus', () =>
      layer('domain')
        .focus()
        .then(() => page.keyboard.press('Enter')),
    );
    await timed('show all', () => page.keyboard.press('Escape'));
    await timed('search', () => page.getByRole('searchbox').fill('platform ledger'));
    await timed('reveal a file', () => page.keyboard.press('Enter'));
    await page.getByRole('heading', { name: /^platform\/.*ledger.*\.tsx?$/ }).waitFor();
    await screenshot('page-5000-file');
    for (const [name, milliseconds] of times) {
      assert.ok(milliseconds < mostMilliseconds, `${name}: ${milliseconds} ms; ${JSON.stringify(times)}`);
    }
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    rmSync(temporary, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});
