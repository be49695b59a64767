import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Look } from '../../server/src/protocol.ts';
import { open, uriOf } from './documents.ts';
import { defineSuite } from './suite.ts';
import { findingsIn, ruleOf, until } from './wait.ts';

export const plain = defineSuite({
  name: 'without a policy',
  workspace: 'plain',
  tests: {
    'nothing is active before a source document opens': async () => {
      assert.equal(extension().isActive, false);
    },
    'a source document starts no server and shows no finding': async () => {
      const editor = await open('src/page.ts');
      await extension().activate();
      await vscode.commands.executeCommand('parapet.collectDiagnostics');
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.match(text, /not started/);
      assert.deepEqual(findingsIn(editor.document.uri), []);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
    'a look shows a preview of the workspace and writes nothing': async () => {
      const found = await vscode.commands.executeCommand<Look>('parapet.look', uriOf(''));
      assert.match(found.markdown, /^# Look at plain\n\nPreview: /);
      await until(
        'the preview',
        () => tabNames().find((name) => name.includes('Look at plain')),
        vscode.window.tabGroups.onDidChangeTabs,
      );
      await assert.rejects(async () => vscode.workspace.fs.stat(uriOf('parapet.jsonc')));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    },
    'a first policy is written and opened': async () => {
      await vscode.commands.executeCommand('parapet.initialisePolicy', uriOf(''));
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.uri.path, uriOf('parapet.jsonc').path);
      assert.match(document.getText(), /"edition": "/);
    },
    'a policy of a person is obeyed as soon as it is there': async () => {
      const layers = [
        { name: 'ui', files: 'src/page.ts' },
        { name: 'domain', files: 'src/order.ts' },
      ];
      await vscode.workspace.fs.writeFile(
        uriOf('parapet.jsonc'),
        Buffer.from(JSON.stringify({ edition: '2026-11', layers })),
      );
      const finding = await until('a finding', () => findingsIn(uriOf('src/order.ts'))[0]);
      assert.equal(ruleOf(finding), 'architecture/upward-import');
    },
  },
});

function tabNames(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('parapet.parapet');
  assert.ok(found, 'the extension is installed');
  return found;
}
