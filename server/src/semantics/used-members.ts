import { ts } from 'ts-morph';

/** The members of a type that a file uses, or why these cannot be told from the others. */
export type UsedMembers = { readonly members: ReadonlySet<string> } | { readonly refused: string };

/**
 * Finds what a file uses of the values of a type: by name behind a dot, in a pattern, as a text in brackets, and what it
 * gives a value of it that it makes.
 */
export function usedMembers(file: ts.SourceFile, checker: ts.TypeChecker, type: ts.Type): UsedMembers {
  const members = new Set<string>();
  let refused: string | undefined;
  const isOfType = (node: ts.Node) => isOf(checker.getTypeAtLocation(node), type, checker);
  const add = (name: string) => {
    if (type.getProperty(name)) members.add(name);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isOfType(node.expression)) add(node.name.text);
    else if (ts.isElementAccessExpression(node) && isOfType(node.expression)) {
      if (ts.isStringLiteralLike(node.argumentExpression)) add(node.argumentExpression.text);
      else refused ??= 'A member is chosen only when the code runs.';
    } else if (ts.isObjectBindingPattern(node) && isOfType(node)) {
      const names = node.elements.map(takenBy);
      for (const name of names) {
        if (name === undefined) refused ??= 'All of its members are taken at once.';
        else add(name);
      }
    } else if (ts.isIndexedAccessTypeNode(node) && isOfType(node.objectType)) {
      const { indexType } = node;
      if (ts.isLiteralTypeNode(indexType) && ts.isStringLiteral(indexType.literal))
        add(indexType.literal.text);
      else refused ??= 'A type of one of its members is derived from it.';
    } else if (ts.isObjectLiteralExpression(node)) {
      const wanted = checker.getContextualType(node);
      if (wanted && isOf(wanted, type, checker)) for (const name of givenBy(node)) add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (refused !== undefined) return { refused };
  return members.size === 0 ? { refused: 'No member of it is used.' } : { members };
}

/** Whether a type is the other, may be empty or among others, or is held to it as a parameter. */
function isOf(found: ts.Type, type: ts.Type, checker: ts.TypeChecker): boolean {
  const parts = new Set([found]);
  for (const part of parts) {
    if (part === type || (part.symbol !== undefined && part.symbol === type.symbol)) return true;
    const constraint = part.isTypeParameter() ? checker.getBaseConstraintOfType(part) : undefined;
    for (const one of part.isUnionOrIntersection() ? part.types : constraint ? [constraint] : [])
      parts.add(one);
    if (parts.size > mostParts) return false;
  }
  return false;
}

/** A union of more types than this is none of few known ones. */
const mostParts = 40;

function takenBy({ propertyName, name, dotDotDotToken }: ts.BindingElement): string | undefined {
  const named = propertyName ?? name;
  return !dotDotDotToken && ts.isIdentifier(named) ? named.text : undefined;
}

function givenBy({ properties }: ts.ObjectLiteralExpression): readonly string[] {
  return properties.flatMap(({ name }) =>
    name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? [name.text] : [],
  );
}
