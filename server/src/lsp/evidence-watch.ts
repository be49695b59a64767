import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
} from 'vscode-languageserver';
import { uriOfPath } from '../host/file-uri.ts';
import { findGitRoot, ownGitFolder } from '../host/git-place.ts';
import { absoluteOf } from '../host/relative.ts';
import type { Policy } from '../model/policy.ts';
import type { Session } from './session.ts';

/** What items read, or count as changed, beside sources: contracts, prose, decision records, runbooks, lock files and containers. */
const read =
  '**/{*.yaml,*.yml,*.graphql,*.graphqls,*.gql,*.proto,*.md,*.mdx,*.rst,*.adoc,yarn.lock,Dockerfile,Dockerfile.*,*.Dockerfile,Containerfile}';

interface Watched {
  /** Absolute. */
  readonly folder: string;
  readonly pattern: string;
}

/** Asks the client to report changes of what the Definition of Done rests on beyond the sources, git's head among it. */
export class EvidenceWatch {
  readonly #connection: Connection;
  readonly #client: () => ClientCapabilities;
  #registered = '';
  #registration: Promise<Disposable> | undefined;

  constructor(connection: Connection, client: () => ClientCapabilities) {
    this.#connection = connection;
    this.#client = client;
  }

  /** Watches for these sessions in place of those before; asks the client only where that is something else. */
  watch(sessions: readonly Session[]): void {
    const support = this.#client().workspace?.didChangeWatchedFiles;
    if (!support?.dynamicRegistration || !support.relativePatternSupport) return;
    const all = sessions.flatMap(watchedOf);
    const key = JSON.stringify(all);
    if (key === this.#registered) return;
    this.#registered = key;
    this.#release();
    if (all.length === 0) return;
    const watchers = all.map(({ folder, pattern }) => ({
      globPattern: { baseUri: uriOfPath(folder), pattern },
    }));
    const registration = this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers,
    });
    this.#registration = registration;
    registration.catch((thrown) =>
      this.#connection.console.error(`The client does not watch the evidence: ${String(thrown)}`),
    );
  }

  #release(): void {
    this.#registration?.then(
      (registered) => registered.dispose(),
      () => undefined,
    );
    this.#registration = undefined;
  }
}

function watchedOf({ root, boundary, workspace }: Session): readonly Watched[] {
  const own = workspace.policies.flatMap((policy) =>
    patternsOf(policy).map((pattern) => ({ folder: absoluteOf(root, policy.folder), pattern })),
  );
  const gitRoot = findGitRoot(root);
  const head = gitRoot === undefined ? undefined : ownGitFolder(gitRoot);
  return [
    ...own,
    { folder: root, pattern: read },
    { folder: boundary, pattern: '{CODEOWNERS,.github/CODEOWNERS,.gitlab/CODEOWNERS,docs/CODEOWNERS}' },
    // Each commit, switch and step of a rebase writes the head's log.
    ...(head === undefined
      ? []
      : [
          { folder: head, pattern: 'HEAD' },
          { folder: `${head}/logs`, pattern: 'HEAD' },
        ]),
  ];
}

function patternsOf({ gates }: Policy): readonly string[] {
  const base = gates.coverage?.base?.text;
  const globs = Object.values(gates).flatMap((gate) => gate?.reports ?? []);
  return [
    ...new Set([
      ...[...globs, ...(gates.vulnerabilities?.accept ?? [])].map(({ glob }) => glob),
      ...(base === undefined || base.startsWith('git:') ? [] : [base]),
      'governance/changes/**',
    ]),
  ];
}
