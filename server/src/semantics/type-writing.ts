import { ts } from 'ts-morph';

/** What has a name where the text is to stand. */
export interface Naming {
  /** The name of what is declared by a symbol, or of what can take its place. */
  type(symbol: ts.Symbol, type: ts.Type): string | undefined;
  value(symbol: ts.Symbol): string | undefined;
  /** False for what only a package or the language declares: its members are not written out. */
  isOwn(symbol: ts.Symbol): boolean;
}

/** How tightly a text holds together: a part of a tighter whole is put in parentheses. */
export const binding = { function: 0, union: 1, intersection: 2, operator: 3, whole: 4 } as const;

export interface Written {
  readonly text: string;
  readonly binds: number;
}

export interface Writing {
  readonly checker: ts.TypeChecker;
  readonly naming: Naming;
  readonly isExact: boolean;
  readonly quote: string;
  write(type: ts.Type): Written;
  /** Remembers the first reason. */
  refuse(reason: string): Written;
  /** False once too much is written out. */
  countMember(): boolean;
  /** The type parameters of functions that are being written. */
  readonly bound: Set<ts.Symbol>;
}

export function within({ text, binds }: Written, level: number): string {
  return binds < level ? `(${text})` : text;
}

export function quoted(text: string, quote: string): string {
  const inner = JSON.stringify(text).slice(1, -1);
  return quote === '"' ? `"${inner}"` : `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** What is optional may be missing, which the checker tells as `undefined`. */
export function present(type: ts.Type, { checker, isExact, write }: Writing): string {
  const isMissing = (one: ts.Type) =>
    (one.flags & ts.TypeFlags.Undefined) !== 0 && (!isExact || one !== checker.getUndefinedType());
  if (!type.isUnion() || !type.types.some(isMissing)) return write(type).text;
  const others = type.types.filter((one) => !isMissing(one));
  const isHeld = (flag: ts.TypeFlags) => others.some(({ flags }) => flags & flag);
  const text = write(checker.getNonNullableType(type)).text;
  return `${text}${isHeld(ts.TypeFlags.Null) ? ' | null' : ''}${isHeld(ts.TypeFlags.Undefined) ? ' | undefined' : ''}`;
}
