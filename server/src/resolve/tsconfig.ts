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
import {
  createMembership,
  defaultExclude,
  defaultInclude,
  excludeFromAbove,
  includeFromAbove,
} from './tsconfig-files.ts';
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

/** One step from a configuration to a parent. */
interface Extension {
  readonly own: TsconfigDocument;
  readonly parent: JsonString;
}

/** Reads configurations once each. Whatever is wrong is reported, and the rest still applies. */
export interface Tsconfigs {
  at(path: string): Tsconfig | undefined;
}

export function createTsconfigs(reader: ConfigReader, findParent: FindParent, ownPath: OwnPath): Tsconfigs {
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

  function optionsOf(own: TsconfigDocument, chain: readonly Extension[]): Options {
    const inherited = own.parents.map((parent) => parentOptions(own, parent, chain));
    return Object.assign({}, ...inherited, own.options);
  }

  function parentOptions(own: TsconfigDocument, parent: JsonString, above: readonly Extension[]): Options {
    const chain = [...above, { own, parent }];
    const where = findParent(own.folder, parent.value);
    const named = `${own.path} extends "${parent.value}", which`;
    if ('missing' in where) return report('TSC-002', chain, `${named} ${where.missing}.`);
    if (chain.some((extension) => extension.own.path === where.path)) {
      return report('TSC-003', chain, `${own.path} extends itself through "${parent.value}".`);
    }
    const found = document(where.path);
    if (!found) return report('TSC-002', chain, `${named} cannot be read.`);
    if (!found.isValid && !reader.isWalked(found.path))
      report('TSC-007', chain, `${named} is not valid JSON.`);
    return optionsOf(found, chain);
  }

  /** What is wrong inside an installed package is told where the workspace names the package. */
  function report(
    code: 'TSC-002' | 'TSC-003' | 'TSC-007',
    chain: readonly Extension[],
    message: string,
  ): Options {
    const { own, parent } =
      chain.findLast((extension) => reader.isWalked(extension.own.path)) ?? (chain[0] as Extension);
    reader.report(code, own.path, parent.span, message);
    return {};
  }

  return {
    at(path) {
      if (effective.has(path)) return effective.get(path);
      const own = document(path);
      if (own && !own.isValid && !reader.isWalked(path)) {
        reader.report('TSC-001', path, { start: 0, end: 0 }, `${path} is not valid JSON.`);
      }
      const config = own && toTsconfig(own, optionsOf(own, []), ownPath);
      effective.set(path, config);
      return config;
    },
  };
}

function toTsconfig(own: TsconfigDocument, options: Options, ownPath: OwnPath): Tsconfig {
  const locate = createLocate(own.folder, ownPath);
  const baseUrl = options.baseUrl && locate(options.baseUrl);
  const compilations = compilationsOf(options, locate);
  return {
    path: own.path,
    folder: own.folder,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(options.paths ? { paths: mappingOf(options.paths, baseUrl, locate) } : {}),
    rootDirs: locatedAll(options.rootDirs, locate),
    compilations,
    customConditions: options.customConditions?.value ?? [],
    ignoresExports:
      options.resolvePackageJsonExports?.value === false ||
      /^(?:node|node10|classic)$/i.test(options.moduleResolution?.value ?? ''),
    references: own.references,
    includes: membershipOf(own, options, compilations, locate),
  };
}

/** `paths` are relative to `baseUrl` when there is one, else to the file that declares them. */
function mappingOf(
  paths: NonNullable<Options['paths']>,
  baseUrl: string | undefined,
  locate: Locate,
): PathMapping {
  const folder = baseUrl ?? paths.folder;
  return createPathMapping(
    paths.value.map(({ pattern, targets }) => ({
      pattern,
      targets: targets.map((value) => locate({ value, folder })),
    })),
  );
}

function compilationsOf(options: Options, locate: Locate): readonly Compilation[] {
  const rootDir = options.rootDir && { rootDir: locate(options.rootDir) };
  return [options.outDir, options.declarationDir].flatMap((output) =>
    output ? [{ output: locate(output), ...rootDir }] : [],
  );
}

function membershipOf(
  own: TsconfigDocument,
  options: Options,
  compilations: readonly Compilation[],
  locate: Locate,
): (path: string) => boolean {
  const { files, include, exclude } = options;
  const unlisted = files ? [] : defaultInclude(own.folder);
  const outputs = compilations.map(({ output }) => output).filter((output) => output !== own.folder);
  const isJavaScript = /(?:^|\/)jsconfig[^/]*$/.test(own.path);
  return createMembership({
    files: locatedAll(files, locate),
    include: (include ? locatedAll(include, locate) : unlisted).map(includeFromAbove),
    exclude: exclude
      ? locatedAll(exclude, locate).map(excludeFromAbove)
      : [...defaultExclude.map((name) => joinPath(own.folder, name)), ...outputs],
    allowJs: options.allowJs?.value ?? options.checkJs?.value ?? isJavaScript,
  });
}

function locatedAll(list: Declared<readonly string[]> | undefined, locate: Locate): readonly string[] {
  return list?.value.map((value) => locate({ value, folder: list.folder })) ?? [];
}

type OwnPath = (path: string) => string;
/** Where a path of a configuration leads, as seen from the workspace root. */
type Locate = (declared: Declared<string>) => string;

const leafVariable = /^\$\{configDir\}\/?/i;

/** `${configDir}` is the folder of the configuration that is asked (`leaf`), not of the one that writes it. */
function createLocate(leaf: string, ownPath: OwnPath): Locate {
  return ({ value, folder }) =>
    ownPath(
      leafVariable.test(value) ? joinPath(leaf, value.replace(leafVariable, '')) : joinPath(folder, value),
    );
}
