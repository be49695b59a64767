import { commands, Disposable, type ExtensionContext, Uri, window, workspace } from 'vscode';
import {
  type DoneAction,
  type DoneItem,
  type DoneView,
  doneAgainNotification,
  doneRequest,
} from '../../../server/src/protocol/done.ts';
import type { PolicyWatch } from '../policy-watch.ts';
import type { Session } from '../session.ts';
import { checkDone } from './check.ts';
import { isPlace, openPlace } from './done-places.ts';
import { DoneStatus } from './done-status.ts';
import { actionTitles } from './done-text.ts';
import { type DoneNode, DoneTree } from './done-tree.ts';
import { DoneViews } from './done-views.ts';
import { runTask } from './run-task.ts';
import { attestItem, waiveItem } from './settle.ts';
import { UncoveredLines } from './uncovered-lines.ts';

/** What an item is done about. */
interface Chosen {
  readonly folder: string;
  readonly item: DoneItem;
}

/** Commands by what the rest of the client registers them with. */
type Commands = Readonly<Record<string, (argument: unknown) => unknown>>;

/**
 * Everything of the Definition of Done in the editor. Nothing is shown before a policy is found or somebody asks; returns
 * the commands.
 */
export function registerDone(context: ExtensionContext, session: Session, policies: PolicyWatch): Commands {
  const { workspaceState } = context;
  const views = new DoneViews(workspaceState);
  const made: DoneTree[] = [];
  const tree = () => {
    if (made[0]) return made[0];
    const first = new DoneTree(views);
    made.push(first);
    context.subscriptions.push(first, new DoneStatus(views), new UncoveredLines(views));
    return first;
  };
  context.subscriptions.push(
    views,
    views.onChange(() => tellState(views)),
    session.onDone((news) => {
      tree();
      views.take(news);
    }),
    policies.onFound((folder) => {
      tree();
      views.restore(Uri.file(folder).toString());
    }),
    followSession(session, views),
    noticeOthers(session, views),
  );
  const parts = {
    ...{ session, views, tree, state: workspaceState },
    policyFolders: () => policies.folders,
  };
  const choose = (action: DoneAction, argument: unknown) => chosen(action, argument, tree(), views);
  const act = (action: DoneAction, run: (one: Chosen) => unknown) => async (argument: unknown) => {
    const one = await choose(action, argument);
    return one && run(one);
  };
  return {
    'parapet.checkDone': () => checkDone(parts),
    'parapet.openPlace': (argument) => (isPlace(argument) ? openPlace(argument) : undefined),
    'parapet.fixItem': act('fix', ({ item }) => fix(item)),
    'parapet.runItemTask': act('run', ({ folder, item }) => runTask(workspaceState, folder, item, false)),
    'parapet.runOtherTask': act('run', ({ folder, item }) => runTask(workspaceState, folder, item, true)),
    'parapet.attestItem': act('attest', ({ folder, item }) => attestItem(session, folder, item)),
    'parapet.waiveItem': act('waive', ({ folder, item }) => waiveItem(session, folder, item)),
  };
}

function tellState(views: DoneViews): void {
  const all = views.all;
  const isShown = all.some(({ view }) => view.problem === undefined);
  const state = all.length === 0 ? 'not-asked' : isShown ? 'shown' : 'no-change';
  void commands.executeCommand('setContext', 'parapet.doneState', state);
}

/** What a server has said that is gone is old, and the next one is asked where it would not tell by itself. */
function followSession(session: Session, views: DoneViews): Disposable {
  return session.onStatus(({ state }) => {
    if (state === 'starting' || state === 'stopped') return views.age();
    for (const { view, isOld } of views.all) {
      if (!isOld || view.isDeclared) continue;
      session.request<DoneView | null>(doneRequest, { folder: view.folder, isAsked: false }).then(
        (answer) => views.take({ folder: view.folder, view: answer }),
        () => undefined,
      );
    }
  });
}

/** Nobody watches every file: a saved document, or coming back from another program, may have changed the change. */
function noticeOthers(session: Session, views: DoneViews): Disposable {
  const notice = () => {
    if (views.all.length > 0) session.notify(doneAgainNotification);
  };
  return Disposable.from(
    workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.scheme === 'file') notice();
    }),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) notice();
    }),
  );
}

/** Opens the first place and the light bulb's menu there. */
async function fix({ places }: DoneItem): Promise<void> {
  const [place] = places;
  if (!place) return;
  await openPlace(place);
  await commands.executeCommand('editor.action.quickFix');
}

/** The row that an action was called on, the one that is selected, or one that is chosen from all that have it. */
async function chosen(
  action: DoneAction,
  argument: unknown,
  tree: DoneTree,
  views: DoneViews,
): Promise<Chosen | undefined> {
  for (const node of [argument, tree.selected]) {
    if (isItem(node) && node.item.actions.includes(action)) return node;
  }
  const all = views.all.flatMap(({ view }) =>
    view.groups.flatMap(({ items }) => items.map((item) => ({ folder: view.folder, item }))),
  );
  const able = all.filter(({ item }) => item.actions.includes(action));
  if (able.length === 0) {
    window.showInformationMessage(`No item of the Definition of Done has "${actionTitles[action]}" now.`);
    return undefined;
  }
  const rows = able.map((one) => ({ label: one.item.title, detail: one.item.detail, one }));
  const picked = await window.showQuickPick(rows, {
    title: `Definition of Done: ${actionTitles[action]}`,
    placeHolder: 'Which item?',
  });
  return picked?.one;
}

function isItem(node: unknown): node is Extract<DoneNode, { kind: 'item' }> {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'item';
}
