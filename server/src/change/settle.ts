import { checklist } from '../done/checklist.ts';
import { attest, type RecordText, waive } from '../done/record-edits.ts';
import { recordPath } from '../done/records.ts';
import { isDate } from '../model/date.ts';
import { groupOf, type ItemResult } from '../model/done-result.ts';
import type { WayOut } from '../model/fix.ts';
import type { ItemFacts } from '../model/item.ts';
import { distance } from './done.ts';

export interface SettleRequest {
  readonly item: string;
  /** Who answers for it. */
  readonly by: string;
  readonly how:
    | { readonly kind: 'attest'; readonly note?: string }
    /** `until` is the last day, `YYYY-MM-DD`, inclusive, UTC. */
    | { readonly kind: 'waive'; readonly reason: string; readonly until: string };
}

/** What is to be written, and where. */
export interface Settlement {
  readonly record: RecordText;
  readonly way: WayOut;
}

/** Settles an item by hand in the record of the change that was judged; or one sentence why that cannot be. */
export function settle(facts: readonly ItemFacts[], request: SettleRequest): Settlement | string {
  const { item: id, how } = request;
  const by = request.by.trim();
  if (by === '') return 'Somebody has to answer for it.';
  const [found] = facts
    .flatMap((own) => checklist(own).items.flatMap((item) => (item.id === id ? { own, item } : [])))
    .sort((a, b) => distance(b.item) - distance(a.item));
  if (!found) return `No item is named "${id}".`;
  const { own, item } = found;
  const { today } = own.workspace;
  const refused = refusalOf(item, how, today);
  if (refused !== undefined) return refused;
  const record = recordOf(own);
  if (!record) {
    return 'No branch is checked out, so that the record of the change has no name: switch to a branch first.';
  }
  if (how.kind === 'waive') {
    return { record, way: waive(record, { item: id, by, until: how.until, reason: how.reason }) };
  }
  const { scope = { files: [], digest: '' } } = item;
  const { note } = how;
  return { record, way: attest(record, { item: id, by, on: today, scope, ...(note && { note }) }) };
}

function refusalOf(item: ItemResult, how: SettleRequest['how'], today: string): string | undefined {
  if (groupOf(item) === 'done') return `"${item.title}" is settled already: ${item.detail}.`;
  if (how.kind === 'attest') {
    return item.kind === 'attest' ? undefined : `"${item.title}" is computed, and nobody can attest it.`;
  }
  if (how.reason.trim() === '') return 'A waiver needs a reason.';
  if (!isDate(how.until)) return `"${how.until}" is not a day such as ${today}.`;
  return how.until < today ? `The last day ${how.until} has passed.` : undefined;
}

/** That of the branch; where there is none, one that the change has already. */
function recordOf({ policy, change, records, text }: ItemFacts): RecordText | undefined {
  const path = recordPath(policy, change) ?? records[0]?.path;
  if (path === undefined) return undefined;
  const known = text(path);
  return { path, ...(known !== undefined && { text: known }) };
}
