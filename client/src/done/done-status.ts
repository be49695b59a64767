import { type Disposable, MarkdownString, StatusBarAlignment, type StatusBarItem, window } from 'vscode';
import { clockOf } from './done-places.ts';
import { statusBarLabel, statusBarText, statusBarTooltip } from './done-text.ts';
import { viewId } from './done-tree.ts';
import type { DoneViews } from './done-views.ts';

/** Go or No-Go in the status bar, as soon as there is something to say. */
export class DoneStatus implements Disposable {
  readonly #views: DoneViews;
  readonly #item: StatusBarItem;
  readonly #listener: Disposable;

  constructor(views: DoneViews) {
    this.#views = views;
    this.#item = window.createStatusBarItem('parapet.done', StatusBarAlignment.Left, 5);
    this.#item.name = 'Parapet: Definition of Done';
    this.#item.command = `${viewId}.focus`;
    this.#listener = views.onChange(() => this.#show());
    this.#show();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const all = this.#views.all;
    if (all.length === 0) {
      this.#item.hide();
      return;
    }
    const views = all.map(({ view }) => view);
    this.#item.text = statusBarText(views);
    this.#item.tooltip = new MarkdownString(statusBarTooltip(all, clockOf));
    this.#item.accessibilityInformation = { label: statusBarLabel(views), role: 'button' };
    this.#item.show();
  }
}
