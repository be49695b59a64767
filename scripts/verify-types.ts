import { dirname, join } from 'node:path';
import ts from 'typescript';

/** What the compiler says of some files, by file, code and text; places are left out, because fixes move them. */
export type Complaints = ReadonlyMap<string, number>;

/** A module that cannot be found, or has no types; the last, one of Node where its types are not installed. */
const goneCodes: ReadonlySet<number> = new Set([2307, 2792, 7016, 2591]);

interface Project {
  readonly service: ts.LanguageService;
  readonly files: Set<string>;
}

/** The compiler over the projects below a folder, on texts that may differ from those on disk. */
export class TypeChecker {
  readonly #root: string;
  readonly #overlay = new Map<string, string>();
  readonly #versions = new Map<string, number>();
  readonly #projects = new Map<string, Project | undefined>();
  readonly #snapshots = new Map<string, ts.IScriptSnapshot>();

  readonly #untouched = new Map<string, Complaints>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Lets a file say something else; `undefined` is what the disk says. */
  set(path: string, text: string | undefined): void {
    const absolute = join(this.#root, path);
    if (text === undefined) this.#overlay.delete(absolute);
    else this.#overlay.set(absolute, text);
    this.#versions.set(absolute, (this.#versions.get(absolute) ?? 0) + 1);
    this.#snapshots.delete(absolute);
    if (text === undefined && !ts.sys.fileExists(absolute))
      for (const project of this.#projects.values()) project?.files.delete(absolute);
  }

  /** What is said of files as they are on disk, which does not change from one fix to the next. */
  before(paths: readonly string[]): Complaints {
    const all = new Map<string, number>();
    for (const path of paths) {
      const absolute = join(this.#root, path);
      if (ts.sys.fileExists(absolute)) this.#projectOf(absolute);
    }
    for (const path of paths) {
      const own = this.#untouched.get(path) ?? this.complaints([path]);
      this.#untouched.set(path, own);
      for (const [key, times] of own) all.set(key, times);
    }
    return all;
  }

  /** What a compiler says that was asked nothing before. */
  anew(paths: readonly string[]): Complaints {
    for (const path of paths) {
      const absolute = join(this.#root, path);
      this.#versions.set(absolute, (this.#versions.get(absolute) ?? 0) + 1);
    }
    return this.complaints(paths);
  }

  complaints(paths: readonly string[]): Complaints {
    const found = new Map<string, number>();
    for (const path of paths.filter((one) => /\.[cm]?[jt]sx?$/.test(one))) {
      const absolute = join(this.#root, path);
      if (!this.#overlay.has(absolute) && !ts.sys.fileExists(absolute)) continue;
      const service = this.#projectOf(absolute)?.service;
      if (!service) continue;
      const all = [...service.getSyntacticDiagnostics(absolute), ...service.getSemanticDiagnostics(absolute)];
      for (const { code, messageText } of all) {
        // Without its packages a workspace has modules that cannot be found, whatever they are called.
        const isGone = goneCodes.has(code);
        const key = isGone
          ? `${path}: a module cannot be found`
          : `${path}: TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 300)}`;
        found.set(key, (found.get(key) ?? 0) + 1);
      }
    }
    return found;
  }

  /** The project of the nearest tsconfig; one that names no files is asked about all below it. */
  #projectOf(absolute: string): Project | undefined {
    const config = ts.findConfigFile(dirname(absolute), ts.sys.fileExists) ?? '';
    if (!this.#projects.has(config)) this.#projects.set(config, this.#open(config));
    const project = this.#projects.get(config);
    if (project && !project.files.has(absolute)) {
      project.files.add(absolute);
      // Each file may change what is said of others.
      this.#untouched.clear();
    }
    return project;
  }

  #open(config: string): Project | undefined {
    const json = config === '' ? {} : ts.readConfigFile(config, ts.sys.readFile).config;
    if (json === undefined) return undefined;
    const folder = config === '' ? this.#root : dirname(config);
    const parsed = ts.parseJsonConfigFileContent({ ...json, references: undefined }, ts.sys, folder);
    const files = new Set(parsed.fileNames);
    const options: ts.CompilerOptions = {
      ...{ allowJs: true, jsx: ts.JsxEmit.Preserve, ...parsed.options },
      ...{ noEmit: true, skipLibCheck: true, composite: false, incremental: false, declaration: false },
    };
    return { files, service: ts.createLanguageService(this.#host(files, options, folder)) };
  }

  #host(files: ReadonlySet<string>, options: ts.CompilerOptions, folder: string): ts.LanguageServiceHost {
    return {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...files],
      getScriptVersion: (path) => String(this.#versions.get(path) ?? 0),
      getScriptSnapshot: (path) => this.#snapshot(path),
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (path) => this.#overlay.has(path) || ts.sys.fileExists(path),
      readFile: (path) => this.#overlay.get(path) ?? ts.sys.readFile(path),
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      readDirectory: ts.sys.readDirectory,
    };
  }

  #snapshot(path: string): ts.IScriptSnapshot | undefined {
    const known = this.#snapshots.get(path);
    if (known) return known;
    const text = this.#overlay.get(path) ?? ts.sys.readFile(path);
    if (text === undefined) return undefined;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.#snapshots.set(path, snapshot);
    return snapshot;
  }
}

/** What is said more often than before. */
export function moreThan(before: Complaints, after: Complaints): readonly string[] {
  return [...after].filter(([key, count]) => count > (before.get(key) ?? 0)).map(([key]) => key);
}
