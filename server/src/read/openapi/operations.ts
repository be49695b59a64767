import type { References } from '../../format/references.ts';
import { type HttpMethod, httpMethods, type Operation } from '../../model/contract.ts';
import type { JsonNode } from '../../model/json.ts';
import type { Place } from '../../model/span.ts';
import { pathSlip } from './kind.ts';
import { type LocatedMember, membersOf } from './members.ts';
import { parametersOf } from './parameters.ts';
import { prefixesOf, serverProblems } from './servers.ts';
import { itemProblems } from './slips.ts';
import type { ContractProblem } from './walk.ts';

/** An operation, and where its parts stand that others may collide with. */
export interface ReadOperation {
  readonly operation: Operation;
  readonly idPlace?: Place;
}

const methods: ReadonlyMap<string, HttpMethod> = new Map(
  httpMethods.map((method) => [method.toLowerCase(), method]),
);

/** The operations under `paths`, in the order of the document; path items may stand in other documents. */
export function operationsOf(
  paths: JsonNode,
  path: string,
  references: References,
  tell: (problem: ContractProblem) => void = () => {},
): readonly ReadOperation[] {
  return [...membersOf(paths, path, references).values()]
    .filter(({ key }) => pathSlip(key) === undefined)
    .flatMap((item) => operationsAt(item, references, tell));
}

function operationsAt(
  item: LocatedMember,
  references: References,
  tell: (problem: ContractProblem) => void,
): readonly ReadOperation[] {
  const shared = membersOf(item.value, item.path, references);
  for (const problem of itemProblems(item, shared, methods)) tell(problem);
  return [...shared.values()].flatMap((member) => {
    const method = methods.get(member.key);
    if (method === undefined || member.value.kind !== 'object') return [];
    const own = membersOf(member.value, member.path, references);
    const ownServers = own.get('servers');
    if (ownServers) for (const problem of serverProblems(ownServers)) tell(problem);
    const id = own.get('operationId');
    const servers = ownServers ?? shared.get('servers');
    const isInternal = isTrue(own.get('x-internal') ?? shared.get('x-internal'));
    const operation: Operation = {
      method,
      template: item.key,
      path: member.path,
      span: member.keySpan,
      ...(id?.value.kind === 'string' && { operationId: id.value.value }),
      parameters: parametersOf([shared.get('parameters'), own.get('parameters')], references),
      isDeprecated: isTrue(own.get('deprecated')),
      isPlanned: isPlanned(own.get('x-status') ?? shared.get('x-status')),
      ...(isInternal && { isInternal }),
      ...(servers && { prefixes: prefixesOf(servers.value) }),
    };
    return [{ operation, ...(id && { idPlace: { path: id.path, span: id.value.span } }) }];
  });
}

function isTrue(member: LocatedMember | undefined): boolean {
  return member?.value.kind === 'boolean' && member.value.value;
}

function isPlanned(member: LocatedMember | undefined): boolean {
  return member?.value.kind === 'string' && member.value.value.toLowerCase() === 'planned';
}
