import { nodeOf, objectOf, withMember } from '../../format/node-build.ts';
import { type Contract, httpMethods, pathShape } from '../../model/contract.ts';
import { type JsonNode, member } from '../../model/json.ts';
import { byCodeUnit } from '../../model/path.ts';
import {
  type ContractText,
  changeDocument,
  isRefused,
  openApiVersion,
  type Refused,
  refuse,
  type Written,
} from './document.ts';
import { functionName, wordsOfOperation } from './names.ts';
import { type NewOperation, type NewParameter, namesIn, operationNode } from './new-operation.ts';
import { kinOf, placeOfMethod, placeOfPath } from './operation-place.ts';
import { settled, sharedParts } from './shared-parts.ts';
import { likeSiblings, siblingsIn } from './siblings.ts';

/** Adds operations to a contract, whole or a fragment, each under the path that means the same, or under a new one. */
export function addOperations(
  contract: Pick<Contract, 'prefixes' | 'operations'>,
  document: ContractText,
  operations: readonly NewOperation[],
): Written {
  return changeDocument(document, (root) => {
    const ids = new Set(contract.operations.map(({ operationId = '' }) => operationId));
    const isNamed = ids.size > 0 && [...ids].every((id) => /^[a-z][A-Za-z0-9]*$/.test(id));
    let changed: JsonNode | Refused = root;
    for (const operation of operations) {
      const own = withFreeId(isNamed ? withId(operation, contract.prefixes) : operation, ids);
      changed = addOne(changed, own, contract.prefixes);
      if (isRefused(changed)) return changed;
    }
    return changed;
  });
}

/** Where all others have a name, one whose handler has none is called by its method and path. */
function withId(operation: NewOperation, prefixes: readonly string[]): NewOperation {
  const { method, template, operationId } = operation;
  const words = wordsOfOperation(method, withoutPrefix(template, prefixes) ?? template);
  return { ...operation, operationId: operationId ?? functionName(words) };
}

/** Generators make a function of each `operationId`, so that no two may be equal. */
function withFreeId(operation: NewOperation, ids: Set<string>): NewOperation {
  const { operationId } = operation;
  if (operationId === undefined) return operation;
  let free = operationId;
  for (let count = 2; ids.has(free); count++) free = `${operationId}${count}`;
  ids.add(free);
  return { ...operation, operationId: free };
}

function addOne(root: JsonNode, operation: NewOperation, prefixes: readonly string[]): JsonNode | Refused {
  const version = openApiVersion(root);
  const { method } = operation;
  if (method === 'QUERY' && version !== undefined && !/^3\.(?:[2-9]|\d\d)/.test(version)) {
    return refuse(`OpenAPI ${version} has no method QUERY; 3.2 and later have.`);
  }
  const template = withoutPrefix(operation.template, prefixes);
  if (template === undefined) {
    return refuse(
      `"${operation.template}" is not below "${prefixes.join('" or "')}", where the contract's servers are.`,
    );
  }
  const paths = member(root, 'paths');
  const isBare = version === undefined && !paths;
  const own = isBare ? root : paths;
  if (own && own.kind !== 'object' && own.kind !== 'null')
    return refuse('The "paths" of the contract are no object.');
  if (member(own, '$ref')) return refuse('The "paths" of the contract stand in another document.');
  const changed = addTo(root, own, { ...operation, template }, version);
  if (isRefused(changed) || isBare) return changed;
  return withMember(root, 'paths', changed, placeOfPaths(root));
}

/** The path as the contract has it, below the longest prefix that fits; undefined where none does. */
export function withoutPrefix(template: string, prefixes: readonly string[]): string | undefined {
  const plain = template.replace(/\*\}/g, '}').replace(/^(?!\/)/, '/');
  const fitting = (prefixes.length === 0 ? [''] : prefixes)
    .filter((prefix) => plain === prefix || plain.startsWith(`${prefix}/`))
    .sort((a, b) => b.length - a.length);
  const [prefix] = fitting;
  return prefix === undefined ? undefined : plain.slice(prefix.length) || '/';
}

