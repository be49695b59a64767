import { Project, ts } from 'ts-morph';
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

export function smallProgram(
  files: ParsedFiles,
  roots: readonly string[],
  texts: ReadonlyMap<string, string> = new Map(),
  lead: (from: string, specifier: string) => string | undefined = (from, specifier) =>
    files.follow(from, specifier),
): SmallProgram {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      ...{ strict: true, noEmit: true, allowJs: true, types: [], skipLibCheck: true },
      ...{ jsx: ts.JsxEmit.Preserve, experimentalDecorators: true, esModuleInterop: true },
      ...{ target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'] },
      ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
      ...{ allowImportingTsExtensions: true, allowSyntheticDefaultImports: true },
    },
    resolutionHost: () => ({
      resolveModuleNames: (names, from) =>
        names.map((name) => {
          const path = lead(from.slice(1), name);
          return path === undefined ? undefined : { resolvedFileName: `/${path}` };
        }),
    }),
  });
  const paths = new Set(roots);
  for (const path of paths) {
    const text = texts.get(path) ?? files.at(path)?.text;
    if (text === undefined) continue;
    const { compilerNode } = project.createSourceFile(`/${path}`, text);
    if (paths.size < mostFiles) for (const target of importsOf(files, path, compilerNode)) paths.add(target);
  }
  const program = project.getProgram().compilerObject;
  return {
    checker: program.getTypeChecker(),
    file: (path) => program.getSourceFile(`/${path}`),
    errors(path) {
      const file = program.getSourceFile(`/${path}`);
      return program
        .getSemanticDiagnostics(file)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    },
  };
}

function importsOf(files: ParsedFiles, path: string, file: ts.SourceFile): readonly string[] {
  return file.statements.flatMap((statement) => {
    const isNamed = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    const specifier = isNamed ? statement.moduleSpecifier : undefined;
    const target = specifier && ts.isStringLiteral(specifier) && files.follow(path, specifier.text);
    return target ? [target] : [];
  });
}
