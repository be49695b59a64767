import type { DeeperImport, TextEdit } from './fix.ts';
import type { SourceFile } from './rule.ts';
import { enumerate } from './words.ts';

/** Only such a file is worth parsing: an index may also export what it has imported. */
export function mayReexport({ path, facts }: SourceFile): boolean {
  return facts.imports.some(({ kind }) => kind === 'reexport') || /(?:^|\/)index\.\w+$/.test(path);
}

/** The edit that leads an import past a re-exporting file, without what comes from some files. */
export function deeperEdits(
  path: string,
  { start, end, statements }: DeeperImport,
  without: readonly string[] = [],
): readonly TextEdit[] {
  const kept = statements.filter(({ file }) => !without.includes(file));
  return [{ path, start, end, text: kept.map(({ text }) => text).join('\n') }];
}

/** What is to be imported from in place of what an import names. */
export function deeperTitle({ statements }: DeeperImport, specifier: string): string {
  const files = statements.map(({ file }) => file);
  const shown = files.length > mostNames ? files.slice(0, mostNames - 1) : files;
  const rest = files.length - shown.length;
  const names = [...shown.map((path) => `"${fileName(path)}"`), ...(rest > 0 ? [`${rest} more files`] : [])];
  return `Import from ${enumerate(names)} instead of "${specifier}"`;
}

const mostNames = 3;

/** The last segment of a path; that of an index says nothing by itself. */
export function fileName(path: string): string {
  const segments = path.split('/');
  return segments.slice(/^index\.\w+$/.test(segments.at(-1) ?? '') ? -2 : -1).join('/');
}
