import type { ImportKind } from '../model/facts.ts';
import type { Tsconfig } from './tsconfig.ts';
import { isTypesCondition } from './types-versions.ts';

/** How an importer asks a package for a file. */
export interface Asking {
  /** The same for two importers for whom everything here is the same. */
  readonly key: string;
  /** Whether a condition of `exports` or `imports` holds. */
  readonly conditions: (name: string) => boolean;
  /** The oldest module resolution, which knows no `exports`, or one that was told not to look. */
  readonly ignoresExports: boolean;
}

/** Conditions of a workspace's own packages: those of Node, of TypeScript, and the ones that mean the source. */
export function askingOf(kind: ImportKind, config: Tsconfig | undefined): Asking {
  const custom = config?.customConditions ?? [];
  const syntax = kind === 'require' ? 'require' : 'import';
  const known = new Set([syntax, 'types', 'node', 'default', 'source', ...custom]);
  const ignoresExports = config?.ignoresExports ?? false;
  return {
    key: `${ignoresExports} ${[...known].join(' ')}`,
    conditions: (name) => known.has(name) || isTypesCondition(name),
    ignoresExports,
  };
}
