import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { runCommand } from '../support/command-line.ts';
import { makeFolder } from '../support/server.ts';
import { answer, launchBrowser, messagesOf, openPage, writePage } from './browser.ts';

const shop = fileURLToPath(new URL('../../examples/shop', import.meta.url));
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-page-')));
const shopPage = join(temporary, 'shop.html');
const editorPage = join(temporary, 'editor.html');

const box = (page: Page, name: string): Locator => page.locator(`.box[aria-label^="${name}"]`);
const labels = (page: Page) => page.locator('.closed .label').allTextContents();

describe('the page in a real browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
    await writePage(shop, shopPage);
    const options = '<script type="application/json" id="options">{';
    writeFileSync(editorPage, readFileSync(shopPage, 'utf8').replace(options, `${options}"canWrite":true,`));
  });
  after(async () => {
    await browser.close();
    rmSync(temporary, { recursive: true, force: true });
  });

  test('shows layers in their order, violations and cycles, and asks for nothing', async () => {
    const { page, complaints, screenshot } = await openPage(browser, shopPage);
    const top = async (name: string) => (await box(page, `layer ${name}`).boundingBox())?.y ?? 0;
    const tops = await Promise.all(['entry', 'ui', 'application', 'domain', 'money', 'wire'].map(top));
    assert.deepEqual(
      tops,
      [...tops].sort((a, b) => a - b),
    );
    const violating = await page.locator('.arrow.violating title').allTextContents();
    const [upward, ...others] = violating.filter((title) =>
      /^(?:layer )?domain → (?:layer )?http\b/.test(title),
    );
    assert.ok(upward !== undefined && others.length === 0, violating.join('\n'));
    assert.ok((await page.locator('.arrow.closing').count()) > 0);
    await page.getByText('Layer "domain" must not import layer "http", which is above it.').waitFor();
    const { out } = await runCommand(shop, ['graph', '--format', 'json']);
    const { metrics } = JSON.parse(out) as { metrics: readonly unknown[] };
    assert.equal(await page.locator('tbody tr').count(), metrics.length);
    await screenshot('page-shop-light');
    assert.deepEqual(complaints, []);
  });

  test('is dark where the system is', async () => {
    const { page, screenshot } = await openPage(browser, shopPage, { colorScheme: 'dark' });
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(ground, 'rgb(27, 31, 36)');
    await screenshot('page-shop-dark');
  });

  test('a click leaves a box and its neighbours, and the same click shows all again', async () => {
    const { page } = await openPage(browser, shopPage);
    const all = await labels(page);
    await box(page, 'layer money').click({ position: { x: 20, y: 20 } });
    const few = await labels(page);
    assert.ok(few.includes('money') && few.includes('domain') && !few.includes('wire'), few.join());
    await page.getByRole('heading', { name: 'Imported by' }).waitFor();
    assert.match((await page.locator('#status').textContent()) ?? '', /^Only layer money, \d+ files/);
    await box(page, 'layer money').click({ position: { x: 20, y: 20 } });
    assert.deepEqual(await labels(page), all);
  });

  test('is used by keys alone, down to a file', async () => {
    const { page } = await openPage(browser, shopPage);
    const current = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await page.locator('.box[tabindex="0"]').focus();
    assert.match(await current(), /^layer entry/);
    await page.keyboard.press('ArrowDown');
    assert.match(await current(), /^layer (?:http|infrastructure|ui)/);
    for (let step = 0; step < 9 && !/^layer domain/.test(await current()); step++) {
      await page.keyboard.press('ArrowDown');
    }
    assert.match(
      await current(),
      /^layer domain, \d+ files, \d+ violations, 3 files on cycles. Imports .*Imported by /,
    );
    await page.keyboard.press('+');
    assert.equal(await box(page, 'layer domain').getAttribute('aria-expanded'), 'true');
    assert.match(await current(), /^layer domain/);
    await page.keyboard.press('ArrowDown');
    assert.match(await current(), /^(?:folder apps\/web\/src\/domain|service )/);
    await page.keyboard.press('Enter');
    assert.match((await page.locator('.summary').textContent()) ?? '', /^only /);
    await page.keyboard.press('Escape');
    assert.match((await page.locator('.summary').textContent()) ?? '', /^\d+ files, \d+ violations$/);
    await page.keyboard.press('-');
    assert.equal(await box(page, 'layer domain').getAttribute('aria-expanded'), 'false');
  });

  test('a file is found by parts of its path, and its link leads to it', async () => {
    const { page, screenshot } = await openPage(browser, shopPage);
    await page.getByRole('searchbox').fill('checkout domain basket.ts');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'services/checkout/src/domain/basket.ts' }).waitFor();
    await screenshot('page-shop-file');
    const link = await page
      .getByRole('link', { name: 'Open the file' })
      .evaluate((own) => (own as HTMLAnchorElement).href);
    assert.equal(link, pathToFileURL(join(shop, 'services/checkout/src/domain/basket.ts')).href);
    await page.getByRole('searchbox').fill('no such file');
    await page.getByText('No file has this in its path.').waitFor();
  });

  test('links lead into the editor where that is asked for', async () => {
    const file = join(temporary, 'links.html');
    await writePage(shop, file, '--links', 'vscode');
    const { page } = await openPage(browser, file);
    const link = page.getByRole('link', { name: 'services/checkout/src/domain/order.ts:2' });
    const address = await link.evaluate((own) => (own as HTMLAnchorElement).href);
    assert.equal(address, `vscode://file${shop}/services/checkout/src/domain/order.ts:2:27`);
  });

  test('in an editor a click opens the file, and without a policy to write nothing is offered', async () => {
    const { page } = await openPage(browser, shopPage, { isEditor: true });
    await page.getByRole('button', { name: 'apps/web/src/application/basket-store.ts:4' }).click();
    await box(page, 'layer entry').focus();
    await page.keyboard.press('Alt+ArrowDown');
    assert.deepEqual(await messagesOf(page), [
      { kind: 'ready' },
      { kind: 'open', path: 'apps/web/src/application/basket-store.ts', line: 4, column: 43 },
    ]);
  });

  test('a layer is dragged to another place, judged, and written only when that is confirmed', async () => {
    const { page, screenshot } = await openPage(browser, editorPage, { isEditor: true });
    await dragTo(page, 'layer domain', 'layer application', 0.1);
    const place = { at: 'above', layer: 'application' } as const;
    const change = { kind: 'order', layer: 'domain', place, policy: 'parapet.jsonc' } as const;
    assert.deepEqual((await messagesOf(page)).at(-1), { kind: 'judge', change });
    // The end of a drag is no click.
    assert.match((await page.locator('.summary').textContent()) ?? '', /^\d+ files, \d+ violations$/);
    const added = [{ message: 'Not good.', path: 'a.ts', line: 1, column: 2 }];
    await answer(page, {
      kind: 'judged',
      change,
      judged: {
        ...{
          ok: true,
          sentence: 'It moves.',
          today: 9,
          proposed: 22,
          added,
          addedCount: 13,
          removedCount: 0,
        },
        ...{ uri: 'file:///parapet.jsonc', edits: [] },
      },
    });
    await page.getByText('22 findings in place of 9: 13 new.').first().waitFor();
    await screenshot('page-proposal');
    await page.getByRole('button', { name: 'Write to the policy' }).click();
    assert.deepEqual((await messagesOf(page)).at(-1), { kind: 'write', change });
    await answer(page, { kind: 'written', reason: 'The policy has changed meanwhile.' });
    await page.locator('#proposal', { hasText: 'The policy has changed meanwhile.' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('#proposal').waitFor({ state: 'hidden' });
  });

  test('a layer is dropped beside another; an arrow is forbidden, and one in red allowed with a reason', async () => {
    const { page } = await openPage(browser, editorPage, { isEditor: true });
    await dragTo(page, 'layer money', 'layer domain', 0.5);
    assert.deepEqual((await messagesOf(page)).at(-1), {
      kind: 'judge',
      change: {
        ...{ kind: 'order', layer: 'money', place: { at: 'beside', layer: 'domain' } },
        policy: 'parapet.jsonc',
      },
    });
    await box(page, 'layer domain').click({ position: { x: 20, y: 20 } });
    await page.getByRole('button', { name: 'The imports between this and money' }).click();
    await page.getByRole('button', { name: 'Forbid these imports' }).click();
    const [domain, money, http] = ['domain', 'money', 'http'].map((name) => ({
      ...{ kind: 'layer', name, policy: 'parapet.jsonc' },
    }));
    assert.deepEqual((await messagesOf(page)).at(-1), {
      kind: 'judge',
      change: { kind: 'forbid', from: domain, to: money },
    });
    await page.getByRole('button', { name: 'Show all' }).first().click();
    await box(page, 'layer domain').click({ position: { x: 20, y: 20 } });
    await page.getByRole('button', { name: 'The imports between this and http' }).first().click();
    await page.getByLabel('Why it is allowed').fill('leaves soon');
    await page.getByRole('button', { name: 'Allow these imports' }).click();
    assert.deepEqual((await messagesOf(page)).at(-1), {
      kind: 'judge',
      change: { kind: 'allow', from: domain, to: http, why: 'leaves soon' },
    });
  });

  test('another picture takes the place of the one before, and what was chosen stays', async () => {
    const { page } = await openPage(browser, editorPage, { isEditor: true });
    await box(page, 'layer domain').focus();
    await page.keyboard.press('+');
    const picture = JSON.parse((await page.locator('#picture').textContent()) ?? '{}');
    await answer(page, {
      kind: 'picture',
      picture: JSON.stringify({ ...picture, findings: [], findingCount: 0 }),
    });
    await page.getByText(/^\d+ files, 0 violations$/).waitFor();
    assert.equal(await page.locator('.arrow.violating').count(), 0);
    assert.equal(await box(page, 'layer domain').getAttribute('aria-expanded'), 'true');
  });

  test('what is being typed outlives another picture, but not another subject', async () => {
    const { page } = await openPage(browser, editorPage, { isEditor: true });
    await box(page, 'layer ui').focus();
    await page.keyboard.press('+');
    const folder = page.locator('.box.folder').first();
    await folder.click({ modifiers: ['Shift'], position: { x: 15, y: 15 } });
    const name = page.getByLabel('Name of the layer');
    await name.fill('half a na');
    await page.getByLabel('Place of the layer').selectOption('above');
    await name.focus();
    const picture = JSON.parse((await page.locator('#picture').textContent()) ?? '{}');
    await answer(page, {
      kind: 'picture',
      picture: JSON.stringify({ ...picture, findings: [], findingCount: 0 }),
    });
    await page.getByText(/^\d+ files, 0 violations$/).waitFor();
    assert.equal(await name.inputValue(), 'half a na');
    assert.equal(await page.getByLabel('Place of the layer').inputValue(), 'above');
    assert.equal(await name.evaluate((own) => own === document.activeElement), true);
    await folder.click({ modifiers: ['Shift'], position: { x: 15, y: 15 } });
    assert.equal(await name.count(), 0);
  });

  test('a wide picture opens as a whole, and grows around the middle or the pointer', async () => {
    const names = [...'abcdefghijklmnop'].map((letter) => `of-the-folder-${letter}`);
    const all = names.map((name) => `import '../${name}/a';\n`).join('');
    const folder = makeFolder({
      ...Object.fromEntries(names.map((name) => [`${name}/a.ts`, ''])),
      'main/a.ts': all,
    });
    const file = join(temporary, 'wide.html');
    await writePage(folder, file);
    const { page, screenshot } = await openPage(browser, file);
    await page.setViewportSize({ width: 820, height: 600 });
    const lie = async () => {
      const { over, frame, drawing } = await page.locator('#canvas').evaluate((own) => ({
        over: own.scrollWidth - own.clientWidth,
        frame: own.getBoundingClientRect(),
        drawing: own.firstElementChild?.getBoundingClientRect() ?? new DOMRect(),
      }));
      const share = (x: number) => Math.round(((frame.x + x - drawing.x) / drawing.width) * 100);
      return { over, middle: share(frame.width / 2), left: share(200) };
    };
    const first = await lie();
    assert.equal(first.over, 0);
    assert.equal(first.middle, 50);
    await screenshot('page-wide');
    for (let step = 0; step < 6; step++) await page.getByRole('button', { name: 'Larger' }).click();
    const large = await lie();
    assert.ok(large.over > 500, String(large.over));
    assert.ok(Math.abs(large.middle - 50) <= 1, String(large.middle));
    await page.getByRole('button', { name: 'Fit' }).click();
    assert.deepEqual(await lie(), first);
    const canvas = await page.locator('#canvas').boundingBox();
    await page.mouse.move((canvas?.x ?? 0) + 200, (canvas?.y ?? 0) + 200);
    await page.keyboard.down('Control');
    for (let step = 0; step < 6; step++) await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await page.waitForFunction(() => {
      const frame = document.getElementById('canvas');
      return frame && frame.scrollWidth > frame.clientWidth + 500;
    });
    const near = await lie();
    assert.ok(Math.abs(near.left - first.left) <= 1, `${first.left} ${near.left}`);
  });

  test('what the picture may hold is text and never markup', async () => {
    const folder = makeFolder({
      '<img src=x onerror=alert(1)>/a.ts': "import './b';\n",
      '<img src=x onerror=alert(1)>/b.ts': '',
    });
    const file = join(temporary, 'hostile.html');
    await writePage(folder, file);
    const { page, complaints } = await openPage(browser, file);
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(
      await labels(page),
      ['<img src=x onerror=alert(1)>/a.ts', '<img src=x onerror=alert(1)>/b.ts'].map((label) => label),
    );
    assert.deepEqual(complaints, []);
  });
});

async function dragTo(page: Page, from: string, to: string, share: number): Promise<void> {
  const [start, end] = [await box(page, from).boundingBox(), await box(page, to).boundingBox()];
  assert.ok(start && end);
  await page.mouse.move(start.x + 15, start.y + 12);
  await page.mouse.down();
  await page.mouse.move(end.x + 15, end.y + end.height * share, { steps: 6 });
  await page.mouse.up();
}
