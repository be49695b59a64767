/** `@scope/name/deep` is of the package `@scope/name`, with the subpath `./deep`; the package itself is `.`. */
export function splitPackage(name: string): { readonly name: string; readonly subpath: string } {
  const scopeEnd = name.startsWith('@') ? name.indexOf('/') + 1 : 0;
  const end = name.indexOf('/', scopeEnd);
  if (end < 0) return { name, subpath: '.' };
  return { name: name.slice(0, end), subpath: `.${name.slice(end)}` };
}

/** True for a name that a registry would take; `$app`, `~icons`, `@/x` and `@Scope/X` are aliases of some bundler. */
export function isPackageName(name: string): boolean {
  return /^(?:@[a-z0-9-][a-z0-9-._]*\/[a-z0-9-._]+|[A-Za-z0-9-][\w.-]*)$/.test(name);
}

/** Where the types of a package are published that has none of its own: `@types/acme__kit` for `@acme/kit`. */
export function typesPackage(name: string): string {
  return `@types/${name.replace(/^@([^/]+)\//, '$1__')}`;
}
