import {
  listOf,
  type NodePath,
  nodeAt,
  nodeOf,
  withItem,
  withKey,
  withMember,
  withNodeAt,
} from '../../format/node-build.ts';
import { type HttpMethod, pathShape } from '../../model/contract.ts';
import { type JsonNode, member } from '../../model/json.ts';
import type { Span } from '../../model/span.ts';
import {
  type ContractText,
  changeDocument,
  openApiVersion,
  type Refused,
  refuse,
  type Written,
} from './document.ts';
import { type NewParameter, namesIn, parameterNode } from './new-operation.ts';

/** An operation in the document where it stands: `key` is the span of its method, as `Operation` has it. */
export interface OperationText extends ContractText {
  readonly key: Span;
}

/** Declares a parameter; refused where one of the same name and place is declared. */
export function addParameter(operation: OperationText, parameter: NewParameter): Written {
  return changeOperation(operation, (root, { path, item, name }) => {
    const isKnown = [
      [...path, 'parameters'],
      [...item, 'parameters'],
    ].some((at) => {
      const list = nodeAt(root, at);
      return list?.kind === 'array' && list.items.some((one) => isNamed(one, parameter.in, parameter.name));
    });
    const what = `${parameter.in} parameter "${parameter.name}"`;
    if (isKnown) return refuse(`${name} already declares the ${what}.`);
    if (parameter.in === 'path' && !namesIn(String(item.at(-1))).includes(parameter.name)) {
      return refuse(`The path of ${name} has no parameter "${parameter.name}".`);
    }
    const node = parameterNode(parameter, openApiVersion(root));
    return withNodeAt(root, path, (own) => {
      const known = member(own, 'parameters');
      if (known?.kind === 'array') return withMember(own, 'parameters', withItem(known, node));
      return withMember(own, 'parameters', listOf([node]), placeOfParameters(own));
    });
  });
}

/** Before what is sent and answered. */
function placeOfParameters(operation: JsonNode): number | undefined {
  if (operation.kind !== 'object') return undefined;
  const at = operation.members.findIndex(({ key }) =>
    /^(?:requestBody|responses|callbacks|security)$/.test(key),
  );
  return at < 0 ? undefined : at;
}

/** Gives an operation another method under the same path. */
export function changeMethod(operation: OperationText, method: HttpMethod): Written {
  return changeOperation(operation, (root, { path, item, name }) => {
    const key = method.toLowerCase();
    const template = String(item.at(-1));
    if (member(nodeAt(root, item), key))
      return refuse(`The path "${template}" already has ${method}, beside ${name}.`);
    return withNodeAt(root, item, (own) => withKey(own, String(path.at(-1)), key));
  });
}

/** Says that an operation is promised and not there yet. */
export function markPlanned(operation: OperationText): Written {
  return changeOperation(operation, (root, { path }) =>
    withNodeAt(root, path, (own) => withMember(own, 'x-status', nodeOf('planned'), placeOfMark(own))),
  );
}

/** Behind what names the operation. */
function placeOfMark(operation: JsonNode): number {
  if (operation.kind !== 'object') return 0;
  return (
    operation.members.findLastIndex(({ key }) =>
      /^(?:tags|summary|description|operationId|deprecated|x-.*)$/.test(key),
    ) + 1
  );
}

/**
 * Gives the path of an operation, and so of all methods on it, another name: segments and parameters may change, their number
 * may not. Declared path parameters are renamed with it, in place.
 */
export function renamePath(operation: OperationText, template: string): Written {
  return changeOperation(operation, (root, { item, name }) => {
    const before = String(item.at(-1));
    if (!before.startsWith('/')) {
      return refuse(
        `The path of ${name} is in another document than its methods, which are in "${operation.path}".`,
      );
    }
    const [old, now] = [namesIn(before), namesIn(template)];
    const paths = nodeAt(root, item.slice(0, -1));
    if (!template.startsWith('/') || old.length !== now.length || new Set(now).size !== now.length) {
      return refuse(
        `"${template}" has other parameters than "${before}", so that it is no other name for it.`,
      );
    }
    const same = (paths?.kind === 'object' ? paths.members : []).find(
      ({ key }) => key !== before && key.startsWith('/') && pathShape(key) === pathShape(template),
    );
    if (same) return refuse(`The contract already has the path "${same.key}".`);
    const names = new Map(old.map((name, index) => [name, now[index] ?? name]));
    const shared = referred(nodeAt(root, item), names);
    if (shared !== undefined) {
      return refuse(`A parameter of "${before}" is declared in "${shared}", which other paths may use.`);
    }
    const renamed = withNodeAt(root, item, (own) => withNames(own, names));
    return withNodeAt(renamed, item.slice(0, -1), (own) =>
      withKey(own, before, template.replace(/\*\}/g, '}')),
    );
  });
}

