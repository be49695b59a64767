import { ts } from 'ts-morph';

/** The members of a type that a file uses, or why that cannot be told. */
export type UsedMembers = { readonly members: ReadonlySet<string> } | { readonly refused: string };

/** Finds what a file uses of the values of a type: by name behind a dot, in a pattern, or as a text in brackets. */
export function usedMembers(file: ts.SourceFile, checker: ts.TypeChecker, type: ts.Type): UsedMembers {
  const members = new Set<string>();
  const isOfType = (node: ts.Node) => {
    const found = checker.getNonNullableType(checker.getTypeAtLocation(node));
    return found === type || (found.symbol !== undefined && found.symbol === type.symbol);
  };
  let refused: string | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isOfType(node.expression)) members.add(node.name.text);
    else if (ts.isElementAccessExpression(node) && isOfType(node.expression)) {
      if (ts.isStringLiteralLike(node.argumentExpression)) members.add(node.argumentExpression.text);
      else refused ??= 'A member is chosen only when the code runs.';
    } else if (ts.isObjectBindingPattern(node) && isOfType(node)) {
      for (const { propertyName, name, dotDotDotToken } of node.elements) {
        const named = propertyName ?? name;
        if (dotDotDotToken || !ts.isIdentifier(named)) refused ??= 'All of its members are taken at once.';
        else members.add(named.text);
      }
    } else if (ts.isIndexedAccessTypeNode(node) && isOfType(node.objectType)) {
      refused ??= 'A type of one of its members is derived from it.';
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (refused !== undefined) return { refused };
  return members.size === 0 ? { refused: 'No member of it is used.' } : { members };
}

/** A member as an interface declares it, and the names that its types need. */
export interface WrittenMember {
  readonly lines: readonly string[];
  /** Names with the file in which they are to be looked up. */
  readonly names: readonly { readonly name: string; readonly file: ts.SourceFile }[];
}

/** Writes a member of a class or an interface down, or says what it lacks. */
export function writeMember(
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
): WrittenMember | { readonly refused: string } {
  const declarations = symbol.declarations ?? [];
  const overloads = declarations.filter((one) => !ts.isMethodDeclaration(one) || one.body === undefined);
  const lines: string[] = [];
  const names: { name: string; file: ts.SourceFile }[] = [];
  for (const declaration of overloads.length > 0 ? overloads : declarations) {
    if (ts.isSetAccessor(declaration) && declarations.some(ts.isGetAccessor)) continue;
    const line = lineOf(symbol.name, declaration, declarations, checker);
    if ('refused' in line) return line;
    lines.push(line.text);
    for (const type of line.types) {
      const found = namesIn(type);
      if ('refused' in found) return found;
      names.push(...found.names.map((name) => ({ name, file: declaration.getSourceFile() })));
    }
  }
  return lines.length === 0
    ? { refused: `"${symbol.name}" is not declared where it can be read.` }
    : { lines, names };
}

type Line = { readonly text: string; readonly types: readonly ts.TypeNode[] } | { readonly refused: string };

function lineOf(
  name: string,
  declaration: ts.Declaration,
  all: readonly ts.Declaration[],
  checker: ts.TypeChecker,
): Line {
  if (ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration))
    return methodLine(name, declaration, checker);
  const isProperty =
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertySignature(declaration) ||
    ts.isParameter(declaration);
  if (!isProperty && !ts.isGetAccessor(declaration)) return { refused: `"${name}" is no plain member.` };
  const isReadonly = ts.isGetAccessor(declaration)
    ? !all.some(ts.isSetAccessor)
    : (ts.getModifiers(declaration) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword);
  const type = typeText(name, declaration, declaration.type, checker);
  if ('refused' in type) return type;
  const mark = isProperty && declaration.questionToken ? '?' : '';
  return { text: `${isReadonly ? 'readonly ' : ''}${name}${mark}: ${type.text}`, types: type.types };
}

function methodLine(
  name: string,
  declaration: ts.MethodDeclaration | ts.MethodSignature,
  checker: ts.TypeChecker,
): Line {
  if (declaration.typeParameters) return { refused: `"${name}" has type parameters.` };
  const types: ts.TypeNode[] = [];
  const parameters: string[] = [];
  for (const [index, parameter] of declaration.parameters.entries()) {
    const type = typeText(`${name}(${index + 1})`, parameter, parameter.type, checker);
    if ('refused' in type) return type;
    types.push(...type.types);
    const called = ts.isIdentifier(parameter.name) ? parameter.name.text : `argument${index + 1}`;
    const mark = parameter.questionToken || parameter.initializer ? '?' : '';
    parameters.push(`${parameter.dotDotDotToken ? '...' : ''}${called}${mark}: ${type.text}`);
  }
  const result = typeText(name, declaration, declaration.type, checker);
  if ('refused' in result) return result;
  const mark = declaration.questionToken ? '?' : '';
  return {
    text: `${name}${mark}(${parameters.join(', ')}): ${result.text}`,
    types: [...types, ...result.types],
  };
}

/** Types of which nothing has to be imported. */
const plain =
  /^(?:(?:string|number|boolean|void|undefined|null|bigint|unknown|never|true|false|Promise|readonly|"[^"]*"|\d+)|[\s|&<>[\](),])+$/;

/** A type as it is written, else as the compiler found it where that names nothing. */
function typeText(
  name: string,
  declaration: ts.Declaration,
  type: ts.TypeNode | undefined,
  checker: ts.TypeChecker,
): Line {
  if (type) return { text: type.getText(), types: [type] };
  const found = ts.isFunctionLike(declaration)
    ? checker.getSignatureFromDeclaration(declaration)?.getReturnType()
    : checker.getTypeAtLocation(declaration);
  const text = found ? checker.typeToString(found, undefined, ts.TypeFormatFlags.NoTruncation) : '';
  return plain.test(text) ? { text, types: [] } : { refused: `"${name}" says no type.` };
}

function namesIn(type: ts.TypeNode): { readonly names: readonly string[] } | { readonly refused: string } {
  const names: string[] = [];
  let refused: string | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) {
      if (ts.isIdentifier(node.typeName)) names.push(node.typeName.text);
      else refused ??= `"${node.getText()}" is of a namespace.`;
    } else if (ts.isTypeQueryNode(node) || ts.isImportTypeNode(node) || node.kind === ts.SyntaxKind.ThisType)
      refused ??= `"${node.getText()}" means something only where it stands.`;
    else if (
      ts.isConditionalTypeNode(node) ||
      ts.isMappedTypeNode(node) ||
      (ts.isFunctionTypeNode(node) && node.typeParameters)
    )
      refused ??= 'A type there is too involved.';
    ts.forEachChild(node, visit);
  };
  visit(type);
  return refused === undefined ? { names } : { refused };
}
