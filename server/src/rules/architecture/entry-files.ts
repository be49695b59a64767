import type { Policy, Selector } from '../../model/policy.ts';
import type { SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import type { Place } from '../../model/span.ts';
import { isTestPath } from '../../model/test-path.ts';
import { selects } from '../../ruling/selectors.ts';

/** Files that a tool looks for by their names. */
const byConvention = [/\.config\.[^/]*$/, /(?:^|\/)\./, /\.d\.[cm]?ts$/] as const;

/** Globs, or names of elements, as selectors with the text that they stand for. */
export function entrySelectors(
  entries: readonly string[],
  { layers, slices, services }: Policy,
  place: Place,
): readonly (readonly [entry: string, selectors: readonly Selector[]])[] {
  const names = new Set([...layers, ...slices, ...services].map(({ name }) => name));
  return entries.map((entry) => {
    const isName = names.has(entry) || names.has(entry.slice(0, Math.max(entry.indexOf(':'), 0)));
    return [entry, [isName ? { by: 'name', name: entry, place } : { by: 'glob', glob: entry, place }]];
  });
}

/**
 * Whether something outside of the sources starts a file. Doubt speaks for it: what is excluded, or judged by another
 * policy, may be started by whatever that one knows. Notes which entries matched.
 */
export function isEntry(
  file: SourceFile,
  policy: Policy,
  { manifestAround, enters }: WorkspaceFacts,
  entries: ReturnType<typeof entrySelectors>,
  used: Set<string>,
): boolean {
  let isListed = false;
  if (file.policy === policy) {
    for (const [entry, selectors] of entries) {
      if ((isListed && used.has(entry)) || !selects(selectors, file, policy)) continue;
      used.add(entry);
      isListed = true;
    }
  }
  if (isListed || file.policy !== policy || file.isExcluded || file.isTest) return true;
  if (isTestPath(file.path) || byConvention.some((name) => name.test(file.path))) return true;
  const manifest = manifestAround(file.path);
  return manifest !== undefined && enters(manifest, file.path);
}

/** The ids of all files that some files import over any number of imports of any kind, and their own. */
export function reachedFrom(
  roots: readonly SourceFile[],
  { file: fileOf }: WorkspaceFacts,
): ReadonlySet<number> {
  const reached = new Set(roots.map(({ id }) => id));
  const queue = [...roots];
  for (let next = 0; next < queue.length; next++) {
    for (const target of (queue[next] as SourceFile).targets) {
      if (target.to !== 'file' || reached.has(target.file)) continue;
      reached.add(target.file);
      queue.push(fileOf(target.file));
    }
  }
  return reached;
}
