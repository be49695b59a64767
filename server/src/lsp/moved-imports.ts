import type { SupposedMove } from '../engine/supposed-move.ts';
import type { Workspace } from '../engine/workspace.ts';
import type { ImportFact } from '../model/facts.ts';
import type { TextEdit } from '../model/fix.ts';
import { pathAfter, type Rename } from '../model/renames.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SourceFile } from '../model/rule.ts';
import type { MoveReport } from '../report/move-page.ts';
import { movedSpecifiers } from '../resolve/moved-specifier.ts';

export interface FollowedImports {
  readonly edits: readonly TextEdit[];
  /** Imports that would lead elsewhere, or nowhere, and for which no specifier was found. */
  readonly stuck: MoveReport['stuck'];
}

/** An import of which one end moves, with the paths of both ends now. */
interface Strand {
  readonly file: SourceFile;
  readonly fact: ImportFact;
  readonly target: Extract<Resolution, { to: 'file' | 'outside' }>;
  readonly targetPath: string;
}

/** The specifiers as they must read after a move, each checked by a resolver; those that the editor rewrites are left out. */
export function followSpecifiers(
  workspace: Workspace,
  renames: readonly Rename[],
  supposed: SupposedMove,
  followed: ReadonlySet<string>,
): FollowedImports {
  const edits: TextEdit[] = [];
  const stuck: MoveReport['stuck'][number][] = [];
  for (const strand of strands(workspace, renames)) {
    const { file, fact, targetPath } = strand;
    if (followed.has(extensionOf(file.path)) && followed.has(extensionOf(targetPath))) continue;
    const specifier = specifierAfter(strand, renames, supposed);
    if (specifier === fact.specifier) continue;
    const { path } = file;
    const text = specifier === undefined ? undefined : quotedLike(specifier, fact, path, workspace);
    if (text === undefined)
      stuck.push({ path, span: { start: fact.start, end: fact.end }, specifier: fact.specifier });
    else edits.push({ path, start: fact.start, end: fact.end, text });
  }
  return { edits, stuck };
}

function* strands(workspace: Workspace, renames: readonly Rename[]): Iterable<Strand> {
  const facts = workspace.facts();
  const moves = (path: string) => pathAfter(renames, path) !== path;
  for (const file of facts.files) {
    const isMoving = moves(file.path);
    for (const [index, target] of file.targets.entries()) {
      const fact = file.facts.imports[index];
      if (!fact || (target.to !== 'file' && target.to !== 'outside')) continue;
      const targetPath = target.to === 'file' ? facts.file(target.file).path : target.path;
      if (isMoving || moves(targetPath)) yield { file, fact, target, targetPath };
    }
  }
}

/** The specifier itself where it still leads to the target, the first that does otherwise. */
function specifierAfter(
  { file, fact: { specifier, kind }, target, targetPath }: Strand,
  renames: readonly Rename[],
  supposed: SupposedMove,
): string | undefined {
  const before = { importer: file.path, target: targetPath };
  const after = { importer: pathAfter(renames, file.path), target: pathAfter(renames, targetPath) };
  const leads = (candidate: string) => {
    const found = supposed.resolve(after.importer, candidate, kind);
    if (target.to === 'file') return found.to === 'file' && found.file === target.file;
    return found.to === 'outside' && found.path === after.target;
  };
  return [specifier, ...movedSpecifiers(specifier, before, after)].find(leads);
}

/** With the quotes that stand there; a specifier that would need an escape is for a person. */
function quotedLike(
  specifier: string,
  { start, end }: ImportFact,
  path: string,
  workspace: Workspace,
): string | undefined {
  const read = workspace.read(path);
  const quote = read.ok ? read.text.charAt(start) : '';
  const isQuoted = /^["'`]$/.test(quote) && read.ok && read.text.charAt(end - 1) === quote;
  return isQuoted && !/["'`\\\n$]/.test(specifier) ? quote + specifier + quote : undefined;
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
