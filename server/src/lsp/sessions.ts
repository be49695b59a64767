import { findRoot } from '../host/find-policy.ts';
import { below } from '../host/relative.ts';
import { Session, type SessionOptions } from './session.ts';

type Shared = Omit<SessionOptions, 'boundary'>;

/**
 * The sessions of one client, one per outermost root that has a policy.
 * Overlapping workspace folders share a session; a folder without a policy has none.
 */
export class Sessions {
  readonly #shared: Shared;
  readonly #byRoot = new Map<string, Session>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  all(): readonly Session[] {
    return [...this.#byRoot.values()];
  }

  /** As `of`, and every session below that reads owners from there: one CODEOWNERS file speaks for a whole repository. */
  concerning(absolute: string): readonly { readonly session: Session; readonly path: string }[] {
    return this.all().flatMap((session) => {
      const path = session.pathOf(absolute) ?? session.ownersPath(absolute);
      return path === undefined ? [] : [{ session, path }];
    });
  }

  /** The session that judges an absolute path, with the path as the session names it. */
  of(absolute: string): { readonly session: Session; readonly path: string } | undefined {
    for (const session of this.all()) {
      const path = session.pathOf(absolute);
      if (path !== undefined) return { session, path };
    }
    return undefined;
  }

  /** Opens a session for the policy that judges a folder, if there is one and it has none yet. */
  open(folder: string): Session | undefined {
    const { root, policy, gitRoot } = findRoot(folder);
    if (policy === undefined || this.all().some((session) => below(session.root, root) !== undefined))
      return undefined;
    for (const inner of this.all()) if (below(root, inner.root) !== undefined) this.#close(inner);
    const session = new Session(root, { ...this.#shared, boundary: gitRoot ?? root });
    this.#byRoot.set(root, session);
    return session;
  }

  /** Closes sessions whose last policy is gone; returns their roots. */
  closeUngoverned(): readonly string[] {
    const gone = this.all().filter(({ workspace }) => workspace.policies.length === 0);
    for (const session of gone) this.#close(session);
    return gone.map(({ root }) => root);
  }

  /** Closes the sessions of a folder that left the workspace. */
  closeBelow(folder: string): void {
    for (const session of this.all()) if (below(folder, session.root) !== undefined) this.#close(session);
  }

  dispose(): void {
    for (const session of this.all()) this.#close(session);
  }

  #close(session: Session): void {
    session.dispose();
    this.#byRoot.delete(session.root);
  }
}
