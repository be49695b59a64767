import { ts } from 'ts-morph';
import type { TextEdit } from '../model/fix.ts';

/** Where a type is written; undefined where the place takes none. */
export function annotationEdits(
  node: ts.Node,
  type: string,
  file: ts.SourceFile,
  path: string,
): readonly TextEdit[] | undefined {
  const insert = (at: number, text: string): TextEdit => ({ path, start: at, end: at, text });
  if (ts.isFunctionLike(node)) return resultEdits(node, type, file, insert);
  if (ts.isVariableDeclaration(node) || ts.isParameter(node)) return [insert(node.name.end, `: ${type}`)];
  if (ts.isPropertyDeclaration(node)) return [insert((node.questionToken ?? node.name).end, `: ${type}`)];
  if (ts.isShorthandPropertyAssignment(node))
    return [insert(node.name.end, `: ${node.name.text} as ${type}`)];
  if (ts.isPropertyAssignment(node)) return asserted(node.initializer, type, file, insert);
  return ts.isSpreadAssignment(node) || ts.isExportAssignment(node)
    ? asserted(node.expression, type, file, insert)
    : undefined;
}

type Insert = (at: number, text: string) => TextEdit;

function resultEdits(
  node: ts.SignatureDeclaration,
  type: string,
  file: ts.SourceFile,
  insert: Insert,
): readonly TextEdit[] | undefined {
  const close = node.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.CloseParenToken);
  if (close) return [insert(close.end, `: ${type}`)];
  const [parameter] = node.parameters;
  return parameter && [insert(parameter.getStart(file), '('), insert(parameter.end, `): ${type}`)];
}

/** A value that has no name to write its type at, but is of that type. */
function asserted(
  value: ts.Expression,
  type: string,
  file: ts.SourceFile,
  insert: Insert,
): readonly TextEdit[] {
  return isClosed(value)
    ? [insert(value.end, ` as ${type}`)]
    : [insert(value.getStart(file), '('), insert(value.end, `) as ${type}`)];
}

function isClosed(value: ts.Expression): boolean {
  return ts.isLeftHandSideExpression(value) || ts.isAwaitExpression(value);
}
