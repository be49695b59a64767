import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { abandon, open, rangeOf, typeAtTop, uriOf } from './documents.ts';
import { defineSuite } from './suite.ts';
import { findingsIn, until } from './wait.ts';

const delivery = 'services/checkout/src/domain/delivery.ts';
const violation = "import { HttpError } from '../http/http-error.js';\n";

export const typing = defineSuite({
  name: 'typing',
  workspace: 'shop',
  tests: {
    'unsaved text is underlined at the specifier, and clean again when it goes': async () => {
      const editor = await open(delivery);
      assert.deepEqual(findingsIn(uriOf(delivery)), []);
      await typeAtTop(editor, violation);
      const finding = await until('a finding in unsaved text', () => findingsIn(uriOf(delivery))[0]);
      assert.ok(editor.document.isDirty, 'the text is not saved');
      assert.deepEqual(finding.range, rangeOf(editor.document, "'../http/http-error.js'"));
      await abandon(editor);
      await until('silence', () => (findingsIn(uriOf(delivery)).length === 0 ? true : undefined));
    },
    'the underline moves with the text above it': async () => {
      const editor = await open(delivery);
      await typeAtTop(editor, violation);
      await until('a finding', () => findingsIn(uriOf(delivery))[0]);
      await typeAtTop(editor, '// one line\n// and another\n');
      const moved = await until('a moved finding', () =>
        findingsIn(uriOf(delivery)).find(({ range }) => range.start.line === 2),
      );
      assert.deepEqual(moved.range, rangeOf(editor.document, "'../http/http-error.js'"));
      await abandon(editor);
    },
    'an import that the layers allow stays silent': async () => {
      const editor = await open('services/checkout/src/http/server.ts');
      await typeAtTop(editor, "import { createQuote } from '../domain/quote.js';\n");
      const other = await open(delivery);
      await typeAtTop(other, violation);
      await until('the finding of the other file', () => findingsIn(uriOf(delivery))[0]);
      assert.deepEqual(findingsIn(editor.document.uri), []);
      await abandon(other);
      await abandon(editor);
    },
    'the hover on a specifier says where it leads and what the layers say': async () => {
      const editor = await open(delivery);
      await typeAtTop(editor, violation);
      const finding = await until('a finding', () => findingsIn(uriOf(delivery))[0]);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        finding.range.start.translate(0, 3),
      );
      const text = hovers
        .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
        .join('\n');
      for (const word of ['services/checkout/src/http/http-error.ts', 'http', 'domain', 'ADR-3'])
        assert.ok(text.includes(word), `${word} in ${text}`);
      await abandon(editor);
    },
  },
});
