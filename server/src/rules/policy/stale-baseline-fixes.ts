import type { Finding } from '../../model/finding.ts';
import type { Fix } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';

/** Takes a line that accepts nothing out of the baseline. */
export async function* staleBaselineFixes(
  { path, span: { start, end } }: Finding,
  { read }: FixTools,
): AsyncIterable<Fix> {
  const rest = read(path)?.slice(end);
  if (rest === undefined) return;
  const [lineEnd = ''] = /^\r?\n?/.exec(rest) ?? [];
  const edits = [{ path, start, end: end + lineEnd.length, text: '' }];
  // Baselines are decisions, and never part of a fix of everything.
  yield { id: 'remove-entry', title: 'Remove the line from the baseline', edits, safe: false };
}
