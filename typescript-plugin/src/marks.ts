import type ts from 'typescript';
import type { Breach, Judge } from './boundaries.ts';

/** Stands before what would break a boundary. */
const sign = '⊘';

/** Sorts after everything that the TypeScript server or the editor puts into a list. */
const last = '\uffff';

/**
 * The editor looks at how well a text matches what is typed before it looks at the order. It takes a point off for each
 * character in front of the match: with these, no match is as good as that of another completion.
 */
const burden = sign.repeat(40);

/** Completions with those marked and put last whose import would break a boundary; the same list when there are none. */
export function markCompletions<List extends ts.CompletionInfo>(
  list: List,
  from: string,
  judge: Judge,
): List {
  const marked = list.entries.map((entry) => {
    const to = targetOf(entry);
    const breach = to === undefined ? undefined : judge(from, to);
    return breach ? markEntry(entry, breach) : entry;
  });
  return marked.every((entry, index) => entry === list.entries[index]) ? list : { ...list, entries: marked };
}

/** The details of a completion with the reason in front, where its import would break a boundary. */
export function markDetails(details: ts.CompletionEntryDetails, breach: Breach): ts.CompletionEntryDetails {
  const reason = `${sign} ${breach.sentence} (${breach.rule})`;
  const rest = details.documentation ?? [];
  const text = rest.length > 0 ? `${reason}\n\n` : reason;
  return { ...details, documentation: [{ kind: 'text', text }, ...rest] };
}

/** Fixes with the imports that would break a boundary last, named as such and never chosen by themselves. */
export function markFixes(
  fixes: readonly ts.CodeFixAction[],
  breachOf: (specifier: string) => Breach | undefined,
): readonly ts.CodeFixAction[] {
  const breaches = fixes.map((fix) => {
    const specifier = fix.fixName === importFix ? specifierOf(fix) : undefined;
    return specifier === undefined ? undefined : breachOf(specifier);
  });
  if (!breaches.some(Boolean)) return fixes;
  return [
    ...fixes.filter((_, index) => !breaches[index]),
    ...fixes.flatMap((fix, index) => {
      const breach = breaches[index];
      if (!breach) return [];
      const description = `${fix.description} ${sign} ${breach.boundary}: breaks ${breach.rule}`;
      return [{ ...fix, fixName: forbiddenImportFix, description }];
    }),
  ];
}

/** The file that a completion would import: as the TypeScript server names it, or by older ones the module's path. */
export function targetOf({ data, source }: Pick<ts.CompletionEntry, 'data' | 'source'>): string | undefined {
  const named = data?.fileName ?? source;
  return named !== undefined && /^(?:\/|[a-z]:[\\/])/i.test(named) ? named : undefined;
}

/** The TypeScript server's name for the fixes that add an import. */
const importFix = 'import';

/** The editor prefers fixes by their names, and this one is not to be preferred. */
const forbiddenImportFix = 'importPastBoundary';

function markEntry(entry: ts.CompletionEntry, { boundary }: Breach): ts.CompletionEntry {
  const shown = entry.sourceDisplay?.map(({ text }) => text).join('') ?? '';
  return {
    ...entry,
    sortText: last + entry.sortText,
    filterText: `${burden} ${entry.filterText ?? entry.name}`,
    labelDetails: { ...entry.labelDetails, description: `${sign} ${boundary}${shown && `  ${shown}`}` },
    ...(entry.isRecommended && { isRecommended: undefined }),
  } as ts.CompletionEntry;
}

/** The module that a fix imports: in the text it writes, or, where it only adds a name to an import, in its title. */
function specifierOf({ changes, description }: ts.CodeFixAction): string | undefined {
  for (const { textChanges } of changes) {
    for (const { newText } of textChanges) {
      const written = /(?:\bfrom\s*|\bimport\s*|\b(?:require|import)\(\s*)(["'])(.+?)\1/.exec(newText)?.[2];
      if (written !== undefined) return written;
    }
  }
  return /["'“„«]([^"'”“»]+)["'”“»][^"'”“»]*$/.exec(description)?.[1];
}
