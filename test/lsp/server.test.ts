import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { CodeAction, Hover } from 'vscode-languageserver/node';
import type { CollectedSection } from '../../server/src/protocol.ts';
import { commandLineBundle, makeFolder, serverBundle, TestServer, writeInto } from '../support/server.ts';

const policy = `{
  "layers": [
    { "name": "ui", "files": "src/ui/**" },
    { "name": "domain", "files": "src/domain/**", "why": "ADR-7", "owner": "@acme/core" }
  ],
  "cover": ["src/**"]
}
`;
const upward = "import { page } from '../ui/page';\nexport const order = page;\n";
const silent = 'export const order = 1;\n';
const files = {
  'parapet.jsonc': policy,
  'src/ui/page.ts': "import { order } from '../domain/order';\nexport const page = order;\n",
  'src/domain/order.ts': silent,
  'src/domain/closed.ts': "import { page } from '../ui/page';\nexport const closed = page;\n",
};
const shownUpward = ['1:22-34 architecture/upward-import'];

describe('diagnostics', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder(files));
    await server.untilShown('src/domain/closed.ts', shownUpward);
  });
  after(() => server.stop());

  test('a file that nobody opened is judged', () => {
    assert.deepEqual(server.shown('src/domain/closed.ts'), shownUpward);
    assert.deepEqual(server.shown('src/ui/page.ts'), []);
  });

  test('unsaved text is followed, and closing it goes back to the disk', async () => {
    await server.open('src/domain/order.ts', silent);
    await server.change('src/domain/order.ts', upward);
    await server.untilShown('src/domain/order.ts', ['1:22-34 architecture/import-cycle', ...shownUpward]);
    await server.close('src/domain/order.ts');
    await server.untilShown('src/domain/order.ts', []);
  });

  test('an edit tells only the documents whose findings changed', async () => {
    await server.open('src/domain/order.ts', silent);
    await server.settled('src/domain/order.ts');
    const before = server.published.length;
    await server.change('src/domain/order.ts', `${silent}export const other = 2;\n`);
    await server.settled('src/domain/order.ts');
    assert.deepEqual(server.published.slice(before), []);
    await server.close('src/domain/order.ts');
    await server.settled('src/domain/order.ts');
  });

  test('a finding says where it stands, why, who owns it and what it rests on', () => {
    const [diagnostic] = server.diagnostics('src/domain/closed.ts');
    assert.equal(diagnostic?.source, 'parapet');
    assert.equal(
      diagnostic?.message,
      'Layer "domain" must not import layer "ui", which is above it.\nWhy: ADR-7\nOwner: @acme/core',
    );
    assert.match(diagnostic?.codeDescription?.href ?? '', /docs\/rules\/architecture\/upward-import\.md$/);
    assert.deepEqual(
      diagnostic?.relatedInformation?.map(({ location, message }) => [location.range.start.line, message]),
      [
        [3, 'Layer "domain" is declared here.'],
        [2, 'Layer "ui" is declared here.'],
      ],
    );
  });

  test('a deleted, a new and a renamed file are followed', async () => {
    rmSync(join(server.root, 'src/domain/closed.ts'));
    await server.watched({ 'src/domain/closed.ts': 3 });
    await server.untilShown('src/domain/closed.ts', []);
    writeInto(server.root, 'src/domain/fresh.ts', files['src/domain/closed.ts']);
    await server.watched({ 'src/domain/fresh.ts': 1 });
    await server.untilShown('src/domain/fresh.ts', shownUpward);
    renameSync(join(server.root, 'src/domain/fresh.ts'), join(server.root, 'src/domain/closed.ts'));
    await server.watched({ 'src/domain/fresh.ts': 3, 'src/domain/closed.ts': 1 });
    await server.untilShown('src/domain/closed.ts', shownUpward);
    assert.deepEqual(server.shown('src/domain/fresh.ts'), []);
  });

  test('a folder that is renamed as a whole is followed, though its files are not named', async () => {
    writeInto(server.root, 'src/domain/deep/a.ts', "import { page } from '../../ui/page';\n");
    await server.watched({ 'src/domain/deep/a.ts': 1 });
    await server.untilShown('src/domain/deep/a.ts', ['1:22-37 architecture/upward-import']);
    renameSync(join(server.root, 'src/domain/deep'), join(server.root, 'src/domain/flat'));
    await server.watched({ 'src/domain/deep': 3, 'src/domain/flat': 1 });
    await server.untilShown('src/domain/flat/a.ts', ['1:22-37 architecture/upward-import']);
    assert.deepEqual(server.shown('src/domain/deep/a.ts'), []);
    rmSync(join(server.root, 'src/domain/flat'), { recursive: true });
    await server.watched({ 'src/domain/flat': 3 });
    await server.untilShown('src/domain/flat/a.ts', []);
  });
});

