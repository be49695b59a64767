import type { HttpMethod } from '../../model/contract.ts';
import { contractCodes } from './codes.ts';
import type { LocatedMember } from './members.ts';
import { serverProblems } from './servers.ts';
import type { ContractProblem } from './walk.ts';

/** What of a path item cannot be read, so that nobody knows what is promised there; `shared` are its members. */
export function itemProblems(
  item: LocatedMember,
  shared: ReadonlyMap<string, LocatedMember>,
  methods: ReadonlyMap<string, HttpMethod>,
): readonly ContractProblem[] {
  if (item.value.kind !== 'object') return [noObject(item, `The path "${item.key}"`)];
  return [...shared.values()].flatMap((member) => {
    const { key, value } = member;
    if (key === 'servers') return serverProblems(member);
    if (methods.has(key)) return value.kind === 'object' ? [] : [noObject(member, nameOf(key, item))];
    const small = key.toLowerCase();
    if (!methods.has(small)) return [];
    const message = `${nameOf(key, item)} is not read: methods are written in small letters, as "${small}".`;
    return [problemAt(member, message)];
  });
}

function nameOf(method: string, { key }: LocatedMember): string {
  return `${method.toUpperCase()} ${key}`;
}

function noObject(member: LocatedMember, name: string): ContractProblem {
  return problemAt(member, `${name} is no object, and nothing of it is read.`);
}

function problemAt({ path, keySpan: span }: LocatedMember, message: string): ContractProblem {
  return { path, span, code: contractCodes.notRead, message };
}
