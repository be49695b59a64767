import type { PackageFacts } from '../model/package-facts.ts';
import { isBelow } from '../model/path.ts';
import type { Preview, UnresolvedImport } from '../model/preview.ts';
import type { WorkspaceFacts } from '../model/rule.ts';
import { keptBoundaries } from './boundaries.ts';
import { createFolderGraph } from './folder-graph.ts';
import { privateImports } from './private-imports.ts';

/** What a workspace without a policy keeps already; `packages` are those of its package.json files that have a name. */
export function lookAt(facts: WorkspaceFacts, packages: readonly PackageFacts[]): Preview {
  return {
    boundaries: keptBoundaries(createFolderGraph(facts)),
    privateImports: privateImports(facts, packages),
    unresolved: unresolvedImports(facts),
  };
}

function unresolvedImports({ files }: WorkspaceFacts): readonly UnresolvedImport[] {
  const found: UnresolvedImport[] = [];
  for (const { path, facts, targets, isExcluded } of files) {
    if (isExcluded) continue;
    for (const [index, target] of targets.entries()) {
      const fact = facts.imports[index];
      if (target.to !== 'unresolved' || !fact) continue;
      const { specifier, start, end } = fact;
      found.push({ path, span: { start, end }, specifier, reason: target.reason });
    }
  }
  return found;
}

/** The part of a preview that is about some paths; no path means all of it. */
export function previewWithin(preview: Preview, paths: readonly string[]): Preview {
  if (paths.length === 0) return preview;
  const isAbout = (folder: string) => paths.some((path) => isBelow(path, folder) || isBelow(folder, path));
  const touches = ({ from, to }: { readonly from: string; readonly to: string }) =>
    isAbout(from) || isAbout(to);
  const isIn = (one: { readonly path: string }) => paths.some((path) => isBelow(path, one.path));
  const { contracts } = preview;
  return {
    boundaries: preview.boundaries.filter(touches),
    privateImports: preview.privateImports.filter(touches),
    unresolved: preview.unresolved.filter(isIn),
    ...(contracts && { contracts: { ...contracts, differences: contracts.differences.filter(isIn) } }),
  };
}
