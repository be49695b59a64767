import type { Connection } from 'vscode-languageserver';
import { uriOfPath } from '../host/file-uri.ts';
import { boundariesNotification } from '../protocol/boundaries.ts';
import { groupFiles } from './boundary-groups.ts';
import { BoundaryTable } from './boundary-table.ts';
import type { Session } from './session.ts';

/** A branch switch is many changes, and nobody needs the table between two keys. */
const quietMilliseconds = 300;

interface Known {
  readonly placement: number;
  readonly table: BoundaryTable;
}

/** Tells the client which imports would break a boundary, whenever that has changed and the editor is at rest. */
export class BoundaryFeed {
  readonly #connection: Connection;
  readonly #sessions: () => readonly Session[];
  readonly #known = new Map<Session, Known>();
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;
  #sent = '[]';

  constructor(connection: Connection, sessions: () => readonly Session[]) {
    this.#connection = connection;
    this.#sessions = sessions;
  }

  /** To be called after each analysis; most change nothing here, and cost a look at each open file. */
  analysed(): void {
    const sessions = this.#sessions();
    const isCurrent = sessions.every((session) => this.#isCurrent(session));
    if (isCurrent && sessions.length === this.#known.size) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tell(), quietMilliseconds);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#known.clear();
  }

  #isCurrent(session: Session): boolean {
    const known = this.#known.get(session);
    const isOld = known?.placement !== session.workspace.placement;
    return !isOld && session.openPaths.every((path) => known.table.covers(path));
  }

  async #tell(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    let isWhole = true;
    try {
      isWhole = await this.#renew();
    } catch (thrown) {
      this.#connection.console.error(`The table of boundaries failed: ${String(thrown)}`);
    } finally {
      this.#isRunning = false;
    }
    if (!isWhole) this.analysed();
  }

  /** False when a workspace changed meanwhile. */
  async #renew(): Promise<boolean> {
    const sessions = this.#sessions();
    for (const session of [...this.#known.keys()]) {
      if (!sessions.includes(session)) this.#known.delete(session);
    }
    for (const session of sessions) if (!(await this.#look(session))) return false;
    const all = [...this.#known].map(([{ root }, { table }]) => table.boundaries(uriOfPath(root)));
    const text = JSON.stringify(all);
    if (text === this.#sent) return true;
    this.#sent = text;
    await this.#connection.sendNotification(boundariesNotification, all);
    return true;
  }

  async #look(session: Session): Promise<boolean> {
    const table = await this.#tableOf(session);
    for (const path of session.openPaths) {
      if (!table || table.covers(path)) continue;
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#known.get(session)?.placement !== session.workspace.placement) return false;
      table.cover(path);
    }
    return table !== undefined;
  }

  async #tableOf(session: Session): Promise<BoundaryTable | undefined> {
    const { workspace } = session;
    const { placement } = workspace;
    const known = this.#known.get(session);
    if (known?.placement === placement) return known.table;
    const groups = await groupFiles({
      files: workspace.facts().files,
      kin: (file) => workspace.kin(file),
      rest: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return workspace.placement === placement;
      },
    });
    if (!groups) return undefined;
    const table = new BoundaryTable(groups, (from, to) => workspace.suppose.imports(from, to).findings);
    this.#known.set(session, { placement, table });
    return table;
  }
}
