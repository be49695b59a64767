import { type Contract, type ContractChange, operationKey, pathShape } from '../model/contract.ts';
import { operationKeys, promisedOperations } from '../model/contract-changes.ts';
import type { GovernedContract } from '../model/contract-facts.ts';
import type { JsonMember, JsonNode } from '../model/json.ts';
import type { Place } from '../model/span.ts';
import type { WorkspaceFacts } from '../model/workspace-facts.ts';
import type { BaseContract } from './contract-successors.ts';

/** The document of now in which the changed part of a contract stood. */
export interface ChangedDocument {
  readonly path: string;
  readonly root: JsonNode | undefined;
}

/** So far from the root nothing is told of anything: `/components/schemas`. */
const shallow = /^\/(?:components(?:\/[^/]*)?|paths|webhooks)$/;

/**
 * Where a change is told in what is there now: at what changed; for what is gone at the nearest key around it, or else at
 * the operation that it reached.
 */
export function changedPlace(
  change: ContractChange,
  { contract }: GovernedContract,
  { path, root }: ChangedDocument,
  before: Contract,
): Place {
  if (change.now) return change.now;
  const nearest = nearestTo(change.pointer, root);
  if (nearest && !shallow.test(nearest.pointer)) return { path, span: nearest.member.keySpan };
  const [reached] = change.operations;
  const key = (name: string) => operationKey(...splitName(name));
  const operation = contract.operations.find(
    ({ method, template }) => reached !== undefined && operationKey(method, template) === key(reached),
  );
  if (operation) return { path: operation.path, span: operation.span };
  if (contract.format !== 'openapi')
    return neighbourOf(key(reached ?? ''), before, contract) ?? contract.infoPlace;
  return nearest ? { path, span: nearest.member.keySpan } : contract.infoPlace;
}

/** Of an operation that is gone from a contract in TypeScript the one that stood before it and is still there, or else after it. */
function neighbourOf(gone: string, before: Contract, now: Contract): Place | undefined {
  const keyOf = ({ method, template }: Contract['operations'][number]) => operationKey(method, template);
  const left = new Map(now.operations.map((one) => [keyOf(one), one]));
  const keys = before.operations.map(keyOf);
  const at = keys.indexOf(gone);
  const near = [...keys.slice(0, Math.max(at, 0)).reverse(), ...keys.slice(at + 1)].find((key) =>
    left.has(key),
  );
  const found = near === undefined ? undefined : left.get(near);
  return found && { path: found.path, span: found.span };
}

function splitName(name: string): readonly [method: string, template: string] {
  const space = name.indexOf(' ');
  return [name.slice(0, space), name.slice(space + 1)];
}

interface Nearest {
  readonly member: JsonMember;
  readonly pointer: string;
}

/** The deepest member on the way; paths are the same whatever their parameters are named. */
function nearestTo(pointer: string, root: JsonNode | undefined): Nearest | undefined {
  let node = root;
  let found: Nearest | undefined;
  let way = '';
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    const members = node?.kind === 'object' ? node.members : [];
    const member =
      members.findLast((one) => one.key === key) ??
      (way === '/paths' ? members.find((one) => pathShape(one.key) === pathShape(key)) : undefined);
    if (!member) break;
    way = `${way}/${token}`;
    found = { member, pointer: way };
    node = member.value;
  }
  return found;
}

/** Where the policy names a contract that is gone, or its service; else what still serves it. */
export function removedPlace(
  { contract, policy: path, service, file }: BaseContract,
  { policies, contracts }: WorkspaceFacts,
): Place {
  const services = policies.find((one) => one.path === path)?.services ?? [];
  const owner = services.find(({ name }) => name === service);
  const setting = owner?.contracts?.find((one) => one.file.glob === file);
  const named = setting?.file.place ?? owner?.place;
  if (named) return named;
  const keys = new Set(promisedOperations(contract).flatMap((one) => operationKeys(contract, one)));
  const route = contracts.routes.find(({ method, template }) => keys.has(operationKey(method, template)));
  return route ? { path: route.path, span: route.span } : { path, span: { start: 0, end: 1 } };
}
