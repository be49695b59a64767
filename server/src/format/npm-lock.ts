import type { Parsed } from '../model/evidence.ts';
import type { LockedPackage, LockGraph, LockManifest, LockRoot } from '../model/lock-graph.ts';
import { type Fields, fieldsAt, fieldsOf, own, parsePlainJson, textAt } from './plain-json.ts';

/** What one place on the disk holds, by `package-lock.json`: the root, a workspace, or a folder in `node_modules`. */
interface Entry {
  readonly name: string;
  readonly version: string;
  /** Names of what it needs, with true for what only development needs. */
  readonly needs: readonly (readonly [name: string, isDev: boolean])[];
  readonly isLink: boolean;
}

/** Nobody nests modules so deep, and each level costs a place on the stack. */
const deepest = 500;

/** No folder lies so deep, and modules are looked for in each one upward. */
const longestKey = 4096;

/** Reads `package-lock.json` and `npm-shrinkwrap.json` of versions 1 to 3. Version 1 does not say who needs what at the top. */
export function readNpmLock(text: string, manifests: readonly LockManifest[]): Parsed<LockGraph> {
  const parsed = parsePlainJson(text);
  if (!parsed.ok) return parsed;
  const root = fieldsOf(parsed.value);
  const packages = fieldsAt(root, 'packages');
  if (packages) return { ok: true, content: graphOf(entriesOf(packages)) };
  const dependencies = fieldsAt(root, 'dependencies');
  if (!dependencies && typeof own(root, 'lockfileVersion') !== 'number')
    return { ok: false, message: 'it does not say which packages are installed' };
  const entries = new Map<string, Entry>(manifests.map((manifest) => [manifest.folder, importer(manifest)]));
  if (!addNested(dependencies, '', entries, 0)) return { ok: false, message: 'it is nested too deeply' };
  return { ok: true, content: graphOf(entries) };
}

function entriesOf(packages: Fields): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [key, value] of Object.entries(packages)) {
    const fields = fieldsOf(value);
    if (!fields || key.length > longestKey) continue;
    const isRoot = !isInstalled(key);
    entries.set(key, {
      name: textAt(fields, 'name') ?? nameIn(key),
      version: textAt(fields, 'version') ?? '',
      needs: [
        ...names(fields, 'dependencies', false),
        ...names(fields, 'optionalDependencies', false),
        ...names(fields, 'peerDependencies', false),
        ...(isRoot ? names(fields, 'devDependencies', true) : []),
      ],
      isLink: own(fields, 'link') === true,
    });
  }
  return entries;
}

function names(fields: Fields, key: string, isDev: boolean): readonly (readonly [string, boolean])[] {
  return Object.keys(fieldsAt(fields, key) ?? {}).map((name) => [name, isDev] as const);
}

function importer({ dependencies }: LockManifest): Entry {
  const needs = dependencies.map(({ name, section }) => [name, section === 'devDependencies'] as const);
  return { name: '', version: '', needs, isLink: false };
}

/** The tree of version 1; false where it is nested beyond all bounds. */
function addNested(
  dependencies: Fields | undefined,
  folder: string,
  entries: Map<string, Entry>,
  depth: number,
): boolean {
  if (depth > deepest) return false;
  return Object.entries(dependencies ?? {}).every(([name, value]) => {
    const fields = fieldsOf(value);
    if (!fields) return true;
    const key = below(folder, name);
    const version = textAt(fields, 'version') ?? '';
    const alias = /^npm:(.+)@([^@]+)$/.exec(version);
    entries.set(key, {
      name: alias?.[1] ?? name,
      version: alias?.[2] ?? version,
      needs: names(fields, 'requires', false),
      isLink: false,
    });
    return addNested(fieldsAt(fields, 'dependencies'), key, entries, depth + 1);
  });
}

function graphOf(entries: ReadonlyMap<string, Entry>): LockGraph {
  const installed = [...entries].filter(([key, { isLink }]) => isInstalled(key) && !isLink);
  const indexes = new Map(installed.map(([key], index) => [key, index]));
  const follow = (folder: string, name: string): number | undefined => {
    const key = lookUp(folder, name, entries);
    return key === undefined ? undefined : indexes.get(key);
  };
  const packages = installed.map(
    ([key, { name, version, needs }]): LockedPackage => ({
      name,
      version,
      key,
      needs: needs.flatMap(([needed]) => follow(key, needed) ?? []),
    }),
  );
  const roots = [...entries].flatMap(([folder, { needs }]): readonly LockRoot[] =>
    isInstalled(folder)
      ? []
      : needs.flatMap(([name, isDev]) => {
          const target = follow(folder, name);
          return target === undefined ? [] : [{ folder, name, isDev, target }];
        }),
  );
  return { packages, roots };
}

/** As Node looks for modules: beside, then in each folder upward. */
function lookUp(folder: string, name: string, entries: ReadonlyMap<string, Entry>): string | undefined {
  for (let at = folder; ; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    if (at !== 'node_modules' && !at.endsWith('/node_modules')) {
      const key = below(at, name);
      if (entries.has(key)) return key;
    }
    if (at === '') return undefined;
  }
}

function below(folder: string, name: string): string {
  return folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
}

function isInstalled(key: string): boolean {
  return key.startsWith('node_modules/') || key.includes('/node_modules/');
}

function nameIn(key: string): string {
  return key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
