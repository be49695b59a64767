import type { PackageFacts } from '../model/package-facts.ts';
import { joinPath } from '../model/path.ts';
import type { WorkspaceFacts } from '../model/rule.ts';
import { declarationsOf } from './declarations.ts';

/** Tools that copy what is imported into what they write, so that nobody has to install it. */
const bundlers = `
  vite webpack rollup rolldown esbuild parcel tsup tsdown unbuild microbundle bunchee pkgroll ng-packagr @vercel/ncc
  @rspack/core @rsbuild/core @rslib/core @farmfe/core next nuxt astro gatsby @sveltejs/kit @remix-run/dev
  @react-router/dev @angular/cli @angular/build react-scripts @vue/cli-service electron-vite wxt plasmo expo
  react-native`
  .trim()
  .split(/\s+/);

/** A tool that is declared further up still leaves its configuration in the package's folder. */
const configurations =
  `vite webpack rollup rolldown esbuild tsup tsdown build bunchee rspack rsbuild rslib next nuxt astro
  svelte esbuild.browser extension.webpack extension-browser.webpack`
    .split(/\s+/)
    .flatMap((tool) =>
      ['ts', 'js', 'mjs', 'mts', 'cjs', 'cts'].map((extension) => `${tool}.config.${extension}`),
    );

const known = new WeakMap<PackageFacts, boolean>();

/** True for a package that a bundler builds; its manifest is another object whenever files come or go. */
export function isBundled(manifest: PackageFacts, { fileAt }: WorkspaceFacts): boolean {
  const before = known.get(manifest);
  if (before !== undefined) return before;
  const declared = declarationsOf(manifest);
  const found =
    bundlers.some((name) => declared.has(name)) ||
    configurations.some((file) => fileAt(joinPath(manifest.folder, file)) !== undefined);
  known.set(manifest, found);
  return found;
}
