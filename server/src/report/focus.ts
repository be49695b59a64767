import type { SourceFile } from '../model/rule.ts';

/**
 * The files that match and those at the other end of their imports, in the order given; of the others' imports only
 * those to a match are kept. Undefined when nothing matches.
 */
export function focusOn(
  files: readonly SourceFile[],
  matches: (path: string) => boolean,
): readonly SourceFile[] | undefined {
  const matching = new Set(files.filter(({ path }) => matches(path)).map(({ id }) => id));
  if (matching.size === 0) return undefined;
  const imported = new Set(
    files.flatMap(({ id, targets }) =>
      matching.has(id) ? targets.flatMap((target) => (target.to === 'file' ? target.file : [])) : [],
    ),
  );
  return files.flatMap((file) => {
    if (matching.has(file.id)) return file;
    const kept = importsOf(file, matching);
    return kept.targets.length > 0 || imported.has(file.id) ? kept : [];
  });
}

function importsOf(file: SourceFile, matching: ReadonlySet<number>): SourceFile {
  const kept = file.targets.flatMap((target, index) => {
    const fact = file.facts.imports[index];
    return fact && target.to === 'file' && matching.has(target.file) ? [{ fact, target }] : [];
  });
  return {
    ...file,
    facts: { ...file.facts, imports: kept.map(({ fact }) => fact) },
    targets: kept.map(({ target }) => target),
  };
}
