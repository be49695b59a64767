import {
  type CodeLens,
  type Connection,
  type Hover,
  type Location,
  type LocationLink,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import type { Place, Span } from '../../model/span.ts';
import { contractPlacesRequest, type ShowContractPlaces } from '../../protocol/contracts.ts';
import { clientCommands } from '../../protocol.ts';
import { findingsIn } from '../place.ts';
import type { Session } from '../session.ts';
import { toRange } from '../to-lsp.ts';
import { describeStanding } from './hover.ts';
import type { ContractLens } from './known.ts';
import { contractLenses, lensPosition } from './lenses.ts';
import { definitionsOf, placesOf, referencesOf } from './navigation.ts';
import { ContractRegistration, type RegistrationGround } from './registration.ts';
import { type ContractStanding, contractStandingAt, isQuoted } from './standing.ts';
import { UsesWatch } from './uses-watch.ts';
import { type ContractView, viewContracts } from './view.ts';

/** What these features need of the server. */
export interface ContractFeatureOptions extends RegistrationGround {
  /** Runs one request on the session of a document, behind the server's guard; null without one. */
  readonly answer: <Answer>(
    name: string,
    uri: string,
    give: (session: Session, path: string) => Answer | Promise<Answer>,
  ) => Promise<Answer | null>;
  readonly commands: () => ReadonlySet<string>;
  /** Called when lenses may say more than they did. */
  readonly onUsesFound: () => void;
}

/** What is known of contracts in any document; nothing where none are declared. */
export interface ContractFeatures {
  hover(session: Session, path: string, position: Position): Hover | null;
  definitions(session: Session, path: string, position: Position): Location[] | LocationLink[];
  references(
    session: Session,
    path: string,
    position: Position,
    withDeclarations: boolean,
  ): Promise<Location[]>;
  /** Undefined where no contracts are declared. */
  lenses(session: Session, path: string): CodeLens[] | undefined;
  /** To be called after each analysis. */
  analysed(): void;
  dispose(): void;
}

interface Found {
  readonly view: ContractView;
  readonly standing: ContractStanding;
}

export function contractFeatures(connection: Connection, options: ContractFeatureOptions): ContractFeatures {
  const registration = new ContractRegistration(connection, options);
  const uses = new UsesWatch({
    sessions: options.sessions,
    onFound: options.onUsesFound,
    onFailed: (thrown) =>
      connection.console.error(`The calls of operations were not found: ${String(thrown)}`),
  });
  connection.onRequest(
    contractPlacesRequest,
    async ({ uri, position, about, operation }: ShowContractPlaces) => {
      const places = await options.answer('contract places', uri, async (session, path) => {
        if (about === 'callers' || about === 'tests') await findUses(session);
        const found = find(session, path, position);
        return found && locations(found.view, placesOf(found.standing, about, operation));
      });
      return places ?? [];
    },
  );
  return {
    hover(session, path, position) {
      const found = find(session, path, position);
      if (!found) return null;
      const range = toRange(found.view.lines(path), found.standing.span);
      const isTold = findingsIn(session, path, range.start, range.end).length > 0;
      const value = describeStanding({ ...found.view, isTold }, found.standing);
      if (value === undefined) return null;
      return { contents: { kind: MarkupKind.Markdown, value }, range };
    },
    definitions(session, path, position) {
      const found = findQuoted(session, path, position);
      if (!found) return [];
      const { view, standing } = found;
      const isLinked = options.client().textDocument?.definition?.linkSupport === true;
      const places = locations(view, definitionsOf(standing));
      return isLinked ? linked(places, view, standing.span) : places;
    },
    async references(session, path, position, withDeclarations) {
      if (!findQuoted(session, path, position)) return [];
      await findUses(session);
      const found = findQuoted(session, path, position);
      return found ? locations(found.view, referencesOf(found.standing, withDeclarations)) : [];
    },
    lenses(session, path) {
      const view = viewContracts(session, path);
      if (view && view.own.operations.length > 0) uses.want(session);
      return view && contractLenses(view).map((lens) => toCodeLens(view, lens, options.commands()));
    },
    analysed() {
      registration.analysed();
      uses.analysed();
    },
    dispose: () => uses.dispose(),
  };
}

/** Whoever asks for all places waits until they are known; keys do not wait. */
async function findUses(session: Session): Promise<void> {
  await session.workspace.contractUses.readUses();
  await session.settled();
  session.workspace.facts().contracts.findUses();
}

function find(session: Session, path: string, position: Position): Found | undefined {
  const view = viewContracts(session, path);
  const standing = view && contractStandingAt(view, view.lines(path).offset(position));
  return view && standing && { view, standing };
}

function findQuoted(session: Session, path: string, position: Position): Found | undefined {
  const found = find(session, path, position);
  return found && isQuoted(found.view, found.standing.span) ? found : undefined;
}

function locations(view: ContractView, places: readonly Place[]): Location[] {
  return places.map(({ path, span }) => ({ uri: view.uri(path), range: toRange(view.lines(path), span) }));
}

/** The whole text or key is underlined, and not the word in it. */
function linked(places: readonly Location[], view: ContractView, span: Span): LocationLink[] {
  const originSelectionRange = toRange(view.lines(view.path), span);
  return places.map(({ uri, range }) => ({
    originSelectionRange,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}

function toCodeLens(
  view: ContractView,
  { span, title, about, operation }: ContractLens,
  commands: ReadonlySet<string>,
): CodeLens {
  const lines = view.lines(view.path);
  const place = lensPosition(lines, span.start);
  const range = { start: place, end: place };
  // An empty command is a text that nobody can click.
  if (about === undefined || !commands.has(clientCommands.showContractPlaces))
    return { range, command: { title, command: '' } };
  const params: ShowContractPlaces = {
    uri: view.uri(view.path),
    position: lines.position(span.start),
    about,
    ...(operation !== undefined && { operation }),
  };
  return { range, command: { title, command: clientCommands.showContractPlaces, arguments: [params] } };
}
