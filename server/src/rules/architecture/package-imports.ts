import { type ImportFact, importClass } from '../../model/facts.ts';
import type { PackageFacts } from '../../model/package-facts.ts';
import { relativeTo } from '../../model/path.ts';
import type { SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import { isDeclarationPath } from '../../model/source-path.ts';
import { isTestPath } from '../../model/test-path.ts';
import { isToolPath } from '../../model/tool-path.ts';
import { declarationsOf, packageAround } from '../../ruling/declarations.ts';
import { importedPackage, isRelative } from '../../ruling/imported-package.ts';

/** An import of a package that the importer's own package.json does not promise to whoever installs it. */
export interface LooseImport {
  readonly file: SourceFile;
  readonly fact: ImportFact;
  /** The package that is imported. */
  readonly name: string;
  /** The package that imports. */
  readonly manifest: PackageFacts;
  /** Undefined where it is not declared at all. */
  readonly use: 'development' | undefined;
}

/** What a file imports that its package.json does not declare for production. */
export function looseImports(file: SourceFile, workspace: WorkspaceFacts): readonly LooseImport[] {
  const manifest = file.targets.length > 0 ? packageAround(file.path, workspace) : undefined;
  return manifest && !manifest.isBroken ? findIn(file, manifest, workspace) : none;
}

/** Every import of the workspace passes here, and hardly any is meant: one look-up each. */
function findIn(file: SourceFile, manifest: PackageFacts, workspace: WorkspaceFacts): readonly LooseImport[] {
  const { targets, facts } = file;
  const declared = declarationsOf(manifest);
  let found: LooseImport[] | undefined;
  for (let index = 0; index < targets.length; index++) {
    const target = targets[index];
    const fact = facts.imports[index];
    if (!target || !fact || isRelative(target, fact)) continue;
    const name = importedPackage(fact, target, workspace);
    if (name === undefined || name === manifest.name) continue;
    const use = declared.get(name);
    if (use === 'production') continue;
    found ??= [];
    found.push({ file, fact, name, manifest, use });
  }
  return found ?? none;
}

/** True for an import that is gone at run time: all that a declaration file imports is. */
export function isTypeOnly({ file, fact }: Pick<LooseImport, 'file' | 'fact'>): boolean {
  return importClass[fact.kind] === 'type' || isDeclarationPath(file.path);
}

/** True for a file of tests, as the policy says or, where it says nothing, as tests are usually named. */
function isTestFile({ isTest, policy, path }: SourceFile): boolean {
  return isTest || (policy?.tests.length === 0 && isTestPath(path));
}

/** True for a file that only those run who work on a package: its tests, its configuration, its scripts. */
export function isForDevelopment(file: SourceFile, { folder }: PackageFacts): boolean {
  return isTestFile(file) || isToolPath(relativeTo(folder, file.path));
}

const none: readonly never[] = [];
