import { isBelow } from '../../model/path.ts';
import type { SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import { packageAround } from '../../ruling/declarations.ts';

interface Declared {
  readonly matcher: RegExp;
  /** The folder of the package whose declaration file says so. */
  readonly folder: string;
}

/** The list of files is another one as soon as one of them changes. */
const known = new WeakMap<readonly SourceFile[], readonly Declared[]>();

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
  const { files } = workspace;
  const before = known.get(files);
  if (before) return before;
  const found: Declared[] = [];
  for (const { path, facts } of files) {
    if (!facts.ambient) continue;
    const folder = packageAround(path, workspace)?.folder ?? '';
    for (const name of facts.ambient.filter(isMeant)) found.push({ matcher: matcherOf(name), folder });
  }
  known.set(files, found);
  return found;
}

/** `declare module '*'` quiets a compiler; it says of no package that it is none. */
function isMeant(name: string): boolean {
  return name !== '*';
}

function matcherOf(name: string): RegExp {
  return new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
}
