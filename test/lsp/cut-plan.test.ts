import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction } from 'vscode-languageserver/node';
import type { CutPlanPage, CutPlanSubject } from '../../server/src/protocol.ts';
import { runCommand } from '../support/command-line.ts';
import { makeFolder, TestServer } from '../support/server.ts';

const pair = (folder: string) => ({
  [`${folder}/a.ts`]: "import { B } from './b';\nexport type A = B;\nexport const a = 1;\n",
  [`${folder}/b.ts`]: "import { a } from './a';\nexport type B = 1;\nexport const b = a;\n",
});
const governed = {
  'parapet.jsonc': '{ "rules": { "architecture/import-cycle": "error" } }',
  ...pair('x'),
  ...pair('y'),
};

describe('a cut plan', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder(governed), { commands: ['parapet.showCutPlan'] });
    await server.untilShown('x/a.ts', ['1:19-24 architecture/import-cycle']);
  });
  after(() => server.stop());

  const page = (uri: string) =>
    server.connection.sendRequest<CutPlanPage | null>('parapet/cutPlan', {
      uri,
      linkRoot: pathToFileURL(server.root).href,
    });
  const actionsAt = async (path: string): Promise<readonly CodeAction[]> => {
    const position = { line: 0, character: 20 };
    const actions = await server.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: server.uri(path) },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    return (actions ?? []) as CodeAction[];
  };

  test('of a folder lists all cycles, and its places are links', async () => {
    const found = await page(pathToFileURL(server.root).href);
    assert.match(found?.markdown ?? '', /2 imports end all 2 cycles/);
    const { out } = await runCommand(server.root, ['explain', '--cuts']);
    assert.ok(found?.markdown.includes(out.split('\n')[0] ?? '?'), 'both edges make the same plan');
    assert.match(found?.markdown ?? '', /1\. \[x\/a\.ts:1\]\(\/x\/a\.ts#L1,19\) "\.\/b"/);
  });

  test('is offered on a cycle after its fix, for that cycle alone', async () => {
    const actions = await actionsAt('x/a.ts');
    const titles = actions.map(({ title }) => title);
    const at = titles.indexOf('Show the cut plan of this cycle');
    assert.ok(at > titles.findIndex((title) => title.includes('type-only')), titles.join());
    const [subject] = (actions[at]?.command?.arguments ?? []) as CutPlanSubject[];
    const found = await page(subject?.uri ?? '');
    assert.equal(found?.title, 'Cut plan of a.ts');
    assert.match(found?.markdown ?? '', /1 import ends the cycle of 2 files/);
    assert.doesNotMatch(found?.markdown ?? '', /y\/a\.ts/);
  });

  test('is of the text on screen', async () => {
    await server.open('y/a.ts', "import type { B } from './b';\nexport type A = B;\nexport const a = 1;\n");
    const found = await page(server.uri('y/b.ts'));
    assert.match(found?.markdown ?? '', /There is nothing to cut/);
    await server.close('y/a.ts');
  });

  test('needs no policy, and a file stands for its folder', async () => {
    const folder = makeFolder(pair('z'));
    for (const path of ['', '/z/a.ts']) {
      const found = await page(pathToFileURL(folder + path).href);
      assert.match(found?.markdown ?? '', /1 import ends the cycle/, path);
    }
  });

  test('of what is not on disk is none', async () => {
    assert.equal(await page('untitled:x'), null);
    const found = await page(pathToFileURL(`${server.root}/gone`).href);
    assert.match(found?.markdown ?? '', /There is nothing to cut/);
  });
});

test('a client that runs no such command is offered none', async () => {
  const server = await TestServer.start(makeFolder(governed));
  await server.untilShown('x/a.ts', ['1:19-24 architecture/import-cycle']);
  const actions = (await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: server.uri('x/a.ts') },
    range: { start: { line: 0, character: 20 }, end: { line: 0, character: 20 } },
    context: { diagnostics: [] },
  })) as CodeAction[];
  assert.ok(actions.length > 0 && actions.every(({ title }) => !title.includes('cut plan')));
  await server.stop();
});
