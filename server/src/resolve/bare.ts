import { importTargets } from '../format/package-targets.ts';
import type { ImportKind } from '../model/facts.ts';
import { splitPackage } from '../model/package-name.ts';
import { joinPath } from '../model/path.ts';
import type { Resolution, ResolverInput } from '../model/resolution.ts';
import type { Answers } from './answers.ts';
import type { Asking } from './asking.ts';
import { builtinName } from './builtins.ts';
import type { LocalPackages } from './local-packages.ts';
import type { Lookup } from './lookup.ts';
import type { Manifest, Manifests } from './manifests.ts';
import type { PackageEntries } from './package-entry.ts';
import type { MappedPaths } from './path-mapping.ts';
import type { FindPromised } from './promised.ts';
import { readSpecifier } from './specifier.ts';
import type { Tsconfig } from './tsconfig.ts';
import { upToRoot } from './upward.ts';

/** Who imports: everything the answer to a bare specifier depends on besides its text. */
export interface Importer {
  readonly folder: string;
  readonly config: Tsconfig | undefined;
  /** The package the importer belongs to. */
  readonly manifest: Manifest | undefined;
  readonly kind: ImportKind;
  readonly asking: Asking;
}

/** Resolves what does not start with a dot: aliases, packages, modules of the runtime. */
export type ResolveBare = (specifier: string, importer: Importer) => Resolution;

export interface BareParts {
  readonly input: ResolverInput;
  readonly answers: Answers;
  readonly lookup: Lookup;
  readonly manifests: Manifests;
  readonly locals: LocalPackages;
  readonly findPromised: FindPromised;
  readonly entries: PackageEntries;
  readonly ownPath: (path: string) => string;
}

export function createBareResolution(parts: BareParts): ResolveBare {
  const { input, answers, lookup, manifests, locals, findPromised, entries, ownPath } = parts;
  return (specifier, importer) => {
    if (specifier === '') return answers.unresolved('the specifier is empty');
    return aliased(specifier, importer) ?? named(specifier, importer);
  };

  /** `paths`, then `baseUrl`: they come before everything, as in TypeScript. */
  function aliased(specifier: string, { config }: Importer): Resolution | undefined {
    const mapped = config?.paths?.match(specifier);
    for (const target of mapped?.targets ?? []) {
      const found = mapped?.pattern === '*' ? cheaply(target) : lookup.anywhere(target);
      if (found) return found;
    }
    const { baseUrl } = config ?? {};
    if (baseUrl === undefined || /^[/\\#]|^[A-Za-z][\w+.-]*:/.test(specifier)) return undefined;
    return cheaply(ownPath(joinPath(baseUrl, specifier)));
  }

  /** Everything bare would be looked for here, most of it packages: the disk is asked only where sources are. */
  function cheaply(path: string): Resolution | undefined {
    const walked = lookup.file(path) ?? lookup.folder(path);
    if (walked) return walked;
    const slash = path.lastIndexOf('/');
    return slash > 0 && lookup.isFolder(path.slice(0, slash)) ? lookup.onDisk(path) : undefined;
  }

  function named(specifier: string, importer: Importer): Resolution {
    const read = readSpecifier(specifier);
    switch (read.kind) {
      case 'runtime':
        return answers.builtin(read.name);
      case 'own-import':
        return ownImport(specifier, importer);
      case 'bare':
        return inPackage(read.name, importer);
      case 'absolute':
        return answers.unresolved('an absolute path names another file on every machine');
      default:
        return answers.outside(specifier);
    }
  }

  function inPackage(specifier: string, importer: Importer): Resolution {
    const { name, subpath } = splitPackage(specifier);
    const promised = findPromised(name, importer.folder);
    if (promised && 'missing' in promised) return answers.unresolved(promised.missing);
    const local = promised?.package ?? locals.find(name, importer.folder);
    if (local) return entries.find(local, subpath, importer.asking);
    const builtin = builtinName(specifier);
    if (builtin !== undefined) return answers.builtin(builtin);
    const referenced = importer.kind === 'type' ? reference(specifier, importer.folder) : undefined;
    return referenced ?? brokenAlias(specifier, name, importer) ?? answers.package(name);
  }

  /** `/// <reference path="globals.d.ts" />` is relative without saying so. */
  function reference(specifier: string, folder: string): Resolution | undefined {
    if (!/\.[cm]?tsx?$/.test(specifier)) return undefined;
    const path = joinPath(folder, specifier);
    const found = lookup.anywhere(path);
    return found || !specifier.endsWith('.d.ts') ? found : answers.unresolved(`no file "${path}"`);
  }

  /** An alias that leads nowhere is only a package's name if something says that there is such a package. */
  function brokenAlias(specifier: string, name: string, importer: Importer): Resolution | undefined {
    const mapped = importer.config?.paths?.match(specifier);
    if (!mapped || mapped.pattern.startsWith('*') || isKnownPackage(name, importer.folder, mapped))
      return undefined;
    return answers.unresolved(`no file through "${mapped.pattern}" of ${importer.config?.path}`);
  }

  function isKnownPackage(name: string, folder: string, mapped: MappedPaths): boolean {
    if (mapped.targets.some((target) => `/${target}/`.includes('/node_modules/'))) return true;
    for (const above of upToRoot(folder)) {
      if (manifests.at(above)?.dependencies.has(name)) return true;
      if (input.probe(joinPath(above, `node_modules/${name}`)) === 'folder') return true;
    }
    return false;
  }

  /** `#x`: the `imports` of the importer's own package, by Node's algorithm. */
  function ownImport(key: string, importer: Importer): Resolution {
    const { manifest } = importer;
    if (!manifest) return answers.unresolved(`"${key}" needs a package.json with "imports"`);
    const found = importTargets(manifest.imports, key, importer.asking.conditions);
    const targets = found.found === 'targets' ? found.targets : [];
    for (const find of [entries.target, entries.guessedTarget]) {
      for (const target of targets) {
        const isOwn = target.startsWith('./');
        const answer = isOwn ? find(manifest.folder, target) : elsewhere(target, manifest, importer);
        if (answer) return answer;
      }
    }
    const why = found.found === 'targets' ? 'leads to a missing file by' : 'is not in';
    return answers.unresolved(`"${key}" ${why} the "imports" of ${manifest.path}`);
  }

  /** A target may name a package, but not another key and not a file elsewhere. */
  function elsewhere(target: string, manifest: Manifest, importer: Importer): Resolution | undefined {
    return /^[.#/]/.test(target) ? undefined : named(target, { ...importer, folder: manifest.folder });
  }
}
