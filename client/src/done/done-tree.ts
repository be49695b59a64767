import {
  type Disposable,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { DoneGroup, DoneItem } from '../../../server/src/protocol/done.ts';
import type { DocumentPlace } from '../../../server/src/protocol.ts';
import { clockOf, nameOf } from './done-places.ts';
import { headText, itemLabel, itemTooltip, itemWord, type Shown } from './done-text.ts';
import type { DoneViews } from './done-views.ts';

/** A row of the list. */
export type DoneNode =
  | { readonly kind: 'folder'; readonly shown: Shown }
  | { readonly kind: 'group'; readonly folder: string; readonly group: DoneGroup }
  | { readonly kind: 'item'; readonly folder: string; readonly group: DoneGroup; readonly item: DoneItem }
  | { readonly kind: 'place'; readonly id: string; readonly place: DocumentPlace };

export const viewId = 'parapet.done';

/** The list of the Definition of Done in the Source Control container. */
export class DoneTree implements TreeDataProvider<DoneNode>, Disposable {
  readonly #views: DoneViews;
  readonly #changes = new EventEmitter<void>();
  readonly #tree: TreeView<DoneNode>;
  readonly #listener: Disposable;
  /** What the rows said when they were asked for last. */
  #rows = '';
  readonly onDidChangeTreeData = this.#changes.event;

  constructor(views: DoneViews) {
    this.#views = views;
    this.#tree = window.createTreeView<DoneNode>(viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#listener = views.onChange(() => this.#show());
    this.#show();
  }

  /** The row that is selected, if it is an item. */
  get selected(): DoneNode | undefined {
    return this.#tree.selection[0];
  }

  /** Shows the list with the cursor on the first row that stands between the change and Go. */
  async focus(): Promise<void> {
    let [row] = this.getChildren();
    while (row && row.kind !== 'item') [row] = this.getChildren(row);
    if (row) await this.#tree.reveal(row, { focus: true, select: true });
  }

  getTreeItem(node: DoneNode): TreeItem {
    switch (node.kind) {
      case 'folder':
        return folderRow(node.shown);
      case 'group':
        return groupRow(node.folder, node.group);
      case 'item':
        return itemRow(node);
      case 'place':
        return placeRow(node);
    }
  }

  getChildren(node?: DoneNode): DoneNode[] {
    if (!node) {
      const all = this.#views.all.filter(({ view }) => view.problem === undefined);
      if (all.length > 1) return all.map((shown) => ({ kind: 'folder', shown }));
      return all.flatMap(groupsOf);
    }
    switch (node.kind) {
      case 'folder':
        return groupsOf(node.shown);
      case 'group': {
        const { folder, group } = node;
        return group.items.map((item) => ({ kind: 'item', folder, group, item }));
      }
      case 'item':
        return node.item.places.length < 2
          ? []
          : node.item.places.map((place, index) => placeNode(node, place, index));
      case 'place':
        return [];
    }
  }

  getParent(node: DoneNode): DoneNode | undefined {
    if (node.kind === 'item') return { kind: 'group', folder: node.folder, group: node.group };
    if (node.kind !== 'group' || this.#views.all.length < 2) return undefined;
    const shown = this.#views.of(node.folder);
    return shown && { kind: 'folder', shown };
  }

  dispose(): void {
    this.#listener.dispose();
    this.#tree.dispose();
    this.#changes.dispose();
  }

  #show(): void {
    const all = this.#views.all;
    const [only] = all;
    const isOne = all.length === 1 && only !== undefined;
    // Undefined is no value that the editor takes here, though its types do.
    this.#tree.description = isOne ? headText(only, clockOf) : '';
    const blocking = all.reduce((sum, { view }) => sum + view.blocking, 0);
    const tooltip = blocking === 1 ? '1 item blocks' : `${blocking} items block`;
    this.#tree.badge = blocking === 0 ? undefined : { value: blocking, tooltip };
    const said = all.flatMap(({ view }) => [
      ...(view.problem === undefined ? [] : [view.problem]),
      ...view.notices,
    ]);
    this.#tree.message = [...new Set(said)].join('\n');
    this.#askForRows(all);
  }

  /** Rows that are asked for while those of before are on their way may stay away, so that the same ones are not asked for. */
  #askForRows(all: readonly Shown[]): void {
    const rows = JSON.stringify(
      all.map((shown) => [
        shown.view.folder,
        shown.view.problem === undefined,
        shown.view.groups,
        all.length > 1 && [shown.view.sentence, headText(shown, clockOf)],
      ]),
    );
    if (rows === this.#rows) return;
    this.#rows = rows;
    this.#changes.fire();
  }
}

function groupsOf({ view }: Shown): DoneNode[] {
  return view.groups.map((group) => ({ kind: 'group', folder: view.folder, group }));
}

function placeNode(
  { folder, item }: Extract<DoneNode, { kind: 'item' }>,
  place: DocumentPlace,
  index: number,
): DoneNode {
  return { kind: 'place', id: `${folder}#${item.id}#${index}`, place };
}

function folderRow(shown: Shown): TreeItem {
  const row = new TreeItem(nameOf(shown.view.folder), TreeItemCollapsibleState.Expanded);
  row.id = shown.view.folder;
  row.description = headText(shown, clockOf);
  row.tooltip = shown.view.sentence;
  row.accessibilityInformation = {
    label: `${nameOf(shown.view.folder)}. ${shown.view.sentence} ${headText(shown, clockOf)}`,
  };
  return row;
}

function groupRow(folder: string, { id, title, items }: DoneGroup): TreeItem {
  const isFolded = id === 'done';
  const state = isFolded ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
  const row = new TreeItem(title, state);
  row.id = `${folder}#${id}`;
  row.description = String(items.length);
  row.contextValue = 'group';
  row.accessibilityInformation = {
    label: `${title}, ${items.length} ${items.length === 1 ? 'item' : 'items'}`,
  };
  return row;
}

function itemRow({ folder, group, item }: Extract<DoneNode, { kind: 'item' }>): TreeItem {
  const state = item.places.length < 2 ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Collapsed;
  const row = new TreeItem(item.title, state);
  row.id = `${folder}#${group.id}#${item.id}`;
  row.description = item.verdict === 'na' ? itemWord(item, group.id) : item.detail;
  const [icon, colour] = icons[item.verdict === 'na' || item.verdict === 'waived' ? item.verdict : group.id];
  row.iconPath = new ThemeIcon(icon, new ThemeColor(colour));
  row.tooltip = new MarkdownString(itemTooltip(item, group.id));
  row.accessibilityInformation = { label: itemLabel(item, group.id) };
  row.contextValue = ['item', ...item.actions].join(' ');
  const [place] = item.places;
  if (place) row.command = openCommand(place);
  return row;
}

function placeRow({ id, place }: Extract<DoneNode, { kind: 'place' }>): TreeItem {
  const uri = Uri.parse(place.uri, true);
  const line = place.range.start.line + 1;
  const row = new TreeItem(uri.path.slice(uri.path.lastIndexOf('/') + 1));
  row.id = id;
  row.description = `${workspace.asRelativePath(uri)}:${line}`;
  row.accessibilityInformation = { label: `${workspace.asRelativePath(uri)}, line ${line}` };
  row.command = openCommand(place);
  return row;
}

function openCommand(place: DocumentPlace): NonNullable<TreeItem['command']> {
  return { command: 'parapet.openPlace', title: 'Open', arguments: [place] };
}

const icons = {
  blocking: ['error', 'problemsErrorIcon.foreground'],
  unknown: ['question', 'problemsWarningIcon.foreground'],
  attest: ['pencil', 'problemsInfoIcon.foreground'],
  advice: ['info', 'problemsInfoIcon.foreground'],
  done: ['pass', 'testing.iconPassed'],
  waived: ['clock', 'charts.yellow'],
  na: ['circle-slash', 'disabledForeground'],
} as const;
