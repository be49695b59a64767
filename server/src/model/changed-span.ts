import type { ChangedFile } from './change.ts';
import { createLineTable } from './line-table.ts';
import type { Span } from './span.ts';

/** Whether a change added, altered or took out a line of what a span covers in the text of now. */
export function isTouched({ status, hunks }: ChangedFile, { start, end }: Span, text: string): boolean {
  if (status === 'added') return true;
  const table = createLineTable(text);
  const first = table.position(start).line + 1;
  const last = table.position(Math.max(start, end - 1)).line + 1;
  return hunks.some(({ newStart, newCount }) =>
    newCount > 0 ? newStart <= last && newStart + newCount > first : newStart >= first && newStart < last,
  );
}
