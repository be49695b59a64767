import { ts } from 'ts-morph';
import type { Span } from '../model/span.ts';

/** An exported name, or a member of one, with the types that nobody wrote down. */
export interface InferredName {
  readonly name: string;
  readonly span: Span;
  readonly extent: Span;
  /** Of a function first the result, if that is inferred, then the parameters with a default. */
  readonly parts: readonly InferredPart[];
}

export interface InferredPart {
  readonly type: ts.Type;
  /** What an annotation belongs to. */
  readonly node: ts.Node;
}

/** Members of exported object literals are names of their own down to here. */
const deepestMember = 2;

type Visit = (found: InferredName) => void;

interface Named {
  readonly name: string;
  readonly at: ts.Node;
  /** Where the declaration starts. */
  readonly statement: ts.Node;
}

/** The names that a module declares and exports; what it passes on is an import, and what is annotated is written. */
export function inferredNames(file: ts.SourceFile, checker: ts.TypeChecker): readonly InferredName[] {
  const found = new Map<number, InferredName>();
  const module = checker.getSymbolAtLocation(file);
  const visit: Visit = (name) => {
    if (!found.has(name.span.start)) found.set(name.span.start, name);
  };
  for (const symbol of module ? checker.getExportsOfModule(module) : []) {
    const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    for (const declaration of own.declarations ?? []) {
      if (declaration.getSourceFile() === file)
        visitDeclaration(declaration, symbol.name, file, checker, visit);
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

function visitDeclaration(
  node: ts.Declaration,
  exported: string,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  visit: Visit,
): void {
  const seek = createSeek(file, checker, visit);
  const name = exported === 'default' ? ownName(node) : exported;
  if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) {
    const variable = rootOf(node);
    if (!variable || variable.type || !ts.isIdentifier(node.name)) return;
    const named = { name, at: node.name, statement: variable.parent.parent };
    if (ts.isBindingElement(node)) seek.type(named, checker.getTypeAtLocation(node.name), node);
    else if (node.initializer) seek.value(named, node.initializer, node, 0);
  } else if (ts.isFunctionDeclaration(node)) {
    seek.function({ name, at: node.name ?? defaultWord(node, file), statement: node }, node);
  } else if (ts.isClassDeclaration(node)) seek.members(name, node);
  else if (ts.isExportAssignment(node) && !node.isExportEquals) {
    seek.value({ name, at: defaultWord(node, file), statement: node }, node.expression, node, 0);
  }
}

/** A default export is better known by the name it has in its file. */
function ownName(node: ts.Declaration): string {
  const name = ts.isExportAssignment(node) ? undefined : ts.getNameOfDeclaration(node);
  return name && ts.isIdentifier(name) ? name.text : 'default';
}

function rootOf(node: ts.VariableDeclaration | ts.BindingElement): ts.VariableDeclaration | undefined {
  let at: ts.Node = node;
  while (ts.isBindingElement(at)) at = at.parent.parent;
  return ts.isVariableDeclaration(at) ? at : undefined;
}

function defaultWord(node: ts.Node, file: ts.SourceFile): ts.Node {
  return (
    node
      .getChildren(file)
      .flatMap(wordsOf)
      .find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? node
  );
}

function wordsOf(node: ts.Node): readonly ts.Node[] {
  return node.kind === ts.SyntaxKind.SyntaxList ? node.getChildren() : [node];
}

/** Finds the parts of one declaration that are inferred. */
function createSeek(file: ts.SourceFile, checker: ts.TypeChecker, visit: Visit) {
  return { type: tell, value: seekValue, function: seekFunction, members: seekMembers };

  function tell(named: Named, type: ts.Type, node: ts.Node): void {
    tellParts(named, [{ type, node }]);
  }

  function tellParts({ name, at, statement }: Named, parts: readonly InferredPart[]): void {
    const start = at.getStart(file);
    const end = at === statement ? start : at.end;
    visit({ name, span: { start, end }, extent: { start: statement.getStart(file), end }, parts });
  }

  function seekValue(named: Named, value: ts.Expression, node: ts.Node, depth: number): void {
    const inner = unwrap(value);
    if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) seekFunction(named, inner);
    else if (ts.isClassExpression(inner)) seekMembers(named.name, inner);
    else if (ts.isObjectLiteralExpression(inner) && depth < deepestMember)
      seekProperties(named, inner, depth);
    else tell(named, checker.getTypeAtLocation(inner), node);
  }

  /** Of a function that is overloaded only the overloads are seen, and they are written. */
  function seekFunction(
    named: Named,
    node: ts.SignatureDeclaration & { readonly body?: ts.Node | undefined },
  ): void {
    if (!node.body || isOverloaded(node, checker)) return;
    const parameters = node.parameters
      .filter(({ type, initializer }) => !type && initializer)
      .map((parameter) => ({ type: checker.getTypeAtLocation(parameter), node: parameter }));
    const result =
      node.type || ts.isSetAccessor(node)
        ? undefined
        : checker.getSignatureFromDeclaration(node)?.getReturnType();
    const parts = result ? [{ type: result, node }, ...parameters] : parameters;
    if (parts.length > 0) tellParts(named, parts);
  }

  function seekProperties(named: Named, literal: ts.ObjectLiteralExpression, depth: number): void {
    for (const property of literal.properties) {
      if (ts.isSpreadAssignment(property)) {
        tell({ ...named, at: property }, checker.getTypeAtLocation(property.expression), property);
        continue;
      }
      const member = memberOf(named.name, property);
      if (!member) continue;
      if (ts.isPropertyAssignment(property)) seekValue(member, property.initializer, property, depth + 1);
      else if (ts.isShorthandPropertyAssignment(property))
        tell(member, checker.getTypeAtLocation(property.name), property);
      else seekFunction(member, property);
    }
  }

  function seekMembers(owner: string, node: ts.ClassLikeDeclaration): void {
    for (const member of node.members) {
      if (ts.isConstructorDeclaration(member)) seekParameterProperties(owner, member);
      const named = ts.isClassElement(member) && isPublic(member) ? memberOf(owner, member) : undefined;
      if (!named) continue;
      if (ts.isPropertyDeclaration(member)) {
        if (member.type) continue;
        if (member.initializer) seekValue(named, member.initializer, member, deepestMember);
        else tell(named, checker.getTypeAtLocation(member.name), member);
      } else if (ts.isMethodDeclaration(member) || ts.isGetAccessor(member)) seekFunction(named, member);
    }
  }

  function seekParameterProperties(owner: string, node: ts.ConstructorDeclaration): void {
    for (const parameter of node.parameters) {
      const { type, initializer, name } = parameter;
      const isSeen = ts.isParameterPropertyDeclaration(parameter, node) && isPublic(parameter);
      if (!isSeen || type || !initializer || !ts.isIdentifier(name)) continue;
      const named = { name: `${owner}.${name.text}`, at: name, statement: parameter };
      tell(named, checker.getTypeAtLocation(name), parameter);
    }
  }
}

function memberOf(owner: string, node: ts.ClassElement | ts.ObjectLiteralElementLike): Named | undefined {
  const { name } = node;
  if (!name || ts.isPrivateIdentifier(name) || ts.isComputedPropertyName(name)) return undefined;
  return { name: `${owner}.${name.text}`, at: name, statement: node };
}

function isPublic(node: ts.Declaration): boolean {
  return !(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private);
}

function isOverloaded(node: ts.SignatureDeclaration, checker: ts.TypeChecker): boolean {
  const { name } = node;
  const symbol = name && checker.getSymbolAtLocation(name);
  return (
    symbol?.declarations?.some((other) => other !== node && ts.isFunctionLike(other) && isBodiless(other)) ??
    false
  );
}

function isBodiless(node: ts.SignatureDeclaration): boolean {
  return !('body' in node && node.body);
}

/** What an expression is without what changes nothing of its type that has a name. */
function unwrap(expression: ts.Expression): ts.Expression {
  let at = expression;
  while (ts.isParenthesizedExpression(at) || ts.isSatisfiesExpression(at) || isConst(at)) at = at.expression;
  return at;
}

function isConst(node: ts.Expression): node is ts.AsExpression {
  return ts.isAsExpression(node) && ts.isConstTypeReference(node.type);
}
