import { ts } from 'ts-morph';
import type { AnnotationQuestion, TextEdit } from '../model/fix.ts';
import { folderOf, wayTo } from '../model/path.ts';
import type { PathOf } from './type-origins.ts';

interface Into {
  readonly question: AnnotationQuestion;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly file: ts.SourceFile;
  readonly paths: { readonly pathOf: PathOf };
}

/** The edits that let a file name a type which another exports, and the name it has there; none where it has it already. */
export function importEdit(
  { question, program, checker, file, paths }: Into,
  { name, file: target }: { readonly name: string; readonly file: ts.SourceFile },
): { readonly local: string; readonly edits: readonly TextEdit[] } | undefined {
  const imports = file.statements.filter(ts.isImportDeclaration);
  for (const { importClause, moduleSpecifier } of imports) {
    if (checker.getSymbolAtLocation(moduleSpecifier)?.valueDeclaration !== target) continue;
    const bindings = importClause?.namedBindings;
    const own =
      bindings && ts.isNamedImports(bindings)
        ? bindings.elements.find((element) => (element.propertyName ?? element.name).text === name)
        : undefined;
    if (own) return { local: own.name.text, edits: [] };
  }
  const to = paths.pathOf(target);
  if (to === undefined) return undefined;
  const specifier = relativeSpecifier(question.path, to, endingOf(imports, program.getCompilerOptions()));
  const last = imports.at(-1);
  const quote = last && file.text[last.moduleSpecifier.getStart(file)] === '"' ? '"' : "'";
  const end = last && file.text[last.end - 1] !== ';' ? '' : ';';
  const line = `import type { ${name} } from ${quote}${specifier}${quote}${end}`;
  const at = last?.end ?? startOfCode(file);
  const text = last ? `\n${line}` : `${line}\n\n`;
  return { local: name, edits: [{ path: question.path, start: at, end: at, text }] };
}

function startOfCode(file: ts.SourceFile): number {
  return file.statements[0]?.getStart(file) ?? 0;
}

type Ending = 'ts' | 'js' | 'none';

/** As the file's other imports end, or else as its configuration wants it. */
function endingOf(imports: readonly ts.ImportDeclaration[], options: ts.CompilerOptions): Ending {
  for (const { moduleSpecifier } of imports) {
    const text = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
    if (!text.startsWith('.')) continue;
    if (/\.[cm]?tsx?$/.test(text)) return 'ts';
    return /\.[cm]?jsx?$/.test(text) ? 'js' : 'none';
  }
  if (options.allowImportingTsExtensions) return 'ts';
  const { moduleResolution = ts.ModuleResolutionKind.Bundler } = options;
  return moduleResolution === ts.ModuleResolutionKind.Bundler ? 'none' : 'js';
}

function relativeSpecifier(from: string, to: string, ending: Ending): string {
  const path = wayTo(folderOf(from), to);
  if (ending === 'ts') return path;
  if (ending === 'js') return path.replace(/\.([cm]?)tsx?$/, '.$1js');
  return path.replace(/(?:\.d)?\.[cm]?tsx?$/, '').replace(/\/index$/, '');
}
