import { ts } from 'ts-morph';
import type { TypeDisk } from '../model/inferred.ts';

const withoutConfig: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  jsx: ts.JsxEmit.Preserve,
  strict: true,
};

/** Nothing is emitted and no error is told, so that what only those need is left out. */
const always: ts.CompilerOptions = {
  noEmit: true,
  declaration: false,
  composite: false,
  incremental: false,
  skipLibCheck: true,
  checkJs: false,
  allowJs: false,
};

/** The options of a configuration by its absolute path; what is wrong in it does not count, and the rest does. */
export function compilerOptions(config: string | undefined, disk: TypeDisk): ts.CompilerOptions {
  const options = (config !== undefined && readOptions(config, disk)) || withoutConfig;
  // What is installed as types counts unless the configuration chooses, as it did before TypeScript 6.
  return { ...options, types: options.types ?? ['*'], ...always };
}

function readOptions(config: string, disk: TypeDisk): ts.CompilerOptions | undefined {
  const read = (path: string) => disk.read(path)?.text;
  const { config: json } = ts.readConfigFile(config, read);
  if (typeof json !== 'object' || json === null) return undefined;
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    readFile: read,
    fileExists: (path) => disk.kind(path) === 'file',
    // Which files there are is known from the walk.
    readDirectory: () => [],
  };
  const folder = config.slice(0, config.lastIndexOf('/'));
  return ts.parseJsonConfigFileContent(json, host, folder, undefined, config).options;
}
