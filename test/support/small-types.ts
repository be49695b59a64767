import { ts } from 'ts-morph';

/** What the compiler needs to know by itself; its whole library would take most of the time. */
const globals = `interface Array<T> { readonly length: number; [index: number]: T }
interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {} interface NewableFunction {}
interface Number {} interface Object {} interface RegExp {} interface String {}
interface PromiseLike<T> { then<R>(next: (value: T) => R): PromiseLike<R> }
interface Promise<T> { then<R>(next: (value: T) => R): Promise<R> }
interface PromiseConstructor { new <T>(run: (done: (value: T) => void) => void): Promise<T>; readonly prototype: Promise<unknown> }
declare var Promise: PromiseConstructor;
`;

/** The type errors of files in memory, each with its file and without its place. */
export function typeErrors(files: ReadonlyMap<string, string>): readonly string[] {
  const all = new Map([...files, ['globals.d.ts', globals]]);
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, noLib: true, types: [], isolatedModules: true },
    ...{
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
    },
  };
  const host: ts.CompilerHost = {
    fileExists: (path) => all.has(path.slice(1)),
    readFile: (path) => all.get(path.slice(1)),
    getSourceFile(path, target) {
      const text = all.get(path.slice(1));
      return text === undefined ? undefined : ts.createSourceFile(path, text, target, true);
    },
    ...{ getDefaultLibFileName: () => '/lib.d.ts', getCurrentDirectory: () => '/', getNewLine: () => '\n' },
    ...{
      useCaseSensitiveFileNames: () => true,
      getCanonicalFileName: (path: string) => path,
      writeFile: () => {},
    },
    directoryExists: (path) =>
      path === '/' || [...all.keys()].some((known) => `/${known}`.startsWith(`${path}/`)),
  };
  const names = [...all.keys()].filter((path) => path.endsWith('.ts')).map((path) => `/${path}`);
  const program = ts.createProgram(names, options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}
