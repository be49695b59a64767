import type { SourceFile } from '../model/rule.ts';

/** A file as if it imported these others and nothing else; each import starts where its target stands in the list. */
export function supposedImporter(from: SourceFile, targets: readonly SourceFile[]): SourceFile {
  const imports = targets.map(({ path }, at) => {
    return { kind: 'value', specifier: path, start: at, end: at, statement: at } as const;
  });
  return {
    ...from,
    facts: { imports, directives: [] },
    targets: targets.map(({ id }) => ({ to: 'file', file: id })),
  };
}
