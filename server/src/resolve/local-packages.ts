import { compileGlob, globProblem } from '../format/glob.ts';
import { byCodeUnit, folderOf, isBelow, joinPath } from '../model/path.ts';
import type { ConfigReader } from './config-reader.ts';
import type { Manifest, Manifests } from './manifests.ts';
import { pnpmPackages } from './pnpm-workspace.ts';

/** Packages whose sources are in the workspace, by their names. */
export interface LocalPackages {
  /** The package an importer in `folder` gets for a name: the nearest one, then the one with the shortest path. */
  find(name: string, folder: string): Manifest | undefined;
  /** The folder whose package.json or pnpm-workspace.yaml lists the workspaces around a folder, the nearest one. */
  workspaceAround(folder: string): string | undefined;
}

/**
 * Packages below such folders are material of tests and examples. Unless a workspace lists them, only their
 * neighbours see them: else a fixture named `react` would be everybody's `react`.
 */
const asideNames: ReadonlySet<string> = new Set([
  'test',
  'tests',
  '__tests__',
  'fixture',
  'fixtures',
  '__fixtures__',
  'testdata',
  'example',
  'examples',
  'template',
  'templates',
  'sandbox',
  'sandboxes',
]);

interface LocalPackage {
  readonly manifest: Manifest;
  /** Only importers below this folder see the package. */
  readonly visibleIn: string;
}

export function createLocalPackages(manifests: Manifests, reader: ConfigReader): LocalPackages {
  let byName: ReadonlyMap<string, readonly LocalPackage[]> | undefined;
  let workspaces: readonly Workspace[] | undefined;
  return {
    find(name, folder) {
      workspaces ??= findWorkspaces(manifests, reader);
      byName ??= collect(manifests, workspaces);
      const visible = (byName.get(name) ?? []).filter(({ visibleIn }) => isBelow(visibleIn, folder));
      return visible.length > 1
        ? visible.reduce((best, next) => (byNearness(folder, next, best) < 0 ? next : best)).manifest
        : visible[0]?.manifest;
    },
    workspaceAround(folder) {
      workspaces ??= findWorkspaces(manifests, reader);
      const around = workspaces.filter(({ root }) => isBelow(root, folder)).map(({ root }) => root);
      return around.sort((a, b) => b.length - a.length)[0];
    },
  };
}

function collect(
  manifests: Manifests,
  workspaces: readonly Workspace[],
): Map<string, readonly LocalPackage[]> {
  const isListed = (folder: string) => workspaces.some(({ isInside }) => isInside(folder));
  const byName = new Map<string, LocalPackage[]>();
  for (const manifest of manifests.all()) {
    if (manifest.name === undefined) continue;
    const visibleIn = isListed(manifest.folder) ? '' : visibility(manifest.folder);
    const same = byName.get(manifest.name) ?? [];
    same.push({ manifest, visibleIn });
    byName.set(manifest.name, same);
  }
  return byName;
}

/** The outermost folder of tests or examples around a package, or the root. */
function visibility(folder: string): string {
  const segments = folder.split('/');
  const at = segments.findIndex((segment) => asideNames.has(segment));
  return at < 0 ? '' : segments.slice(0, at + 1).join('/');
}

/** A list of folders in a package.json or a pnpm-workspace.yaml. */
interface Workspace {
  readonly root: string;
  isInside(folder: string): boolean;
}

function findWorkspaces(manifests: Manifests, reader: ConfigReader): readonly Workspace[] {
  return manifests.all().flatMap(({ folder, workspaces }) => {
    const patterns = [...workspaces, ...pnpmPatterns(folder, reader)];
    return patterns.length === 0 ? [] : [{ root: folder, isInside: workspaceTest(folder, patterns) }];
  });
}

/** pnpm reads the list at the top only; one level below allows for repositories that hold several. */
function pnpmPatterns(folder: string, reader: ConfigReader): readonly string[] {
  if (folderOf(folder) !== '') return [];
  return pnpmPackages(reader.read(joinPath(folder, 'pnpm-workspace.yaml')) ?? '');
}

function workspaceTest(root: string, patterns: readonly string[]): (folder: string) => boolean {
  const globs = patterns.flatMap((pattern) => {
    const path = joinPath(root, pattern.replace(/^!/, ''));
    if (globProblem(path) !== undefined) return [];
    return [{ excludes: pattern.startsWith('!'), glob: compileGlob(path) }];
  });
  return (folder) =>
    globs.some(({ excludes, glob }) => !excludes && glob.matches(folder)) &&
    !globs.some(({ excludes, glob }) => excludes && glob.matches(folder));
}

function byNearness(folder: string, a: LocalPackage, b: LocalPackage): number {
  const [left, right] = [a.manifest.folder, b.manifest.folder];
  return (
    sharedSegments(folder, right) - sharedSegments(folder, left) ||
    left.length - right.length ||
    byCodeUnit(left, right)
  );
}

function sharedSegments(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  const differs = left.findIndex((segment, at) => segment !== right[at]);
  return differs < 0 ? left.length : differs;
}
