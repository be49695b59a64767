import type { PackageFacts } from '../../model/package-facts.ts';
import { isBelow } from '../../model/path.ts';
import type { SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import { packageAround } from '../../ruling/declarations.ts';

interface Declared {
  readonly matcher: RegExp;
  /** The folder of the package whose declaration file says so. */
  readonly folder: string;
}

/** Both lists are others as soon as a file, or a package.json, changes. */
const known = new WeakMap<
  readonly SourceFile[],
  { readonly manifests: readonly PackageFacts[]; readonly modules: readonly Declared[] }
>();

/** True for a specifier that a declaration file of the importer's package, or of one above it, declares as a module. */
export function isDeclaredModule(
  specifier: string,
  importer: SourceFile,
  workspace: WorkspaceFacts,
): boolean {
  return modulesOf(workspace).some(
    ({ matcher, folder }) => matcher.test(specifier) && isBelow(folder, importer.path),
  );
}

function modulesOf(workspace: WorkspaceFacts): readonly Declared[] {
  const { files, manifests } = workspace;
  const before = known.get(files);
  if (before?.manifests === manifests) return before.modules;
  const modules: Declared[] = [];
  for (const { path, facts } of files) {
    if (!facts.ambient) continue;
    const folder = packageAround(path, workspace)?.folder ?? '';
    for (const name of facts.ambient.filter(isMeant)) modules.push({ matcher: matcherOf(name), folder });
  }
  known.set(files, { manifests, modules });
  return modules;
}

/** `declare module '*'` quiets a compiler; it says of no package that it is none. */
function isMeant(name: string): boolean {
  return name !== '*';
}

function matcherOf(name: string): RegExp {
  return new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
}
