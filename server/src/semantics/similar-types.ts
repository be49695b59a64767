import { ts } from 'ts-morph';

/** More of them would be a guess: types of one property are the same by chance. */
const fewestProperties = 2;

/** A declared type that another module may import, or the own module may use. */
export interface DeclaredType {
  readonly name: string;
  readonly file: ts.SourceFile;
  readonly type: ts.Type;
  readonly names: string;
}

/** The types without parameters that these files declare, as far as `own` may name them. */
export function declaredTypes(
  files: readonly ts.SourceFile[],
  own: ts.SourceFile,
  checker: ts.TypeChecker,
): readonly DeclaredType[] {
  return files.flatMap((file) =>
    file.statements.flatMap((node): readonly DeclaredType[] => {
      if (!ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) return [];
      const isExported = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
      const symbol = checker.getSymbolAtLocation(node.name);
      if (node.typeParameters || !symbol || !(isExported || file === own)) return [];
      const type = checker.getDeclaredTypeOfSymbol(symbol);
      return [{ name: node.name.text, file, type, names: propertyNames(type) }];
    }),
  );
}

/** Those that can stand for a type everywhere. */
export function similarTo(
  type: ts.Type,
  declared: readonly DeclaredType[],
  checker: ts.TypeChecker,
): readonly DeclaredType[] {
  if (type.getProperties().length < fewestProperties) return [];
  const names = propertyNames(type);
  return declared.filter(
    (one) => one.names === names && one.type !== type && areSame(type, one.type, checker),
  );
}

function propertyNames(type: ts.Type): string {
  return type
    .getProperties()
    .map(({ name }) => name)
    .sort()
    .join();
}

/** What may be written to, or left out, does not show in what can be assigned, and neither does `any`. */
function areSame(a: ts.Type, b: ts.Type, checker: ts.TypeChecker): boolean {
  const isSame = a.getProperties().every((property) => {
    const other = b.getProperty(property.name);
    return other && traits(property, checker) === traits(other, checker);
  });
  return isSame && checker.isTypeAssignableTo(a, b) && checker.isTypeAssignableTo(b, a);
}

function traits(property: ts.Symbol, checker: ts.TypeChecker): string {
  const declaration = property.valueDeclaration;
  const flags = declaration ? ts.getCombinedModifierFlags(declaration) : 0;
  const isAny = (checker.getTypeOfSymbol(property).flags & ts.TypeFlags.Any) !== 0;
  return `${flags & ts.ModifierFlags.Readonly} ${property.flags & ts.SymbolFlags.Optional} ${isAny}`;
}
