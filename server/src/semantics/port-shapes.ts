import { ts } from 'ts-morph';
import {
  type NeededName,
  neededBy,
  type WrittenMember,
  writeMember,
  writeSignature,
} from './port-members.ts';
import { usedMembers } from './used-members.ts';

/** A type that a port declares, as statements without comments. */
export interface Shape {
  readonly name: string;
  readonly text: string;
  readonly names: readonly NeededName[];
  /** How many types it takes. */
  readonly parameters: number;
}

/** What a port takes of a type: what its importer uses, or all that anybody may use. */
export type Extent = 'used' | 'whole';

interface Question {
  readonly symbol: ts.Symbol;
  /** How the port is to call it. */
  readonly name: string;
  readonly importer: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  readonly extent: Extent;
}

type Refused = { readonly refused: string };

type Declared = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** More members than this are no port but a copy. */
const mostMembers = 24;
const longestAlias = 1000;

/** Writes a class, an interface or an alias anew so that it names nothing of where it stood. */
export function shapeOf(question: Question): Shape | Refused {
  const declaration = question.symbol.declarations?.find(
    (one): one is Declared =>
      ts.isClassDeclaration(one) || ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one),
  );
  if (!declaration)
    return { refused: 'It is neither a class nor an interface, nor another type that can be written anew.' };
  if (!ts.isTypeAliasDeclaration(declaration)) return interfaceShape(question, declaration);
  const hasMembers = ts.isTypeLiteralNode(declaration.type);
  const own = hasMembers ? interfaceShape(question, declaration) : undefined;
  return own && !('refused' in own) ? own : (aliasShape(question, declaration) ?? own);
}

/** An alias says what it stands for; one that is made of values may stand for a few plain ones. */
function aliasShape(
  { symbol, name, checker }: Question,
  declaration: ts.TypeAliasDeclaration,
): Shape | Refused {
  const generic = parametersOf(declaration);
  const needed = neededBy([...(declaration.typeParameters ?? []), declaration.type], declaration);
  if (!('refused' in needed)) {
    if (generic !== '' && isComputed(declaration.type))
      return { refused: 'What it makes of the types that it takes is comparable only with itself.' };
    const text = onLines(declaration.type.getText());
    if (text.length > longestAlias) return { refused: 'It is too long to be written anew.' };
    return {
      name,
      text: `export type ${name}${generic} =${text.startsWith('\n') ? '' : ' '}${text};\n`,
      names: needed.names,
      parameters: declaration.typeParameters?.length ?? 0,
    };
  }
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;
  const printed = checker.typeToString(checker.getDeclaredTypeOfSymbol(symbol), undefined, flags);
  const isPlain = generic === '' && printed.length <= longestAlias && plain.test(printed);
  return isPlain ? { name, text: `export type ${name} = ${printed};\n`, names: [], parameters: 0 } : needed;
}

/** Two declarations of such a type are never the same where what they take is not known yet. */
function isComputed(node: ts.Node): boolean {
  const isOne =
    ts.isMappedTypeNode(node) ||
    ts.isConditionalTypeNode(node) ||
    ts.isIndexedAccessTypeNode(node) ||
    ts.isTypeOperatorNode(node);
  return isOne || (ts.forEachChild(node, isComputed) ?? false);
}

/** A list that starts with a bar starts on a line of its own, as the others of it do. */
function onLines(text: string): string {
  const indent = /\n[ \t]*(?=\|)/.exec(text)?.[0];
  return indent !== undefined && text.startsWith('|') ? `${indent}${text}` : text;
}

/** Types of which nothing has to be imported. */
const plain =
  /^(?:(?:string|number|boolean|undefined|null|bigint|true|false|"(?:[^"\\]|\\.)*"|-?\d+)(?:\[\])*(?: \| |$))+$/;

function parametersOf({ typeParameters }: Declared): string {
  return typeParameters ? `<${typeParameters.map((one) => one.getText()).join(', ')}>` : '';
}

function interfaceShape(question: Question, declaration: Declared): Shape | Refused {
  const { symbol, name, importer, checker, extent } = question;
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const chosen = extent === 'used' ? usedMembers(importer, checker, type) : { members: publicMembers(type) };
  if ('refused' in chosen) return chosen;
  const signatures = extent === 'used' ? [] : signaturesOf(type, symbol, checker);
  if (!signatures) return { refused: 'It takes over how it is called.' };
  const size = chosen.members.size + signatures.length;
  if (size === 0 || size > mostMembers)
    return { refused: size === 0 ? 'It has no members.' : 'It has too many members to be written anew.' };
  const written: WrittenMember[] = [];
  for (const member of [...chosen.members].sort()) {
    const property = type.getProperty(member);
    const one = property ? writeMember(property, type, checker) : { refused: `It has no "${member}".` };
    if ('refused' in one) return one;
    written.push(one);
  }
  for (const signature of signatures) {
    const one = writeSignature(signature);
    if ('refused' in one) return one;
    written.push(one);
  }
  const taken = neededBy(declaration.typeParameters ?? [], declaration);
  if ('refused' in taken) return taken;
  const lines = written.flatMap((one) => one.lines).map((line) => `  ${line};\n`);
  const idle = declaration.typeParameters?.find(
    ({ name: { text } }) => !new RegExp(`\\b${text}\\b`).test(lines.join('')),
  );
  if (idle) return { refused: `Nothing that is used of it says anything of "${idle.name.text}".` };
  return {
    name,
    text: `export interface ${name}${parametersOf(declaration)} {\n${lines.join('')}}\n`,
    names: [...taken.names, ...written.flatMap((one) => one.names)].filter(
      (one) => !isOwnParameter(one, declaration),
    ),
    parameters: declaration.typeParameters?.length ?? 0,
  };
}

function isOwnParameter({ name, file }: NeededName, declaration: Declared): boolean {
  const own = declaration.typeParameters ?? [];
  return file === declaration.getSourceFile() && own.some((one) => one.name.text === name);
}

function publicMembers(type: ts.Type): ReadonlySet<string> {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const isHidden = (one: ts.Declaration) => {
    const name = ts.getNameOfDeclaration(one);
    return (name && ts.isPrivateIdentifier(name)) || (ts.getCombinedModifierFlags(one) & hidden) !== 0;
  };
  const isPublic = ({ declarations = [] }: ts.Symbol) => !declarations.some(isHidden);
  return new Set(
    type
      .getProperties()
      .filter(isPublic)
      .map(({ name }) => name),
  );
}

type Signature =
  | ts.CallSignatureDeclaration
  | ts.ConstructSignatureDeclaration
  | ts.IndexSignatureDeclaration;

/** Undefined where some come from what it extends. */
function signaturesOf(
  type: ts.Type,
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
): readonly Signature[] | undefined {
  const found = (symbol.declarations ?? []).flatMap((one): readonly ts.Node[] => {
    if (ts.isTypeAliasDeclaration(one)) return ts.isTypeLiteralNode(one.type) ? one.type.members : [];
    return ts.isInterfaceDeclaration(one) ? one.members : [];
  });
  const own = found.filter(
    (one): one is Signature =>
      ts.isCallSignatureDeclaration(one) ||
      ts.isConstructSignatureDeclaration(one) ||
      ts.isIndexSignatureDeclaration(one),
  );
  const all =
    type.getCallSignatures().length +
    type.getConstructSignatures().length +
    checker.getIndexInfosOfType(type).length;
  return own.length === all ? own : undefined;
}
