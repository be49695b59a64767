import { compileGlob, globProblem } from '../format/glob.ts';
import { byCodeUnit, folderOf, isBelow, joinPath } from '../model/path.ts';
import type { ConfigReader } from './config-reader.ts';
import type { Manifest, Manifests } from './manifests.ts';
import { pnpmPackages } from './pnpm-workspace.ts';

/** Packages whose sources are in the workspace, by their names. */
export interface LocalPackages {
  /** The package an importer in `folder` gets for a name: the nearest one, then the one with the shortest path. */
  find(name: string, folder: string): Manifest | undefined;
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
  return {
    find(name, folder) {
      byName ??= collect(manifests, reader);
      const visible = (byName.get(name) ?? []).filter(({ visibleIn }) => isBelow(visibleIn, folder));
      return visible.length > 1
        ? visible.reduce((best, next) => (byNearness(folder, next, best) < 0 ? next : best)).manifest
        : visible[0]?.manifest;
    },
  };
}

function collect(manifests: Manifests, reader: ConfigReader): Map<string, readonly LocalPackage[]> {
  const isListed = createWorkspaceTest(manifests, reader);
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

/** Whether a folder is one of a workspace's, by package.json or pnpm-workspace.yaml. */
function createWorkspaceTest(manifests: Manifests, reader: ConfigReader): (folder: string) => boolean {
  const workspaces = manifests.all().flatMap((manifest) => {
    const patterns = [...manifest.workspaces, ...pnpmPatterns(manifest.folder, reader)];
    return patterns.length === 0 ? [] : [workspaceTest(manifest.folder, patterns)];
  });
  return (folder) => workspaces.some((isInside) => isInside(folder));
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
