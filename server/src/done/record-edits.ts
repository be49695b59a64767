import { editBetween } from '../format/jsonc-edit.ts';
import { putYamlEntry } from '../format/yaml-edit.ts';
import type { ItemScope } from '../model/done-result.ts';
import type { WayOut } from '../model/fix.ts';

/** The record that is written to; without a text it does not exist yet. */
export interface RecordText {
  /** Relative POSIX to the root. */
  readonly path: string;
  readonly text?: string;
}

export interface AttestRequest {
  readonly item: string;
  /** Who answers for it. */
  readonly by: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly on: string;
  /** What the list shows for the item. */
  readonly scope: ItemScope;
  readonly note?: string;
}

export interface WaiveRequest {
  readonly item: string;
  readonly by: string;
  /** The last day, `YYYY-MM-DD`, inclusive, UTC. */
  readonly until: string;
  readonly reason: string;
}

/** So many files are named in an attestation; of more, only the digest tells that something changed. */
const mostFiles = 100;
const shortHash = 12;

/** Writes down that an item is settled for the contents of now; what the same person attested of it before goes. */
export function attest(record: RecordText, { item, by, on, scope, note }: AttestRequest): WayOut {
  const files = Object.fromEntries(scope.files.map(({ path, hash }) => [path, hash.slice(0, shortHash)]));
  const entry = {
    item,
    by,
    on,
    scope: scope.digest,
    ...(scope.files.length <= mostFiles && { files }),
    ...(note !== undefined && note.trim() !== '' && { note: note.trim() }),
  };
  return put(record, { id: 'attest', title: `Attest "${item}"` }, 'attest', entry);
}

/** Writes down that an item is left undone until a day; what the same person waived of it before goes. */
export function waive(record: RecordText, { item, by, until, reason }: WaiveRequest): WayOut {
  return put(record, { id: 'waive', title: `Waive "${item}" until ${until}` }, 'waive', {
    item,
    by,
    until,
    reason: reason.trim(),
  });
}

export interface AcceptRequest {
  /** As the finding shows it. */
  readonly fingerprint: string;
  /** The id of the change. */
  readonly change: string;
  readonly contract: string;
  /** The operations that it reaches, for those who read it. */
  readonly operations: readonly string[];
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last day that it is to be needed, `YYYY-MM-DD`, inclusive, UTC. */
  readonly until?: string;
}

/** Writes down that somebody answers for a breaking change; what was said of the same change before goes. */
export function acceptChange(document: RecordText, request: AcceptRequest): WayOut {
  const { fingerprint, change, contract, operations, reason, owner, until } = request;
  const entry = {
    ...{ fingerprint, change, contract },
    ...(operations.length > 0 && { operations }),
    ...{ reason: reason.trim(), owner },
    ...(until !== undefined && { until }),
  };
  const isSame = (known: unknown) =>
    String((known as { readonly fingerprint?: unknown } | null)?.fingerprint) === fingerprint;
  const way = { id: 'accept', title: `Accept "${change}" of "${contract}"` };
  return put(document, way, 'accepted', entry, isSame);
}

function put(
  { path, text }: RecordText,
  way: { readonly id: string; readonly title: string },
  list: string,
  entry: Readonly<Record<string, unknown>>,
  isSame = (known: unknown): boolean => {
    const { item, by } = (known ?? {}) as { readonly item?: unknown; readonly by?: unknown };
    return item === entry['item'] && by === entry['by'];
  },
): WayOut {
  const after = putYamlEntry(text ?? '', { list, entry, replaces: isSame });
  if (after === undefined) {
    return { ...way, refused: `"${path}" is not a YAML document of keys and values; mend it first.` };
  }
  if (text === undefined) return { ...way, edits: [], creates: [{ path, text: after }], safe: false };
  return { ...way, edits: editBetween(text, after).map((edit) => ({ ...edit, path })), safe: false };
}
