import type { PromisedOperation, Written } from '../../model/contract-writing.ts';
import { isFix, type WayOut } from '../../model/fix.ts';
import type { BoundContract, OperationMatch } from '../../model/matching.ts';

/** What writing a contract came to, as a way out. */
export function wayOf(id: string, title: string, written: Written): WayOut {
  if ('refused' in written) return { id, title, refused: written.refused };
  const [created] = written.creates ?? [];
  if (written.edits.length === 0 && !created)
    return { id, title, refused: 'Nothing has to be changed for it.' };
  const asks = created && { asks: { path: created.path, start: 0, end: 0 } };
  return { ...asks, ...written, id, title, safe: false };
}

/** The same for code that a person goes on with: what was written last is shown. */
export function continuedWay(way: WayOut): WayOut {
  const own = isFix(way) && !way.asks ? way.edits.at(-1) : undefined;
  if (!isFix(way) || !own) return way;
  const moved = way.edits
    .filter(({ path, start }) => path === own.path && start < own.start)
    .reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
  const start = own.start + moved + (own.text.length - own.text.trimStart().length);
  return { ...way, asks: { path: own.path, start, end: start } };
}

export function promisedOf({ bound, operation, paths }: OperationMatch): PromisedOperation {
  return { contract: bound.contract, operation, template: paths[0] ?? operation.template };
}

/** A snapshot is written by a tool: what a person changes in it is gone with its next run. */
export function whyNotByHand({ mode, contract }: BoundContract): string | undefined {
  return mode === 'generated'
    ? `"${contract.path}" is made of the code: run its generator again.`
    : undefined;
}

/** A way out, or the reason against it. */
export function unless(reason: string | undefined, id: string, title: string, write: () => Written): WayOut {
  return reason === undefined ? wayOf(id, title, write()) : { id, title, refused: reason };
}
