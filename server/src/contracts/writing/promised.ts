import { nodeAt } from '../../format/node-build.ts';
import type { Operation, ParameterPlace } from '../../model/contract.ts';
import { type JsonNode, member } from '../../model/json.ts';
import { type ContractVersion, settled, textAt } from './contract-version.ts';
import { pathAt } from './restore-ways.ts';

/** A part of a contract and the document that its references begin from. */
export interface Part {
  readonly node: JsonNode;
  readonly document: string;
}

/** An operation with its schemas, references not yet followed. */
export interface Promised {
  readonly method: string;
  readonly template: string;
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: ParameterPlace;
    readonly isRequired: boolean;
    readonly schema?: Part;
  }[];
  readonly body?: { readonly media: string; readonly isRequired: boolean; readonly schema?: Part };
  readonly responses: readonly { readonly status: string; readonly media?: string; readonly schema?: Part }[];
}

/** What an operation promises, as far as its document can be read; undefined where the operation is not there. */
export function promisedBy(version: ContractVersion, operation: Operation): Promised | undefined {
  const path = pathAt(version, operation);
  const node = path && nodeAt(version.document(operation.path)?.root, path);
  if (!node) return undefined;
  const document = operation.path;
  const item = { node: nodeAt(version.document(document)?.root, path.slice(0, -1)) ?? node, document };
  const body = below(version, { node, document }, 'requestBody');
  const media = body && mediaOf(version, body);
  const responses = below(version, { node, document }, 'responses');
  const summary = textAt(node, 'summary');
  return {
    method: operation.method,
    template: operation.template,
    ...(operation.operationId !== undefined && { operationId: operation.operationId }),
    ...(summary !== undefined && { summary }),
    parameters: operation.parameters.map(({ name, in: place, isRequired }) => {
      const schema = parameterSchema(version, [item, { node, document }], name, place);
      return { name, in: place, isRequired, ...(schema && { schema }) };
    }),
    ...(body && media && { body: { ...media, isRequired: isTrue(body.node, 'required') } }),
    responses: membersOf(responses).map(([status, answer]) => ({
      status: status.toUpperCase() === 'DEFAULT' ? 'default' : status.toUpperCase(),
      ...mediaOf(version, resolved(version, answer)),
    })),
  };
}

function parameterSchema(
  version: ContractVersion,
  owners: readonly Part[],
  name: string,
  place: string,
): Part | undefined {
  for (const owner of owners.toReversed()) {
    const list = member(owner.node, 'parameters');
    for (const one of list?.kind === 'array' ? list.items : []) {
      const found = resolved(version, { node: one, document: owner.document });
      if (textAt(found.node, 'name') !== name || textAt(found.node, 'in') !== place) continue;
      return partAt(found, 'schema') ?? mediaOf(version, found)?.schema;
    }
  }
  return undefined;
}

/** What is sent as JSON, or else as whatever stands first. */
function mediaOf(
  version: ContractVersion,
  owner: Part,
): { readonly media: string; readonly schema?: Part } | undefined {
  const all = membersOf(below(version, owner, 'content'));
  const [media, part] = all.find(([name]) => isJson(name)) ?? all[0] ?? [];
  if (media === undefined || !part) return undefined;
  const schema = partAt(resolved(version, part), 'schema');
  return { media, ...(schema && { schema }) };
}

export function isJson(media: string): boolean {
  return /^(?:application|text)\/(?:[\w.+-]+\+)?json\b/i.test(media);
}

function below(version: ContractVersion, part: Part, key: string): Part | undefined {
  const own = partAt(part, key);
  return own && resolved(version, own);
}

export function partAt({ node, document }: Part, key: string): Part | undefined {
  const own = member(node, key);
  return own && { node: own, document };
}

/** Without extensions. */
export function membersOf(part: Part | undefined): readonly (readonly [key: string, part: Part])[] {
  if (part?.node.kind !== 'object') return [];
  const { document } = part;
  return part.node.members
    .filter(({ key }) => !key.startsWith('x-'))
    .map(({ key, value }) => [key, { node: value, document }]);
}

export function itemsOf(part: Part | undefined): readonly Part[] {
  if (part?.node.kind !== 'array') return [];
  return part.node.items.map((node) => ({ node, document: part.document }));
}

function resolved(version: ContractVersion, { node, document }: Part): Part {
  return settled(version, { node, document, path: [] });
}

export function isTrue(node: JsonNode, key: string): boolean {
  const value = member(node, key);
  return value?.kind === 'boolean' && value.value;
}

/** The status that a call succeeds with: the first success, else the first that is promised at all. */
export function successOf({ responses }: Promised): Promised['responses'][number] | undefined {
  return (
    responses.find(({ status }) => /^2\d\d$/.test(status)) ??
    responses.find(({ status }) => status === '2XX') ??
    responses.find(({ status }) => status === 'default') ??
    responses[0]
  );
}
