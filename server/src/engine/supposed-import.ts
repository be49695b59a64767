import type { FileFacts } from '../model/facts.ts';
import type { SourceFile } from '../model/rule.ts';
import type { FileTable } from './file-table.ts';
import type { Resolutions } from './resolutions.ts';

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

/** Where imports would lead that nobody has written yet. */
export interface SupposedImports {
  /** The source file that a specifier leads to, written in a file or not. */
  follow(from: string, specifier: string): string | undefined;
  /** A file as it would be with other facts. */
  suppose(path: string, facts: FileFacts): SourceFile | undefined;
}

export function supposedImports(files: FileTable, resolutions: Resolutions): SupposedImports {
  return {
    follow(from, specifier) {
      const file = files.at(from);
      const index = file?.facts.imports.findIndex((fact) => fact.specifier === specifier) ?? -1;
      const target = file?.targets[index] ?? resolutions.supposed(from, specifier);
      return target.to === 'file' ? files.file(target.file).path : undefined;
    },
    suppose(path, facts) {
      const file = files.at(path);
      const targets = facts.imports.map(({ specifier, kind }) => resolutions.supposed(path, specifier, kind));
      return file && { ...file, facts, targets };
    },
  };
}
