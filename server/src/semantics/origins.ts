import { moduleExports } from './module-exports.ts';
import type { ParsedFiles } from './parsed.ts';

/** The declaration that an exported name stands for; equal for equal `module` and `name`. */
export interface Origin {
  /** The path of a file, or the specifier of a package. */
  readonly module: string;
  /** `*` for a whole module. */
  readonly name: string;
  /** How the last re-export on the way to it names the module; empty where there was none. */
  readonly specifier: string;
  /** It exists only for the compiler. */
  readonly isType: boolean;
  /** On the way to it, it was exported as a type, so that it has no value here. */
  readonly isTypeOnly: boolean;
}

/** `unknown` where a module on the way does not tell what it exports. */
export type Found = Origin | 'unknown' | undefined;

/** Follows a name that a file exports to its declaration; undefined when it does not export it. */
export function originOf(files: ParsedFiles, path: string, name: string): Found {
  return find(files, path, name, new Set());
}

export function isSame(a: Found, b: Found): boolean {
  return typeof a === 'object' && typeof b === 'object' && a.module === b.module && a.name === b.name;
}

/** The names that a file exports itself; what `export *` adds is not among them. */
export function ownExports(files: ParsedFiles, path: string): readonly string[] {
  const file = files.at(path);
  return file ? [...moduleExports(file).names.keys()] : [];
}

function find(files: ParsedFiles, path: string, name: string, seen: ReadonlySet<string>): Found {
  const key = `${path}\n${name}`;
  if (seen.has(key)) return undefined;
  const within = new Set([...seen, key]);
  const file = files.at(path);
  if (!file) return 'unknown';
  const { names, stars, isOpaque } = moduleExports(file);
  const exported = names.get(name);
  if (exported?.by === 'declaration')
    return { module: path, name, specifier: '', isType: exported.isType, isTypeOnly: false };
  if (exported) {
    const found = lead(files, path, exported.specifier, exported.name, within);
    return typeof found === 'object' && exported.isTypeOnly ? { ...found, isTypeOnly: true } : found;
  }
  if (isOpaque) return 'unknown';
  return name === 'default' ? undefined : throughStars(files, path, name, stars, within);
}

/** What two modules both give under one name is not exported, unless it is the same thing. */
function throughStars(
  files: ParsedFiles,
  path: string,
  name: string,
  stars: readonly { readonly specifier: string; readonly isTypeOnly: boolean }[],
  seen: ReadonlySet<string>,
): Found {
  let result: Found;
  let isUnknown = false;
  for (const { specifier, isTypeOnly } of stars) {
    // What a package exports is not read; a name that it may have is one that a file of ours has not.
    const found = files.follow(path, specifier) ? lead(files, path, specifier, name, seen) : 'unknown';
    if (found === 'unknown') isUnknown = true;
    else if (found && result && !isSame(found, result)) return undefined;
    else if (found) result ??= isTypeOnly ? { ...found, isTypeOnly: true } : found;
  }
  return result ?? (isUnknown ? 'unknown' : undefined);
}

function lead(
  files: ParsedFiles,
  path: string,
  specifier: string,
  name: string,
  seen: ReadonlySet<string>,
): Found {
  const target = files.follow(path, specifier);
  const whole = { name, specifier, isType: false, isTypeOnly: false };
  if (target === undefined) return specifier.startsWith('.') ? 'unknown' : { module: specifier, ...whole };
  if (name === '*') return { module: target, ...whole };
  const found = find(files, target, name, seen);
  return typeof found === 'object' && found.specifier === '' ? { ...found, specifier } : found;
}
