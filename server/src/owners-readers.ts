import type { OwnershipParts } from './engine/parts.ts';
import { hashDirectives } from './format/hash-directives.ts';
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
