import type { PromisedOperation, Written } from '../../model/contract-writing.ts';
import type { WayOut } from '../../model/fix.ts';
import type { BoundContract, OperationMatch } from '../../model/matching.ts';

/** What writing a contract came to, as a way out. */
export function wayOf(id: string, title: string, written: Written): WayOut {
  if ('refused' in written) return { id, title, refused: written.refused };
  const isNothing = written.edits.length === 0 && !written.creates;
  return isNothing
    ? { id, title, refused: 'Nothing has to be changed for it.' }
    : { ...written, id, title, safe: false };
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
