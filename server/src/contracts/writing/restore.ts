import type { NodeSource } from '../../format/node-borrowing.ts';
import type { ContractChange } from '../../model/contract.ts';
import type { TextEdit } from '../../model/fix.ts';
import type { JsonDocument } from '../../model/json.ts';
import type { ContractSide } from '../spot.ts';
import { type ContractVersion, sideOf, versionIn, versionOf } from './contract-version.ts';
import { editDocument, isRefused, type Parse, refuse, type Written } from './document.ts';
import { withComponents } from './put-back.ts';
import { type Restoring, type Way, waysFor } from './restore-ways.ts';

/** Two versions of a contract: their documents by path. */
export interface RestoreGround {
  /** Of the contract in the base. */
  readonly oldPath: string;
  readonly documentOld: (path: string) => JsonDocument | undefined;
  readonly path: string;
  readonly read: (path: string) => string | undefined;
  readonly parse: Parse;
  /** The changes from one version to another. */
  readonly compare: (old: ContractSide, now: ContractSide) => readonly ContractChange[];
}

/**
 * Makes the new version keep what a change took away: what was removed comes back, deprecated where OpenAPI has a word for
 * it and with the components that it needs; what became stricter or wider is again as it was. Each way is tried by comparing
 * again, and the first is taken after which the change is gone and no other break has come.
 */
export function restore(change: ContractChange, ground: RestoreGround): Written {
  const old = versionIn(ground.oldPath, ground.documentOld);
  const now = versionOf(ground.path, ground.read, ground.parse);
  const changes = ground.compare(sideOf(old), sideOf(now));
  if (!keysOf(changes).has(keyOf(change))) return refuse('The contract no longer differs in this.');
  const before = keysOf(changes.filter(isBreak));
  const ways = waysFor(change);
  if (ways.length === 0) return refuse('What is new can be taken back by hand only: nothing was removed.');
  const restoring: Restoring = { change, old, now };
  for (const way of ways) {
    const written = tryWay(way, restoring, ground, before);
    if (written) return written;
  }
  return refuse('This cannot be taken back without another break; the old version shows what it was.');
}

function tryWay(
  way: Way,
  restoring: Restoring,
  { read, parse, compare }: RestoreGround,
  before: ReadonlySet<string>,
): Written | undefined {
  const { old, now, change } = restoring;
  const back = way(restoring);
  if (!back) return undefined;
  const documents = [...new Set([now.path, change.old?.path ?? now.path, ...now.references.inputs()])];
  const whole = withComponents(old, back, documents);
  const after = compare(sideOf(old), sideOf(whole));
  if (keysOf(after).has(keyOf(change))) return undefined;
  if ([...keysOf(after.filter(isBreak))].some((key) => !before.has(key))) return undefined;
  const edits: TextEdit[] = [];
  for (const path of documents) {
    const [root, wanted, text] = [now.document(path)?.root, whole.document(path)?.root, read(path)];
    if (!root || !wanted || root === wanted || text === undefined) continue;
    const written = editDocument({ path, text, parse }, root, wanted, sourcesOf(old));
    if (isRefused(written)) return written;
    edits.push(...written.edits);
  }
  return { edits };
}

/** The documents of the old version, as far as their texts are known. */
function sourcesOf({ path, document, references }: ContractVersion): readonly NodeSource[] {
  return [...new Set([path, ...references.inputs()])].flatMap((input) => {
    const { root, text } = document(input) ?? {};
    return root && text !== undefined ? [{ root, text }] : [];
  });
}

function isBreak({ level }: ContractChange): boolean {
  return level === 'breaking';
}

function keysOf(changes: readonly ContractChange[]): ReadonlySet<string> {
  return new Set(changes.map(keyOf));
}

/** The same change in two comparisons with one old version. */
function keyOf({ id, old, pointer }: ContractChange): string {
  return `${id} ${old ? `${old.path} ${old.span.start}` : ''} ${pointer}`;
}
