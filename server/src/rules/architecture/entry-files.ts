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

/** What some files import over any number of imports of any kind, and they themselves. */
export interface Reached {
  /** By the id of each such file, that of the one that it was first reached from; a root is reached from itself. */
  readonly from: ReadonlyMap<number, number>;
  /** All files, as they were. */
  readonly files: readonly SourceFile[];
}

/** By the ids of the roots. */
export function reachedFrom(roots: readonly number[], { files, file: fileOf }: WorkspaceFacts): Reached {
  const from = new Map(roots.map((id) => [id, id]));
  const queue = [...roots];
  for (let next = 0; next < queue.length; next++) {
    const id = queue[next] as number;
    for (const target of fileOf(id).targets) {
      if (target.to !== 'file' || from.has(target.file)) continue;
      from.set(target.file, id);
      queue.push(target.file);
    }
  }
  return { from, files };
}

/**
 * The same files are reached while each changed one still leads to all that was reached from it, and to nothing new;
 * undefined where one does not. The set of files must be the same.
 */
export function reachedAsBefore(
  { from, files: before }: Reached,
  { files }: WorkspaceFacts,
): Reached | undefined {
  const isSame = files.every((file, index) => {
    const old = before[index];
    if (file === old || !from.has(file.id)) return true;
    const targets = new Set(file.targets.flatMap((target) => (target.to === 'file' ? target.file : [])));
    const isLost = (id: number) => from.get(id) === file.id && !targets.has(id);
    return (
      old?.id === file.id &&
      [...targets].every((id) => from.has(id)) &&
      !old.targets.some((target) => target.to === 'file' && isLost(target.file))
    );
  });
  return isSame ? { from, files } : undefined;
}
