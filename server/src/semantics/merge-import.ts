import { ts } from 'ts-morph';
import type { Piece } from './member-uses.ts';
import type { ParsedFiles } from './parsed.ts';
import type { Taken } from './taken.ts';

/**
 * The edits that move what an import takes into another import of the file that it is to lead to; undefined where there
 * is none that could hold it, or where a comment would lose its place.
 */
export function mergeEdits(
  files: ParsedFiles,
  { path, file, to }: { readonly path: string; readonly file: ts.SourceFile; readonly to: string },
  declaration: ts.ImportDeclaration,
  names: ReadonlyMap<Taken, string>,
): readonly Piece[] | undefined {
  if ([...names].some(([{ name }, there]) => name === '*' && there === '*')) return undefined;
  if (hasComments(file, declaration)) return undefined;
  const other = file.statements.find(
    (statement): statement is ts.ImportDeclaration =>
      statement !== declaration &&
      ts.isImportDeclaration(statement) &&
      ts.isStringLiteral(statement.moduleSpecifier) &&
      isLike(statement, declaration) &&
      files.follow(path, statement.moduleSpecifier.text) === to,
  );
  const elements = elementsOf(other);
  const last = elements?.at(-1);
  if (!elements || !last) return undefined;
  const isTypeImport = declaration.importClause?.phaseModifier !== undefined;
  const written = [...names].map(([{ isType, local = '' }, name]) => {
    const mark = isType && !isTypeImport ? 'type ' : '';
    return `${mark}${name === local ? name : `${name} as ${local}`}`;
  });
  const separator = `,${breakBefore(file, last)}`;
  return [
    { start: last.end, end: last.end, text: written.map((one) => separator + one).join('') },
    { ...wholeLines(file, declaration), text: '' },
  ];
}

function elementsOf(other: ts.ImportDeclaration | undefined): readonly ts.ImportSpecifier[] | undefined {
  const bindings = other?.importClause?.namedBindings;
  return bindings && ts.isNamedImports(bindings) ? bindings.elements : undefined;
}

/** Both are types, or neither is; attributes are equal. */
function isLike(a: ts.ImportDeclaration, b: ts.ImportDeclaration): boolean {
  return (
    a.importClause?.phaseModifier === b.importClause?.phaseModifier &&
    a.attributes?.getText() === b.attributes?.getText()
  );
}

function hasComments(file: ts.SourceFile, node: ts.Node): boolean {
  const { text } = file;
  if (ts.getLeadingCommentRanges(text, node.pos) || ts.getTrailingCommentRanges(text, node.end)) return true;
  return /\/\/|\/\*/.test(text.slice(node.getStart(file), node.end).replace(/(['"]).*?\1/g, ''));
}

/** A list of one name a line goes on like that. */
function breakBefore(file: ts.SourceFile, last: ts.Node): string {
  const start = last.getStart(file);
  const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
  const before = file.text.slice(lineStart, start);
  if (/\S/.test(before)) return ' ';
  return (file.text[lineStart - 2] === '\r' ? '\r\n' : '\n') + before;
}

/** The statement with its line, where it has that for itself. */
function wholeLines(file: ts.SourceFile, node: ts.Node): { readonly start: number; readonly end: number } {
  const start = node.getStart(file);
  const { text } = file;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(node.end));
  if (!rest || /\S/.test(text.slice(lineStart, start))) return { start, end: node.end };
  return { start: lineStart, end: node.end + rest[0].length };
}
