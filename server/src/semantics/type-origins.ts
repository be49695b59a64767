import { ts } from 'ts-morph';
import type { TypeOrigin } from '../model/inferred.ts';
import type { Place } from '../model/span.ts';
import type { Reached } from './type-walk.ts';

/** The path of a source file of the workspace, relative to the root; undefined for installed and foreign ones. */
export type PathOf = (file: ts.SourceFile) => string | undefined;

/**
 * The declarations that only an import could name: in other modules of the workspace, and in these alone. What the file
 * declares itself, what is global and what a package declares first is nobody's leak.
 */
export function originsOf(
  reached: readonly Reached[],
  own: ts.SourceFile,
  pathOf: PathOf,
): readonly TypeOrigin[] {
  return reached.flatMap(({ name, declarations, isWhole }): readonly TypeOrigin[] => {
    const places = declarations.map((declaration) => placeOf(declaration, own, pathOf));
    if (!places.every((place) => place !== undefined)) return [];
    return [{ name, places: places.sort((a, b) => (a.path < b.path ? -1 : 1)), isWhole, offeredBy: [] }];
  });
}

function placeOf(declaration: ts.Declaration, own: ts.SourceFile, pathOf: PathOf): Place | undefined {
  const file = declaration.getSourceFile();
  const path = file === own || isGlobal(declaration, file) ? undefined : pathOf(file);
  if (path === undefined) return undefined;
  const name = ts.getNameOfDeclaration(declaration);
  const start = (name ?? declaration).getStart(file);
  return { path, span: { start, end: name ? name.end : start + 1 } };
}

function isGlobal(declaration: ts.Node, file: ts.SourceFile): boolean {
  if (!ts.isExternalModule(file)) return true;
  for (let at = declaration; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isModuleDeclaration(at) && (ts.isStringLiteral(at.name) || at.name.text === 'global')) return true;
  }
  return false;
}
