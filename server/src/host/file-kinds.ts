import { mayBeContractName } from '../model/contract-name.ts';
import { isSourceName } from '../model/source-path.ts';

/** Which list of a walk a file belongs to, by its name alone. */
export type FileKind = 'source' | 'policy' | 'config' | 'contract';

export const policyName = 'parapet.jsonc';

const configName = /^(?:package|[jt]sconfig.*)\.json$/;
/** What Yarn generates is nobody's source. */
const generatedName = /^\.pnp\.(?:js|cjs|loader\.mjs)$/;

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
  if (isSourceName(name)) return generatedName.test(name) ? undefined : 'source';
  if (name.endsWith('.json') && configName.test(name)) return 'config';
  if (name === policyName) return 'policy';
  return mayBeContractName(name) ? 'contract' : undefined;
}

/** Folders nobody's own sources are in; `dist` is one only beside a package.json, elsewhere it may be a word. */
export function isPruned(name: string, isBesidePackage: () => boolean): boolean {
  return prunedNames.has(name) || (name === 'dist' && isBesidePackage());
}
