import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver';
import type { GovernedContract } from '../../model/contract-facts.ts';
import { clientFolder, fileWords, freePath, testPath } from '../../model/contract-files.ts';
import type { ContractWriting, Written } from '../../model/contract-writing.ts';
import type { OperationMatch } from '../../model/matching.ts';
import { joinPath, lastSegment } from '../../model/path.ts';
import { clientCommands, type DocumentPlace } from '../../protocol.ts';
import type { Session } from '../session.ts';
import { toWorkspaceEdit } from '../to-lsp.ts';
import { contractStandingAt } from './standing.ts';
import { viewContracts } from './view.ts';

/** More operations of one place are not told apart. */
const mostAtPlace = 3;

/** What can be written of the operations at a place, or of all at the beginning of a contract: clients and tests. */
export async function contractActions(
  session: Session,
  path: string,
  { start }: Range,
  commands: ReadonlySet<string>,
): Promise<readonly CodeAction[]> {
  const view = viewContracts(session, path);
  if (
    !view ||
    (view.own.operations.length === 0 && !view.facts.contracts.some(({ contract }) => contract.path === path))
  )
    return [];
  const offset = view.lines(path).offset(start);
  const standing = contractStandingAt(view, offset);
  const offers =
    standing?.kind === 'operations'
      ? standing.all.slice(0, mostAtPlace).flatMap(({ match }) => ofOperation(match, session))
      : view.facts.contracts
          .filter(({ contract: { infoPlace, operations } }) => {
            const { path: of, span } = infoPlace;
            return of === path && span.start <= offset && offset <= span.end && operations.length > 0;
          })
          .map((governed) => ofContract(governed, session));
  if (offers.length === 0) return [];
  const writing = await session.fixTools.contracts();
  return offers.flatMap(({ title, write }): readonly CodeAction[] => {
    const written = write(writing);
    if ('refused' in written) return [];
    const action = { title, kind: CodeActionKind.Refactor, edit: toWorkspaceEdit(written, session) };
    const [made] = written.creates ?? [];
    if (!made || !commands.has(clientCommands.fillIn)) return [action];
    const place: DocumentPlace = { uri: session.uri(made.path), range: { start: top, end: top } };
    return [{ ...action, command: { title, command: clientCommands.fillIn, arguments: [place] } }];
  });
}

const top = { line: 0, character: 0 } as const;

interface Offer {
  readonly title: string;
  write(writing: ContractWriting): Written;
}

function ofOperation(match: OperationMatch, session: Session): readonly Offer[] {
  const { bound, operation, paths, routes } = match;
  const { contract } = bound;
  if (contract.format !== 'openapi') return [];
  const governed = session.workspace.facts().contracts.contracts.find((one) => one === bound);
  const exists = (path: string) => session.workspace.read(path).ok;
  const template = paths[0] ?? operation.template;
  const name = `${operation.method} ${template}`;
  const { files } = session.workspace.facts();
  const client = freePath(
    joinPath(clientFolder(governed, contract, files), `${fileWords(match)}.client.ts`),
    exists,
  );
  const test = freePath(testPath(match, files), exists);
  return [
    {
      title: `Write a typed client for ${name}: "${client}"`,
      write: (writing) => writing.client(client, contract, [operation]),
    },
    {
      title: `Write a test for ${name}: "${test}"`,
      write: (writing) => writing.test(test, { contract, operation, template }, routes),
    },
  ];
}

function ofContract(governed: GovernedContract, session: Session): Offer {
  const { contract } = governed;
  const name = lastSegment(contract.path).replace(/\.[^.]*$/, '');
  const folder = clientFolder(governed, contract, session.workspace.facts().files);
  const path = freePath(joinPath(folder, `${name}.client.ts`), (one) => session.workspace.read(one).ok);
  const title = `Write a typed client for all of "${contract.path}": "${path}"`;
  return { title, write: (writing) => writing.client(path, contract, contract.operations) };
}
