/** What the extensions of walked and read files say about them; one list for the whole product. */
const plainExtensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] as const;
/** Files of markup with blocks of script in them. */
const markupExtensions = ['vue', 'svelte', 'astro'] as const;

export type Markup = (typeof markupExtensions)[number];

const sourcePath = new RegExp(`\\.(?:${[...plainExtensions, ...markupExtensions].join('|')})$`);

/** True for a file that imports are read from and that can be imported, by its name or path alone. */
export function isSourceName(path: string): boolean {
  return sourcePath.test(path);
}

/** True for a file of types alone: `x.d.ts`, `x.d.mts`, `x.d.css.ts`. */
export function isDeclarationPath(path: string): boolean {
  return /\.d\.(?:[\w-]+\.)?[cm]?ts$/.test(path);
}

/** The markup around the scripts of a file; undefined for one that is all script. */
export function markupOf(path: string): Markup | undefined {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return markupExtensions.find((known) => known === extension);
}
