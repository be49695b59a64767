import type { Workspace } from './engine/workspace.ts';
import { findRoutes } from './extract/routes/find-routes.ts';
import { createPrefilter } from './extract/routes/prefilter.ts';
import { readRouteFacts } from './extract/routes/read-facts.ts';
import type { Found } from './extract/routes/search.ts';
import { parseContractText } from './format/contract-text.ts';
import type { Contract } from './model/contract.ts';
import { isContractName } from './model/contract-name.ts';
import type { RouteFacts } from './model/route-facts.ts';
import { readOpenApi } from './read/openapi/read-openapi.ts';

/** What of a workspace contracts and routes are read from. */
type Looked = Pick<Workspace, 'facts' | 'read' | 'supposedImports'>;

/** The OpenAPI documents among some paths, by their names, in the order of these. */
export function contractsAmong(
  workspace: Pick<Looked, 'read'>,
  paths: readonly string[],
): readonly Contract[] {
  return paths.filter(isContractName).flatMap((path) => {
    const source = workspace.read(path);
    if (!source.ok) return [];
    const contract = readOpenApi({
      path,
      text: source.text,
      read(other) {
        const result = workspace.read(other);
        return result.ok ? parseContractText(result.text) : undefined;
      },
    });
    return contract ?? [];
  });
}

/** The routes that judged files register, tests left out, and the registrations that could not be understood. */
export function routesOf(workspace: Looked): Found {
  const isLikely = createPrefilter();
  const known = new Map<string, RouteFacts | undefined>();
  const factsOf = (path: string): RouteFacts | undefined => {
    if (!known.has(path)) {
      const source = workspace.read(path);
      known.set(path, source.ok ? readRouteFacts(path, source.text) : undefined);
    }
    return known.get(path);
  };
  const mayServe = (path: string): boolean => {
    const source = workspace.read(path);
    return source.ok && isLikely(path, source.text);
  };
  const { files } = workspace.facts();
  const paths = files.filter(({ isTest, isExcluded }) => !isTest && !isExcluded).map(({ path }) => path);
  return findRoutes({
    paths: paths.filter(mayServe),
    facts: factsOf,
    follow: (from, specifier) => workspace.supposedImports.follow(from, specifier),
  });
}
