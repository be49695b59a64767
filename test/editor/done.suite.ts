import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { DoneItem, DoneView } from '../../server/src/protocol/done.ts';
import { abandon, open, typeAtTop, uriOf } from './documents.ts';
import { defineSuite } from './suite.ts';

const delivery = 'services/checkout/src/domain/delivery.ts';
const violation = "import { HttpError } from '../http/http-error.js';\n";

export const done = defineSuite({
  name: 'definition of done',
  workspace: 'shop',
  tests: {
    'a folder that is no repository says so in place of items': async () => {
      const view = await check();
      assert.equal(view.verdict, 'unknown');
      assert.match(view.problem ?? '', /repository/);
      assert.deepEqual(view.groups, []);
    },
    'in a repository without a change nothing stands in the way': async () => {
      git('init', '--quiet', '--initial-branch=main');
      git('add', '--all');
      git('commit', '--quiet', '--message', 'chore: begin');
      git('switch', '--quiet', '--create', 'feature');
      const view = await check();
      assert.deepEqual([view.verdict, view.problem, view.blocking], ['pass', undefined, 0]);
      assert.match(view.head, /main…feature · 0 files$/);
    },
    'unsaved text counts, and the place opens with what mends it': async () => {
      const editor = await open(delivery);
      await typeAtTop(editor, violation);
      const view = await check();
      assert.equal(view.sentence, 'No-Go: 1 blocking.');
      const item = itemOf(view, 'layers-clean');
      assert.ok(item.actions.includes('fix'));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      const [group] = view.groups;
      await vscode.commands.executeCommand('parapet.fixItem', {
        ...{ kind: 'item', folder: view.folder, group, item },
      });
      const shown = vscode.window.activeTextEditor;
      assert.equal(shown?.document.uri.path, uriOf(delivery).path);
      assert.deepEqual(shown.selection.active, new vscode.Position(0, 26));
      await vscode.commands.executeCommand('hideCodeActionWidget');
      await abandon(shown);
      assert.equal((await check()).verdict, 'pass');
    },
    'what no item has is said and does nothing': async () => {
      await check();
      await vscode.commands.executeCommand('parapet.attestItem');
      await vscode.commands.executeCommand('parapet.openPlace', 'nothing');
      assert.equal((await check()).verdict, 'pass');
    },
    'the list takes the focus and has commands for the keyboard': async () => {
      await vscode.commands.executeCommand('parapet.done.focus');
      const all = await vscode.commands.getCommands(true);
      for (const name of ['checkDone', 'fixItem', 'runItemTask', 'runOtherTask', 'attestItem', 'waiveItem']) {
        assert.ok(all.includes(`parapet.${name}`), name);
      }
    },
  },
});

async function check(): Promise<DoneView> {
  const [view, ...others] = await vscode.commands.executeCommand<readonly DoneView[]>('parapet.checkDone');
  assert.ok(view);
  assert.deepEqual(others, []);
  return view;
}

function itemOf(view: DoneView, id: string): DoneItem {
  const found = view.groups.flatMap(({ items }) => items).find((item) => item.id === id);
  assert.ok(found, JSON.stringify(view));
  return found;
}

function git(...args: readonly string[]): void {
  const person = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  execFileSync('git', [...person, ...args], { cwd: uriOf('').fsPath, stdio: 'ignore' });
}
