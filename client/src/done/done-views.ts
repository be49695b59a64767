import { type Disposable, EventEmitter, type Memento } from 'vscode';
import type { DoneNews, DoneView } from '../../../server/src/protocol/done.ts';
import { keptView, type Shown } from './done-text.ts';

const key = 'parapet.done';

/** What is known of every folder's Definition of Done, kept over a restart of the editor. */
export class DoneViews implements Disposable {
  readonly #state: Memento;
  readonly #changes = new EventEmitter<void>();
  readonly #shown = new Map<string, Shown>();

  readonly onChange = this.#changes.event;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** In order of folder. */
  get all(): readonly Shown[] {
    return [...this.#shown.values()].sort((a, b) => (a.view.folder < b.view.folder ? -1 : 1));
  }

  of(folder: string): Shown | undefined {
    return this.#shown.get(folder);
  }

  /** Shows what was kept of the folder that holds a policy, until the server has answered. */
  restore(policyFolder: string): void {
    const kept = this.#state.get<readonly { readonly view: DoneView; readonly at: number }[]>(key, []);
    let isNew = false;
    for (const { view, at } of kept) {
      if (this.#shown.has(view.folder) || !isWithin(policyFolder, view.folder)) continue;
      this.#shown.set(view.folder, { view, at, isOld: true });
      isNew = true;
    }
    if (isNew) this.#changes.fire();
  }

  take({ folder, view }: DoneNews): void {
    if (view) this.#shown.set(folder, { view, at: Date.now(), isOld: false });
    else this.#shown.delete(folder);
    this.#changes.fire();
    this.#keep();
  }

  /** The server that said so is gone. */
  age(): void {
    if (this.#shown.size === 0) return;
    for (const [folder, shown] of this.#shown) this.#shown.set(folder, { ...shown, isOld: true });
    this.#changes.fire();
  }

  dispose(): void {
    this.#changes.dispose();
  }

  /** A folder whose policy declares nothing is as quiet at the next start as it was before it was asked about. */
  #keep(): void {
    const kept = this.all
      .filter(({ view }) => view.isDeclared)
      .map(({ view, at }) => ({ view: keptView(view), at }));
    void this.#state.update(key, kept.length === 0 ? undefined : kept);
  }
}

/** Both are addresses. */
function isWithin(inner: string, folder: string): boolean {
  const outer = folder.replace(/\/$/, '');
  return inner === outer || inner.startsWith(`${outer}/`);
}
