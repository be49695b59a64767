import type { Contract } from './contract.ts';
import { type JsonNode, member } from './json.ts';

/** True for a document of which nobody knows what it says: it is broken, too large, or nothing of ours. */
export function isUnread({ problems }: Contract): boolean {
  return problems.some(({ code }) => unread.has(code));
}

/** False where operations may be promised that were not read: the document is torn, or loses paths on the way. */
export function isReadWhole(contract: Contract): boolean {
  // What is on another machine is no slip, and says nothing of other paths.
  const isAstray = contract.problems.some(({ code }) => astray.has(code)) && lostPaths(contract).length > 0;
  return !isTorn(contract) && !isAstray;
}

/** True for a document that is broken, or that loses paths or operations within itself, such as one of two that are called alike. */
export function isTorn(contract: Contract): boolean {
  const { path, problems } = contract;
  if (isUnread(contract) || problems.some(({ code }) => lost.has(code))) return true;
  const paths = pathsOf(contract);
  const twice = problems.filter((one) => one.code === duplicateKey && one.path === path);
  if (paths?.kind !== 'object' || twice.length === 0) return false;
  const keys = paths.members.flatMap(({ keySpan, value }) => [
    keySpan.start,
    ...(value.kind === 'object' ? value.members.map((inner) => inner.keySpan.start) : []),
  ]);
  return twice.some(({ span }) => keys.includes(span.start));
}

/** Paths whose `$ref` leads to no operation. */
export function lostPaths(contract: Paths): readonly string[] {
  const paths = pathsOf(contract);
  if (paths?.kind !== 'object') return [];
  const promising = new Set(contract.operations.map(({ template }) => template));
  return paths.members
    .filter(({ key, value }) => !promising.has(key) && member(value, '$ref') !== undefined)
    .map(({ key }) => key);
}

type Paths = Pick<Contract, 'root' | 'isFragment' | 'operations'>;

function pathsOf({ root, isFragment }: Paths): JsonNode | undefined {
  return member(root, 'paths') ?? (isFragment ? root : undefined);
}

const unread: ReadonlySet<string> = new Set(['CTR-001', 'CTR-002', 'CTR-003', 'CTR-005']);
const duplicateKey = 'CTR-004';
/** A path, an operation or servers that are not read. */
const lost: ReadonlySet<string> = new Set(['CTR-008', 'CTR-013', 'CTR-014']);
/** References that lead nowhere, or to themselves. */
const astray: ReadonlySet<string> = new Set(['CTR-101', 'CTR-102', 'CTR-105', 'CTR-106']);
