import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { rangeOf, uriOf } from './documents.ts';
import { defineSuite } from './suite.ts';
import { findingsIn, ruleOf, until } from './wait.ts';

export const activation = defineSuite({
  name: 'activation',
  workspace: 'shop',
  tests: {
    'the policy in the root activates the extension without an open document': async () => {
      assert.equal(vscode.window.activeTextEditor, undefined);
      const extension = vscode.extensions.getExtension('parapet.parapet');
      assert.ok(extension, 'the extension is installed');
      await extension.activate();
      assert.ok(extension.isActive);
    },
    'a file that nobody opened carries its finding': async () => {
      const uri = uriOf('services/checkout/src/domain/order.ts');
      const finding = await until('the finding of order.ts', () => findingsIn(uri)[0]);
      assert.equal(
        vscode.workspace.textDocuments.some((document) => document.uri.path === uri.path),
        false,
      );
      assert.equal(ruleOf(finding), 'architecture/upward-import');
    },
    'a finding has the exact range, a severity, a link and related places': async () => {
      const document = await vscode.workspace.openTextDocument(
        uriOf('services/checkout/src/domain/order.ts'),
      );
      const finding = await until('the finding of order.ts', () => findingsIn(document.uri)[0]);
      assert.equal(
        finding.message.split('\n')[0],
        'Layer "domain" must not import layer "http", which is above it.',
      );
      assert.deepEqual(finding.range, rangeOf(document, "'../http/http-error.js'"));
      assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
      assert.ok(
        typeof finding.code === 'object' && finding.code.target.path.includes('architecture/upward-import'),
      );
      const related = finding.relatedInformation ?? [];
      assert.deepEqual(
        new Set(related.map(({ location }) => location.uri.path)),
        new Set([uriOf('parapet.jsonc').path]),
      );
    },
    'a test file, which may import anything, is silent': async () => {
      assert.deepEqual(findingsIn(uriOf('services/checkout/src/application/place-order.test.ts')), []);
    },
  },
});
