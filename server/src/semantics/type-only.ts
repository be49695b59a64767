import { ts } from 'ts-morph';
import type { TextEdit } from '../model/fix.ts';

/**
 * The edits that turn the import statement at `statement` into a type-only one, or undefined when that could
 * change the program: a binding used as a value, a binding whose type a decorator's metadata may keep at run time,
 * a statement without bindings, or a file that cannot hold types.
 */
export function typeOnlyEdits(
  path: string,
  file: ts.SourceFile,
  statement: number,
): readonly TextEdit[] | undefined {
  if (!/\.[cm]?tsx?$/.test(path)) return undefined;
  const declaration = file.statements.find((node) => node.getStart(file) === statement);
  if (!declaration || !ts.isImportDeclaration(declaration) || !declaration.importClause) return undefined;
  const { importClause } = declaration;
  if (importClause.phaseModifier !== undefined) return undefined;
  const names = boundNames(importClause);
  if (names.size === 0 || hasValueUse(file, declaration, names)) return undefined;
  return editClause(path, file, declaration, importClause);
}

function boundNames({ name, namedBindings }: ts.ImportClause): ReadonlySet<string> {
  const names = new Set<string>();
  if (name) names.add(name.text);
  if (namedBindings && ts.isNamespaceImport(namedBindings)) names.add(namedBindings.name.text);
  else for (const element of namedBindings?.elements ?? []) names.add(element.name.text);
  return names;
}

/** A name that some inner scope declares anew counts as used: the answer may only err on the careful side. */
function hasValueUse(file: ts.SourceFile, declaration: ts.Node, names: ReadonlySet<string>): boolean {
  const known = identifiers.get(file) ?? identifiersOf(file);
  identifiers.set(file, known);
  const isInside = ({ pos }: ts.Node) => pos >= declaration.pos && pos < declaration.end;
  return [...names].some((name) =>
    known.get(name)?.some((node) => !isInside(node) && !isNameOnly(node) && !isTypeUse(node)),
  );
}

/** All imports of a file may be asked for, and a tree is large. */
const identifiers = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.Identifier[]>>();

function identifiersOf(file: ts.SourceFile): ReadonlyMap<string, readonly ts.Identifier[]> {
  const found = new Map<string, ts.Identifier[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const list = found.get(node.text);
      if (list) list.push(node);
      else found.set(node.text, [node]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** A property's name is no reference. */
function isNameOnly(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isPropertyAssignment(parent) || ts.isJsxAttribute(parent)) return parent.name === node;
  return (ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) && parent.name === node;
}

function isTypeUse(node: ts.Identifier): boolean {
  let inType = false;
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isHeritageClause(at)) {
      const isErased = at.token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(at.parent);
      if (isErased) return true;
      if (!inType) return false;
    }
    if (ts.isExpressionWithTypeArguments(at) && !inType) continue;
    if (ts.isTypeNode(at)) inType = true;
    if (ts.isExportDeclaration(at)) return at.isTypeOnly;
    if (inType && mayCarryMetadata(at)) return false;
    if (!inType && ts.isStatement(at)) return false;
  }
  return inType;
}

/** With decorators, parameter and property types may be emitted as values (`emitDecoratorMetadata`). */
function mayCarryMetadata(node: ts.Node): boolean {
  if (!ts.isClassElement(node) && !ts.isClassLike(node)) return false;
  const decorated = (at: ts.Node) => ts.canHaveDecorators(at) && (ts.getDecorators(at)?.length ?? 0) > 0;
  if (decorated(node)) return true;
  if (!ts.isFunctionLike(node)) return false;
  return node.parameters.some(decorated);
}

function editClause(
  path: string,
  file: ts.SourceFile,
  declaration: ts.ImportDeclaration,
  clause: ts.ImportClause,
): readonly TextEdit[] {
  const afterImport = declaration.getStart(file) + 'import'.length;
  const { name, namedBindings } = clause;
  const inner =
    namedBindings && ts.isNamedImports(namedBindings)
      ? namedBindings.elements
          .filter(({ isTypeOnly }) => isTypeOnly)
          .map((element) => innerType(path, file, element))
      : [];
  if (!name || !namedBindings) return [insertion(path, afterImport, ' type'), ...inner];
  // A type-only import binds either a default or named bindings, so that the two become two statements.
  const rest = file.text.slice(clause.end, declaration.end);
  const split = `${rest}\nimport type `;
  return [
    insertion(path, afterImport, ' type'),
    { path, start: name.end, end: namedBindings.getStart(file), text: split },
    ...inner,
  ];
}

function insertion(path: string, at: number, text: string): TextEdit {
  return { path, start: at, end: at, text };
}

/** `type` inside the braces of a type-only import is an error. */
function innerType(path: string, file: ts.SourceFile, element: ts.ImportSpecifier): TextEdit {
  const start = element.getStart(file);
  const name = element.propertyName ?? element.name;
  return { path, start, end: name.getStart(file), text: '' };
}
