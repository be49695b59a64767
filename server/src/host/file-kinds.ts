/** Which list of a walk a file belongs to, by its name alone. */
export type FileKind = 'source' | 'policy' | 'config';

export const policyName = 'parapet.jsonc';

const sourceName = /\.[cm]?[jt]sx?$/;
const configName = /^(?:package|[jt]sconfig.*)\.json$/;
/** The pattern above also takes these, which no compiler reads. */
const unknownSources = /\.[cm][jt]sx$/;

const prunedNames: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  '.git',
  '.hg',
  '.svn',
  '.yarn',
  '.pnpm-store',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.turbo',
  '.angular',
  '.vercel',
  '.cache',
  '.vscode-test',
]);

export function fileKind(name: string): FileKind | undefined {
  if (sourceName.test(name)) return unknownSources.test(name) ? undefined : 'source';
  if (name.endsWith('.json')) return configName.test(name) ? 'config' : undefined;
  return name === policyName ? 'policy' : undefined;
}

/** Folders nobody's own sources are in; `dist` is one only beside a package.json, elsewhere it may be a word. */
export function isPruned(name: string, isBesidePackage: () => boolean): boolean {
  return prunedNames.has(name) || (name === 'dist' && isBesidePackage());
}
