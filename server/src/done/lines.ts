import { type ChangedFile, isAdded } from '../model/change.ts';
import type { ItemFacts } from '../model/item.ts';
import type { Span } from '../model/span.ts';

/** What one line holds of a comment. */
export interface CommentLine extends Span {
  readonly text: string;
  /** From 1, as git counts. */
  readonly line: number;
}

/** What the added lines of a changed file hold of comments, line by line, in order. */
export function addedComments(facts: ItemFacts, file: ChangedFile): readonly CommentLine[] {
  const own = read.get(facts) ?? new Map<ChangedFile, readonly CommentLine[]>();
  read.set(facts, own);
  const known = own.get(file) ?? readAddedComments(facts, file);
  own.set(file, known);
  return known;
}

/** Several items ask for the same. */
const read = new WeakMap<ItemFacts, Map<ChangedFile, readonly CommentLine[]>>();

function readAddedComments(facts: ItemFacts, file: ChangedFile): readonly CommentLine[] {
  const text = file.hunks.length === 0 ? undefined : facts.text(file.path);
  if (text === undefined) return [];
  const found: CommentLine[] = [];
  const lines = createLines(text);
  for (const { start, end } of facts.comments(file.path, text)) {
    for (let line = lines.of(start); line <= lines.of(Math.max(start, end - 1)); line++) {
      if (!isAdded(file, line)) continue;
      const from = Math.max(start, lines.start(line));
      const to = Math.min(end, lines.end(line));
      found.push({ start: from, end: to, text: text.slice(from, to), line });
    }
  }
  return found;
}

interface Lines {
  of(offset: number): number;
  start(line: number): number;
  /** Before the line's terminator. */
  end(line: number): number;
}

/** Lines as git counts them: LF alone ends one. */
export function createLines(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    of(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return low + 1;
    },
    start: (line) => starts[line - 1] ?? text.length,
    end(line) {
      const next = starts[line];
      if (next === undefined) return text.length;
      return text[next - 2] === '\r' ? next - 2 : next - 1;
    },
  };
}
