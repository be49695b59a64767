import type { ContractChange, InterfaceContract, InterfaceMember } from '../model/contract.ts';
import { isLowered, largest, levelBumps } from '../model/contract-bump.ts';
import type { Place } from '../model/span.ts';
import { versionBump } from './bump.ts';
import type { ChangeKind } from './change-row.ts';
import { rowOf } from './changes.ts';
import type { Comparison } from './compare.ts';
import { readHead, readMemberText } from './read-type-text.ts';
import { token } from './spot.ts';
import { goesOn, isSame } from './type-fits.ts';

/** What changed for those who call what an interface promises. */
export function compareInterfaces(old: InterfaceContract, now: InterfaceContract): Comparison {
  const changes: ContractChange[] = [];
  const before = new Map(old.members.map((member) => [member.name, member]));
  const after = new Set(now.members.map(({ name }) => name));
  const head = headKind(old.head, now.head);
  if (head) changes.push(headChanged(head, old, now));
  for (const member of now.members) {
    const known = before.get(member.name);
    const kind = known ? kindOf(known, member) : 'member-added';
    if (kind) changes.push(toChange(kind, now, { old: known, now: member }));
  }
  for (const member of old.members)
    if (!after.has(member.name)) changes.push(toChange('member-removed', now, { old: member }));
  const versions = [old.version?.text ?? '', now.version?.text ?? ''] as const;
  return {
    changes,
    required: largest(changes.map(({ bump }) => bump)),
    declared: versionBump(...versions),
    isPathRaised: false,
    isLowered: isLowered(...versions),
    unresolved: [],
    isWhole: true,
  };
}

/** Another overload adds to what was promised; so does nothing that is no longer optional or read-only. */
function kindOf(old: InterfaceMember, now: InterfaceMember): ChangeKind | undefined {
  const isKept = (keeps: (before: string, after: string) => boolean) =>
    old.signatures.every((before) => now.signatures.some((after) => keeps(before, after)));
  if (isKept(saysSame)) return now.signatures.length > old.signatures.length ? 'member-added' : undefined;
  return isKept(saysMore) ? 'member-extended' : 'member-changed';
}

function saysSame(before: string, after: string): boolean {
  const [old, now] = [readMemberText(before), readMemberText(after)];
  if (old && now) return isSame(old, now);
  const writable = before.replace(/^readonly /, '');
  return [
    before,
    writable,
    ...[before, writable].map((text) => text.replace(/^(readonly )?\? /, '$1')),
  ].includes(after);
}

function saysMore(before: string, after: string): boolean {
  const [old, now] = [readMemberText(before), readMemberText(after)];
  return saysSame(before, after) || (old !== undefined && now !== undefined && goesOn(old, now));
}

function headKind(before: string, after: string): ChangeKind | undefined {
  const [old, now] = [readHead(before), readHead(after)];
  if (before === after) return undefined;
  if (!old || !now || old.parameters !== now.parameters) return 'member-changed';
  if (!old.parents.every((parent) => now.parents.includes(parent))) return 'member-changed';
  return now.parents.length > old.parents.length ? 'member-extended' : undefined;
}

interface Sides {
  readonly old?: InterfaceMember | undefined;
  readonly now?: InterfaceMember;
}

function toChange(kind: ChangeKind, { contract }: InterfaceContract, { old, now }: Sides): ContractChange {
  const name = (now ?? old)?.name ?? '';
  const [before, after] = [old, now].map((member) => member?.signatures.join(' & '));
  return {
    ...described(kind, `Member "${name}" of contract "${contract}"`),
    pointer: token(contract) + token(name),
    ...(old && { old: placeOf(old) }),
    ...(now && { now: placeOf(now) }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

function headChanged(kind: ChangeKind, old: InterfaceContract, now: InterfaceContract): ContractChange {
  return {
    ...described(kind, `What contract "${now.contract}" extends, or is made of,`),
    ...{ pointer: token(now.contract), old: placeOf(old), now: placeOf(now) },
    ...{ before: old.head, after: now.head },
  };
}

function described(kind: ChangeKind, it: string): Omit<ContractChange, 'pointer'> {
  const row = rowOf(kind, 'interface');
  if (!row) throw new Error(`there is no line for ${kind}`);
  const { id, level, says, bump = levelBumps[level] } = row;
  return { id, level, bump, operations: [], names: [], message: says.replace('{it}', it) };
}

function placeOf({ path, span }: Place): Place {
  return { path, span };
}
