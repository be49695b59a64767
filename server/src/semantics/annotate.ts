import { ts } from 'ts-morph';
import type { Annotation, AnnotationQuestion, TextEdit } from '../model/fix.ts';

import { importEdit } from './import-edit.ts';
import { type InferredName, inferredNames } from './inferred-names.ts';
import type { PathOf } from './type-origins.ts';
import { declarationsIn } from './type-walk.ts';

export interface Paths {
  toAbsolute(path: string): string;
  readonly pathOf: PathOf;
}

/** More of them would be a guess: types of one property are the same by chance. */
const fewestProperties = 2;
const mostProperties = 12;
const mostCandidates = 2;
const longestAlias = 200;

/** Names as they are, whether or not they mean something where they are to stand: that is looked at afterwards. */
const printed =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
  ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

interface Place {
  readonly question: AnnotationQuestion;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly file: ts.SourceFile;
  readonly found: InferredName;
  /** The type that must not be named. */
  readonly leaked: ts.Type;
  readonly paths: Paths;
}

/**
 * How an exported name can be annotated without the type it must not name: by a type of an allowed file that is
 * assignable both ways, or else by its members written out. Nothing where the place takes no annotation.
 */
export function annotationsFor(
  question: AnnotationQuestion,
  program: ts.Program,
  paths: Paths,
): readonly Annotation[] {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(paths.toAbsolute(question.path));
  const found = file && inferredNames(file, checker).find(({ span }) => span.start === question.start);
  const leaked = found && leakedIn(found, question.type, checker);
  if (!file || !found || !leaked) return [];
  const place: Place = { question, program, checker, file, found, leaked, paths };
  const named = candidates(place).flatMap((candidate) => annotate(place, candidate.name, candidate));
  return named.length > 0
    ? named.slice(0, mostCandidates)
    : writtenOut(place).flatMap((text) => annotate(place, text));
}

/** Only what the annotation is about: not a parameter's default. */
function leakedIn({ types }: InferredName, name: string, checker: ts.TypeChecker): ts.Type | undefined {
  return declarationsIn(types.slice(0, 1), checker).find((reached) => reached.name === name)?.type;
}

interface Candidate {
  readonly name: string;
  readonly file: ts.SourceFile;
}

function candidates({ question, program, checker, file, leaked, paths }: Place): readonly Candidate[] {
  const names = propertyNames(leaked);
  if (names.length < fewestProperties) return [];
  const wanted = names.join();
  return [question.path, ...question.allowed].flatMap((path): readonly Candidate[] => {
    const source = program.getSourceFile(paths.toAbsolute(path));
    if (!source) return [];
    return declaredTypes(source, source === file).flatMap((node) => {
      const symbol = checker.getSymbolAtLocation(node.name);
      const type = symbol && checker.getDeclaredTypeOfSymbol(symbol);
      const isSame = type && propertyNames(type).join() === wanted && areSame(type, leaked, checker);
      return isSame ? [{ name: node.name.text, file: source }] : [];
    });
  });
}

function propertyNames(type: ts.Type): readonly string[] {
  return type
    .getProperties()
    .map(({ name }) => name)
    .sort();
}

function areSame(a: ts.Type, b: ts.Type, checker: ts.TypeChecker): boolean {
  return checker.isTypeAssignableTo(a, b) && checker.isTypeAssignableTo(b, a);
}

