import {
  type ClientCapabilities,
  type CodeLens,
  CodeLensRefreshRequest,
  type Connection,
  type Hover,
  type Position,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { JsonSchema } from '../../format/json-schema.ts';
import { policyJsonSchema } from '../../policy/json-schema.ts';
import { type ShowViolations, violationsRequest } from '../../protocol.ts';
import { rules } from '../../rules/index.ts';
import type { ContractFeatures } from '../contracts/features.ts';
import { ownersCompletion } from '../owners/completion.ts';
import { ownersHover } from '../owners/hover.ts';
import { viewOwners } from '../owners/view.ts';
import type { Session } from '../session.ts';
import { completion } from './completion.ts';
import { isCompletedByOthers } from './files.ts';
import { policyHover } from './hover.ts';
import { LensWatch } from './lens-watch.ts';
import { lenses, violationsAt } from './lenses.ts';
import { links } from './links.ts';
import { definitions, prepareRename, references, rename } from './names.ts';
import { registerFeatures, staticCapabilities } from './registration.ts';
import { symbols } from './symbols.ts';
import { type PolicyView, viewPolicy } from './view.ts';

/** What the features of a policy document need of the server. */
export interface PolicyFeatureOptions {
  /** Runs one request on the session of a document, behind the server's guard; null without one. */
  readonly answer: <Answer>(
    name: string,
    uri: string,
    give: (session: Session, path: string) => Answer | Promise<Answer>,
    restsOn?: 'settled' | 'scanned',
  ) => Promise<Answer | null>;
  readonly find: (uri: string) => { readonly session: Session; readonly path: string } | undefined;
  readonly client: () => ClientCapabilities;
  readonly commands: () => ReadonlySet<string>;
  readonly hasJsonServer: () => boolean;
  /** Answers about documents that are no policies. */
  readonly others: Pick<ContractFeatures, 'definitions' | 'references' | 'lenses'>;
}

export interface PolicyFeatures {
  /** What is announced at the start, to a client that cannot be asked later. */
  capabilities(): Partial<ServerCapabilities>;
  /** Announces the rest, for policy documents only. */
  register(): void;
  hover(session: Session, path: string, position: Position): Hover | null;
  /** To be called after each analysis. */
  analysed(): void;
  dispose(): void;
}

/** Registers what the server answers about policy documents; about other documents these answers are empty. */
export function policyFeatures(connection: Connection, options: PolicyFeatureOptions): PolicyFeatures {
  const { answer, find, client, commands, hasJsonServer, others } = options;
  const schema = policyJsonSchema(rules) as JsonSchema;
  const about = <Answer>(
    name: string,
    uri: string,
    give: (view: PolicyView) => Answer,
    restsOn?: 'settled' | 'scanned',
  ): Promise<Answer | null> =>
    answer(
      name,
      uri,
      (session, path) => {
        const view = viewPolicy(session, path);
        return view ? give(view) : null;
      },
      restsOn,
    );
  const lensesOf = (session: Session, path: string): CodeLens[] | undefined => {
    const view = viewPolicy(session, path);
    return view ? lenses(view, commands()) : others.lenses(session, path);
  };
  const watch = new LensWatch({
    lenses: (uri) => {
      const found = find(uri);
      const isOpen = found?.session.version(found.path) !== undefined;
      return found && isOpen ? lensesOf(found.session, found.path) : undefined;
    },
    refresh: () => void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined),
  });

  connection.onCompletion(({ textDocument: { uri }, position }) =>
    answer(
      'completion',
      uri,
      (session, path) => {
        const owners = viewOwners(session, path);
        if (owners) return ownersCompletion(owners, position);
        const view = viewPolicy(session, path);
        if (!view) return null;
        return completion(view, position, {
          schema,
          hasJsonServer: isCompletedByOthers(view, hasJsonServer()),
          takesSnippets: client().textDocument?.completion?.completionItem?.snippetSupport === true,
        });
      },
      'scanned',
    ),
  );
  connection.onDefinition(({ textDocument: { uri }, position }) =>
    answer('definition', uri, (session, path) => {
      const view = viewPolicy(session, path);
      return view ? definitions(view, position) : others.definitions(session, path, position);
    }),
  );
  connection.onReferences(({ textDocument: { uri }, position, context }) =>
    answer('references', uri, async (session, path) => {
      const view = viewPolicy(session, path);
      const isWhole = context.includeDeclaration;
      return view ? references(view, position, isWhole) : others.references(session, path, position, isWhole);
    }),
  );
  connection.onPrepareRename(({ textDocument: { uri }, position }) =>
    about('rename', uri, (view) => prepareRename(view, position)),
  );
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) =>
    about('rename', uri, (view) => rename(view, position, newName)),
  );
  connection.onDocumentSymbol(({ textDocument: { uri } }) => about('outline', uri, symbols, 'scanned'));
  connection.onDocumentLinks(({ textDocument: { uri } }) => about('links', uri, links, 'scanned'));
  connection.onCodeLens(({ textDocument: { uri } }) =>
    answer('code lens', uri, (session, path) => {
      const given = lensesOf(session, path);
      if (given && client().workspace?.codeLens?.refreshSupport) watch.given(uri, given);
      return given ?? null;
    }),
  );
  connection.onRequest(violationsRequest, async ({ uri, position }: ShowViolations) => {
    const places = await about('violations', uri, (view) => violationsAt(view, position));
    return places ?? [];
  });

  return {
    capabilities: () => staticCapabilities(client()),
    register: () => registerFeatures(connection, client()),
    hover: (session, path, position) => {
      const owners = viewOwners(session, path);
      if (owners) return ownersHover(owners, position);
      const view = viewPolicy(session, path);
      if (!view) return null;
      return policyHover(view, position, {
        schema,
        hasJsonServer: isCompletedByOthers(view, hasJsonServer()),
      });
    },
    analysed: () => watch.analysed(),
    dispose: () => watch.dispose(),
  };
}