describe('what the policy and the configurations say', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder(files));
    await server.untilShown('src/domain/closed.ts', shownUpward);
  });
  after(() => server.stop());

  test('an unsaved policy counts at once, and a broken one keeps the last good state', async () => {
    await server.open('parapet.jsonc', policy, 'jsonc');
    await server.change('parapet.jsonc', policy.replace('"src/ui/**"', '"src/iu/**"'));
    await server.untilShown('src/domain/closed.ts', []);
    await server.untilShown('parapet.jsonc', [
      '3:30-41 policy/unmatched-pattern',
      '6:13-21 architecture/unassigned-file',
    ]);
    await server.change('parapet.jsonc', policy);
    await server.untilShown('src/domain/closed.ts', shownUpward);
    await server.change('parapet.jsonc', policy.slice(0, 60));
    await server.until(
      () => server.shown('parapet.jsonc').some((shown) => shown.endsWith('policy/invalid-policy')),
      'the broken policy',
    );
    assert.deepEqual(server.shown('src/domain/closed.ts'), shownUpward);
    await server.change('parapet.jsonc', policy);
    await server.untilShown('parapet.jsonc', []);
    await server.close('parapet.jsonc');
  });

  test('a tsconfig and a package.json are followed without a restart', async () => {
    await server.open(
      'src/domain/order.ts',
      "import { page } from '@ui/page';\nexport const order = page;\n",
    );
    await server.settled('src/domain/order.ts');
    assert.deepEqual(server.shown('src/domain/order.ts'), []);
    writeInto(
      server.root,
      'tsconfig.json',
      '{ "compilerOptions": { "paths": { "@ui/*": ["./src/ui/*"] } } }',
    );
    await server.watched({ 'tsconfig.json': 1 });
    await server.until(
      () => server.shown('src/domain/order.ts').length > 0,
      'the alias to lead into the layer',
    );
    rmSync(join(server.root, 'tsconfig.json'));
    await server.watched({ 'tsconfig.json': 3 });
    await server.untilShown('src/domain/order.ts', []);
    writeInto(server.root, 'src/ui/package.json', '{ "name": "@ui/page", "main": "./page.ts" }');
    await server.watched({ 'src/ui/package.json': 1 });
    await server.until(
      () => server.shown('src/domain/order.ts').length > 0,
      'the package to lead into the layer',
    );
    rmSync(join(server.root, 'src/ui/package.json'));
    await server.watched({ 'src/ui/package.json': 3 });
    await server.untilShown('src/domain/order.ts', []);
    await server.close('src/domain/order.ts');
  });

  test('a baseline that appears, and that changes, is followed', async () => {
    writeInto(
      server.root,
      'governance/baseline.txt',
      'architecture/upward-import\tsrc/domain/closed.ts\tsrc/ui/page.ts\n',
    );
    await server.watched({ 'governance/baseline.txt': 1 });
    await server.untilShown('src/domain/closed.ts', []);
    writeInto(server.root, 'governance/baseline.txt', '');
    await server.watched({ 'governance/baseline.txt': 2 });
    await server.untilShown('src/domain/closed.ts', shownUpward);
  });

  test('a policy that is deleted ends all findings, and a new one begins again', async () => {
    rmSync(join(server.root, 'parapet.jsonc'));
    await server.watched({ 'parapet.jsonc': 3 });
    await server.untilShown('src/domain/closed.ts', []);
    writeInto(server.root, 'parapet.jsonc', policy);
    await server.watched({ 'parapet.jsonc': 1 });
    await server.untilShown('src/domain/closed.ts', shownUpward);
  });
});

