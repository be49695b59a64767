import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { abandon, open, rangeOf, uriOf, write } from './documents.ts';
import { defineSuite } from './suite.ts';
import { findingsIn, ruleOf, until } from './wait.ts';

const order = 'services/checkout/src/domain/order.ts';
const added = 'services/catalog/src/domain/added.ts';
const renamed = 'services/catalog/src/domain/renamed.ts';
const violation = "import { createServer } from '../http/server.js';\nexport const server = createServer;\n";

export const changes = defineSuite({
  name: 'changes',
  workspace: 'shop',
  tests: {
    'an edit of the policy counts at once, and its undoing too': async () => {
      const editor = await open('parapet.jsonc');
      const rules = rangeOf(editor.document, '"rules": {');
      await editor.edit((edit) => edit.insert(rules.end, ' "architecture/upward-import": "warning",'));
      await until('a warning', () =>
        findingsIn(uriOf(order)).find(({ severity }) => severity === vscode.DiagnosticSeverity.Warning),
      );
      await abandon(editor);
      await until('an error', () =>
        findingsIn(uriOf(order)).find(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
      );
    },
    'an unreadable policy is a finding, and the last good state stays': async () => {
      const editor = await open('parapet.jsonc');
      const layers = rangeOf(editor.document, '"layers": [');
      await editor.edit((edit) => edit.replace(layers, '"layers": {['));
      await until('a finding in the policy', () =>
        findingsIn(editor.document.uri).find((finding) => ruleOf(finding) === 'policy/invalid-policy'),
      );
      assert.equal(findingsIn(uriOf(order)).length, 1);
      await abandon(editor);
      await until('a sound policy', () =>
        findingsIn(uriOf('parapet.jsonc')).some((finding) => ruleOf(finding) === 'policy/invalid-policy')
          ? undefined
          : true,
      );
    },
    'a file that appears, is renamed and is deleted on disk takes its finding along': async () => {
      await write(added, violation);
      await until('the finding of the new file', () => findingsIn(uriOf(added))[0]);
      await vscode.workspace.fs.rename(uriOf(added), uriOf(renamed));
      await until('the finding under the new name', () => findingsIn(uriOf(renamed))[0]);
      await until('silence under the old name', () =>
        findingsIn(uriOf(added)).length === 0 ? true : undefined,
      );
      await vscode.workspace.fs.delete(uriOf(renamed));
      await until('silence', () => (findingsIn(uriOf(renamed)).length === 0 ? true : undefined));
    },
    'a restarted server finds the same': async () => {
      const before = signature();
      assert.ok(before.length > 0);
      await vscode.commands.executeCommand('parapet.restartServer');
      await until('the same findings', () =>
        signature().join('\n') === before.join('\n') ? true : undefined,
      );
    },
    'collected diagnostics hold no source text': async () => {
      await vscode.commands.executeCommand('parapet.collectDiagnostics');
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.match(text, /activation \(ms\)/);
      assert.doesNotMatch(text, /HttpError|An order needs at least one line/);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
  },
});

function signature(): readonly string[] {
  const all = vscode.languages
    .getDiagnostics()
    .flatMap(([uri]) =>
      findingsIn(uri).map((finding) => `${uri.path} ${ruleOf(finding)} ${finding.message}`),
    );
  return all.sort();
}
