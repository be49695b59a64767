import { createPublicEntries } from '../format/public-entries.ts';
import type { ImportFact } from '../model/facts.ts';
import type { PackageFacts } from '../model/package-facts.ts';
import { byCodeUnit, folderOf, isBelow, relativeTo } from '../model/path.ts';
import type { PrivateImports, WrittenImport } from '../model/preview.ts';
import type { WorkspaceFacts } from '../model/rule.ts';
import { isTestPath } from '../model/test-path.ts';

/**
 * Imports from outside of a package below the root that reach past its public entry: by a relative path, by an alias,
 * or by a specifier that the package does not offer. Summed up by pair of packages, most imports first.
 */
export function privateImports(
  facts: WorkspaceFacts,
  packages: readonly PackageFacts[],
): readonly PrivateImports[] {
  const inner = packages.filter(({ folder }) => folder !== '');
  if (inner.length === 0) return [];
  const entries = createPublicEntries(inner, (path) => facts.fileAt(path) !== undefined);
  const found = new Map<string, Grown>();
  eachPackageImport(facts, packageFinder(inner), (from, to, path, target, fact) => {
    if (
      !to ||
      (from && isWithin(from, to)) ||
      entries.offers(to, relativeTo(to.folder, target), fact.specifier)
    )
      return;
    const key = `${from?.folder ?? ''}\n${to.folder}`;
    const known = found.get(key);
    const { specifier, start, end } = fact;
    const written: WrittenImport = { path, span: { start, end }, specifier };
    if (known) known.imports.push(written);
    else found.set(key, { from: from?.folder ?? '', to: to.folder, imports: [written] });
  });
  return [...found.values()].sort(
    (a, b) => b.imports.length - a.imports.length || byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to),
  );
}

interface Grown extends PrivateImports {
  readonly imports: [WrittenImport, ...WrittenImport[]];
}

type Found = PackageFacts | undefined;

/** Visits the production imports that lead from one package to a file of another. */
function eachPackageImport(
  { files, file: fileOf }: WorkspaceFacts,
  packageOf: (path: string) => Found,
  visit: (from: Found, to: Found, path: string, target: string, fact: ImportFact) => void,
): void {
  const owners: Found[] = [];
  for (const { id, path } of files) owners[id] = packageOf(path);
  for (const file of files) {
    const from = owners[file.id];
    if (isTestPath(file.path)) continue;
    for (const [index, target] of file.targets.entries()) {
      const fact = file.facts.imports[index];
      if (target.to !== 'file' || owners[target.file] === from || !fact) continue;
      visit(from, owners[target.file], file.path, fileOf(target.file).path, fact);
    }
  }
}

/** A package.json inside a package, for a subpath or one more build, makes no package of its own to that package. */
function isWithin(a: PackageFacts, b: PackageFacts): boolean {
  return isBelow(a.folder, b.folder) || isBelow(b.folder, a.folder);
}

/** The innermost package around a path. */
function packageFinder(packages: readonly PackageFacts[]): (path: string) => Found {
  const byFolder = new Map<string, Found>(packages.map((one) => [one.folder, one]));
  const around = (folder: string): Found => {
    if (folder === '' || byFolder.has(folder)) return byFolder.get(folder);
    const found = around(folderOf(folder));
    byFolder.set(folder, found);
    return found;
  };
  return (path) => around(folderOf(path));
}
