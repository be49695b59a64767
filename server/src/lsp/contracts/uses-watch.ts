import { QuietRun } from '../quiet-run.ts';
import type { Session } from '../session.ts';

/** Keys come faster than this; counts are for when they rest. */
const restMilliseconds = 300;

export interface UsesWatchOptions {
  readonly sessions: () => readonly Session[];
  /** Called once uses are known that were not before. */
  readonly onFound: () => void;
  readonly onFailed: (thrown: unknown) => void;
}

/** Finds who uses operations once nobody types, in the workspaces whose operations somebody looks at. */
export class UsesWatch {
  readonly #options: UsesWatchOptions;
  readonly #wanting = new Set<Session>();
  readonly #run = new QuietRun(restMilliseconds, (isVoid) => this.#find(isVoid));

  constructor(options: UsesWatchOptions) {
    this.#options = options;
  }

  /** Somebody looks at the operations of a workspace. */
  want(session: Session): void {
    if (this.#wanting.has(session)) return;
    this.#wanting.add(session);
    this.#run.note();
  }

  /** To be called after each analysis. */
  analysed(): void {
    for (const session of this.#wanting)
      if (!this.#options.sessions().includes(session)) this.#wanting.delete(session);
    if (this.#wanting.size > 0) this.#run.note();
  }

  dispose(): void {
    this.#run.end();
    this.#wanting.clear();
  }

  async #find(isVoid: () => boolean): Promise<void> {
    try {
      for (const { workspace } of this.#wanting) {
        const isRead = await workspace.contractUses.readUses(isVoid);
        if (isVoid()) return;
        if (isRead) workspace.facts().contracts.findUses();
      }
      this.#options.onFound();
    } catch (thrown) {
      this.#options.onFailed(thrown);
    }
  }
}