describe('answers', () => {
  const cyclic = {
    'parapet.jsonc': '{ "rules": { "architecture/import-cycle": "error" } }',
    'a.ts':
      "import type { B } from './c';\nimport { Shape } from './b';\nexport const a = (shape: Shape): B => shape;\n",
    'b.ts': "import { a } from './a';\nexport interface Shape { a: typeof a }\nexport const b = a;\n",
    'c.ts': 'export type B = unknown;\n',
  };
  let server: TestServer;
  before(async () => {
    server = await TestServer.start(makeFolder({ ...files, ...prefixed('cyclic/', cyclic) }), {
      commands: ['parapet.suppress', 'parapet.explain'],
    });
    await server.untilShown('cyclic/a.ts', ['2:23-28 architecture/import-cycle']);
  });
  after(() => server.stop());

  const actionsAt = async (path: string, line: number, character: number): Promise<readonly CodeAction[]> => {
    const position = { line, character };
    const actions = await server.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: server.uri(path) },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    return (actions ?? []) as CodeAction[];
  };

  test('hover on a specifier says target, layers, verdict and reason', async () => {
    const hover = (await server.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: server.uri('src/domain/closed.ts') },
      position: { line: 0, character: 25 },
    })) as Hover;
    const { value } = hover.contents as { value: string };
    for (const part of [
      '`src/ui/page.ts`',
      'layer **domain** → layer **ui**',
      '**Not allowed** by `architecture/upward-import` (`parapet.jsonc:4`): ADR-7',
    ]) {
      assert.ok(value.includes(part), `${part} in ${value}`);
    }
    assert.deepEqual(hover.range, { start: { line: 0, character: 21 }, end: { line: 0, character: 33 } });
  });

  test('hover elsewhere is silent', async () => {
    const hover = await server.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: server.uri('src/domain/closed.ts') },
      position: { line: 1, character: 2 },
    });
    assert.equal(hover, null);
  });

  test('a cycle offers the type-only import first, then the explanation, then the suppression', async () => {
    const actions = await actionsAt('cyclic/a.ts', 1, 24);
    assert.deepEqual(
      actions.map(({ title, isPreferred }) => [title, isPreferred]),
      [
        ['Make the import of "./b" type-only', true],
        ['Explain architecture/import-cycle', undefined],
        ['Suppress architecture/import-cycle with a reason', undefined],
      ],
    );
    const edits = actions[0]?.edit?.changes?.[server.uri('cyclic/a.ts')];
    const at = { line: 1, character: 6 };
    assert.deepEqual(edits, [{ range: { start: at, end: at }, newText: ' type' }]);
    assert.deepEqual(actions[2]?.command?.arguments?.[0], {
      uri: server.uri('cyclic/a.ts'),
      position: { line: 1, character: 0 },
      snippet: '// parapet-allow architecture/import-cycle: ${1:reason}\n',
    });
  });

  test('a suppression is offered only where a comment can stand', async () => {
    const offered = async (path: string, text: string, line: number, character: number) => {
      writeInto(server.root, path, text);
      await server.watched({ [path]: 1 });
      await server.until(() => server.shown(path).length > 0, path);
      const actions = await actionsAt(path, line, character);
      const found = actions.find(({ title }) => title.startsWith('Suppress'));
      return (found?.command?.arguments?.[0] as { snippet: string } | undefined)?.snippet;
    };
    const inTemplate = 'export const a = `\n  ${await import("../ui/page")}\n`;\n';
    assert.equal(await offered('src/domain/template.ts', inTemplate, 1, 20), undefined);
    const inElement = 'export const a = (\n  <b>\n    {import("../ui/page")}\n  </b>\n);\n';
    assert.equal(
      await offered('src/domain/element.tsx', inElement, 2, 15),
      '    {/* parapet-allow architecture/upward-import: ${1:reason} */\\}\n',
    );
    const inFunction = 'export function f() {\n  return import("../ui/page");\n}\n';
    assert.equal(
      await offered('src/domain/function.ts', inFunction, 1, 20),
      '  // parapet-allow architecture/upward-import: ${1:reason}\n',
    );
  });

  test('where nothing was found nothing is offered', async () => {
    assert.deepEqual(await actionsAt('cyclic/c.ts', 0, 3), []);
  });

  test('a suppression with a reason is accepted while typing', async () => {
    const text = `// parapet-allow architecture/upward-import: moves with #812\n${files['src/domain/closed.ts']}`;
    await server.open('src/domain/closed.ts', text);
    await server.untilShown('src/domain/closed.ts', []);
    await server.change('src/domain/closed.ts', text.replace(': moves with #812', ''));
    await server.untilShown('src/domain/closed.ts', [
      '1:4-44 policy/unreasoned-suppression',
      '2:22-34 architecture/upward-import',
    ]);
    await server.close('src/domain/closed.ts');
  });

  test('explain, rules, initial policy and collect answer', async () => {
    const rule = await server.connection.sendRequest<{ title: string }>('parapet/explain', {
      about: 'rule',
      rule: 'architecture/upward-import',
    });
    assert.equal(rule.title, 'architecture/upward-import');
    const place = await server.connection.sendRequest<{ title: string }>('parapet/explain', {
      about: 'place',
      uri: server.uri('src/domain/closed.ts'),
      position: { line: 0, character: 25 },
    });
    assert.equal(place.title, 'src/domain/closed.ts to src/ui/page.ts');
    const rules = await server.connection.sendRequest<readonly { id: string }[]>('parapet/rules');
    assert.ok(rules.some(({ id }) => id === 'policy/unmatched-pattern'));
    const first = await server.connection.sendRequest<{ ok: boolean }>('parapet/initialPolicy', {
      folder: server.uri('src'),
    });
    assert.equal(first.ok, true);
    const sections = await server.connection.sendRequest<readonly CollectedSection[]>('parapet/collect');
    assert.equal(sections.length, 2);
    const names = sections[1]?.entries.map(([name]) => name) ?? [];
    assert.deepEqual(
      rules.map(({ id }) => names.includes(`${id} (ms)`)),
      rules.map(({ id }) => !isOtherwiseJudged.test(id)),
      'every rule that judges the workspace without a compiler is timed',
    );
    assert.ok(!JSON.stringify(sections).includes('export const'));
  });
});

