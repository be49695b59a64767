import { compileGlob } from '../../format/glob.ts';
import type { WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import { folderOf, isBelow, joinPath, relativeTo } from '../../model/path.ts';
import type { Edge, SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import { declarationsOf, packageAround } from '../../ruling/declarations.ts';
import { membersOf } from '../../ruling/members.ts';
import { packageDenial } from '../../ruling/package-statements.ts';
import { isAllowed } from './entry-candidates.ts';
import { relativeSpecifier } from './entry-specifier.ts';

const id = 'extract-port';
const sourceExtension = /\.[cm]?[jt]sx?$/;
/** Whoever sees the types of the importer is checked again; beyond so many what it exports is compared. */
const mostImporters = 60;

/** Lets the lower side say what it needs, as an interface beside it, in place of importing who gives it. */
export async function* portFix(
  edge: Edge,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const { from, to, fact } = edge;
  const title = `Extract a port from "${fact.specifier}"`;
  if (fact.kind !== 'value' && fact.kind !== 'type') return;
  const importers = importersOf(from, workspace);
  const port = portPath(edge, workspace);
  const refused =
    (!/\.[cm]?tsx?$/.test(from.path) && 'Interfaces are written in TypeScript.') ||
    (!isHomed(port, from) && `"${port}" would not belong to where "${from.path}" belongs.`);
  if (refused) {
    yield { id, title, refused };
    return;
  }
  const semantics = await tools.semantics();
  const found = await semantics.extractPort({
    importer: from.path,
    start: fact.start,
    from: to.path,
    port,
    specifier: `./${specifierOf(port, fact.specifier, from)}`,
    ...(importers && { importers }),
    mayImport: (path) => {
      const target = workspace.fileAt(path);
      return target !== undefined && isAllowed({ from, to: target, fact }, workspace);
    },
    nameFor: (path) => {
      const target = workspace.fileAt(path);
      return target && relativeSpecifier(from, target, fact.specifier, tools);
    },
    mayImportPackage: (path, specifier) =>
      mayImportPackage(from, workspace.fileAt(path), specifier, workspace),
  });
  if ('refused' in found) yield { id, title, refused: found.refused };
  else {
    const { names, edits, creates } = found;
    const listed = names.map((name) => `"${name}"`).join(', ');
    const into = relativeTo(folderOf(port), port);
    yield {
      id,
      title: `Extract a port for ${listed} into "${into}"`,
      edits,
      ...(creates.length > 0 && { creates }),
      safe: false,
    };
  }
}

/** Whether a file may import a package, by its type alone, that another one imports. */
function mayImportPackage(
  file: SourceFile,
  other: SourceFile | undefined,
  specifier: string,
  workspace: WorkspaceFacts,
): boolean {
  const index = other?.facts.imports.findIndex((one) => one.specifier === specifier) ?? -1;
  const written = other?.facts.imports[index];
  const target = other?.targets[index];
  if (!written || (target?.to !== 'package' && target?.to !== 'builtin')) return false;
  const fact = { ...written, kind: 'type' } as const;
  if (packageDenial(file, fact, target, undefined)) return false;
  const manifest = packageAround(file.path, workspace);
  const isDeclared =
    target.to === 'builtin' || !manifest || declarationsOf(manifest).get(target.name) === 'production';
  return isDeclared || file.facts.imports.some((one) => one.specifier === specifier);
}

/** The ports of the folder where it has a file of them, else one named after what it stands for. */
function portPath({ from, to }: Edge, workspace: WorkspaceFacts): string {
  const folder = folderOf(from.path);
  const ports = joinPath(folder, 'ports.ts');
  if (workspace.fileAt(ports) && ports !== from.path) return ports;
  const name = relativeTo(folderOf(to.path), to.path).replace(sourceExtension, '');
  const base = name === 'index' ? relativeTo(folderOf(folderOf(to.path)), folderOf(to.path)) : name;
  return joinPath(folder, `${base}${/^[A-Z]/.test(base) ? 'Port' : '-port'}.ts`);
}

/** A new file has to belong to all that its neighbour belongs to. */
function isHomed(path: string, { standing }: SourceFile): boolean {
  const { policy } = standing;
  if (!policy) return false;
  const local = relativeTo(policy.folder, path);
  return membersOf(standing).every(({ element }) =>
    element.files.some(({ glob }) => isBelow(policy.folder, path) && compileGlob(glob).matches(local)),
  );
}

function specifierOf(port: string, written: string, { facts }: SourceFile): string {
  const own = facts.imports.find(({ specifier }) => specifier.startsWith('.'))?.specifier ?? written;
  const name = relativeTo(folderOf(port), port).replace(sourceExtension, '');
  const extension = sourceExtension.exec(own)?.[0] ?? '';
  if (extension === '') return name;
  return name + (/ts/.test(extension) ? '.ts' : '.js');
}

/** Everybody who imports a file, over any number of imports; undefined where these are too many. */
function importersOf(file: SourceFile, { files }: WorkspaceFacts): readonly string[] | undefined {
  const seen = new Set([file.id]);
  const found: string[] = [];
  for (let grew = true; grew; ) {
    grew = false;
    for (const { id: own, path, targets } of files) {
      if (seen.has(own) || !targets.some((target) => target.to === 'file' && seen.has(target.file))) continue;
      seen.add(own);
      found.push(path);
      grew = true;
      if (found.length > mostImporters) return undefined;
    }
  }
  return found;
}
