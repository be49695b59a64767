import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { abandon, open, typeAtTop, uriOf } from './documents.ts';
import { defineSuite } from './suite.ts';
import { findingsIn, until } from './wait.ts';

const stock = 'services/catalog/src/domain/stock.ts';

export const untrusted = defineSuite({
  name: 'untrusted',
  workspace: 'untrusted',
  tests: {
    'a workspace that nobody trusts is judged all the same': async () => {
      assert.equal(vscode.workspace.isTrusted, false);
      await until('a finding', () => findingsIn(uriOf('services/checkout/src/domain/order.ts'))[0]);
    },
    'and so is what is typed there': async () => {
      const editor = await open(stock);
      await typeAtTop(editor, "import { createServer } from '../http/server.js';\n");
      await until('a finding in unsaved text', () => findingsIn(uriOf(stock))[0]);
      await abandon(editor);
    },
  },
});
