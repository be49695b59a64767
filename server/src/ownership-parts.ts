import type { OwnershipParts } from './engine/parts.ts';
import { hashDirectives } from './format/hash-directives.ts';
import { hostingOf } from './host/hosting.ts';
import { absoluteOf, fromRoot, staysBelow } from './host/relative.ts';
import { repositoryFiles } from './host/repository-files.ts';
import type { OwnersDialect } from './model/owners.ts';
import { readCatalog } from './read/catalog.ts';
import { readCodeowners } from './read/codeowners.ts';
import { hasHeadings } from './read/codeowners-section.ts';
import { createOwnersIndex } from './read/owners-index.ts';

/** What reads documents that name owners, wherever they come from. */
export const ownersReaders = {
  readCodeowners,
  hasHeadings,
  index: createOwnersIndex,
  extractDirectives: hashDirectives,
  readCatalog,
} as const satisfies Partial<OwnershipParts>;

/** Both are absolute. The boundary is the repository's root where there is one; git is asked only for what a CODEOWNERS file rests on. */
export function ownershipParts(root: string, boundary: string): OwnershipParts {
  let hosting: { readonly of: OwnersDialect | undefined } | undefined;
  return {
    ...ownersReaders,
    folder: fromRoot(boundary, root),
    isInside: (path) => staysBelow(boundary, absoluteOf(root, path)),
    hosting: () => {
      hosting ??= { of: hostingOf(boundary) };
      return hosting.of;
    },
    files: () => repositoryFiles(boundary),
  };
}
