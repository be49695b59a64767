import { ts } from 'ts-morph';
import type { TypeDisk, TypeRequest } from '../model/inferred.ts';
import { compilerOptions } from './compiler-options.ts';
import { createLibTexts, libFolder } from './lib-texts.ts';

/** More programs at a time would be more memory than a person works on. */
const mostPrograms = 2;

interface Kept {
  readonly program: ts.Program;
  readonly options: ts.CompilerOptions;
  readonly ground: Ground;
  readonly sources: Map<string, { readonly version: string; readonly file: ts.SourceFile }>;
}

/** Everything of a request that a program rests on, besides its own files. */
export type Ground = Pick<TypeRequest, 'aliases' | 'ground'>;

/** The last programs, one per configuration, each made from the one before it. */
export class Programs {
  readonly #disk: TypeDisk;
  readonly #libText = createLibTexts();
  readonly #toAbsolute: (path: string) => string;
  /** The latest last. */
  readonly #kept = new Map<string, Kept>();

  constructor(disk: TypeDisk, toAbsolute: (path: string) => string) {
    this.#disk = disk;
    this.#toAbsolute = toAbsolute;
  }

  /** A program over these files and what they import; `config` and the files are absolute paths. */
  make(config: string | undefined, rootNames: readonly string[], ground: Ground): ts.Program {
    const key = config ?? '';
    const before = this.#kept.get(key);
    const isSame = before?.ground.ground === ground.ground;
    const options = isSame ? before.options : compilerOptions(config, this.#disk);
    const sources: Kept['sources'] = isSame ? before.sources : new Map();
    const host = this.#host(options, sources, ground);
    const program = ts.createProgram({
      rootNames,
      options,
      host,
      ...(isSame && { oldProgram: before.program }),
    });
    for (const path of [...sources.keys()]) if (!program.getSourceFile(path)) sources.delete(path);
    this.#kept.delete(key);
    this.#kept.set(key, { program, options, ground, sources });
    for (const oldest of [...this.#kept.keys()].slice(0, -mostPrograms)) this.#kept.delete(oldest);
    return program;
  }

  /** The last program made, with another text in one of its files; it is not kept. */
  tried(program: ts.Program, path: string, change: (text: string) => string): ts.Program {
    const kept = [...this.#kept.values()].find((one) => one.program === program);
    const file = program.getSourceFile(path);
    if (!kept || !file) return program;
    const host = this.#host(kept.options, kept.sources, kept.ground);
    const changed = ts.createSourceFile(path, change(file.text), file.languageVersion, false);
    return ts.createProgram({
      rootNames: program.getRootFileNames(),
      options: kept.options,
      host: {
        ...host,
        getSourceFile: (name, language) => (name === path ? changed : host.getSourceFile(name, language)),
      },
      oldProgram: program,
    });
  }

  #host(options: ts.CompilerOptions, sources: Kept['sources'], ground: Ground): ts.CompilerHost {
    const disk = this.#disk;
    const host: ts.CompilerHost = {
      getSourceFile: (path, language) => this.#source(path, language, sources),
      fileExists: (path) => disk.kind(path) === 'file' || this.#libText(path) !== undefined,
      readFile: (path) => this.#libText(path) ?? disk.read(path)?.text,
      directoryExists: (path) => disk.kind(path) === 'folder',
      getDirectories: (path) => [...disk.folders(path)],
      realpath: (path) => disk.real(path),
      getDefaultLibFileName: (wanted) => `${libFolder}/${ts.getDefaultLibFileName(wanted)}`,
      getDefaultLibLocation: () => libFolder,
      getCurrentDirectory: () => this.#toAbsolute(''),
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      writeFile: () => {},
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    };
    host.resolveModuleNameLiterals = this.#resolution(host, options, ground);
    return host;
  }

  #source(
    path: string,
    language: ts.ScriptTarget | ts.CreateSourceFileOptions,
    sources: Kept['sources'],
  ): ts.SourceFile | undefined {
    const lib = this.#libText(path);
    const known = sources.get(path);
    if (known && known.version === (lib === undefined ? this.#disk.version(path) : 'lib')) return known.file;
    const read = lib === undefined ? this.#disk.read(path) : { text: lib, version: 'lib' };
    if (!read) return undefined;
    const file = ts.createSourceFile(path, read.text, language, false);
    sources.set(path, { version: read.version, file });
    return file;
  }

  /** Where the graph knows a source file behind a bare specifier, the types are those of this file and not of its build. */
  #resolution(
    host: ts.CompilerHost,
    options: ts.CompilerOptions,
    { aliases }: Ground,
  ): NonNullable<ts.CompilerHost['resolveModuleNameLiterals']> {
    const sources = new Map(aliases);
    const cache = ts.createModuleResolutionCache(this.#toAbsolute(''), (path) => path, options);
    return (literals, containing, redirected, _options, from) =>
      literals.map((literal) => {
        const source = sources.get(literal.text);
        if (source !== undefined) {
          const resolvedFileName = this.#toAbsolute(source);
          return { resolvedModule: { resolvedFileName, extension: extensionOf(source) } };
        }
        const mode = ts.getModeForUsageLocation(from, literal, options);
        return ts.resolveModuleName(literal.text, containing, options, host, cache, redirected, mode);
      });
  }
}

function extensionOf(path: string): string {
  return /(?:\.d)?\.[cm]?tsx?$/.exec(path)?.[0] ?? ts.Extension.Ts;
}
