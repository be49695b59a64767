import { ts } from 'ts-morph';
import { withAmbientModules } from '../format/ambient-modules.ts';
import { detached } from '../format/detached.ts';
import { type CommentPlace, directiveWord, readDirectives } from '../format/directive.ts';
import { findScripts } from '../format/script-blocks.ts';
import { factsOfScripts } from '../format/script-facts.ts';
import type { DirectiveFact, FileFacts, ImportFact, ImportKind } from '../model/facts.ts';
import { markupOf } from '../model/source-path.ts';
import type { Span } from '../model/span.ts';

/**
 * The facts of one file from a full parse: the authority for files the extractor disputes.
 * The compiler recovers from broken source; only nesting deeper than the stack makes it throw a RangeError.
 */
export function parseImports(path: string, text: string): FileFacts {
  const markup = markupOf(path);
  if (markup === undefined) return parseScript(path, text);
  return factsOfScripts(text, findScripts(text, markup), parseScript);
}

function parseScript(path: string, text: string): FileFacts {
  const options = {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  const hasDirectives = text.includes(directiveWord);
  const file = ts.createSourceFile(path, text, options, hasDirectives, scriptKind(path));
  const imports = [...references(file), ...walkImports(file)].sort((a, b) => a.start - b.start);
  const facts = { imports, directives: hasDirectives ? directives(file) : [] };
  return withAmbientModules(path, text, facts);
}

function scriptKind(path: string): ts.ScriptKind {
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  if (/\.jsx$/i.test(path)) return ts.ScriptKind.JSX;
  return /\.[mc]?js$/i.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
}

function references(file: ts.SourceFile): readonly ImportFact[] {
  return file.referencedFiles.map(({ fileName, pos, end }) => ({
    kind: 'type',
    specifier: detached(fileName),
    start: pos - 1,
    end: end + 1,
    statement: file.text.lastIndexOf('///', pos),
  }));
}

/** Visits every node; without recursion, because operator chains nest as deep as they are long. */
function walkImports(file: ts.SourceFile): readonly ImportFact[] {
  const found: ImportFact[] = [];
  const shadowed: Span[] = [];
  const pending: ts.Node[] = [file];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const named = nameModule(node, file);
    if (named !== undefined && isClosed(named.literal)) {
      found.push({
        kind: named.kind,
        specifier: detached(named.literal.text),
        start: named.literal.getStart(file),
        end: named.literal.end,
        statement: named.statement ?? node.getStart(file),
      });
    }
    ts.forEachChild(node, (child) => {
      if (declaresRequire(child) && shadowed.at(-1)?.end !== node.end)
        shadowed.push({ start: node.pos, end: node.end });
      pending.push(child);
    });
  }
  if (shadowed.length === 0) return found;
  return found.filter(
    ({ statement }) =>
      !file.text.startsWith('require', statement) ||
      !shadowed.some(({ start, end }) => start <= statement && statement < end),
  );
}

/**
 * Whether a statement makes `require` a function of the file's own, so that what it loads is its own business. The
 * result of `createRequire` is the real one, and so, nearly always, is a parameter: AMD and UMD wrappers hand it in.
 */
function declaresRequire(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node)) return node.name?.text === 'require' && node.body !== undefined;
  if (!ts.isVariableStatement(node)) return false;
  return node.declarationList.declarations.some(
    ({ name, type, initializer }) =>
      ts.isIdentifier(name) &&
      name.text === 'require' &&
      type === undefined &&
      initializer !== undefined &&
      (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
  );
}

/** An unterminated literal is still being typed: its value would be the rest of the line. */
function isClosed(literal: ts.StringLiteralLike): boolean {
  return literal.isUnterminated !== true;
}

interface ModuleName {
  readonly kind: ImportKind;
  readonly literal: ts.StringLiteralLike;
  /** Where the import starts, unless that is where the node does. */
  readonly statement?: number;
}

function nameModule(node: ts.Node, file: ts.SourceFile): ModuleName | undefined {
  if (ts.isImportDeclaration(node)) return named(importKind(node), node.moduleSpecifier);
  if (ts.isExportDeclaration(node)) return named(exportKind(node), node.moduleSpecifier);
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return named(node.isTypeOnly ? 'type' : 'require', node.moduleReference.expression);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument;
    if (!ts.isStringLiteralLike(literal)) return undefined;
    // `typeof import('x')` is one node; its import begins behind the `typeof`.
    const keyword = node.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.ImportKeyword);
    return { kind: 'import-type', literal, statement: (keyword ?? node).getStart(file) };
  }
  return ts.isCallExpression(node) || ts.isNewExpression(node) ? nameCalled(node, file) : undefined;
}

