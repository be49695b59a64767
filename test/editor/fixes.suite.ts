import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CutPlanPage } from '../../server/src/protocol.ts';
import { abandon, open, typeAtTop, uriOf } from './documents.ts';
import { defineSuite } from './suite.ts';
import { findingsIn, ruleOf, until } from './wait.ts';

const delivery = 'services/checkout/src/domain/delivery.ts';
const page = 'apps/web/src/ui/pages/delivery-page.tsx';
const violation = "import { HttpError } from '../http/http-error.js';\n";

export const fixes = defineSuite({
  name: 'fixes',
  workspace: 'shop',
  tests: {
    'make type-only ends the cycle': async () => {
      const [uri, finding] = await until('a cycle', () => allCycles()[0]);
      const { document } = await vscode.window.showTextDocument(uri);
      const action = await actionFor(document.uri, finding.range, /type-only/);
      assert.ok(action.isPreferred, 'the safe fix is preferred');
      assert.ok(action.edit);
      await vscode.workspace.applyEdit(action.edit);
      await until('no cycle', () => (allCycles().length === 0 ? true : undefined));
      for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
        await abandon(await vscode.window.showTextDocument(document));
      }
      await until('the cycle again', () => allCycles()[0]);
    },
    'the cut plan of a cycle opens as a page': async () => {
      const [uri, finding] = await until('a cycle', () => allCycles()[0]);
      await vscode.window.showTextDocument(uri);
      await perform(await actionFor(uri, finding.range, /cut plan/));
      const tab = await until('the plan', () => cutPlanTab(), vscode.window.tabGroups.onDidChangeTabs);
      await vscode.window.tabGroups.close(tab);
      const page = await vscode.commands.executeCommand<CutPlanPage>('parapet.showCutPlan', {
        uri: uri.toString(),
      });
      assert.match(page.markdown, /1 import ends the cycle of 3 files: a fix takes it away\./);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    },
    'suppress writes a directive, leaves the cursor in its reason, and the finding goes': async () => {
      const editor = await open(delivery);
      await typeAtTop(editor, violation);
      const finding = await until('a finding', () => findingsIn(uriOf(delivery))[0]);
      await perform(await actionFor(uriOf(delivery), finding.range, /^Suppress /i));
      const { document } = editor;
      await until(
        'a directive',
        () => (document.lineAt(0).text.includes('parapet-allow') ? true : undefined),
        vscode.workspace.onDidChangeTextDocument,
      );
      assert.match(document.lineAt(0).text, /^\/\/ parapet-allow architecture\/upward-import: ./);
      assert.equal(vscode.window.activeTextEditor?.selection.active.line, 0);
      await vscode.commands.executeCommand('type', { text: 'moves with the next release' });
      await until('silence', () => (findingsIn(uriOf(delivery)).length === 0 ? true : undefined));
      assert.match(document.lineAt(0).text, /: moves with the next release/);
      await abandon(editor);
    },
    'explain opens the explanation beside the source': async () => {
      const editor = await open(delivery);
      await typeAtTop(editor, violation);
      const finding = await until('a finding', () => findingsIn(uriOf(delivery))[0]);
      await perform(await actionFor(uriOf(delivery), finding.range, /^Explain/));
      const tab = await until('a preview', () => previews()[0], vscode.window.tabGroups.onDidChangeTabs);
      await vscode.window.tabGroups.close(tab);
      await abandon(editor);
    },
    'the public entry is the preferred fix, and all of them are one action': async () => {
      const editor = await open(page);
      await until('two findings', () => findingsIn(uriOf(page))[1]);
      const [finding] = findingsIn(uriOf(page));
      assert.ok(finding);
      const action = await actionFor(uriOf(page), finding.range, /^Import from "@\/ui\/delivery"$/);
      assert.ok(action.isPreferred, 'the safe fix is preferred');
      await perform(action);
      assert.equal(editor.document.lineAt(0).text, "import { DeliveryForm } from '@/ui/delivery';");
      await until('one finding', () => (findingsIn(uriOf(page)).length === 1 ? true : undefined));
      const [all, ...others] = await actionsAt(uriOf(page), finding.range, 'source.fixAll.parapet');
      assert.ok(all);
      assert.deepEqual(others, []);
      await perform(all);
      assert.equal(
        editor.document.lineAt(0).text,
        "import { DeliveryForm, isPostcode } from '@/ui/delivery';",
      );
      await until('silence', () => (findingsIn(uriOf(page)).length === 0 ? true : undefined));
      await abandon(editor);
      await until('the findings again', () => findingsIn(uriOf(page))[1]);
    },
    'a finding is accepted in the baseline': async () => {
      const editor = await open(page);
      const finding = await until('a finding', () => findingsIn(uriOf(page))[0]);
      await perform(await actionFor(uriOf(page), finding.range, /^Accept .* in the baseline$/));
      await until('one finding', () => (findingsIn(uriOf(page)).length === 1 ? true : undefined));
      await vscode.workspace.fs.delete(uriOf('governance'), { recursive: true });
      const baseline = vscode.workspace.textDocuments.find(({ fileName }) =>
        fileName.endsWith('baseline.txt'),
      );
      if (baseline) await abandon(await vscode.window.showTextDocument(baseline));
      await until('the findings again', () => findingsIn(uriOf(page))[1]);
      await abandon(editor);
    },
    'a place without a finding offers nothing of ours': async () => {
      const editor = await open(delivery);
      const actions = await actionsAt(editor.document.uri, new vscode.Range(0, 0, 0, 1));
      assert.deepEqual(
        actions.filter(({ title }) => /suppress|type-only|explain|cut plan/i.test(title)),
        [],
      );
      await abandon(editor);
    },
  },
});

function allCycles(): readonly (readonly [vscode.Uri, vscode.Diagnostic])[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri]) => findingsIn(uri).map((finding) => [uri, finding] as const))
    .filter(
      ([uri, finding]) => ruleOf(finding) === 'architecture/import-cycle' && uri.path.includes('/domain/'),
    );
}

async function actionFor(uri: vscode.Uri, range: vscode.Range, title: RegExp): Promise<vscode.CodeAction> {
  const actions = await actionsAt(uri, range);
  const action = actions.find((candidate) => title.test(candidate.title));
  assert.ok(
    action,
    `${title} among ${actions.map((candidate) => candidate.title).join(', ') || 'no action'}`,
  );
  return action;
}

function actionsAt(uri: vscode.Uri, range: vscode.Range, kind?: string): Thenable<vscode.CodeAction[]> {
  const resolved = 20;
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind, resolved);
}

async function perform({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit !== undefined) await vscode.workspace.applyEdit(edit);
  if (command !== undefined)
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

function previews(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputWebview);
}

function cutPlanTab(): vscode.Tab | undefined {
  return previews().find(({ label }) => label.includes('Cut plan of '));
}
