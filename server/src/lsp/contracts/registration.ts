import {
  type ClientCapabilities,
  CodeLensRequest,
  type Connection,
  DefinitionRequest,
  DidChangeWatchedFilesNotification,
  ReferencesRequest,
  type Registration,
  RegistrationRequest,
  UnregistrationRequest,
} from 'vscode-languageserver';
import { declaresContracts } from '../../model/policy.ts';
import type { Session } from '../session.ts';

type TextCapabilities = NonNullable<ClientCapabilities['textDocument']>;

const features: readonly {
  readonly method: string;
  readonly of: (client: TextCapabilities) => { readonly dynamicRegistration?: boolean } | undefined;
}[] = [
  { method: CodeLensRequest.method, of: ({ codeLens }) => codeLens },
  { method: DefinitionRequest.method, of: ({ definition }) => definition },
  { method: ReferencesRequest.method, of: ({ references }) => references },
];

/** Documents that may hold a contract, and sources that may serve one; policies, which are `*.jsonc`, have their own. */
const documentSelector = [
  { scheme: 'file', pattern: '**/*.{yaml,yml,json}' },
  { scheme: 'file', pattern: '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}' },
];

/** Created and deleted documents are told of anyway; those of TOML may say what tests contracts. */
const changed = { globPattern: '**/*.{yaml,yml,toml}', kind: 2 };

export interface RegistrationGround {
  readonly client: () => ClientCapabilities;
  /** Our own client reports no changes of YAML by itself; another editor was asked to report everything. */
  readonly isOwnClient: () => boolean;
  readonly sessions: () => readonly Session[];
}

/** Asks the client for lenses and ways between contracts and code, as long as a policy declares contracts. */
export class ContractRegistration {
  readonly #connection: Connection;
  readonly #ground: RegistrationGround;
  #registered: readonly Registration[] = [];

  constructor(connection: Connection, ground: RegistrationGround) {
    this.#connection = connection;
    this.#ground = ground;
  }

  /** To be called after each analysis. */
  analysed(): void {
    const isDeclared = this.#ground
      .sessions()
      .some(({ workspace }) => workspace.policies.some(declaresContracts));
    if (isDeclared === this.#registered.length > 0) return;
    if (isDeclared) this.#register();
    else this.#release();
  }

  #register(): void {
    const registrations = this.#wanted();
    if (registrations.length === 0) return;
    this.#registered = registrations;
    this.#told(this.#connection.sendRequest(RegistrationRequest.type, { registrations: [...registrations] }));
  }

  #release(): void {
    const unregisterations = this.#registered.map(({ id, method }) => ({ id, method }));
    this.#registered = [];
    this.#told(this.#connection.sendRequest(UnregistrationRequest.type, { unregisterations }));
  }

  #wanted(): readonly Registration[] {
    const { textDocument = {}, workspace } = this.#ground.client();
    const own = features
      .filter(({ of }) => of(textDocument)?.dynamicRegistration === true)
      .map(({ method }) => ({ id: `contracts ${method}`, method, registerOptions: { documentSelector } }));
    const isWatching =
      this.#ground.isOwnClient() && workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    const { method } = DidChangeWatchedFilesNotification;
    const watch = { id: `contracts ${method}`, method, registerOptions: { watchers: [changed] } };
    return isWatching ? [...own, watch] : own;
  }

  #told(answer: Promise<void>): void {
    answer.catch((thrown) =>
      this.#connection.console.error(`The client did not follow contracts: ${String(thrown)}`),
    );
  }
}
