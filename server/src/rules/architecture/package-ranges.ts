import { parseJsonc } from '../../format/jsonc.ts';
import { lockedVersion, lockFiles } from '../../format/locked-version.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import { member } from '../../model/json.ts';
import type { DependencyFact, PackageFacts } from '../../model/package-facts.ts';
import { folderOf, joinPath } from '../../model/path.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { packageAbove } from '../../ruling/declarations.ts';
import { packagesNamed } from '../../ruling/imported-package.ts';

/** What a package.json can say of a package that nobody knows anything of. */
export const anyVersion = '*';

/**
 * The range under which a package belongs in a package.json: as a package above declares it, as most others of the
 * workspace do, as its own packages declare each other, or what is compatible with the installed or locked version.
 */
export function rangeFor(
  name: string,
  manifest: PackageFacts,
  workspace: WorkspaceFacts,
  { read }: Pick<FixTools, 'read'>,
): string {
  return (
    declaredAbove(name, manifest, workspace) ??
    mostFrequent(rangesOf((one) => one.name === name, workspace)) ??
    localRange(name, workspace) ??
    installedRange(name, manifest, read) ??
    lockedRange(name, read) ??
    anyVersion
  );
}

function declaredAbove(name: string, manifest: PackageFacts, workspace: WorkspaceFacts): string | undefined {
  for (let above = packageAbove(manifest, workspace); above; above = packageAbove(above, workspace)) {
    const declared = above.dependencies.find((one) => one.name === name && isPortable(one));
    if (declared) return declared.range;
  }
  return undefined;
}

/** A package of the workspace: under the protocol that its other packages are declared by, if any. */
function localRange(name: string, workspace: WorkspaceFacts): string | undefined {
  const [local] = packagesNamed(name, workspace);
  if (!local) return undefined;
  const protocol = mostFrequent(rangesOf(({ range }) => /^workspace:[*^~]$/.test(range), workspace));
  return protocol ?? (local.version === undefined ? anyVersion : `^${local.version}`);
}

function rangesOf(
  isWanted: (dependency: DependencyFact) => boolean,
  { manifests }: WorkspaceFacts,
): readonly string[] {
  return manifests.flatMap(({ dependencies }) =>
    dependencies.filter((one) => isWanted(one) && isPortable(one)).map(({ range }) => range),
  );
}

/** A path means something else in another folder, and what peers accept is more than what is installed. */
function isPortable({ range, section }: DependencyFact): boolean {
  return range !== '' && section !== 'peerDependencies' && !/^(?:file|link|portal|workspace:\.)/.test(range);
}

/** Of equally frequent ones the first. */
function mostFrequent(ranges: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const range of ranges) counts.set(range, (counts.get(range) ?? 0) + 1);
  return [...counts].reduce<readonly [string | undefined, number]>(
    (best, next) => (next[1] > best[1] ? next : best),
    [undefined, 0],
  )[0];
}

function installedRange(name: string, manifest: PackageFacts, read: FixTools['read']): string | undefined {
  for (let folder = manifest.folder; ; folder = folderOf(folder)) {
    const text = read(joinPath(folder, `node_modules/${name}/package.json`));
    const version = text === undefined ? undefined : member(parseJsonc(text).root, 'version');
    if (version?.kind === 'string') return `^${version.value}`;
    if (folder === '') return undefined;
  }
}

function lockedRange(name: string, read: FixTools['read']): string | undefined {
  for (const file of lockFiles) {
    const text = read(file);
    const version = text === undefined ? undefined : lockedVersion(file, text, name);
    if (version !== undefined) return `^${version}`;
  }
  return undefined;
}
