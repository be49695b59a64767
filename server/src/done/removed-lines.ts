import type { ChangedFile } from '../model/change.ts';
import type { ItemFacts } from '../model/item.ts';
import { textBefore } from './files.ts';

/**
 * Tells whether a text was only moved: a line that the change took away, in whatever file, holds it. Each of those lines
 * was moved to one place at most, so that a second copy is new.
 *
 * @param isOfInterest for lines that can hold what will be asked for; the others are forgotten
 */
export function createMoves(
  facts: ItemFacts,
  isOfInterest: (line: string) => boolean,
): (text: string) => boolean {
  let left: string[] | undefined;
  return (text) => {
    left ??= facts.change.files.flatMap((file) => removedLines(facts, file)).filter(isOfInterest);
    const sought = text.trim();
    const at = left.findIndex((line) => line.includes(sought));
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  };
}

function removedLines(facts: ItemFacts, file: ChangedFile): readonly string[] {
  const isGone = file.status === 'deleted';
  const removed = file.hunks.filter(({ oldCount }) => oldCount > 0);
  const text = isGone || removed.length > 0 ? textBefore(facts, file) : undefined;
  const lines = text?.split('\n') ?? [];
  if (isGone) return lines;
  return removed.flatMap(({ oldStart, oldCount }) => lines.slice(oldStart - 1, oldStart - 1 + oldCount));
}
