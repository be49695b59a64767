import type { Connection } from 'vscode-languageserver';
import { uriOfPath } from '../host/file-uri.ts';
import { type Boundaries, boundariesNotification } from '../protocol.ts';
import { boundaryTable } from './boundary-table.ts';
import type { Session } from './session.ts';

/** A table takes milliseconds, but a branch switch is many changes, and nobody needs it between two keys. */
const quietMilliseconds = 500;

interface Known {
  readonly placement: number;
  readonly boundaries: Boundaries;
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

  /** To be called after each analysis; most change nothing here, and cost a comparison of numbers. */
  analysed(): void {
    const sessions = this.#sessions();
    const isKnown = (session: Session) => this.#known.get(session)?.placement === session.workspace.placement;
    if (sessions.every(isKnown) && sessions.length === this.#known.size) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tell(), quietMilliseconds);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#known.clear();
  }

  async #tell(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      await this.#renew();
    } catch (thrown) {
      this.#connection.console.error(`The table of boundaries failed: ${String(thrown)}`);
    } finally {
      this.#isRunning = false;
    }
  }

  async #renew(): Promise<void> {
    const sessions = this.#sessions();
    for (const session of [...this.#known.keys()])
      if (!sessions.includes(session)) this.#known.delete(session);
    for (const session of sessions) if (!(await this.#look(session))) return this.analysed();
    const all = [...this.#known.values()].map(({ boundaries }) => boundaries);
    const text = JSON.stringify(all);
    if (text === this.#sent) return;
    this.#sent = text;
    await this.#connection.sendNotification(boundariesNotification, all);
  }

  /** False when the workspace changed meanwhile. */
  async #look(session: Session): Promise<boolean> {
    const { workspace } = session;
    const { placement } = workspace;
    if (this.#known.get(session)?.placement === placement) return true;
    const table = await boundaryTable({
      files: workspace.facts().files,
      kin: (file) => workspace.kin(file),
      judge: (from, to) => workspace.supposeImport(from, to).findings,
      rest: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return workspace.placement === placement;
      },
    });
    if (!table) return false;
    this.#known.set(session, { placement, boundaries: { root: uriOfPath(session.root), ...table } });
    return true;
  }
}
