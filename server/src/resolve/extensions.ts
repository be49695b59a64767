/**
 * Which files an extension in a specifier may mean, in TypeScript's order: what a compiler will write (`.js`) means
 * what it is written from (`.ts`). It does not work backwards: `./x.ts` is that file or nothing.
 */
export const meanings: ReadonlyMap<string, readonly string[]> = new Map([
  ['.js', ['.ts', '.tsx', '.d.ts', '.js', '.jsx']],
  ['.jsx', ['.tsx', '.ts', '.d.ts', '.jsx', '.js']],
  ['.mjs', ['.mts', '.d.mts', '.mjs']],
  ['.cjs', ['.cts', '.d.cts', '.cjs']],
  ['.ts', ['.ts']],
  ['.tsx', ['.tsx']],
  ['.mts', ['.mts']],
  ['.cts', ['.cts']],
  ['.vue', ['.vue']],
  ['.svelte', ['.svelte']],
  ['.astro', ['.astro']],
]);

/** What a specifier without an extension may mean, in TypeScript's order. */
export const implied: readonly string[] = ['.ts', '.tsx', '.d.ts', '.js', '.jsx'];

/** What bundlers also try, when TypeScript finds neither a file nor a folder. */
export const bundled: readonly string[] = ['.mts', '.mjs'];

/** What a compiled file may be written from. */
export const sources: readonly string[] = [
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.d.ts',
];

const compiled = /(?:\.d)?\.[cm]?[jt]sx?$/;

/** The extension with its dot, or an empty text; `.d.ts` counts as `.ts`. */
export function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(dot) : '';
}

/** A path without the extension of a source or of what it compiles to; `a.service` stays whole. */
export function withoutExtension(path: string): string {
  return path.replace(compiled, '');
}

export function isSourcePath(path: string): boolean {
  return compiled.test(path);
}
