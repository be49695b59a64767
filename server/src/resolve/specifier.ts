/** How a specifier that is not relative must be looked up, told from its text alone. */
export type Specifier =
  | { readonly kind: 'bare'; readonly name: string }
  | { readonly kind: 'runtime'; readonly name: string }
  | { readonly kind: 'absolute' }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'own-import' };

/** Modules these schemes name are built into a runtime. */
const runtimeSchemes: ReadonlySet<string> = new Set(['node', 'bun', 'deno', 'cloudflare', 'workerd']);
/** These schemes are written before the name of a registry's package. */
const registryScheme = /^(?:npm|jsr):\/?/;
const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/;

/**
 * Takes off what only a bundler reads: loaders (`raw-loader!./x.txt`) and queries (`./x.svg?raw`).
 * A query stands behind the file name, so that a leading `?` is none.
 */
export function withoutBundlerMarks(specifier: string): string {
  const loader = specifier.lastIndexOf('!');
  const request = loader >= 0 ? specifier.slice(loader + 1) : specifier;
  const query = request.indexOf('?');
  return query > 0 ? request.slice(0, query) : request;
}

export function isRelative(specifier: string): boolean {
  if (specifier.charCodeAt(0) !== 46) return false;
  const second = specifier.charCodeAt(1);
  if (second !== 46) return second === 47 || specifier.length === 1;
  return specifier.charCodeAt(2) === 47 || specifier.length === 2;
}

/** True for `.`, `..`, `./x/`: the folder is meant, never a file of its name. */
export function namesFolder(relative: string): boolean {
  const last = relative.charCodeAt(relative.length - 1);
  return (last === 46 || last === 47) && /(?:^|\/)\.{0,2}$/.test(relative);
}

/** Reads a specifier that is not relative and that bundler marks were taken off. */
export function readSpecifier(specifier: string): Specifier {
  if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(specifier)) return { kind: 'absolute' };
  if (specifier.startsWith('#')) return { kind: 'own-import' };
  if (registryScheme.test(specifier)) return { kind: 'bare', name: withoutVersion(specifier) };
  const named = scheme.exec(specifier)?.[1]?.toLowerCase();
  if (named === undefined) return { kind: 'bare', name: specifier };
  return runtimeSchemes.has(named) ? { kind: 'runtime', name: specifier } : { kind: 'foreign' };
}

/** `npm:express@4/lib` names the module `express/lib`. */
function withoutVersion(specifier: string): string {
  return specifier.replace(registryScheme, '').replace(/(?<=.)@[^/]*/, '');
}
