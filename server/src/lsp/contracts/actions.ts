import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver';
import type { Contract, Operation } from '../../model/contract.ts';
import type { GovernedContract } from '../../model/contract-facts.ts';
import type { ContractWriting, Written } from '../../model/contract-writing.ts';
import type { OperationMatch } from '../../model/matching.ts';
import { folderOf, joinPath, lastSegment } from '../../model/path.ts';
import type { SourceFile } from '../../model/workspace-facts.ts';
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
    return [{ title, kind: CodeActionKind.Refactor, edit: toWorkspaceEdit(written, session) }];
  });
}

interface Offer {
  readonly title: string;
  write(writing: ContractWriting): Written;
}

function ofOperation(match: OperationMatch, session: Session): readonly Offer[] {
  const { bound, operation, paths, routes } = match;
  const { contract } = bound;
  if (contract.format !== 'openapi') return [];
  const governed = session.workspace.facts().contracts.contracts.find((one) => one === bound);
  const template = paths[0] ?? operation.template;
  const name = `${operation.method} ${template}`;
  const words = wordsOf(operation, template);
  const files = session.workspace.facts().files;
  const client = freePath(joinPath(clientFolder(governed, contract, files), `${words}.client.ts`), session);
  const test = freePath(testPath(match, words, session), session);
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
  const path = freePath(joinPath(folder, `${name}.client.ts`), session);
  const title = `Write a typed client for all of "${contract.path}": "${path}"`;
  return { title, write: (writing) => writing.client(path, contract, contract.operations) };
}

/** `read-order`, `get-orders-by-id`. */
function wordsOf({ operationId, method }: Operation, template: string): string {
  const words = operationId ?? `${method}-${template.replace(/\{([^{}]*)\}/g, 'by-$1')}`;
  return words
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .join('-')
    .toLowerCase();
}

/** Among the first consumers that the policy names, else beside the contract. */
function clientFolder(
  governed: GovernedContract | undefined,
  { path }: Contract,
  files: readonly SourceFile[],
): string {
  const [consumer] = governed?.setting?.consumers ?? [];
  if (!governed || !consumer) return folderOf(path);
  const plain = consumer.glob.split('/').slice(0, -1);
  const end = plain.findIndex((segment) => /[*?{[]/.test(segment));
  const folder = joinPath(governed.policy.folder, (end < 0 ? plain : plain.slice(0, end)).join('/'));
  const source = joinPath(folder, 'src');
  return files.some((file) => file.path.startsWith(`${source}/`)) ? source : folder;
}

/** Beside the tests of the same code, called as they are; else beside the code, or the contract. */
function testPath({ bound, routes }: OperationMatch, words: string, session: Session): string {
  const { files } = session.workspace.facts();
  const [route] = routes;
  const folder = folderOf(route?.path ?? bound.contract.path);
  const tests = files.filter((file) => file.isTest && /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(file.path));
  const near =
    tests.find(({ path }) => folderOf(path) === folder) ??
    tests.find(({ path }) => bound.implementedBy(path)) ??
    tests[0];
  const ending = near ? (/\.(?:test|spec)\.[cm]?[jt]s/.exec(near.path)?.[0] ?? '.test.ts') : '.test.ts';
  return joinPath(near ? folderOf(near.path) : folder, words + ending);
}

function freePath(path: string, { workspace }: Session): string {
  const [, base = path, ending = ''] = /^(.*?)(\.(?:client|test|spec)\..*)$/.exec(path) ?? [];
  let free = path;
  for (let count = 2; workspace.read(free).ok; count++) free = `${base}-${count}${ending}`;
  return free;
}
