import { ts } from 'ts-morph';

/** A declaration that a type leads to. */
export interface Reached {
  /** Empty for a type that was written without a name. */
  readonly name: string;
  readonly declarations: readonly ts.Declaration[];
  readonly type: ts.Type;
  readonly isWhole: boolean;
}

/** A type is looked into no deeper, and no further, than a person would read it. */
const deepest = 6;
const mostTypes = 400;
const mostProperties = 40;

const anyNothing = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;
const nominal = ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.Enum;
const unnamed = ts.SymbolFlags.ObjectLiteral | ts.SymbolFlags.TypeLiteral;

interface Walk {
  readonly checker: ts.TypeChecker;
  readonly seen: Set<ts.Type>;
  readonly reached: Map<ts.Symbol, Reached>;
}

/**
 * The declarations that a type is made of, as it would be written: names first, and behind a name only its type
 * arguments. What has no name is looked into: members, parameters and results.
 */
export function declarationsIn(types: readonly ts.Type[], checker: ts.TypeChecker): readonly Reached[] {
  const walk: Walk = { checker, seen: new Set(), reached: new Map() };
  for (const type of types) visit(type, walk, 0, true);
  return [...walk.reached.values()];
}

function visit(type: ts.Type, walk: Walk, depth: number, isWhole: boolean): void {
  if (depth > deepest || walk.seen.size >= mostTypes || walk.seen.has(type)) return;
  walk.seen.add(type);
  if (type.aliasSymbol) {
    claim(type.aliasSymbol, type, walk, isWhole);
    for (const argument of type.aliasTypeArguments ?? []) visit(argument, walk, depth + 1, false);
  } else if (type.flags & ts.TypeFlags.EnumLike) visitEnum(type, walk, isWhole);
  else if (type.isUnionOrIntersection()) visitMembers(type, walk, depth, isWhole);
  else if (type.flags & ts.TypeFlags.Object) visitObject(type as ts.ObjectType, walk, depth, isWhole);
}

/** A union that was written with names remembers them, though the checker flattens it. */
function visitMembers(type: ts.UnionOrIntersectionType, walk: Walk, depth: number, isWhole: boolean): void {
  const { origin } = type as { readonly origin?: ts.Type };
  const members = origin?.isUnionOrIntersection() ? origin.types : type.types;
  const others = members.filter(({ flags }) => !(flags & anyNothing));
  for (const member of others) visit(member, walk, depth, isWhole && others.length === 1);
}

function visitEnum(type: ts.Type, walk: Walk, isWhole: boolean): void {
  const { symbol } = type;
  const declaration = symbol?.declarations?.[0];
  const owner = declaration && ts.isEnumMember(declaration) ? declaration.parent.name : undefined;
  const found = owner ? walk.checker.getSymbolAtLocation(owner) : symbol;
  if (found) claim(found, type, walk, isWhole);
}

function visitObject(type: ts.ObjectType, walk: Walk, depth: number, isWhole: boolean): void {
  const { symbol } = type;
  if (type.objectFlags & ts.ObjectFlags.Reference) {
    for (const argument of walk.checker.getTypeArguments(type as ts.TypeReference))
      visit(argument, walk, depth + 1, false);
  }
  if (symbol && symbol.flags & nominal) claim(symbol, type, walk, isWhole);
  else if (!isTuple(type)) {
    if (symbol && symbol.flags & unnamed && type.getProperties().length > 0)
      claim(symbol, type, walk, isWhole);
    visitParts(type, walk, depth + 1);
  }
}

function isTuple(type: ts.ObjectType): boolean {
  return 'target' in type && ((type.target as ts.ObjectType).objectFlags & ts.ObjectFlags.Tuple) !== 0;
}

function visitParts(type: ts.ObjectType, walk: Walk, depth: number): void {
  const { checker } = walk;
  for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) {
    visit(signature.getReturnType(), walk, depth, false);
    for (const parameter of signature.getParameters())
      visit(checker.getTypeOfSymbol(parameter), walk, depth, false);
  }
  for (const { type: held } of checker.getIndexInfosOfType(type)) visit(held, walk, depth, false);
  for (const property of type.getProperties().slice(0, mostProperties))
    visit(checker.getTypeOfSymbol(property), walk, depth, false);
}

function claim(symbol: ts.Symbol, type: ts.Type, { reached }: Walk, isWhole: boolean): void {
  const { declarations = [] } = symbol;
  if (reached.has(symbol) || declarations.length === 0) return;
  const name = symbol.flags & unnamed ? '' : nameOf(symbol);
  reached.set(symbol, { name, declarations, type, isWhole });
}

/** A default export has the name that its declaration gives it, if any. */
function nameOf(symbol: ts.Symbol): string {
  if (symbol.name !== 'default' && !symbol.name.startsWith('__')) return symbol.name;
  const named = symbol.declarations?.map((declaration) => ts.getNameOfDeclaration(declaration)).find(Boolean);
  return named && ts.isIdentifier(named) ? named.text : '';
}
