import { ts } from 'ts-morph';
import { namesIn } from './type-names.ts';

/** A member as an interface declares it, and the names that its types need. */
export interface WrittenMember {
  readonly lines: readonly string[];
  /** Each with the file in which it is to be looked up. */
  readonly names: readonly NeededName[];
}

export interface NeededName {
  readonly name: string;
  readonly file: ts.SourceFile;
  /** Where it is written; absent for what the compiler found. */
  readonly node?: ts.Identifier;
}

type Refused = { readonly refused: string };

/** Something that is written, and the parts whose names are looked up where it stood. */
type Line = { readonly text: string; readonly parts: readonly ts.Node[] } | Refused;

/**
 * Writes a member of a class or an interface down, or says what it lacks.
 *
 * @param owner the type that has it, by itself or from what it extends
 */
export function writeMember(
  symbol: ts.Symbol,
  owner: ts.Type,
  checker: ts.TypeChecker,
): WrittenMember | Refused {
  const name = writtenName(symbol.name);
  if (name === undefined) return { refused: `"${symbol.name}" is a computed name.` };
  const declarations = symbol.declarations ?? [];
  if (!declarations.every((one) => isPlainlyOf(one, owner, checker)))
    return { refused: `"${symbol.name}" is declared by a type that takes parameters.` };
  const overloads = declarations.filter((one) => !ts.isMethodDeclaration(one) || one.body === undefined);
  const lines: string[] = [];
  const names: NeededName[] = [];
  for (const declaration of overloads.length > 0 ? overloads : declarations) {
    if (ts.isSetAccessor(declaration) && declarations.some(ts.isGetAccessor)) continue;
    const line = lineOf(name, declaration, declarations, checker);
    const needed = 'refused' in line ? line : neededBy(line.parts, declaration);
    if ('refused' in line) return line;
    if ('refused' in needed) return needed;
    lines.push(line.text);
    names.push(...needed.names);
  }
  return lines.length === 0
    ? { refused: `"${symbol.name}" is not declared where it can be read.` }
    : { lines, names };
}

/** Writes down what an interface says without a name: that it can be called, constructed or asked by an index. */
export function writeSignature(
  signature: ts.CallSignatureDeclaration | ts.ConstructSignatureDeclaration | ts.IndexSignatureDeclaration,
): WrittenMember | Refused {
  const needed = neededBy([signature], signature);
  if ('refused' in needed) return needed;
  return { lines: [signature.getText().replace(/[;,]$/, '')], names: needed.names };
}

/** The names that parts of a declaration take from around it. */
export function neededBy(
  parts: readonly ts.Node[],
  root: ts.Node,
): { readonly names: readonly NeededName[] } | Refused {
  const file = root.getSourceFile();
  const names: NeededName[] = [];
  for (const part of parts) {
    const isPrinted = part.getSourceFile() !== file;
    const found = namesIn(part, isPrinted ? part : root);
    if ('refused' in found) return found;
    for (const node of found.names) names.push({ name: node.text, file, ...(!isPrinted && { node }) });
  }
  return { names };
}

function writtenName(name: string): string | undefined {
  if (/^[A-Za-z_$][\w$]*$/.test(name)) return name;
  return name.startsWith('__@') || name.startsWith('#') ? undefined : JSON.stringify(name);
}

/** What its declaration says is what it is: it does not come through parameters, nor through a type made of another. */
function isPlainlyOf(declaration: ts.Declaration, owner: ts.Type, checker: ts.TypeChecker): boolean {
  const parent = ts.isParameter(declaration) ? declaration.parent.parent : declaration.parent;
  const isParent = ({ symbol }: ts.Type) => symbol?.declarations?.some((one) => one === parent) ?? false;
  if (isParent(owner)) return true;
  const declared = ts.isTypeLiteralNode(parent) ? parent.parent : parent;
  const takesTypes = 'typeParameters' in declared && declared.typeParameters !== undefined;
  return !takesTypes && basesOf(owner, checker).some(isParent);
}

function basesOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  const all = new Set<ts.Type>([type]);
  for (const one of all)
    if (one.isClassOrInterface()) for (const base of checker.getBaseTypes(one)) all.add(base);
  return [...all].slice(1);
}

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
  return { text: `${isReadonly ? 'readonly ' : ''}${name}${mark}: ${type.text}`, parts: type.parts };
}

function methodLine(
  name: string,
  declaration: ts.MethodDeclaration | ts.MethodSignature,
  checker: ts.TypeChecker,
): Line {
  const own = declaration.typeParameters ?? [];
  const parts: ts.Node[] = [...own];
  const parameters: string[] = [];
  for (const [index, parameter] of declaration.parameters.entries()) {
    const type = typeText(`${name}(${index + 1})`, parameter, parameter.type, checker);
    if ('refused' in type) return type;
    parts.push(...type.parts);
    const called = ts.isIdentifier(parameter.name) ? parameter.name.text : `argument${index + 1}`;
    const mark = parameter.questionToken || parameter.initializer ? '?' : '';
    parameters.push(`${parameter.dotDotDotToken ? '...' : ''}${called}${mark}: ${type.text}`);
  }
  const result = typeText(name, declaration, declaration.type, checker);
  if ('refused' in result) return result;
  const mark = declaration.questionToken ? '?' : '';
  const generic = own.length > 0 ? `<${own.map((one) => one.getText()).join(', ')}>` : '';
  return {
    text: `${name}${mark}${generic}(${parameters.join(', ')}): ${result.text}`,
    parts: [...parts, ...result.parts],
  };
}

/** A type as it is written, else as the compiler found it, where that says nothing that it does not know. */
function typeText(
  name: string,
  declaration: ts.Declaration,
  type: ts.TypeNode | undefined,
  checker: ts.TypeChecker,
): Line {
  if (type) return { text: type.getText(), parts: [type] };
  const found = ts.isFunctionLike(declaration)
    ? checker.getSignatureFromDeclaration(declaration)?.getReturnType()
    : checker.getTypeAtLocation(declaration);
  const text = found ? checker.typeToString(found, declaration, ts.TypeFormatFlags.NoTruncation) : 'any';
  if (/\bany\b|\.\.\./.test(text)) return { refused: `"${name}" says no type.` };
  const [alias] = ts.createSourceFile(
    'type.ts',
    `type T = ${text};`,
    ts.ScriptTarget.Latest,
    true,
  ).statements;
  if (!alias || !ts.isTypeAliasDeclaration(alias)) return { refused: `"${name}" says no type.` };
  return { text, parts: [alias.type] };
}