/** The `$ref` of a parameter that would have to change its name. */
function referred(item: JsonNode | undefined, names: ReadonlyMap<string, string>): string | undefined {
  if ([...names].every(([before, after]) => before === after)) return undefined;
  const owners = item?.kind === 'object' ? [item, ...item.members.map(({ value }) => value)] : [];
  for (const owner of owners) {
    const list = member(owner, 'parameters');
    const own = list?.kind === 'array' ? list.items : [];
    const declared = new Set(own.flatMap((one) => (member(one, 'in') ? (textAt(one, 'name') ?? []) : [])));
    const isMissing = [...names].some(([before, after]) => before !== after && !declared.has(before));
    const reference = own.map((one) => textAt(one, '$ref')).find((text) => text !== undefined);
    if (isMissing && reference !== undefined) return reference;
  }
  return undefined;
}

/** With other names for declared path parameters, of the path and of each method. */
function withNames(item: JsonNode, names: ReadonlyMap<string, string>): JsonNode {
  if (item.kind !== 'object') return item;
  const here = inList(item, names);
  if (here.kind !== 'object') return here;
  return { ...here, members: here.members.map((one) => ({ ...one, value: inList(one.value, names) })) };
}

function inList(owner: JsonNode, names: ReadonlyMap<string, string>): JsonNode {
  const list = member(owner, 'parameters');
  if (list?.kind !== 'array') return owner;
  const items = list.items.map((one) => {
    const name = textAt(one, 'name');
    const other = name === undefined || textAt(one, 'in') !== 'path' ? undefined : names.get(name);
    return other === undefined || other === name ? one : withMember(one, 'name', nodeOf(other));
  });
  const isSame = items.every((one, index) => one === list.items[index]);
  return isSame ? owner : withMember(owner, 'parameters', { ...list, items });
}

export interface Found {
  /** To the operation, and to its path. */
  readonly path: NodePath;
  readonly item: NodePath;
  /** `GET /orders`. */
  readonly name: string;
}

export function changeOperation(
  { key, ...document }: OperationText,
  change: (root: JsonNode, found: Found) => JsonNode | Refused,
): Written {
  return changeDocument(document, (root) => {
    const path = pathOfKey(root, key);
    const item = path?.slice(0, -1);
    const template = item?.at(-1);
    if (!path || !item || typeof template !== 'string') {
      return refuse(`The operation is no longer where it was in "${document.path}".`);
    }
    const name = `${String(path.at(-1)).toUpperCase()} ${template}`;
    const reference = textAt(nodeAt(root, path), '$ref');
    if (reference !== undefined) return refuse(`${name} stands elsewhere: "${reference}".`);
    return change(root, { path, item, name });
  });
}

function textAt(node: JsonNode | undefined, key: string): string | undefined {
  const value = member(node, key);
  return value?.kind === 'string' ? value.value : undefined;
}

export function isNamed(node: JsonNode, place: string, name: string): boolean {
  return textAt(node, 'in') === place && textAt(node, 'name') === name;
}

/** The way to the member whose key has this span. */
export function pathOfKey(root: JsonNode, { start, end }: Span): NodePath | undefined {
  const steps: (string | number)[] = [];
  let node: JsonNode | undefined = root;
  while (node) {
    if (node.kind === 'object') {
      const here = node.members.find(({ keySpan }) => keySpan.start === start && keySpan.end === end);
      if (here) return [...steps, here.key];
      const inside: JsonNode | undefined = node.members.find((one) => holds(one.value, start, end))?.value;
      if (inside) steps.push((node.members.find(({ value }) => value === inside) as { key: string }).key);
      node = inside;
    } else if (node.kind === 'array') {
      const at: number = node.items.findIndex((one) => holds(one, start, end));
      steps.push(at);
      node = node.items[at];
    } else node = undefined;
  }
  return undefined;
}

function holds({ span }: JsonNode, start: number, end: number): boolean {
  return span.start <= start && end <= span.end;
}
