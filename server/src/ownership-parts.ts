import type { OwnershipParts } from './engine/parts.ts';
import { hashDirectives } from './format/hash-directives.ts';
import { hostingOf } from './host/hosting.ts';
import { absoluteOf, fromRoot, staysBelow } from './host/relative.ts';
import { repositoryFiles } from './host/repository-files.ts';
import type { OwnersDialect } from './model/owners.ts';
import { byCodeUnit, joinPath } from './model/path.ts';
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

/**
 * Both are absolute. The boundary is the repository's root where there is one; git is asked only for what a CODEOWNERS file rests on.
 *
 * @param toCome files below the root that are about to be written, and that git would know then
 */
export function ownershipParts(
  root: string,
  boundary: string,
  toCome: () => readonly string[] = () => [],
): OwnershipParts {
  let hosting: { readonly of: OwnersDialect | undefined } | undefined;
  return {
    ...ownersReaders,
    folder: fromRoot(boundary, root),
    isInside: (path) => staysBelow(boundary, absoluteOf(root, path)),
    hosting: () => {
      hosting ??= { of: hostingOf(boundary) };
      return hosting.of;
    },
    files: () => {
      const known = repositoryFiles(boundary);
      const coming = toCome().map((path) => joinPath(fromRoot(boundary, root), path));
      return known && coming.length > 0 ? [...new Set([...known, ...coming])].sort(byCodeUnit) : known;
    },
  };
}
