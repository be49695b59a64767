import {
  ErrorCodes,
  type Location,
  type Position,
  type PrepareRenameResult,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { toRange } from '../to-lsp.ts';
import { declaredNames, nameAt, type PlacedName, usesOf } from './family.ts';
import { fileAt } from './links.ts';
import type { PolicyView } from './view.ts';

/**
 * Where the layer, slice or service under the cursor is declared: in the document, in its parents, or in both. A text that
 * is the path of a file leads there.
 */
export function definitions(view: PolicyView, position: Position): Location[] {
  const offset = view.lines.offset(position);
  const name = nameAt(view, offset);
  const file = name ? undefined : fileAt(view, offset);
  if (file !== undefined) return [{ uri: file, range: fileStart }];
  if (!name) return [];
  return usesOf(view, name.name)
    .filter(({ declares }) => declares !== undefined)
    .map((use) => locationOf(view, use));
}

const fileStart = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Every place of the name under the cursor. */
export function references(view: PolicyView, position: Position, withDeclarations: boolean): Location[] {
  const name = nameAt(view, view.lines.offset(position));
  if (!name) return [];
  return usesOf(view, name.name)
    .filter(({ declares }) => withDeclarations || declares === undefined)
    .map((use) => locationOf(view, use));
}

/** What a rename would replace; null where no name stands. */
export function prepareRename(view: PolicyView, position: Position): PrepareRenameResult | null {
  const use = nameAt(view, view.lines.offset(position));
  return use ? { range: toRange(view.lines, use.span), placeholder: use.name } : null;
}

/** Renames a layer, slice or service in every document that knows it; says why where that cannot be done. */
export function rename(view: PolicyView, position: Position, newName: string): WorkspaceEdit | null {
  const name = nameAt(view, view.lines.offset(position));
  if (!name) return null;
  const uses = usesOf(view, name.name);
  const wrong = newNameProblem(view, name.name, newName) ?? brokenDocument(uses);
  if (wrong !== undefined) throw new ResponseError(ErrorCodes.InvalidRequest, wrong);
  const changes: Record<string, TextEdit[]> = {};
  for (const use of uses) {
    const uri = view.session.uri(use.document.path);
    changes[uri] ??= [];
    changes[uri].push({ range: toRange(use.document.lines, use.span), newText: replacement(use, newName) });
  }
  return { changes };
}

function newNameProblem(view: PolicyView, name: string, newName: string): string | undefined {
  if (newName.trim() === '') return 'A name cannot be empty.';
  if (/[:/*{}]/.test(newName))
    return 'A name holds none of : / * { }, so that it is neither a glob nor a part of a family.';
  const kind = newName === name ? undefined : declaredNames(view).get(newName);
  return (
    kind && `A ${kind} named "${newName}" exists already; layers, slices and services share one namespace.`
  );
}

/** A half-typed document may hide places of the name. */
function brokenDocument(uses: readonly PlacedName[]): string | undefined {
  const broken = uses.find(({ document }) => !document.isWhole);
  return broken && `"${broken.document.path}" is not valid JSON with comments; nothing was renamed.`;
}

/** Where escapes stand in the string it is written anew, with its capture. */
function replacement({ node, span, name }: PlacedName, newName: string): string {
  const isWhole = span.start === node.span.start;
  return isWhole
    ? JSON.stringify(newName + node.value.slice(name.length))
    : JSON.stringify(newName).slice(1, -1);
}

function locationOf(view: PolicyView, { document, span }: PlacedName): Location {
  return { uri: view.session.uri(document.path), range: toRange(document.lines, span) };
}
