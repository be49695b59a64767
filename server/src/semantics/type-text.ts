import { ts } from 'ts-morph';

import { createMemberText } from './type-members.ts';
import { binding, type Naming, present, quoted, type Writing, type Written, within } from './type-writing.ts';

/** A type as text, or one sentence why it cannot be written. */
export type TypeText = { readonly text: string } | { readonly refused: string };

/** More than this nobody wants to read behind a colon. */
const mostMembers = 24;
const longestText = 700;

const intrinsic =
  ts.TypeFlags.Any |
  ts.TypeFlags.Unknown |
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.ESSymbol |
  ts.TypeFlags.Void |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null |
  ts.TypeFlags.Never |
  ts.TypeFlags.NonPrimitive;

export interface TypeTextOptions {
  readonly isExact: boolean;
  readonly quote: string;
  /** Of the class around, if any. */
  readonly hasThis: boolean;
}

/** Writes a type with the names that are known, and everything else by what it is made of. */
export function typeText(
  whole: ts.Type,
  checker: ts.TypeChecker,
  naming: Naming,
  { isExact, quote, hasThis }: TypeTextOptions,
): TypeText {
  let reason: string | undefined;
  let members = 0;
  /** What is being written out: a type without a name cannot be a part of itself. */
  const open = new Set<ts.Type>();
  const writing: Writing = {
    ...{ checker, naming, isExact, quote, bound: new Set() },
    write,
    refuse(told) {
      reason ??= told;
      return { text: 'never', binds: binding.whole };
    },
    countMember: () => ++members <= mostMembers,
  };
  const memberText = createMemberText(writing);
  const { text } = write(whole);
  if (reason === undefined && text.length > longestText) reason = 'Written out the type is too long.';
  return reason === undefined ? { text } : { refused: reason };

  function write(type: ts.Type): Written {
    if (reason !== undefined) return { text: 'never', binds: binding.whole };
    if (type.aliasSymbol) {
      const name = naming.type(type.aliasSymbol, type);
      if (name !== undefined) return withArguments(name, type.aliasTypeArguments ?? []);
    }
    if (type.flags & ts.TypeFlags.TypeParameter) return typeParameter(type as ts.TypeParameter);
    if (isEnum(type)) return enumText(type);
    if (type.flags & intrinsic) return plain(type);
    if (type.isUnion()) return union(type);
    if (type.isIntersection())
      return { text: parts(type.types, binding.intersection).join(' & '), binds: binding.intersection };
    if (type.flags & ts.TypeFlags.Object) return objectText(type as ts.ObjectType);
    return writing.refuse(`"${shown(type)}" depends on a type that is not known here.`);
  }

  function plain(type: ts.Type): Written {
    if (type.flags & ts.TypeFlags.Any && 'intrinsicName' in type && type.intrinsicName === 'error')
      return writing.refuse(
        'A part of the type is not known, because something it comes from cannot be found.',
      );
    if (type.isStringLiteral()) return { text: quoted(type.value, quote), binds: binding.whole };
    return { text: checker.typeToString(type), binds: binding.whole };
  }

  function typeParameter(type: ts.TypeParameter): Written {
    if ((type as { readonly isThisType?: boolean }).isThisType)
      return hasThis
        ? { text: 'this', binds: binding.whole }
        : writing.refuse('"this" means nothing outside of a class.');
    const { symbol } = type;
    const name = writing.bound.has(symbol) ? symbol.name : naming.type(symbol, type);
    return name === undefined
      ? writing.refuse(`The type parameter "${symbol.name}" is not known here.`)
      : { text: name, binds: binding.whole };
  }

  function enumText(type: ts.Type): Written {
    const owner = enumOf(type, checker);
    const name = owner && naming.type(owner, type);
    if (name === undefined)
      return writing.refuse(`"${owner?.name ?? shown(type)}" is an enum, which nothing else can stand for.`);
    const isMember = owner !== type.symbol && !type.isUnion();
    return { text: isMember ? `${name}.${type.symbol.name}` : name, binds: binding.whole };
  }

  /** The checker takes apart what was written with names, and remembers it beside. */
  function union(type: ts.UnionType): Written {
    const { origin } = type as { readonly origin?: ts.Type };
    const members = origin?.isUnion() ? origin.types : type.types;
    const rest = members.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
    const nothing = members.filter((member) => !rest.includes(member));
    const texts = parts([...rest, ...nothing], binding.union);
    const isBoolean = texts.includes('true') && texts.includes('false');
    const joined = texts.flatMap((text) => {
      if (!isBoolean || (text !== 'true' && text !== 'false')) return [text];
      return text === 'true' ? ['boolean'] : [];
    });
    return {
      text: [...new Set(joined)].join(' | '),
      binds: joined.length > 1 ? binding.union : binding.whole,
    };
  }

  function parts(types: readonly ts.Type[], level: number): readonly string[] {
    return types.map((type) => within(write(type), level + 1));
  }

  function objectText(type: ts.ObjectType): Written {
    if (checker.isTupleType(type)) return tuple(type as ts.TupleTypeReference);
    if (checker.isArrayType(type)) return array(type as ts.TypeReference);
    const { symbol } = type;
    const isNominal = symbol && symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
    if (isNominal && type.objectFlags & (ts.ObjectFlags.ClassOrInterface | ts.ObjectFlags.Reference)) {
      const name = naming.type(symbol, type);
      if (name !== undefined) return withArguments(name, argumentsOf(type, checker));
      if (!naming.isOwn(symbol)) return writing.refuse(`"${symbol.name}" of a package is not imported here.`);
    } else if (symbol && isOfValue(symbol)) {
      const name = naming.value(symbol);
      return name === undefined
        ? writing.refuse(`"typeof ${symbol.name}" means something only where it stands.`)
        : { text: `typeof ${name}`, binds: binding.operator };
    }
    return writtenOut(type);
  }

  function writtenOut(type: ts.ObjectType): Written {
    if (open.has(type) || open.size > mostMembers)
      return writing.refuse(`"${shown(type)}" is a part of itself, and needs a name.`);
    open.add(type);
    const text = memberText(type);
    open.delete(type);
    return text;
  }

  function array(type: ts.TypeReference): Written {
    const [element] = checker.getTypeArguments(type);
    const text = element ? `${within(write(element), binding.whole)}[]` : 'unknown[]';
    return type.symbol.name === 'ReadonlyArray'
      ? { text: `readonly ${text}`, binds: binding.operator }
      : { text, binds: binding.whole };
  }

  function tuple(type: ts.TupleTypeReference): Written {
    const { elementFlags, readonly: isReadonly, labeledElementDeclarations: labels } = type.target;
    const elements = checker.getTypeArguments(type).map((element, at) => {
      const flags = elementFlags[at] ?? 0;
      const isRest = (flags & ts.ElementFlags.Variable) !== 0;
      const isOptional = (flags & ts.ElementFlags.Optional) !== 0;
      const held = isOptional ? { text: present(element, writing), binds: binding.function } : write(element);
      const value = flags & ts.ElementFlags.Rest ? `${within(held, binding.whole)}[]` : held.text;
      const label = labels?.[at]?.name;
      const name = label && ts.isIdentifier(label) ? label.text : undefined;
      if (name !== undefined) return `${isRest ? '...' : ''}${name}${isOptional ? '?' : ''}: ${value}`;
      return isRest ? `...${value}` : isOptional ? `(${value})?` : value;
    });
    const text = `[${elements.join(', ')}]`;
    return isReadonly
      ? { text: `readonly ${text}`, binds: binding.operator }
      : { text, binds: binding.whole };
  }

  function withArguments(name: string, types: readonly ts.Type[]): Written {
    const text = types.length === 0 ? name : `${name}<${types.map((type) => write(type).text).join(', ')}>`;
    return { text, binds: binding.whole };
  }

  function shown(type: ts.Type): string {
    const text = checker.typeToString(type);
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  }
}

function isEnum({ flags }: ts.Type): boolean {
  return (flags & ts.TypeFlags.EnumLike) !== 0;
}

/** The enum that a member belongs to, or that a type is. */
function enumOf({ symbol }: ts.Type, checker: ts.TypeChecker): ts.Symbol | undefined {
  const declaration = symbol?.declarations?.[0];
  return declaration && ts.isEnumMember(declaration)
    ? checker.getSymbolAtLocation(declaration.parent.name)
    : symbol;
}

/** What a value is whose type has no other name than the value's. */
function isOfValue({ flags }: ts.Symbol): boolean {
  return (flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Enum | ts.SymbolFlags.ValueModule)) !== 0;
}

/** Its own, without those of functions and classes around it, nor `this`. */
function argumentsOf(type: ts.ObjectType, checker: ts.TypeChecker): readonly ts.Type[] {
  if (!(type.objectFlags & ts.ObjectFlags.Reference)) return [];
  const { target } = type as ts.TypeReference;
  const outer = target.outerTypeParameters?.length ?? 0;
  const own = target.typeParameters?.length ?? 0;
  return checker.getTypeArguments(type as ts.TypeReference).slice(outer, own);
}
