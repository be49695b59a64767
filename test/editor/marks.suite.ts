import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { abandon, open, typeAtTop } from './documents.ts';
import { defineSuite } from './suite.ts';

const delivery = 'services/checkout/src/domain/delivery.ts';
const fromHttp = 'HttpErr';
const fromDomain = 'Deliver';
/** Details are asked for from the top of the list, and what is marked stands at its end. */
const mostCompletions = 10_000;

export const marks = defineSuite({
  name: 'marks',
  workspace: 'shop',
  tests: {
    'a completion whose import would break a boundary is marked, put last and explained': async () => {
      const editor = await open(delivery);
      await typeAtTop(editor, `${fromHttp}\n`);
      const item = await completion(editor, fromHttp.length, 'HttpError', isMarked);
      assert.match(descriptionOf(item), /^⊘ domain ↛ http/);
      assert.ok((item.sortText ?? '') > 'z', `sorted by ${item.sortText}`);
      const all = await completions(editor, fromHttp.length, mostCompletions);
      const resolved = all.find((one) => labelOf(one) === 'HttpError');
      assert.ok(resolved);
      assert.match(
        documentationOf(resolved),
        /Layer "domain" must not import layer "http", which is above it\./,
      );
      assert.match(documentationOf(resolved), /architecture\/upward-import/);
      await abandon(editor);
    },
    'a completion whose import is allowed is as it was': async () => {
      const editor = await open('services/checkout/src/application/place-order.ts');
      await typeAtTop(editor, `${fromDomain}\n`);
      const items = await completions(editor, fromDomain.length);
      const imported = items.filter((item) => /delivery/.test(descriptionOf(item)));
      assert.ok(imported.length > 0, items.slice(0, 30).map(descriptionOf).join());
      assert.deepEqual(imported.filter(isMarked), []);
      await abandon(editor);
    },
    'an import that is offered as a fix says what it would break, and is not the preferred one': async () => {
      const editor = await open(delivery);
      await typeAtTop(editor, 'export const e = new HttpError(1, "");\n');
      const range = new vscode.Range(0, 21, 0, 30);
      const fix = await eventually('a marked fix', async () => {
        const actions = await fixesAt(editor.document.uri, range);
        return actions.find(({ title }) => title.includes('⊘'));
      });
      assert.match(
        fix.title,
        /^Add import from .*http-error.* ⊘ domain ↛ http: breaks architecture\/upward-import$/,
      );
      assert.notEqual(fix.isPreferred, true);
      await abandon(editor);
    },
    'nothing is marked while the setting is off': async () => {
      const settings = vscode.workspace.getConfiguration('parapet');
      await settings.update('markImports', false, vscode.ConfigurationTarget.Global);
      const editor = await open(delivery);
      await typeAtTop(editor, `${fromHttp}\n`);
      const item = await completion(editor, fromHttp.length, 'HttpError', (found) => !isMarked(found));
      assert.match(descriptionOf(item), /http-error/);
      await settings.update('markImports', undefined, vscode.ConfigurationTarget.Global);
      await abandon(editor);
    },
  },
});

/** The TypeScript server starts with the first document, and the table follows the first analysis: both are waited for. */
function completion(
  editor: vscode.TextEditor,
  column: number,
  name: string,
  isMeant: (item: vscode.CompletionItem) => boolean,
): Promise<vscode.CompletionItem> {
  return eventually(`the completion ${name}`, async () => {
    const items = await completions(editor, column);
    return items.find((item) => labelOf(item) === name && isMeant(item));
  });
}

async function completions(
  { document }: vscode.TextEditor,
  column: number,
  resolved = 0,
): Promise<readonly vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    new vscode.Position(0, column),
    undefined,
    resolved,
  );
  return list.items;
}

function fixesAt(uri: vscode.Uri, range: vscode.Range): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range);
}

async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`waited in vain for ${what}`);
}

function isMarked(item: vscode.CompletionItem): boolean {
  return descriptionOf(item).includes('⊘');
}

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

function descriptionOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? '' : (label.description ?? '');
}

function documentationOf({ documentation }: vscode.CompletionItem): string {
  return typeof documentation === 'string' ? documentation : (documentation?.value ?? '');
}
