import { ts } from 'ts-morph';

/** What is known by a name at a place, by the first declaration of what is named. */
export type KnownNames = ReadonlyMap<ts.Declaration, string>;

/** The names that mean something at a place; inner ones hide outer ones. */
export function namesAt(node: ts.Node, flags: ts.SymbolFlags, checker: ts.TypeChecker): KnownNames {
  const known = new Map<ts.Declaration, string>();
  for (const symbol of checker.getSymbolsInScope(node, flags | ts.SymbolFlags.Alias)) {
    const target = resolved(symbol, checker);
    const declaration = target.flags & flags ? target.declarations?.[0] : undefined;
    if (declaration && !known.has(declaration) && isName(symbol.name)) known.set(declaration, symbol.name);
  }
  return known;
}

/** The name of what is declared by a symbol, or of a namespace and then its own. */
export function nameIn(known: KnownNames, symbol: ts.Symbol): string | undefined {
  const declaration = symbol.declarations?.[0];
  const name = declaration && known.get(declaration);
  if (name !== undefined) return name;
  const { parent } = symbol as { readonly parent?: ts.Symbol };
  if (!parent?.exports?.has(symbol.escapedName) || !isName(symbol.name)) return undefined;
  const owner = nameIn(known, parent);
  return owner === undefined ? undefined : `${owner}.${symbol.name}`;
}

/** The types that a module exports under names of their own. */
export function exportedTypes(file: ts.SourceFile, checker: ts.TypeChecker): KnownNames {
  const known = new Map<ts.Declaration, string>();
  const module = checker.getSymbolAtLocation(file);
  for (const symbol of module ? checker.getExportsOfModule(module) : []) {
    const target = resolved(symbol, checker);
    const declaration = target.flags & ts.SymbolFlags.Type ? target.declarations?.[0] : undefined;
    if (declaration && symbol.name !== 'default' && isName(symbol.name)) known.set(declaration, symbol.name);
  }
  return known;
}

function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isName(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name) && !name.startsWith('__') && name !== 'default';
}
