import { compilePathPattern } from '../matching/path-pattern.ts';
import type { Route } from '../model/contract.ts';
import type { ContractFacts } from '../model/contract-facts.ts';
import { byCodeUnit } from '../model/path.ts';
import { count, firstOf } from '../model/words.ts';
import { type JsonPath, matchesPath, type PathPattern } from './json-path.ts';

/** Where a contract is named. */
export const contractFile: PathPattern = ['services', '*', 'contracts', '*', 'file'];

const servedPlaces: readonly PathPattern[] = [
  ['services', '*', 'contracts', '*', 'covers'],
  ['services', '*', 'contracts', '*', 'internal', '*', 'path'],
];

export function isContractFile(path: JsonPath): boolean {
  return matchesPath(contractFile, path);
}

/** True where a path of a server stands. */
export function isServedPlace(path: JsonPath): boolean {
  return servedPlaces.some((at) => matchesPath(at, path, true));
}

const most = 200;

/** Paths that could stand where one of a server does: what is served, and all below each of its folders. */
export function suggestServed(routes: readonly Route[]): readonly string[] {
  const templates = [...new Set(routes.map(({ template }) => template))].sort(byCodeUnit);
  const folders = templates.flatMap((template) => {
    const segments = template.split('/').slice(1, -1);
    const end = segments.findIndex((segment) => segment.includes('{'));
    const plain = end < 0 ? segments : segments.slice(0, end);
    return plain.map((_, index) => `/${plain.slice(0, index + 1).join('/')}/**`);
  });
  return [...new Set([...[...new Set(folders)].sort(byCodeUnit), ...templates])].slice(0, most);
}

const shown = 5;

/** What a path of a server matches, as Markdown. */
export function describeServed(glob: string, routes: readonly Route[]): string {
  const pattern = compilePathPattern(glob);
  const names = routes
    .filter(({ template }) => pattern.matches(template))
    .map(({ method, template }) => `\`${method} ${template}\``);
  if (names.length === 0) return 'Matches no routes.\n';
  return `Matches ${count(names.length, 'route')}: ${firstOf(names, shown)}\n`;
}

/** What the contracts that one text names promise, and how much of it is served, as Markdown. */
export function describeContracts(
  isNamed: (path: string) => boolean,
  { contracts, matching }: ContractFacts,
  link: (path: string) => string,
): string {
  const lines = contracts
    .filter(({ contract }) => isNamed(contract.path))
    .map(({ contract: { path, operations, version } }) => {
      const served = matching.operations.filter(
        ({ bound, routes }) => bound.contract.path === path && routes.length > 0,
      );
      const said = version ? `version ${version.text}` : 'no version';
      return `- [${path}](${link(path)}): ${said}, ${count(operations.length, 'operation')}, ${served.length} served`;
    });
  return lines.length === 0 ? 'Names no contract.\n' : `${lines.join('\n')}\n`;
}