type Declared = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** Types without parameters that another module may import, or the own module may use. */
function declaredTypes(file: ts.SourceFile, isOwn: boolean): readonly Declared[] {
  return file.statements.filter(
    (node): node is Declared =>
      (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
      !node.typeParameters &&
      (isOwn || (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)),
  );
}

/** The members of the type as a type literal, where it has few and no others; else what its alias stands for. */
function writtenOut({ checker, leaked }: Place): readonly string[] {
  const properties = leaked.getProperties();
  const isPlain =
    leaked.getCallSignatures().length + leaked.getConstructSignatures().length === 0 &&
    checker.getIndexInfosOfType(leaked).length === 0 &&
    properties.length > 0 &&
    properties.length <= mostProperties;
  if (!isPlain || leaked.isUnionOrIntersection()) return behindAlias(leaked, checker);
  const members = properties.map((property) => memberText(property, checker));
  return members.every((member) => member !== undefined) ? [`{ ${members.join('; ')} }`] : [];
}

/** What an alias without parameters says, where that is short. */
function behindAlias(leaked: ts.Type, checker: ts.TypeChecker): readonly string[] {
  if (!leaked.aliasSymbol || leaked.aliasTypeArguments) return [];
  const text = checker.typeToString(leaked, undefined, printed | ts.TypeFormatFlags.InTypeAlias);
  if (text.length > longestAlias) return [];
  return [text];
}

function memberText(property: ts.Symbol, checker: ts.TypeChecker): string | undefined {
  const declaration = property.valueDeclaration;
  const flags = declaration ? ts.getCombinedModifierFlags(declaration) : 0;
  if (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return undefined;
  if (!/^[A-Za-z_$][\w$]*$/.test(property.name)) return undefined;
  const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  const type =
    writtenType(declaration) ?? checker.typeToString(checker.getTypeOfSymbol(property), undefined, printed);
  const prefix = flags & ts.ModifierFlags.Readonly ? 'readonly ' : '';
  return `${prefix}${property.name}${isOptional ? '?' : ''}: ${type}`;
}

/** As its author wrote it: the checker adds `undefined` to what is optional. */
function writtenType(declaration: ts.Declaration | undefined): string | undefined {
  const isWritten =
    declaration && (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration));
  const text = isWritten ? declaration.type?.getText() : undefined;
  return text?.includes('\n') ? undefined : text;
}

/** The inferred type as text, with other words for the type that must not be named, at its place. */
function annotate(place: Place, text: string, candidate?: Candidate): readonly Annotation[] {
  const { question, checker, found, file, leaked } = place;
  const at = annotationPlace(found.node, file);
  const [inferred] = found.types;
  if (at === undefined || !inferred) return [];
  const own = checker.typeToString(inferred, undefined, printed);
  const import_ = candidate && candidate.file !== file ? importEdit(place, candidate) : undefined;
  const name = import_?.local ?? text;
  const isWhole = own === question.type || candidate !== undefined;
  const type = own.replace(new RegExp(`\\b${question.type}\\b`, 'g'), () =>
    isWhole ? name : among(name, leaked),
  );
  if (type === own || !isNameable(type, candidate && name, place)) return [];
  const annotation: TextEdit = { path: question.path, start: at, end: at, text: `: ${type}` };
  return [{ ...(candidate && { name: text }), edits: [...(import_?.edits ?? []), annotation] }];
}

/** What stands for a type where it is a part of another. */
function among(text: string, leaked: ts.Type): string {
  return leaked.isUnionOrIntersection() || leaked.getCallSignatures().length > 0 ? `(${text})` : text;
}

function annotationPlace(node: ts.Node, file: ts.SourceFile): number | undefined {
  if (ts.isFunctionLike(node))
    return node.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.CloseParenToken)?.end;
  if (ts.isVariableDeclaration(node)) return node.name.end;
  return ts.isPropertyDeclaration(node) ? (node.questionToken ?? node.name).end : undefined;
}

/** Every name in the text means something where it is to stand. */
function isNameable(type: string, added: string | undefined, { checker, found }: Place): boolean {
  const parsed = ts.createSourceFile('type.ts', `type T = ${type};`, ts.ScriptTarget.Latest, true);
  const known = new Set(
    checker
      .getSymbolsInScope(found.node, ts.SymbolFlags.Type | ts.SymbolFlags.Value | ts.SymbolFlags.Namespace)
      .map(({ name }) => name),
  );
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) names.push(firstOf(node.typeName));
    if (ts.isTypeQueryNode(node)) names.push(firstOf(node.exprName));
    if (ts.isImportTypeNode(node)) names.push('');
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return names.every((name) => name === added || known.has(name));
}

function firstOf(name: ts.EntityName): string {
  let at = name;
  while (ts.isQualifiedName(at)) at = at.left;
  return at.text;
}
