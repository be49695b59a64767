import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import type { InitialPolicy, Look } from '../../server/src/protocol.ts';
import { runCommand } from '../support/command-line.ts';
import { makeFolder, TestServer } from '../support/server.ts';

const many = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [`src/ui/page${index}.ts`, "import '../domain/order';\n"]),
);
const files = {
  ...many,
  'src/domain/order.ts': 'export const order = 1;\n',
  'src/domain/old.ts': "import '../ui/page0';\n",
};
const uri = (folder: string) => pathToFileURL(folder).href;

describe('a look without a policy', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder(files));
  });
  after(() => server.stop());
  const look = (linkRoot = server.root) =>
    server.connection.sendRequest<Look | null>('parapet/look', {
      folder: uri(server.root),
      linkRoot: uri(linkRoot),
    });

  test('shows what the command line shows, and its places are links', async () => {
    const found = await look();
    assert.match(found?.markdown ?? '', /\[src\/domain\/old\.ts:1\]\(\/src\/domain\/old\.ts#L1,8\)/);
    const { out } = await runCommand(server.root, ['check']);
    const heading = /^You keep .+$/m.exec(out)?.[0];
    assert.ok(heading && found?.markdown.includes(heading), found?.markdown);
  });

  test('is about the text on screen', async () => {
    await server.open('src/domain/old.ts', 'export {};\n');
    assert.doesNotMatch((await look())?.markdown ?? '', /old\.ts/);
    await server.close('src/domain/old.ts');
  });

  test('links from another folder find their way', async () => {
    const found = await look(`${server.root}/src/ui`);
    assert.match(found?.markdown ?? '', /\]\(\/\.\.\/domain\/old\.ts#L1,8\)/);
  });

  test('proposes the policy and the baseline that the command line writes', async () => {
    const first = await server.connection.sendRequest<InitialPolicy>('parapet/initialPolicy', {
      folder: uri(server.root),
    });
    const { out } = await runCommand(server.root, ['init']);
    assert.ok(first.ok && first.baseline);
    assert.ok(out.includes(first.text) && out.includes(first.baseline.text.trimEnd()), out);
    assert.equal(first.job, undefined);
    assert.match(first.told.join('\n'), /^1 finding accepted in governance\/baseline\.txt\.$/m);
    assert.ok(out.includes(first.told.at(-1) ?? '-'), out);
  });

  test('proposes the job that the command line writes, at the root of the repository only', async () => {
    const folder = makeFolder({ ...files, '.git/config': '[remote "x"]\n\turl = git@github.com:a/b.git\n' });
    const ask = (of: string) =>
      server.connection.sendRequest<InitialPolicy>('parapet/initialPolicy', { folder: uri(of) });
    const { out } = await runCommand(folder, ['init']);
    const [atRoot, below] = [await ask(folder), await ask(`${folder}/src`)];
    assert.ok(atRoot.ok && atRoot.job && out.includes(`--- ${atRoot.job.path}\n${atRoot.job.text}`));
    assert.match(atRoot.told.join('\n'), /checks every change[\s\S]*Make it required/);
    assert.ok(below.ok && below.job === undefined);
    assert.match(below.told.join('\n'), /parapet check" belongs into a CI job/);
  });

  test('says what was not seen in the words of the command line, and which imports lead nowhere', async () => {
    const broken = makeFolder({
      ...files,
      'tsconfig.json': '{ "extends": "./gone.json" }',
      'src/x.ts': "import './nowhere';\n",
    });
    const found = await server.connection.sendRequest<Look>('parapet/look', {
      folder: uri(broken),
      linkRoot: uri(broken),
    });
    const { out } = await runCommand(broken, ['check']);
    const closing = out.slice(out.indexOf('TSC-')).split('\n').filter(Boolean);
    assert.ok(closing.length >= 4, out);
    const plain = found.markdown.replaceAll('\\', '');
    assert.ok(plain.trimEnd().endsWith(closing.join('\n\n')), plain);
    assert.match(
      found.markdown,
      /## 1 import leads nowhere\n\n- \[src\/x\.ts:1\]\([^)]+\) "\.\/nowhere": no file/,
    );
  });
});

describe('what the baseline accepts', () => {
  const governed = {
    'parapet.jsonc':
      '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }',
    'governance/baseline.txt': 'architecture/upward-import\tdomain/old.ts\tui/page.ts\n',
    'ui/page.ts': '',
    'domain/old.ts': "import '../ui/page';\n",
    'domain/new.ts': "import '../ui/page';\n",
  };
  const shown = ['1:8-20 architecture/upward-import'];

  test('is a hint where it is wanted, and nothing where it is not', async () => {
    const server = await TestServer.start(makeFolder(governed));
    const want = (showBaselined: boolean) =>
      server.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { parapet: { showBaselined } },
      });
    await server.untilShown('domain/new.ts', shown);
    assert.deepEqual(server.shown('domain/old.ts'), []);
    await want(true);
    await server.untilShown('domain/old.ts', shown);
    const [hint] = server.diagnostics('domain/old.ts');
    assert.equal(hint?.severity, DiagnosticSeverity.Hint);
    assert.match(String(hint?.message), /accepted in the baseline/);
    assert.equal(server.diagnostics('domain/new.ts')[0]?.severity, DiagnosticSeverity.Error);
    await want(false);
    await server.untilShown('domain/old.ts', []);
    assert.deepEqual(server.shown('domain/new.ts'), shown);
    await server.stop();
  });

  test('settings of any shape change nothing', async () => {
    const server = await TestServer.start(makeFolder(governed));
    await server.untilShown('domain/new.ts', shown);
    for (const settings of [null, {}, { parapet: null }, { parapet: { showBaselined: 'yes' } }]) {
      await server.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    }
    await server.settled('domain/old.ts');
    assert.deepEqual(server.shown('domain/old.ts'), []);
    await server.stop();
  });
});
