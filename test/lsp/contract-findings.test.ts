import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction } from 'vscode-languageserver/node';
import { ChangeFindings } from '../../server/src/lsp/change-findings.ts';
import { standsFor } from '../../server/src/model/finding.ts';
import { doneRequest } from '../../server/src/protocol/done.ts';
import { finding } from '../done/facts.ts';
import { makeBranch } from '../support/branch.ts';
import { TestServer } from '../support/server.ts';

const own = (start: number) =>
  finding('contracts/route-without-operation', { span: { start, end: start + 1 }, subject: 'GET /a' });
const first = (start: number) =>
  finding('contracts/implementation-first', {
    span: { start, end: start + 1 },
    subject: 'GET /a',
    inPlaceOf: 'contracts/route-without-operation',
  });
const other = finding('contracts/breaking-change', { subject: 'x' });
const rules = (findings: readonly { readonly rule: string; readonly span: { readonly start: number } }[]) =>
  findings.map(({ rule, span }) => `${rule.slice('contracts/'.length)} ${span.start}`);

test('a finding of the change stands in place of that of the check, moves along with it, and goes with it', () => {
  const shown = new ChangeFindings();
  shown.replace([first(5), other], () => [own(5)]);
  assert.deepEqual(rules(shown.over('src/a.ts', [own(5)])), ['implementation-first 5', 'breaking-change 0']);
  shown.drop('src/a.ts');
  assert.deepEqual(rules(shown.over('src/a.ts', [own(9)])), ['implementation-first 9'], 'typed in');
  assert.deepEqual(rules(shown.over('src/a.ts', [])), [], 'mended');
});

test('it moves along with one that a baseline accepts as well, and stands in place of none that is heavier', () => {
  const shown = new ChangeFindings();
  const listed = (start: number) => ({ ...own(start), isBaselined: true as const });
  shown.replace([first(5)], () => [listed(5)]);
  shown.drop('src/a.ts');
  assert.deepEqual(rules(shown.over('src/a.ts', [listed(9)])), [
    'route-without-operation 9',
    'implementation-first 9',
  ]);
  const light = { ...first(5), severity: 'warning' as const };
  assert.equal(standsFor(light, own(5)), false);
  assert.equal(standsFor(first(5), { ...own(5), severity: 'warning' }), true);
  assert.equal(standsFor({ ...first(5), suppressed: { reason: 'agreed' } }, own(5)), false);
});

test('where nothing stands at its place, both are shown', () => {
  const shown = new ChangeFindings();
  shown.replace([first(5)], () => [own(8)]);
  assert.deepEqual(rules(shown.over('src/a.ts', [own(8)])), [
    'route-without-operation 8',
    'implementation-first 5',
  ]);
});

const policy =
  '{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "openapi.yaml" }] }] }\n';
const contract = (version: string, paths: readonly string[]) =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: ${version} }\npaths:\n${paths.map((path) => `  ${path}: { get: { responses: {} } }\n`).join('')}`;
const app = (paths: readonly string[]) =>
  `import express from 'express';\nconst app = express();\n${paths.map((path) => `app.get('${path}', () => {});\n`).join('')}`;

function repository(): string {
  return makeBranch({
    'parapet.jsonc': policy,
    'openapi.yaml': contract('1.0.0', ['/a', '/b']),
    'src/app.ts': app(['/a', '/b']),
  });
}

test('an editor shows what a change does to contracts, unsaved text included, and one finding for one route', async (t) => {
  const folder = repository();
  const workspaceEdit = { documentChanges: true, resourceOperations: ['create' as const] };
  const server = await TestServer.start(folder, { capabilities: { workspace: { workspaceEdit } } });
  t.after(() => server.stop());
  const ask = () =>
    server.connection.sendRequest(doneRequest, { folder: pathToFileURL(folder).href, isAsked: true });
  const accepting = async (path: string) => {
    const [diagnostic] = server.diagnostics(path);
    const actions: readonly { readonly title: string }[] = await server.connection.sendRequest(
      'textDocument/codeAction',
      { textDocument: { uri: server.uri(path) }, range: diagnostic?.range, context: { diagnostics: [] } },
    );
    return actions.map(({ title }) => title).filter((title) => /^Accept /.test(title));
  };
  await server.open('src/app.ts', readFileSync(join(folder, 'src/app.ts'), 'utf8'));
  await server.open('openapi.yaml', readFileSync(join(folder, 'openapi.yaml'), 'utf8'), 'yaml');
  await server.change('src/app.ts', app(['/a', '/b', '/c']));
  await server.untilShown('src/app.ts', ['5:9-13 contracts/route-without-operation']);
  assert.deepEqual(await accepting('src/app.ts'), [
    'Accept contracts/route-without-operation in the baseline',
  ]);
  await ask();
  await server.untilShown('src/app.ts', ['5:9-13 contracts/implementation-first']);
  assert.deepEqual(await accepting('src/app.ts'), [], 'what the change begins is no heritage');
  await server.change('src/app.ts', `// More.\n${app(['/a', '/b', '/c'])}`);
  await server.untilShown('src/app.ts', ['6:9-13 contracts/implementation-first']);
  await server.change('openapi.yaml', contract('1.0.0', ['/a', '/c']));
  await server.untilShown('src/app.ts', ['5:9-13 contracts/route-without-operation']);
  await ask();
  await server.until(() => server.diagnostics('openapi.yaml').length === 1, 'what is breaking, told once');
  assert.deepEqual(
    server
      .diagnostics('openapi.yaml')
      .map(({ code }) => code)
      .sort(),
    ['contracts/breaking-change'],
  );
  // There is a file of its own for that, with reason, owner and an end.
  assert.deepEqual(
    (await accepting('openapi.yaml')).map((title) => title.replace(/\d{4}-\d\d-\d\d/, 'DAY')),
    ['Accept it until DAY in "governance/accepted.yaml", with a reason'],
  );
});

test('an editor brings back a contract that is gone', async (t) => {
  const folder = repository();
  const text = readFileSync(join(folder, 'openapi.yaml'), 'utf8');
  rmSync(join(folder, 'openapi.yaml'));
  const workspaceEdit = { documentChanges: true, resourceOperations: ['create' as const] };
  const server = await TestServer.start(folder, { capabilities: { workspace: { workspaceEdit } } });
  t.after(() => server.stop());
  await server.open('parapet.jsonc', policy, 'jsonc');
  await server.connection.sendRequest(doneRequest, { folder: pathToFileURL(folder).href, isAsked: true });
  const isTold = () =>
    server.diagnostics('parapet.jsonc').some(({ code }) => code === 'contracts/breaking-change');
  await server.until(isTold, 'that it is gone');
  const diagnostic = server
    .diagnostics('parapet.jsonc')
    .find(({ code }) => code === 'contracts/breaking-change');
  const actions: readonly CodeAction[] = await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: server.uri('parapet.jsonc') },
    range: diagnostic?.range,
    context: { diagnostics: [] },
  });
  const restore = actions.find(({ title }) => title === 'Restore "openapi.yaml" as it was');
  const uri = server.uri('openapi.yaml');
  const top = { line: 0, character: 0 };
  assert.deepEqual(restore?.edit?.documentChanges, [
    { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
    { textDocument: { uri, version: null }, edits: [{ range: { start: top, end: top }, newText: text }] },
  ]);
});