/** By suppressions, types or a change. */
const isOtherwiseJudged =
  /-suppression$|leaked-type$|stale-baseline$|^(?:gates|done)\/|^contracts\/(?:breaking-change|implementation-first|invalid-acceptance)$/;

describe('the process', () => {
  test('it answers initialize and ends when asked to', async () => {
    const server = await TestServer.start(makeFolder(files));
    assert.equal(server.initialized.capabilities.hoverProvider, true);
    assert.equal(await server.stop(), 0);
  });

  test('the command line serves, too', async () => {
    const argv = [commandLineBundle, 'lsp', '--stdio'];
    const server = await TestServer.start(makeFolder(files), { argv });
    await server.untilShown('src/domain/closed.ts', shownUpward);
    assert.equal(await server.stop(), 0);
  });

  test('it ends when its client goes without a word', async () => {
    const server = spawn(process.execPath, [serverBundle, '--stdio'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    server.stdin?.end();
    await ended;
    assert.notEqual(server.exitCode ?? server.signalCode, null);
  });

  test('folders that come and go are followed, and overlapping ones are judged once', async () => {
    const root = makeFolder({ ...files, ...prefixed('other/', files) });
    const server = await TestServer.start(root, { folders: [`${root}/src`, root] });
    await server.untilShown('src/domain/closed.ts', shownUpward);
    await server.untilShown('other/src/domain/closed.ts', shownUpward);
    assert.equal(server.published.filter((uri) => uri === server.uri('src/domain/closed.ts')).length, 1);
    const change = (added: readonly string[], removed: readonly string[]) => {
      const named = (uri: string) => ({ uri, name: uri });
      const event = { added: added.map(named), removed: removed.map(named) };
      return server.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    };
    await change([], [server.uri('.'), 'untitled:elsewhere']);
    await server.untilShown('src/domain/closed.ts', []);
    await change(['vscode-vfs://github/x', server.uri('other')], []);
    await server.untilShown('other/src/domain/closed.ts', shownUpward);
    assert.deepEqual(server.shown('src/domain/closed.ts'), []);
    await server.stop();
  });

  test('without a policy it publishes nothing', async () => {
    const { 'parapet.jsonc': _, ...ungoverned } = files;
    const server = await TestServer.start(makeFolder(ungoverned));
    await server.open('src/domain/order.ts', upward);
    await server.settled('src/domain/order.ts');
    assert.deepEqual(server.published, []);
    await server.stop();
  });
});

function prefixed(prefix: string, of: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(of).map(([path, text]) => [prefix + path, text]));
}
