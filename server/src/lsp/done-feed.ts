import type { Connection } from 'vscode-languageserver';
import { uriOfPath } from '../host/file-uri.ts';
import { type DoneNews, doneChangedNotification } from '../protocol/done.ts';
import { declaresDone } from './done-view.ts';
import type { EvidenceWatch } from './evidence-watch.ts';
import { FollowedChange } from './followed-change.ts';
import type { Session } from './session.ts';

export interface DoneGround {
  readonly connection: Connection;
  sessions(): readonly Session[];
  readonly watch: EvidenceWatch;
  /** Whether the client wants to hear of every policy that declares gates or items without asking first. */
  wantsDone(): boolean;
}

/** Keeps clients up to date about the Definition of Done of the sessions that they have asked about, or should hear of. */
export class DoneFeed {
  readonly #ground: DoneGround;
  readonly #followed = new Map<Session, FollowedChange>();

  constructor(ground: DoneGround) {
    this.#ground = ground;
  }

  /** To be called after each analysis, and when sessions have closed; without a follower it costs nothing. */
  analysed(): void {
    const sessions = this.#ground.sessions();
    for (const session of this.#followed.keys()) if (!sessions.includes(session)) this.#forget(session);
    for (const session of sessions) if (this.#isDue(session)) this.follow(session);
    for (const change of this.#followed.values()) change.note();
    this.#ground.watch.watch([...this.#followed.keys()]);
  }

  /** To be called with each key, since nothing that is judged unasked may make it wait. */
  interrupt(): void {
    for (const change of this.#followed.values()) change.interrupt();
  }

  /** Notes what no analysis comes of: a commit, or something that nobody watches. */
  changed(): void {
    for (const change of this.#followed.values()) change.note();
  }

  follow(session: Session): FollowedChange {
    const known = this.#followed.get(session);
    if (known) return known;
    const { connection, watch } = this.#ground;
    const followed = new FollowedChange(
      session,
      (view) => this.#send({ folder: view.folder, view }),
      (thrown) => connection.console.error(`The Definition of Done was not judged: ${trace(thrown)}`),
    );
    this.#followed.set(session, followed);
    watch.watch([...this.#followed.keys()]);
    return followed;
  }

  dispose(): void {
    for (const change of this.#followed.values()) change.end();
    this.#followed.clear();
  }

  #isDue(session: Session): boolean {
    if (!this.#ground.wantsDone() || session.scanMilliseconds === undefined) return false;
    return declaresDone(session.workspace);
  }

  #forget(session: Session): void {
    this.#followed.get(session)?.end();
    this.#followed.delete(session);
    this.#send({ folder: uriOfPath(session.root), view: null });
  }

  #send(news: DoneNews): void {
    void this.#ground.connection.sendNotification(doneChangedNotification, news);
  }
}

function trace(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
