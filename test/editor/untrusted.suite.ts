import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { abandon, open, typeAtTop, uriOf } from './documents.ts';
import { defineSuite } from './suite.ts';
import { findingsIn, until } from './wait.ts';

const delivery = 'services/checkout/src/domain/delivery.ts';

export const untrusted = defineSuite({
  name: 'untrusted',
  workspace: 'untrusted',
  tests: {
    'a workspace that nobody trusts is judged all the same': async () => {
      assert.equal(vscode.workspace.isTrusted, false);
      await until('a finding', () => findingsIn(uriOf('services/checkout/src/domain/order.ts'))[0]);
    },
    'and so is what is typed there': async () => {
      const editor = await open(delivery);
      await typeAtTop(editor, "import { HttpError } from '../http/http-error.js';\n");
      await until('a finding in unsaved text', () => findingsIn(uriOf(delivery))[0]);
      await abandon(editor);
    },
  },
});
