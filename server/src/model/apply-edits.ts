import type { TextEdit } from './fix.ts';

/** A text after edits of it, in whatever order they are given; of two that overlap the one that begins first counts. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const edit of inOrder) {
    if (edit.start < at) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** What the files that edits name say after them; `read` gives the text of a path, and one without a text is left out. */
export function editedTexts(
  edits: readonly TextEdit[],
  read: (path: string) => string | undefined,
): Map<string, string> {
  const after = new Map<string, string>();
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const text = read(path);
    const own = edits.filter((edit) => edit.path === path);
    if (text !== undefined) after.set(path, applyEdits(text, own));
  }
  return after;
}
