import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';

/** What the compiler and the linter do not hold: sizes, names, and which folder may use which package. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface SourceText {
  readonly path: string;
  readonly text: string;
}

const sources = ['client/src', 'server/src', 'typescript-plugin/src', 'test', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|mjs)$/.test(file) && !file.includes('fixtures'))
    .map((file): SourceText => {
      const path = `${folder}/${file.replaceAll('\\', '/')}`;
      return { path, text: readFileSync(join(root, path), 'utf8') };
    }),
);
const product = sources.filter(({ path }) => /^(?:client|server|typescript-plugin)\//.test(path));

/** Packages and who may use them; a package that is not listed may be used by nobody. */
const allowed: readonly (readonly [name: RegExp, folders: RegExp])[] = [
  [/^ts-morph$/, /^server\/src\/semantics\//],
  [/^node:/, /^server\/src\/(?:host|cli|lsp)\/|^server\/src\/assemble\.ts$|^client\/src\//],
  // Types alone: the TypeScript server brings its own.
  [/^typescript$/, /^typescript-plugin\//],
  [/^vscode-languageserver(?:-textdocument|\/node)?$/, /^server\/src\/lsp\//],
  [/^vscode$|^vscode-languageclient(?:\/node)?$/, /^client\/src\//],
  [/^(?:jsonc-parser|picomatch|ignore|semver\/.*|yaml|smol-toml)$/, /^server\/src\/format\//],
];

test('packages are used only where they belong', () => {
  const misplaced = product.flatMap(({ path, text }) =>
    specifiers(path, text)
      .filter((specifier) => !specifier.startsWith('.'))
      .filter((specifier) => !allowed.some(([name, folders]) => name.test(specifier) && folders.test(path)))
      .map((specifier) => `${path}: ${specifier}`),
  );
  assert.deepEqual(misplaced, []);
});

test('the client and its TypeScript plugin import nothing of the server but its protocol', () => {
  const others = product.flatMap(({ path, text }) =>
    /^(?:client|typescript-plugin)\//.test(path)
      ? specifiers(path, text).filter(
          (specifier) => /server/.test(specifier) && !/\/protocol(?:\/[\w-]+)?\.ts$/.test(specifier),
        )
      : [],
  );
  assert.deepEqual(others, []);
});

test('no file is longer than 400 lines, and no function longer than 80', () => {
  const long = sources.flatMap(({ path, text }) => {
    const lines = text.split('\n').length;
    const file = lines > 400 ? [`${path}: ${lines} lines`] : [];
    return [...file, ...longFunctions(path, text)];
  });
  assert.deepEqual(long, []);
});

test('names come from the vocabulary', () => {
  const banned = /(?:manager|helper|processor|utils?|data|info)\b/i;
  const names = product
    .map(({ path }) => path)
    .filter((path) => path.split('/').some((part) => banned.test(part)));
  assert.deepEqual(names, []);
});

test('modules hold no state', () => {
  const stateful = product
    .filter(({ text }) => /^(?:export )?(?:let|var) /m.test(text))
    .map(({ path }) => path);
  assert.deepEqual(stateful, []);
});

test('nothing is left for later and no test is switched off', () => {
  const marks = new RegExp(['TO', 'DO|FIX', 'ME|\\b(?:test|it|describe)\\.(?:skip|only|todo)\\('].join(''));
  assert.deepEqual(
    sources.filter(({ text }) => marks.test(text)).map(({ path }) => path),
    [],
  );
});

function specifiers(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && isSpecifier(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isSpecifier({ parent }: ts.StringLiteral): boolean {
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  if (ts.isLiteralTypeNode(parent)) return ts.isImportTypeNode(parent.parent);
  return ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword;
}

/** Lines of a function that belong to no function within it: a factory of closures is measured like a class. */
function longFunctions(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const long: string[] = [];
  const line = (offset: number) => file.getLineAndCharacterOfPosition(offset).line + 1;
  /** Returns the lines below the node that belong to functions. */
  const visit = (node: ts.Node): number => {
    let inner = 0;
    ts.forEachChild(node, (child) => {
      inner += visit(child);
    });
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return inner;
    const lines = line(node.end) - line(node.getStart(file)) + 1;
    if (lines - inner > 80) long.push(`${path}:${line(node.getStart(file))}: ${lines - inner} lines`);
    return lines > 1 ? lines : 0;
  };
  visit(file);
  return long;
}
