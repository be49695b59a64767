import { byCodeUnit, joinPath } from '../model/path.ts';
import { baselineEntry, entryLine, readBaseline } from './baseline.ts';

/**
 * The text of a baseline with paths as they are after a move; the same text when it names nothing that moved. Comments
 * stay in their lines, and lines that were sorted are sorted again.
 *
 * @param place what a path, relative to the root, is called after the move
 */
export function movedBaseline(
  text: string,
  folders: { readonly before: string; readonly after: string },
  place: (path: string) => string,
): string {
  const lines = text.split(/\r?\n/);
  const renamed = lines.map((line) => {
    const [entry] = readBaseline(line).entries;
    if (!entry) return line;
    const after = (local: string) => {
      const path = joinPath(folders.before, local);
      const moved = place(path);
      return moved === path ? local : moved;
    };
    return entryLine(baselineEntry(entry.rule, after(entry.path), after(entry.subject), folders.after));
  });
  if (renamed.every((line, index) => line === lines[index])) return text;
  const isEntry = (line: string) => readBaseline(line).entries.length > 0;
  const before = lines.filter(isEntry);
  const after = renamed.filter(isEntry);
  const isSorted = before.every(
    (line, index) => index === 0 || byCodeUnit(before[index - 1] ?? '', line) <= 0,
  );
  if (isSorted) after.sort(byCodeUnit);
  const next = after.values();
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return renamed.map((line) => (isEntry(line) ? next.next().value : line)).join(end);
}
