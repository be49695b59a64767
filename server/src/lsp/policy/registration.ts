import {
  type ClientCapabilities,
  CodeLensRequest,
  CompletionRequest,
  type Connection,
  DefinitionRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  ReferencesRequest,
  RegistrationRequest,
  RenameRequest,
  type ServerCapabilities,
} from 'vscode-languageserver';

type TextCapabilities = NonNullable<ClientCapabilities['textDocument']>;

interface Feature {
  readonly type: { readonly method: string };
  readonly provider: keyof ServerCapabilities;
  /** What the client says of it. */
  readonly of: (client: TextCapabilities) => { readonly dynamicRegistration?: boolean } | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

const features: readonly Feature[] = [
  {
    type: CompletionRequest.type,
    provider: 'completionProvider',
    of: ({ completion }) => completion,
    options: { triggerCharacters: ['"', '/', '@'] },
  },
  {
    type: DefinitionRequest.type,
    provider: 'definitionProvider',
    of: ({ definition }) => definition,
    options: {},
  },
  {
    type: ReferencesRequest.type,
    provider: 'referencesProvider',
    of: ({ references }) => references,
    options: {},
  },
  {
    type: RenameRequest.type,
    provider: 'renameProvider',
    of: ({ rename }) => rename,
    options: { prepareProvider: true },
  },
  {
    type: DocumentSymbolRequest.type,
    provider: 'documentSymbolProvider',
    of: ({ documentSymbol }) => documentSymbol,
    options: { label: 'Parapet' },
  },
  {
    type: DocumentLinkRequest.type,
    provider: 'documentLinkProvider',
    of: ({ documentLink }) => documentLink,
    options: {},
  },
  {
    type: CodeLensRequest.type,
    provider: 'codeLensProvider',
    of: ({ codeLens }) => codeLens,
    options: {},
  },
];

/** Policies and what they extend; other editors choose what they send by themselves. */
const documentSelector = [{ scheme: 'file', pattern: '**/*.jsonc' }];
const codeowners = { scheme: 'file', pattern: '**/CODEOWNERS' };

/** For a client that takes no later registration: it will ask about every document, and gets empty answers. */
export function staticCapabilities(client: ClientCapabilities): Partial<ServerCapabilities> {
  const rest = features.filter((feature) => !isDynamic(feature, client));
  return Object.fromEntries(rest.map(({ provider, options }) => [provider, options]));
}

/** Registers for policy documents alone, so that no editor asks about sources. */
export function registerFeatures(connection: Connection, client: ClientCapabilities): void {
  const registrations = features
    .filter((feature) => isDynamic(feature, client))
    .map(({ type: { method }, options }) => ({
      id: `policy ${method}`,
      method,
      registerOptions: {
        documentSelector:
          method === CompletionRequest.method ? [...documentSelector, codeowners] : documentSelector,
        ...options,
      },
    }));
  if (registrations.length === 0) return;
  connection
    .sendRequest(RegistrationRequest.type, { registrations })
    .catch((thrown) => connection.console.error(`The client did not register policy features: ${thrown}`));
}

function isDynamic({ of }: Feature, { textDocument = {} }: ClientCapabilities): boolean {
  return of(textDocument)?.dynamicRegistration === true;
}
