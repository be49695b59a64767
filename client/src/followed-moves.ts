import { extensions } from 'vscode';

/** Who rewrites imports when a file moves, and between files of which extensions. */
const followers: readonly (readonly [extension: string, files: readonly string[]])[] = [
  ['vscode.typescript-language-features', ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs']],
  ['Vue.volar', ['vue']],
  ['svelte.svelte-vscode', ['svelte']],
  ['astro-build.astro-vscode', ['astro']],
];

/** Extensions of the files between which somebody else in this editor rewrites imports. */
export function followedByOthers(): readonly string[] {
  return followers.flatMap(([extension, files]) =>
    extensions.getExtension(extension) === undefined ? [] : files,
  );
}
