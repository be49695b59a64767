import type { Place } from '../../../model/span.ts';
import type { Located } from '../evaluation.ts';

/** Where an expression is told: what begins a chain, never all of it. */
export function headOf({ context: { file }, expression }: Located): Place {
  let at = expression;
  while (at.is === 'call' && at.callee.is === 'member' && at.callee.object.is === 'call')
    at = at.callee.object;
  const { start, end } = at.is === 'call' ? at.callee : at;
  return { path: file, span: { start, end: at.is === 'object' ? start + 1 : end } };
}
