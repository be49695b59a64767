import { ts } from 'ts-morph';

/** Where a type names something from around it, or why it means something only where it stands. */
export type TypeNames = { readonly names: readonly ts.Identifier[] } | { readonly refused: string };

/**
 * The first names of all that a type refers to. What is declared within `root`, such as the type parameters of a
 * function, is not from around it.
 */
export function namesIn(type: ts.Node, root: ts.Node = type): TypeNames {
  const names: ts.Identifier[] = [];
  let refused: string | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) {
      const name = firstOf(node.typeName);
      if (!isDeclaredWithin(name.text, node, root)) names.push(name);
    } else if (ts.isTypeQueryNode(node) || ts.isImportTypeNode(node))
      refused ??= `"${shortened(node.getText())}" means something only where it stands.`;
    else if (ts.isComputedPropertyName(node) && !ts.isStringLiteralLike(node.expression))
      refused ??= `"${shortened(node.getText())}" is a computed name.`;
    ts.forEachChild(node, visit);
  };
  visit(type);
  return refused === undefined ? { names } : { refused };
}

function firstOf(name: ts.EntityName): ts.Identifier {
  let at = name;
  while (ts.isQualifiedName(at)) at = at.left;
  return at;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function isDeclaredWithin(name: string, node: ts.Node, root: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at === root ? undefined : at.parent)
    if (parametersOf(at).includes(name)) return true;
  return false;
}

function parametersOf(node: ts.Node): readonly string[] {
  if (ts.isMappedTypeNode(node)) return [node.typeParameter.name.text];
  if (ts.isConditionalTypeNode(node)) return inferredIn(node.extendsType);
  const isGeneric = ts.isFunctionLike(node) || ts.isTypeAliasDeclaration(node);
  return isGeneric ? (node.typeParameters ?? []).map(({ name }) => name.text) : [];
}

/** What a condition names by `infer`. */
function inferredIn(type: ts.TypeNode): readonly string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isInferTypeNode(node)) names.push(node.typeParameter.name.text);
    ts.forEachChild(node, visit);
  };
  visit(type);
  return names;
}