function addTo(
  root: JsonNode,
  paths: JsonNode | undefined,
  operation: NewOperation,
  version: string | undefined,
): JsonNode | Refused {
  const { method, template } = operation;
  const members = paths?.kind === 'object' ? paths.members : [];
  const known =
    members.findLast(({ key }) => key === template) ??
    members.findLast(({ key }) => key.startsWith('/') && pathShape(key) === pathShape(template));
  const key = method.toLowerCase();
  const siblings = siblingsIn(kinOf(members, template));
  const shared = sharedParts(root, siblings, operation.typeNames);
  const nodeFor = (declared: NewOperation) =>
    likeSiblings(operationNode(declared, version, shared), siblings);
  if (!known) {
    const item = objectOf([[key, nodeFor(declared(root, operation, template, undefined))]]);
    return paths?.kind === 'object'
      ? withMember(paths, template, item, placeOfPath(members, template))
      : objectOf([[template, item]]);
  }
  const reference = member(known.value, '$ref');
  if (reference?.kind === 'string')
    return refuse(`The path "${known.key}" stands elsewhere: "${reference.value}".`);
  if (member(known.value, key)) return refuse(`The contract already has ${method} ${known.key}.`);
  if (known.value.kind !== 'object' && known.value.kind !== 'null')
    return refuse(`The path "${known.key}" is no object.`);
  const node = nodeFor(declared(root, operation, known.key, known.value));
  return withMember(
    paths as JsonNode,
    known.key,
    withMember(known.value, key, node, placeOfMethod(paths, known.value, key)),
  );
}

/** With all parameters of the path, as the contract names them, but for those that it declares for all methods. */
function declared(
  root: JsonNode,
  operation: NewOperation,
  key: string,
  item: JsonNode | undefined,
): NewOperation {
  const before = namesIn(operation.template);
  const names = namesIn(key);
  const parameters = (operation.parameters ?? []).map((one): NewParameter => {
    const at = one.in === 'path' ? before.indexOf(one.name) : -1;
    return at < 0 ? one : { ...one, name: names[at] ?? one.name };
  });
  const shared = member(item, 'parameters');
  const isShared = ({ name, in: place }: NewParameter) =>
    shared?.kind === 'array' &&
    shared.items
      .map((one) => settled(root, one))
      .some((one) => textAt(one, 'name') === name && textAt(one, 'in') === place);
  const missing = names
    .filter((name) => !parameters.some((one) => one.in === 'path' && one.name === name))
    .map((name): NewParameter => ({ name, in: 'path' }));
  const isThere = (one: NewParameter) => one.in !== 'path' || names.includes(one.name);
  const known = new Map(
    [...missing, ...parameters.filter(isThere)].map((one) => [`${one.in} ${one.name}`, one]),
  );
  return { ...operation, parameters: [...known.values()].filter((one) => !isShared(one)) };
}

function textAt(node: JsonNode, key: string): string | undefined {
  const value = member(node, key);
  return value?.kind === 'string' ? value.value : undefined;
}

/** Where specifications mostly have them. */
function placeOfPaths(root: JsonNode): number {
  const before: ReadonlySet<string> = new Set(['openapi', '$self', 'info', 'jsonSchemaDialect', 'servers']);
  return root.kind === 'object' ? root.members.findLastIndex(({ key }) => before.has(key)) + 1 : 0;
}

/** A whole contract, as a value. */
export function contractNode(
  {
    title,
    version,
    prefix = '',
  }: { readonly title: string; readonly version: string; readonly prefix?: string },
  operations: readonly NewOperation[],
): JsonNode | Refused {
  const root = objectOf([
    ['openapi', nodeOf('3.1.0')],
    ['info', nodeOf({ title, version })],
    ['servers', prefix === '' ? undefined : nodeOf([{ url: prefix }])],
    ['paths', objectOf([])],
  ]);
  let changed: JsonNode | Refused = root;
  const ids = new Set<string>();
  const place = ({ method }: NewOperation) => httpMethods.indexOf(method);
  const inOrder = [...operations].sort((a, b) => byCodeUnit(a.template, b.template) || place(a) - place(b));
  for (const operation of inOrder) {
    changed = addOne(changed, withFreeId(operation, ids), [prefix]);
    if (isRefused(changed)) return changed;
  }
  return changed;
}
