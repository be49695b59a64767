import { parseJsonc } from '../format/jsonc.ts';
import { toValue } from '../model/json.ts';
import { folderOf } from '../model/path.ts';
import type { ConfigReader } from './config-reader.ts';
import type { PathMapping } from './path-mapping.ts';
import { readTypesVersions } from './types-versions.ts';

/** What resolution reads of a package.json. Values of the wrong shape are left out. */
export interface Manifest {
  readonly path: string;
  readonly folder: string;
  readonly name?: string;
  /** Any JSON value; absent when the file has none or null. */
  readonly exports?: unknown;
  readonly imports?: unknown;
  /** Entry files in the order they are tried: source, types, typings, module, main. */
  readonly entries: readonly string[];
  /** Patterns of workspace folders, relative to the folder. */
  readonly workspaces: readonly string[];
  /** Names in any of the dependency sections. */
  readonly dependencies: ReadonlySet<string>;
  /** Dependencies that are promised to be on this disk, by name: `workspace:*`, `link:../kit`, `file:`, `portal:`. */
  readonly promises: ReadonlyMap<string, string>;
  /** `typesVersions`: other places for the package's files, as patterns; those for the newest TypeScript. */
  readonly typesVersions?: PathMapping;
  /** The `tsconfig` field: what `extends` means by the package's bare name. */
  readonly tsconfig?: string;
}

export interface Manifests {
  /** The package.json directly in a folder. */
  at(folder: string): Manifest | undefined;
  /** The nearest one upward: the package a folder belongs to. */
  around(folder: string): Manifest | undefined;
  /** All that the walk met. */
  all(): readonly Manifest[];
  /** One below node_modules, or above the root. */
  foreign(folder: string): Manifest | undefined;
}

export function createManifests(reader: ConfigReader): Manifests {
  const paths = reader.walked.filter((path) => path === 'package.json' || path.endsWith('/package.json'));
  const folders = new Set(paths.map(folderOf));
  const read = new Map<string, Manifest | undefined>();
  const nearest = new Map<string, Manifest | undefined>();

  function foreign(folder: string): Manifest | undefined {
    if (!read.has(folder)) read.set(folder, readManifest(reader, folder));
    return read.get(folder);
  }

  function at(folder: string): Manifest | undefined {
    return folders.has(folder) ? foreign(folder) : undefined;
  }

  function around(folder: string): Manifest | undefined {
    if (nearest.has(folder)) return nearest.get(folder);
    const found = at(folder) ?? (folder === '' ? undefined : around(folderOf(folder)));
    nearest.set(folder, found);
    return found;
  }

  return { at, around, foreign, all: () => [...folders].flatMap((folder) => at(folder) ?? []) };
}

function readManifest(reader: ConfigReader, folder: string): Manifest | undefined {
  const path = folder === '' ? 'package.json' : `${folder}/package.json`;
  const text = reader.read(path);
  if (text === undefined) {
    if (reader.isWalked(path)) {
      reader.report('PKG-002', path, { start: 0, end: 0 }, `${path} cannot be read.`);
    }
    return undefined;
  }
  const value = parse(reader, path, text);
  if (value !== undefined && !asObject(value) && reader.isWalked(path))
    reader.report('PKG-003', path, { start: 0, end: 1 }, `${path} holds no JSON object.`);
  return toManifest(path, folder, value);
}

/** JSON.parse is several times faster; positions are needed only where it fails. */
function parse(reader: ConfigReader, path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { root, problems } = parseJsonc(text);
    const [first] = problems;
    if (first && reader.isWalked(path)) {
      reader.report('PKG-001', path, first.span, `${path} is not valid JSON: ${first.message}`);
    }
    return root ? toValue(root) : undefined;
  }
}

const entryFields = ['source', 'types', 'typings', 'module', 'main'] as const;
const dependencyFields = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
] as const;

/** Where a package manager may also be told what a dependency is. */
const decidingFields = [...dependencyFields, 'overrides', 'resolutions'] as const;

function toManifest(path: string, folder: string, value: unknown): Manifest {
  const fields = asObject(value) ?? {};
  const { name, exports, imports, tsconfig } = fields;
  const typesVersions = readTypesVersions(fields['typesVersions']);
  return {
    path,
    folder,
    ...(typeof name === 'string' && name !== '' ? { name } : {}),
    ...(exports === undefined || exports === null ? {} : { exports }),
    ...(imports === undefined || imports === null ? {} : { imports }),
    ...(typeof tsconfig === 'string' ? { tsconfig } : {}),
    ...(typesVersions === undefined ? {} : { typesVersions }),
    entries: textsOf(entryFields.map((field) => fields[field])),
    workspaces: textsOf(asObject(fields['workspaces'])?.['packages'] ?? fields['workspaces']),
    dependencies: new Set(dependencyFields.flatMap((field) => Object.keys(asObject(fields[field]) ?? {}))),
    promises: new Map(decidingFields.flatMap((field) => promisesOf(asObject(fields[field]) ?? {}))),
  };
}

/** A packed file is like a package of the registry: nothing of it is on this disk before it is installed. */
function promisesOf(section: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.entries(section).flatMap(([name, value]) =>
    typeof value === 'string' && /^(?:workspace|link|file|portal):(?!.*\.(?:tgz|tar\.gz)$)/.test(value)
      ? [[name, value] as const]
      : [],
  );
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item !== '') : [];
}
