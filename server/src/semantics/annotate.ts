import { ts } from 'ts-morph';
import type { Annotation, AnnotationQuestion, TextEdit } from '../model/fix.ts';

import { annotationEdits } from './annotation-edits.ts';
import { importEdit } from './import-edit.ts';
import { type InferredName, type InferredPart, inferredNames } from './inferred-names.ts';
import { exportedTypes, nameIn, namesAt } from './known-names.ts';
import { type DeclaredType, declaredTypes, similarTo } from './similar-types.ts';
import { originsOf, type PathOf } from './type-origins.ts';
import { typeText } from './type-text.ts';
import { declarationsIn, type Reached } from './type-walk.ts';
import type { Naming } from './type-writing.ts';

export interface Paths {
  toAbsolute(path: string): string;
  readonly pathOf: PathOf;
}

const mostCandidates = 2;

interface Place {
  readonly question: AnnotationQuestion;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly file: ts.SourceFile;
  readonly found: InferredName;
  readonly declared: readonly DeclaredType[];
  readonly offered: ReadonlyMap<ts.Declaration, { readonly name: string; readonly file: ts.SourceFile }>;
  readonly paths: Paths;
}

/**
 * How an exported name can be annotated without the types that it must not name: by a type of an allowed file that can
 * stand for the one asked about, and last with that written out. What else must not be named is replaced, too. Whether
 * all type-checks with the edits is still to be tried.
 */
export function draftsFor(
  question: AnnotationQuestion,
  program: ts.Program,
  paths: Paths,
): readonly Annotation[] {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(paths.toAbsolute(question.path));
  const found = file && inferredNames(file, checker).find(({ span }) => span.start === question.start);
  if (!file || !found) return [];
  const files = question.allowed.flatMap((path) => program.getSourceFile(paths.toAbsolute(path)) ?? []);
  const place: Place = {
    ...{ question, program, checker, file, found, paths },
    declared: declaredTypes([file, ...files], file, checker),
    offered: offeredBy(files, checker),
  };
  const parts = found.parts
    .map((part) => declaredPart(part, checker))
    .filter((part) => leakedIn(part, place));
  const [first] = parts;
  const leaked = first && leakedIn(first, place);
  if (!leaked) return [];
  const instead = leaked.type;
  const similar = leaked.name === '' ? [] : similarTo(instead, place.declared, checker);
  return [
    ...similar.slice(0, mostCandidates).map((candidate) => draftOf(place, parts, { instead, candidate })),
    draftOf(place, parts, { instead }),
  ];
}

/** What a name is to everybody else is wider than the value it is given first. */
function declaredPart({ type, node }: InferredPart, checker: ts.TypeChecker): InferredPart {
  const named =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node);
  const symbol = named ? checker.getSymbolAtLocation(node.name) : undefined;
  return symbol ? { type: checker.getTypeOfSymbol(symbol), node } : { type, node };
}

/** What is asked about, where a part is made of it. */
function leakedIn({ type }: InferredPart, { question, checker, file, paths }: Place): Reached | undefined {
  return declarationsIn([type], checker).find(
    (reached) => reached.name === question.type && originsOf([reached], file, paths.pathOf).length > 0,
  );
}

interface Substitute {
  readonly instead: ts.Type;
  /** Absent where it is to be written out. */
  readonly candidate?: DeclaredType;
}

function draftOf(place: Place, parts: readonly InferredPart[], substitute: Substitute): Annotation {
  const { question, checker, program, file } = place;
  const edits: TextEdit[] = [];
  for (const { type, node } of parts) {
    const { naming, imports } = namingAt(node, place, substitute);
    const written = typeText(type, checker, naming, {
      isExact: program.getCompilerOptions().exactOptionalPropertyTypes ?? false,
      quote: quoteOf(file),
      hasThis: ts.findAncestor(node, ts.isClassLike) !== undefined,
    });
    if ('refused' in written) return written;
    const annotation = annotationEdits(node, written.text, file, question.path);
    if (!annotation)
      return { refused: 'A name that is taken out of an object or a list cannot have a type of its own.' };
    edits.push(...imports, ...annotation);
  }
  return { ...(substitute.candidate && { name: substitute.candidate.name }), edits: joined(edits) };
}

interface PlaceNaming {
  readonly naming: Naming;
  /** Filled while a type is written. */
  readonly imports: readonly TextEdit[];
}

/** What is known at a place, what an import makes known, and what is known and can stand for the rest. */
function namingAt(node: ts.Node, place: Place, substitute: Substitute): PlaceNaming {
  const { checker, file, paths, offered, declared } = place;
  const types = namesAt(node, ts.SymbolFlags.Type | ts.SymbolFlags.Namespace, checker);
  const values = namesAt(node, ts.SymbolFlags.Value | ts.SymbolFlags.Namespace, checker);
  const taken = new Set([...types.values(), ...values.values()]);
  const imports: TextEdit[] = [];
  const imported = (name: string, from: ts.SourceFile): string | undefined => {
    if (from === file) return name;
    const edit = importEdit(place, { name, file: from });
    if (!edit || (edit.edits.length > 0 && taken.has(name))) return undefined;
    imports.push(...edit.edits);
    return edit.local;
  };
  const isOwn = ({ declarations = [] }: ts.Symbol) =>
    declarations.every((declaration) => paths.pathOf(declaration.getSourceFile()) !== undefined);
  const naming: Naming = {
    isOwn,
    value: (symbol) => nameIn(values, symbol),
    type(symbol, type) {
      const known = nameIn(types, symbol);
      if (known !== undefined) return known;
      const declaration = symbol.declarations?.[0];
      const other = declaration && offered.get(declaration);
      if (other) return imported(other.name, other.file);
      const isAsked = type === substitute.instead;
      const [likeIt] = isOwn(symbol) && !isAsked ? similarTo(type, declared, checker) : [];
      const similar = isAsked ? substitute.candidate : likeIt;
      return similar && imported(similar.name, similar.file);
    },
  };
  return { naming, imports };
}

function offeredBy(files: readonly ts.SourceFile[], checker: ts.TypeChecker): Place['offered'] {
  const offered = new Map<ts.Declaration, { readonly name: string; readonly file: ts.SourceFile }>();
  for (const file of files)
    for (const [declaration, name] of exportedTypes(file, checker))
      if (!offered.has(declaration) || declaration.getSourceFile() === file)
        offered.set(declaration, { name, file });
  return offered;
}

/** As the imports of the file are quoted. */
function quoteOf(file: ts.SourceFile): string {
  const first = file.statements.find(ts.isImportDeclaration)?.moduleSpecifier;
  return first && file.text[first.getStart(file)] === '"' ? '"' : "'";
}

/** Insertions at one place in one edit, each text once. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const byPlace = new Map<number, TextEdit>();
  for (const edit of edits) {
    const known = byPlace.get(edit.start);
    if (!known) byPlace.set(edit.start, edit);
    else if (!known.text.includes(edit.text))
      byPlace.set(edit.start, { ...known, text: `${known.text}${edit.text}` });
  }
  return [...byPlace.values()];
}
