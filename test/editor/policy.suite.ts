import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { abandon, open, rangeOf, uriOf } from './documents.ts';
import { defineSuite } from './suite.ts';
import { findingsIn, until } from './wait.ts';

const path = 'parapet.jsonc';

export const policy = defineSuite({
  name: 'policy',
  workspace: 'shop',
  tests: {
    'each layer shows what it holds, and its violations open': async () => {
      await until('a finding', () => findingsIn(uriOf('services/checkout/src/domain/order.ts'))[0]);
      const { document } = await open(path);
      const lenses = await lensesOf(document.uri);
      const titled = lenses.find(({ command }) => /^\d+ files, \d+ violation/.test(command?.title ?? ''));
      assert.ok(titled?.command, lenses.map(({ command }) => command?.title).join('; '));
      const { command } = titled;
      assert.equal(await vscode.commands.executeCommand(command.command, ...(command.arguments ?? [])), true);
      await vscode.commands.executeCommand('closeReferenceSearch');
    },
    'a glob completes with the files it would match': async () => {
      const editor = await open(path);
      const items = await completionsIn(editor, '"services/*/src/http/**"', '"services/"');
      const item = items.find(({ label }) => labelOf(label) === 'services/checkout/**');
      assert.match(item?.detail ?? '', /^\d+ files$/);
    },
    'keys come once, whether the schema is found or not': async () => {
      const editor = await open(path);
      const closed = async () => {
        const items = await completionsIn(editor, '"owner": "@acme/payments"', '""');
        return items.filter(({ label }) => labelOf(label) === 'closed').length;
      };
      assert.equal(await closed(), 1, 'the schema that is named is not there');
      const { document } = editor;
      const line = document.lineAt(rangeOf(document, '"$schema"').start).rangeIncludingLineBreak;
      assert.ok(await editor.edit((edit) => edit.delete(line)));
      assert.equal(await closed(), 1, 'the schema of the extension');
      await abandon(editor);
    },
    'a layer is renamed in the policy and described': async () => {
      const { document } = await open(path);
      const at = rangeOf(document, '"domain"').start.translate(0, 2);
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        at,
        'core',
      );
      const places = document.getText().split('"domain"').length - 1;
      assert.deepEqual(
        edit.entries().flatMap(([, edits]) => edits.map(({ newText }) => newText)),
        Array.from({ length: places }, () => 'core'),
      );
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      const text = hovers.flatMap(({ contents }) =>
        contents.map((part) => (typeof part === 'string' ? part : part.value)),
      );
      assert.match(text.join('\n'), /layer \*\*domain\*\*[\s\S]*ADR-3/);
    },
    'single files are links': async () => {
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        uriOf(path),
      );
      assert.ok(links.some(({ target }) => target?.path.endsWith('/apps/web/src/main.tsx')));
    },
    'other documents with comments have nothing of ours': async () => {
      assert.deepEqual(await lensesOf(uriOf('tsconfig.base.json')), []);
    },
  },
});

async function lensesOf(uri: vscode.Uri): Promise<readonly vscode.CodeLens[]> {
  const resolved = 50;
  await vscode.workspace.openTextDocument(uri);
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, resolved);
}

/** Completions before the closing quote of a string that replaces a text; the document is left as it was. */
async function completionsIn(
  editor: vscode.TextEditor,
  replaced: string,
  typed: string,
): Promise<readonly vscode.CompletionItem[]> {
  const { document } = editor;
  const range = rangeOf(document, replaced);
  await editor.edit((edit) => edit.replace(range, typed));
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    range.start.translate(0, Math.max(typed.length - 1, 1)),
  );
  const written = new vscode.Range(range.start, range.start.translate(0, typed.length));
  await editor.edit((edit) => edit.replace(written, replaced));
  return list.items;
}

function labelOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === 'string' ? label : label.label;
}
