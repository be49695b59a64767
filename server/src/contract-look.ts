import { packageVersion } from './engine/contracts/package-version.ts';
import type { ContractParts } from './engine/parts.ts';
import type { Workspace } from './engine/workspace.ts';
import type { Contract, ServedRoutes } from './model/contract.ts';
import { oncePerDocument } from './model/contract-facts.ts';
import { isNamedContract, mayBeContractName } from './model/contract-name.ts';
import type { BoundContract } from './model/matching.ts';
import { byCodeUnit } from './model/path.ts';
import type { RouteFacts } from './model/route-facts.ts';

/** What of a workspace contracts and routes are read from. */
type Looked = Pick<Workspace, 'facts' | 'read' | 'supposedImports'>;

/** Loads what reads them, which hardly any command needs. */
export async function loadContractParts(): Promise<ContractParts> {
  return (await import('./contract-parts.ts')).createContractParts();
}

/**
 * What a check reads, tables and documents that only the policy names among it, and what other files of the repository
 * promise: documents in order of path, then what is written in TypeScript.
 */
export function contractsOf(
  parts: ContractParts,
  workspace: Looked & Pick<Workspace, 'met'>,
  files: readonly string[] | undefined,
): readonly Contract[] {
  const bound = oncePerDocument(workspace.facts().contracts.contracts).map(({ contract }) => contract);
  const known = new Set(bound.map(({ path }) => path));
  const paths = (files ?? workspace.met.contracts).filter((path) => !known.has(path));
  const native = nativeContractsOf(parts, workspace).filter(({ path }) => !known.has(path));
  return [...bound, ...contractsAmong(parts, workspace, paths), ...native].sort(
    (a, b) =>
      Number(a.format !== 'openapi') - Number(b.format !== 'openapi') ||
      byCodeUnit(a.path, b.path) ||
      byCodeUnit(a.format, b.format),
  );
}

/** The OpenAPI documents among some paths, by their names, in the order of these. */
export function contractsAmong(
  parts: ContractParts,
  workspace: Pick<Looked, 'read'>,
  paths: readonly string[],
): readonly Contract[] {
  return paths.filter(mayBeContractName).flatMap((path) => {
    const source = workspace.read(path);
    if (!source.ok) return [];
    const { text } = source;
    const contract = parts.readContract({
      path,
      text,
      document: parts.parse(text),
      read(other) {
        const result = workspace.read(other);
        return result.ok ? parts.parse(result.text) : undefined;
      },
    });
    return contract && isNamedContract(contract) ? contract : [];
  });
}

/**
 * The routes that judged files register, tests left out, and the registrations that could not be understood. What is not known
 * of where routes are mounted is what some contracts suggest.
 */
export function routesOf(
  parts: ContractParts,
  workspace: Looked,
  contracts: readonly BoundContract[] = [],
): ServedRoutes {
  const found = parts.createRouteFinder()(searchIn(parts, workspace, parts.mayServe));
  return parts.suggestPrefixes(contracts, found);
}

/**
 * The contracts that judged files hold in TypeScript, tests left out, with the version of the package around each. What
 * could not be understood is a problem of a contract.
 */
function nativeContractsOf(parts: ContractParts, workspace: Looked): readonly Contract[] {
  const search = searchIn(parts, workspace, parts.mayPromise);
  if (search.paths.length === 0) return [];
  const { routes } = routesOf(parts, workspace);
  return parts.findNativeContracts({
    ...search,
    routes,
    versionOf: (path) => packageVersion(path, workspace.facts(), (other) => workspace.read(other), parts),
  });
}

function searchIn(
  parts: ContractParts,
  workspace: Looked,
  isLikely: (path: string, text: string) => boolean,
) {
  const known = new Map<string, RouteFacts | undefined>();
  const facts = (path: string): RouteFacts | undefined => {
    if (!known.has(path)) {
      const source = workspace.read(path);
      known.set(path, source.ok ? parts.routeFacts(path, source.text) : undefined);
    }
    return known.get(path);
  };
  const { files } = workspace.facts();
  const counted = files.filter(({ isTest, isExcluded }) => !isTest && !isExcluded).map(({ path }) => path);
  const paths = counted.filter((path) => {
    const source = workspace.read(path);
    return source.ok && isLikely(path, source.text);
  });
  const follow = (from: string, specifier: string) => workspace.supposedImports.follow(from, specifier);
  return { paths, files: counted, facts, follow };
}
