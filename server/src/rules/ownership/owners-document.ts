import type { OwnersDialect, OwnersDocument, OwnersEntry } from '../../model/owners.ts';
import type { Policy } from '../../model/policy.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import type { Place } from '../../model/span.ts';

/**
 * The CODEOWNERS file where a policy is the one that judges it. One above the workspace root belongs to whoever governs
 * that: it says who owns what, and is not judged from below.
 */
export function judgedDocument(
  policy: Policy | undefined,
  { owners, policyOf, policies }: WorkspaceFacts,
): OwnersDocument | undefined {
  const { document } = owners;
  if (!document || document.path.startsWith('../')) return undefined;
  return (policyOf(document.path) ?? policies[0]) === policy ? document : undefined;
}

/** Where a line that is missing would be looked for: at the last one, which outranks all others. */
export function lastLine({ path, entries }: OwnersDocument): Place {
  return { path, span: entries.at(-1)?.span ?? { start: 0, end: 0 } };
}

/** A path as a pattern that matches it and nothing else; of a folder, with the slash at its end, what is below. */
export function patternFor(path: string, dialect: OwnersDialect): string {
  const special = dialect === 'gitlab' ? /[\\ *?[\]]/g : /[\\ *?]/g;
  return `/${path.replace(special, '\\$&')}`;
}

/** True for a line that is a problem already unless some file is called like its pattern. */
export function isDoubtful({ problems }: OwnersDocument, entry: OwnersEntry): boolean {
  return problems.some(({ unlessMatched }) => unlessMatched === entry);
}
