import { Project, ts } from 'ts-morph';
import { lastSegment } from '../model/path.ts';
import type { ParsedFiles } from './parsed.ts';

/** So many files tell what the types in a handful of them are; the whole workspace is never read. */
const mostFiles = 200;

/** The compiler's view of some files and of what they import, with other texts where these are given. */
export interface SmallProgram {
  readonly checker: ts.TypeChecker;
  file(path: string): ts.SourceFile | undefined;
  /** What is wrong with the types of a file, without places. */
  errors(path: string): readonly string[];
}

const options: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, allowJs: true, types: [], skipLibCheck: true },
  ...{ jsx: ts.JsxEmit.Preserve, experimentalDecorators: true, esModuleInterop: true },
  ...{ target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'] },
  ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  ...{ allowImportingTsExtensions: true, allowSyntheticDefaultImports: true },
};

export function smallProgram(
  files: ParsedFiles,
  roots: readonly string[],
  texts: ReadonlyMap<string, string> = new Map(),
  lead: (from: string, specifier: string) => string | undefined = (from, specifier) =>
    files.follow(from, specifier),
): SmallProgram {
  const sources = new Map<string, ts.SourceFile>();
  const paths = new Set(roots);
  for (const path of paths) {
    const text = texts.get(path);
    const file =
      text === undefined ? files.at(path) : ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    if (!file) continue;
    sources.set(path, file);
    if (paths.size < mostFiles) for (const target of importsOf(lead, path, file)) paths.add(target);
  }
  const host = createHost(sources, libraryOf(files), lead);
  const program = ts.createProgram(
    [...sources.keys()].map((path) => `/${path}`),
    options,
    host,
  );
  return {
    checker: program.getTypeChecker(),
    file: (path) => program.getSourceFile(`/${path}`),
    errors: (path) =>
      program
        .getSemanticDiagnostics(program.getSourceFile(`/${path}`))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  };
}

function importsOf(
  lead: (from: string, specifier: string) => string | undefined,
  path: string,
  file: ts.SourceFile,
): readonly string[] {
  return file.statements.flatMap((statement) => {
    const isNamed = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    const specifier = isNamed ? statement.moduleSpecifier : undefined;
    const target = specifier && ts.isStringLiteral(specifier) && lead(path, specifier.text);
    return target ? [target] : [];
  });
}

type Library = ReadonlyMap<string, ts.SourceFile>;

/** What the language brings along is read once. */
const libraries = new WeakMap<ParsedFiles, Library>();

function libraryOf(files: ParsedFiles): Library {
  const known = libraries.get(files);
  if (known) return known;
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: options });
  project.createSourceFile('/a.ts', '');
  const library = new Map(
    project
      .getProgram()
      .compilerObject.getSourceFiles()
      .filter(({ fileName }) => fileName.endsWith('.d.ts'))
      .map((file) => [lastSegment(file.fileName), file]),
  );
  libraries.set(files, library);
  return library;
}

function createHost(
  sources: ReadonlyMap<string, ts.SourceFile>,
  library: Library,
  lead: (from: string, specifier: string) => string | undefined,
): ts.CompilerHost {
  const place = '/library/';
  const fileAt = (path: string) =>
    path.startsWith(place) ? library.get(path.slice(place.length)) : sources.get(path.slice(1));
  return {
    fileExists: (path) => fileAt(path) !== undefined,
    readFile: (path) => fileAt(path)?.text,
    getSourceFile: fileAt,
    getDefaultLibFileName: () => `${place}lib.d.ts`,
    getDefaultLibLocation: () => place.slice(0, -1),
    getCurrentDirectory: () => '/',
    getNewLine: () => '\n',
    useCaseSensitiveFileNames: () => true,
    getCanonicalFileName: (path) => path,
    writeFile: () => {},
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const path = lead(from.replace(/^\//, ''), text);
        if (path === undefined) return { resolvedModule: undefined };
        const extension = /(?:\.d)?\.[^./]+$/.exec(path)?.[0] ?? '';
        return { resolvedModule: { resolvedFileName: `/${path}`, extension } };
      }),
  };
}
