import type { Contract } from './contract.ts';
import type { GovernedContract } from './contract-facts.ts';
import type { OperationMatch } from './matching.ts';
import { folderOf, joinPath } from './path.ts';
import type { SourceFile } from './workspace-facts.ts';

/** What a file about an operation is called: `read-order`, `get-orders-by-id`. */
export function fileWords({ operation: { operationId, method, template }, paths }: OperationMatch): string {
  const path = paths[0] ?? template;
  const words = operationId ?? `${method}-${path.replace(/\{([^{}]*)\}/g, 'by-$1')}`;
  return words
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .join('-')
    .toLowerCase();
}

/** Where a client is to be: among the first consumers that the policy names, else beside the contract. */
export function clientFolder(
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

/** Where a test is to be: beside the tests of the same code, called as they are; else beside the code, or the contract. */
export function testPath(match: OperationMatch, files: readonly SourceFile[]): string {
  const { bound, routes } = match;
  const folder = folderOf(routes[0]?.path ?? bound.contract.path);
  const tests = files.filter(({ isTest, isExcluded }) => isTest && !isExcluded);
  const near =
    tests.find(({ path }) => folderOf(path) === folder) ??
    tests.find(({ path }) => bound.implementedBy(path)) ??
    tests[0];
  const ending = (near && /(?:\.(?:test|spec))?\.[cm]?[jt]s(?=x?$)/.exec(near.path)?.[0]) ?? '.test.ts';
  return joinPath(near ? folderOf(near.path) : folder, fileWords(match) + ending);
}

/** The path, or the path with the first number before its ending that makes it free. */
export function freePath(path: string, exists: (path: string) => boolean): string {
  const [, base = path, ending = ''] = /^(.*?)((?:\.(?:client|test|spec))?\.[^./]*)$/.exec(path) ?? [];
  let free = path;
  for (let count = 2; exists(free); count++) free = `${base}-${count}${ending}`;
  return free;
}
