import { ts } from 'ts-morph';

import { binding, present, quoted, type Writing, type Written } from './type-writing.ts';

/** Writes a type by its members, calls and keys. */
export function createMemberText(writing: Writing): (type: ts.ObjectType) => Written {
  const { checker, quote } = writing;

  return function memberText(type) {
    const calls = checker.getSignaturesOfType(type, ts.SignatureKind.Call);
    const news = checker.getSignaturesOfType(type, ts.SignatureKind.Construct);
    const keys = checker.getIndexInfosOfType(type);
    const properties = checker.getPropertiesOfType(type);
    if (type.objectFlags & ts.ObjectFlags.Mapped && isGenericMapped(type))
      return writing.refuse('A part of the type has keys that are not known here.');
    const [call] = calls;
    if (call && calls.length === 1 && news.length + keys.length + properties.length === 0)
      return { text: signature(call, ' => '), binds: binding.function };
    const members = [
      ...calls.map((one) => signature(one, ': ')),
      ...news.map((one) => `new ${signature(one, ': ')}`),
      ...keys.map(
        ({ isReadonly, keyType, type: held }) =>
          `${isReadonly ? 'readonly ' : ''}[key: ${writing.write(keyType).text}]: ${writing.write(held).text}`,
      ),
      ...properties.map(property),
    ];
    return { text: members.length === 0 ? '{}' : `{ ${members.join('; ')} }`, binds: binding.whole };
  };

  function property(symbol: ts.Symbol): string {
    const name = propertyName(symbol);
    if (name === undefined) return '';
    const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    const type = checker.getTypeOfSymbol(symbol);
    const mark = isOptional ? '?' : '';
    const method = symbol.flags & ts.SymbolFlags.Method && !isOptional ? type.getCallSignatures() : [];
    if (method.length > 0) return method.map((one) => `${name}${signature(one, ': ')}`).join('; ');
    const prefix = isReadonly(symbol) ? 'readonly ' : '';
    return `${prefix}${name}${mark}: ${isOptional ? present(type, writing) : writing.write(type).text}`;
  }

  function propertyName(symbol: ts.Symbol): string | undefined {
    const { name } = symbol;
    const flags = symbol.declarations?.map((one) => ts.getCombinedModifierFlags(one)) ?? [];
    const isHidden = flags.some((one) => one & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));
    if (isHidden || name.startsWith('__#')) {
      writing.refuse(
        `"${ownerOf(symbol)}" has members that are not public, so that nothing else is like it.`,
      );
      return undefined;
    }
    if (name.startsWith('__@')) {
      writing.refuse('A part of the type has a member that is named by a symbol.');
      return undefined;
    }
    if (!writing.countMember()) {
      writing.refuse('Written out the type has too many members.');
      return undefined;
    }
    return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name, quote);
  }

  function signature(one: ts.Signature, arrow: string): string {
    const generics = one.getTypeParameters() ?? [];
    for (const { symbol } of generics) writing.bound.add(symbol);
    const names = generics.map((generic) => {
      const constraint = generic.getConstraint();
      const fallback = generic.getDefault();
      const base = constraint ? ` extends ${writing.write(constraint).text}` : '';
      return `${generic.symbol.name}${base}${fallback ? ` = ${writing.write(fallback).text}` : ''}`;
    });
    const parameters = one.getParameters().map(parameter);
    const predicate = checker.getTypePredicateOfSignature(one);
    const result = predicate ? predicateText(predicate) : writing.write(one.getReturnType()).text;
    const declared = one.getDeclaration()?.parameters?.[0];
    if (declared && ts.isIdentifier(declared.name) && declared.name.text === 'this')
      writing.refuse('A part of the type is a function that says what "this" is.');
    return `${names.length > 0 ? `<${names.join(', ')}>` : ''}(${parameters.join(', ')})${arrow}${result}`;
  }

  function parameter(symbol: ts.Symbol, at: number): string {
    const declaration = symbol.valueDeclaration;
    const own = declaration && ts.isParameter(declaration) ? declaration : undefined;
    const name = own && !ts.isIdentifier(own.name) ? `given${at}` : symbol.name.replace(/\W/g, '_');
    const isRest = own?.dotDotDotToken !== undefined || (!own && (checkFlags(symbol) & restParameter) !== 0);
    const isOptional = !isRest && own !== undefined && checker.isOptionalParameter(own);
    const type = checker.getTypeOfSymbol(symbol);
    const text = isOptional ? present(type, writing) : writing.write(type).text;
    return `${isRest ? '...' : ''}${name}${isOptional ? '?' : ''}: ${text}`;
  }

  function predicateText({ kind, parameterName, type }: ts.TypePredicate): string {
    const isAssertion =
      kind === ts.TypePredicateKind.AssertsIdentifier || kind === ts.TypePredicateKind.AssertsThis;
    const is = type ? ` is ${writing.write(type).text}` : '';
    return `${isAssertion ? 'asserts ' : ''}${parameterName ?? 'this'}${is}`;
  }
}

/** Of what the compiler makes without a declaration, such as a function bound to its arguments. */
const restParameter = 1 << 15;
const readonlyProperty = 1 << 3;

function checkFlags(symbol: ts.Symbol): number {
  const { links } = symbol as { readonly links?: { readonly checkFlags?: number } };
  return links?.checkFlags ?? 0;
}

function isReadonly(symbol: ts.Symbol): boolean {
  const flags = symbol.declarations?.map((one) => ts.getCombinedModifierFlags(one)) ?? [];
  const isOnlyRead =
    (symbol.flags & ts.SymbolFlags.Accessor) === ts.SymbolFlags.GetAccessor ||
    (checkFlags(symbol) & readonlyProperty) !== 0;
  return isOnlyRead || flags.some((one) => one & ts.ModifierFlags.Readonly);
}

function ownerOf(symbol: ts.Symbol): string {
  const owner = symbol.declarations?.[0]?.parent;
  const name = owner && ts.isClassLike(owner) ? owner.name : undefined;
  return name?.text ?? symbol.name;
}

/** The keys of a mapped type are looked up only where they are known. */
function isGenericMapped(type: ts.ObjectType): boolean {
  const { constraintType } = type as { readonly constraintType?: ts.Type };
  const generic = ts.TypeFlags.TypeParameter | ts.TypeFlags.Index | ts.TypeFlags.IndexedAccess;
  return constraintType !== undefined && (constraintType.flags & generic) !== 0;
}
