import type { ChangeKind, ChangeRow } from './change-row.ts';
import { onInterfaces } from './interface-changes.ts';
import { onOperations } from './operation-changes.ts';
import { onRequests } from './request-changes.ts';
import { onResponses } from './response-changes.ts';

/** Nothing new for who calls: a promise became narrower, or is worded more clearly. */
const clarifications: ReadonlySet<string> = new Set([
  'response-enum-value-removed',
  'response-enum-introduced',
  'response-became-not-nullable',
  'response-property-became-required',
  'response-header-became-required',
  'response-constraint-tightened',
  'response-additional-properties-closed',
  'response-type-narrowed',
  'response-variant-removed',
]);

/** Every change that can be told; what has no line here is none. */
export const changeTable: readonly ChangeRow[] = [
  ...onOperations,
  ...onRequests,
  ...onResponses,
  ...onInterfaces,
].map((row) =>
  row.level === 'compatible' ? { ...row, bump: clarifications.has(row.id) ? 'patch' : 'minor' } : row,
);

const byKind: ReadonlyMap<string, ChangeRow> = new Map(
  changeTable.map((row) => [`${row.direction} ${row.kind}`, row]),
);

/** The line for a difference; undefined where it means nothing in this direction. */
export function rowOf(kind: ChangeKind, direction: ChangeRow['direction']): ChangeRow | undefined {
  return byKind.get(`${direction} ${kind}`) ?? byKind.get(`either ${kind}`);
}
