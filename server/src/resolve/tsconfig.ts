import type { JsonString } from '../model/json.ts';
import { joinPath } from '../model/path.ts';
import type { Compilation } from './build-output.ts';
import type { ConfigReader } from './config-reader.ts';
import { createPathMapping, type PathMapping } from './path-mapping.ts';
import {
  type Declared,
  type Options,
  readTsconfigDocument,
  type TsconfigDocument,
} from './tsconfig-document.ts';
import { createMembership, defaultExclude, defaultInclude } from './tsconfig-files.ts';
import type { FindParent } from './tsconfig-parents.ts';

/** A configuration with its parents' options; all paths relative to the workspace root. */
export interface Tsconfig {
  readonly path: string;
  readonly folder: string;
  readonly baseUrl?: string;
  readonly paths?: PathMapping;
  readonly rootDirs: readonly string[];
  readonly compilations: readonly Compilation[];
  readonly customConditions: readonly string[];
  readonly ignoresExports: boolean;
  readonly references: readonly JsonString[];
  /** Whether the configuration compiles a file. */
  includes(path: string): boolean;
}

/** Reads configurations once each. Whatever is wrong is reported, and the rest still applies. */
export interface Tsconfigs {
  at(path: string): Tsconfig | undefined;
}

export function createTsconfigs(reader: ConfigReader, findParent: FindParent): Tsconfigs {
  const documents = new Map<string, TsconfigDocument | undefined>();
  const effective = new Map<string, Tsconfig | undefined>();

  function document(path: string): TsconfigDocument | undefined {
    if (documents.has(path)) return documents.get(path);
    const text = reader.read(path);
    if (text === undefined && reader.isWalked(path)) {
      reader.report('TSC-008', path, { start: 0, end: 0 }, `${path} cannot be read.`);
    }
    const read = text === undefined ? undefined : readTsconfigDocument(reader, path, text);
    documents.set(path, read);
    return read;
  }

  function optionsOf(own: TsconfigDocument, above: readonly string[]): Options {
    const chain = [...above, own.path];
    const inherited = own.parents.map((parent) => parentOptions(own, parent, chain));
    return Object.assign({}, ...inherited, own.options);
  }

  function parentOptions(own: TsconfigDocument, parent: JsonString, chain: readonly string[]): Options {
    const report = (code: 'TSC-002' | 'TSC-003' | 'TSC-007', message: string) => {
      if (reader.isWalked(own.path)) reader.report(code, own.path, parent.span, message);
      return {};
    };
    const path = findParent(own.folder, parent.value);
    if (path !== undefined && chain.includes(path)) {
      return report('TSC-003', `${own.path} extends itself through "${parent.value}".`);
    }
    const found = path === undefined ? undefined : document(path);
    if (!found) return report('TSC-002', `The parent configuration "${parent.value}" is not found.`);
    if (!found.isValid && !reader.isWalked(found.path)) {
      report('TSC-007', `The parent configuration "${parent.value}" is not valid JSON.`);
    }
    return optionsOf(found, chain);
  }

  return {
    at(path) {
      if (effective.has(path)) return effective.get(path);
      const own = document(path);
      const config = own && toTsconfig(own, optionsOf(own, []));
      effective.set(path, config);
      return config;
    },
  };
}

function toTsconfig(own: TsconfigDocument, options: Options): Tsconfig {
  const leaf = own.folder;
  const baseUrl = options.baseUrl && located(leaf, options.baseUrl);
  const isJavaScript = /(?:^|\/)jsconfig[^/]*$/.test(own.path);
  return {
    path: own.path,
    folder: leaf,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(options.paths ? { paths: mappingOf(leaf, options.paths, baseUrl) } : {}),
    rootDirs: locatedAll(leaf, options.rootDirs),
    compilations: compilationsOf(leaf, options),
    customConditions: options.customConditions?.value ?? [],
    ignoresExports: /^(?:node|node10|classic)$/i.test(options.moduleResolution?.value ?? ''),
    references: own.references,
    includes: membershipOf(leaf, options, isJavaScript),
  };
}

/** `paths` are relative to `baseUrl` when there is one, else to the file that declares them. */
function mappingOf(leaf: string, paths: NonNullable<Options['paths']>, baseUrl?: string): PathMapping {
  const folder = baseUrl ?? paths.folder;
  return createPathMapping(
    paths.value.map(({ pattern, targets }) => ({
      pattern,
      targets: targets.map((value) => located(leaf, { value, folder })),
    })),
  );
}

function compilationsOf(leaf: string, options: Options): readonly Compilation[] {
  const rootDir = options.rootDir && { rootDir: located(leaf, options.rootDir) };
  return [options.outDir, options.declarationDir].flatMap((output) =>
    output ? [{ output: located(leaf, output), ...rootDir }] : [],
  );
}

function membershipOf(leaf: string, options: Options, isJavaScript: boolean): (path: string) => boolean {
  const { files, include, exclude } = options;
  const outputs = compilationsOf(leaf, options).map(({ output }) => output);
  const without = defaultExclude.map((name) => joinPath(leaf, name));
  const included = include ? locatedAll(leaf, include) : files ? [] : defaultInclude(leaf);
  return createMembership({
    files: locatedAll(leaf, files),
    include: included,
    exclude: exclude
      ? locatedAll(leaf, exclude)
      : [...without, ...outputs.filter((output) => output !== leaf)],
    allowJs: options.allowJs?.value ?? options.checkJs?.value ?? isJavaScript,
  });
}

function locatedAll(leaf: string, list: Declared<readonly string[]> | undefined): readonly string[] {
  return list?.value.map((value) => located(leaf, { value, folder: list.folder })) ?? [];
}

const leafVariable = /^\$\{configDir\}\/?/i;

/** `${configDir}` is the folder of the configuration that is asked, not of the one that writes it. */
function located(leaf: string, { value, folder }: Declared<string>): string {
  return leafVariable.test(value) ? joinPath(leaf, value.replace(leafVariable, '')) : joinPath(folder, value);
}