function named(kind: ImportKind, literal: ts.Node | undefined): ModuleName | undefined {
  return literal !== undefined && ts.isStringLiteral(literal) ? { kind, literal } : undefined;
}

function nameCalled(node: ts.CallExpression | ts.NewExpression, file: ts.SourceFile): ModuleName | undefined {
  const literal = node.arguments?.[0];
  if (literal === undefined || !ts.isStringLiteralLike(literal)) return undefined;
  const callee = node.expression;
  const statement = callee.getStart(file);
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return { kind: 'dynamic', literal, statement };
  if (ts.isMetaProperty(callee)) {
    const isPhase = callee.name.text === 'defer' || callee.name.text === 'source';
    return isPhase ? { kind: 'dynamic', literal, statement } : undefined;
  }
  return ts.isIdentifier(callee) && callee.text === 'require'
    ? { kind: 'require', literal, statement }
    : undefined;
}

function importKind({ importClause }: ts.ImportDeclaration): ImportKind {
  if (importClause === undefined) return 'value';
  if (importClause.isTypeOnly) return 'type';
  const { name, namedBindings } = importClause;
  return name === undefined && namedBindings !== undefined && ts.isNamedImports(namedBindings)
    ? marksTypes(namedBindings.elements, 'value')
    : 'value';
}

function exportKind({ isTypeOnly, exportClause }: ts.ExportDeclaration): ImportKind {
  if (isTypeOnly) return 'type';
  return exportClause !== undefined && ts.isNamedExports(exportClause)
    ? marksTypes(exportClause.elements, 'reexport')
    : 'reexport';
}

function marksTypes(specifiers: ts.NodeArray<ts.ImportOrExportSpecifier>, otherwise: ImportKind): ImportKind {
  return specifiers.length > 0 && specifiers.every(({ isTypeOnly }) => isTypeOnly) ? 'type' : otherwise;
}

/** Comments are what stands between two tokens; JSX text is a token and holds none. */
function directives(file: ts.SourceFile): readonly DirectiveFact[] {
  const found: DirectiveFact[] = [];
  let codeBefore = 0;
  for (const token of tokensOf(file)) {
    for (const { pos, end } of commentsBetween(file.text, token.getFullStart(), token.getStart(file))) {
      const place: CommentPlace = { start: pos, end, codeBefore };
      found.push(
        ...readDirectives(file.text, isContainer(token) ? contained(file.text, token, place) : place),
      );
    }
    codeBefore = Math.max(codeBefore, endOfCode(file.text, token));
  }
  return found;
}

/** Every token in order, JSX text among them; the last one is the end of the file. */
function tokensOf(file: ts.SourceFile): readonly ts.Node[] {
  const tokens: ts.Node[] = [];
  const pending: ts.Node[] = [file];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (ts.isTokenKind(node.kind)) tokens.push(node);
    else for (const child of node.getChildren(file).toReversed()) pending.push(child);
  }
  return tokens;
}

function commentsBetween(text: string, from: number, to: number): readonly ts.CommentRange[] {
  const trailing = ts.getTrailingCommentRanges(text, from) ?? [];
  const isTrailing = new Set(trailing.map(({ pos }) => pos));
  const leading = (ts.getLeadingCommentRanges(text, from) ?? []).filter(({ pos }) => !isTrailing.has(pos));
  return [...trailing, ...leading].filter(({ end }) => end <= to);
}

function endOfCode(text: string, token: ts.Node): number {
  if (token.kind !== ts.SyntaxKind.JsxText) return token.end;
  return token.pos + text.slice(token.pos, token.end).trimEnd().length;
}

/** The closing brace of a JSX child that holds nothing but comments. */
function isContainer(token: ts.Node): boolean {
  const expression = token.parent;
  if (token.kind !== ts.SyntaxKind.CloseBraceToken || !ts.isJsxExpression(expression)) return false;
  return expression.expression === undefined && !ts.isJsxAttribute(expression.parent);
}

function contained(text: string, closing: ts.Node, { start, end }: CommentPlace): CommentPlace {
  const braces = { start: closing.parent.pos, end: closing.end };
  return { start, end, codeBefore: text.slice(0, braces.start).trimEnd().length, containerEnd: braces.end };
}
