import { httpMethods } from '../../model/contract.ts';
import { type JsonMember, type JsonNode, member } from '../../model/json.ts';
import { byCodeUnit } from '../../model/path.ts';

/** `/orders/{id}.json` → `/orders`, `/{}`, `.json`: what paths are sorted and grouped by, whatever parameters are called. */
function partsOf(template: string): readonly string[] {
  const plain = template.replace(/\{[^{}]*\}/g, '{}').replace(/\/$/, '');
  return plain.split(/(?=[/.:])/).filter((part) => part !== '');
}

/** The paths that begin like a template, as far as any do, in order; all paths where none does. */
export interface Kin {
  readonly paths: readonly JsonMember[];
  /** How many parts they have in common with the template. */
  readonly shared: number;
}

export function kinOf(members: readonly JsonMember[], template: string): Kin {
  const wanted = partsOf(template);
  const paths = members.filter(({ key }) => key.startsWith('/'));
  const shares = paths.map(({ key }) => sharedParts(partsOf(key), wanted));
  const shared = Math.max(0, ...shares);
  return { paths: paths.filter((_, index) => shares[index] === shared), shared };
}

/** How many parts two paths begin with alike. */
export function sharedPartsOf(one: string, other: string): number {
  return sharedParts(partsOf(one), partsOf(other));
}

function sharedParts(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? one.length : at;
}

/** Where a new path belongs: beside those that begin like it, and among them where their order has it. */
export function placeOfPath(members: readonly JsonMember[], template: string): number {
  const { paths, shared } = kinOf(members, template);
  const [first] = paths;
  const last = paths.at(-1);
  if (!first || !last) return members.length;
  const own = partsOf(template)[shared] ?? '';
  const parts = paths.map(({ key }) => partsOf(key)[shared] ?? '');
  const all = members.flatMap(({ key }) => (key.startsWith('/') ? [key] : []));
  const inOrder = orders.find((order) => isSorted(paths.length < 3 ? all : parts, order));
  // What all of them are below of goes before them.
  if (own === '') return members.indexOf(first);
  const next = inOrder ? paths.find((_, index) => inOrder(own, parts[index] ?? '') < 0) : undefined;
  return next ? members.indexOf(next) : members.indexOf(last) + 1;
}

type Order = (a: string, b: string) => number;
const orders: readonly Order[] = [byCodeUnit, (a, b) => byCodeUnit(a.toLowerCase(), b.toLowerCase())];

function isSorted(parts: readonly string[], order: Order): boolean {
  return parts.every((part, index) => index === 0 || order(parts[index - 1] ?? '', part) <= 0);
}

const methods: ReadonlySet<string> = new Set(httpMethods.map((method) => method.toLowerCase()));
/** As people mostly write them. */
const usual = ['get', 'head', 'query', 'post', 'put', 'patch', 'delete', 'options', 'trace'];

export function isMethodKey(key: string): boolean {
  return methods.has(key);
}

/** Where a new method of a path belongs: in the order that other paths have them in; without a method at the end. */
export function placeOfMethod(
  paths: JsonNode | undefined,
  item: JsonNode,
  method: string,
): number | undefined {
  const members = item.kind === 'object' ? item.members : [];
  const last = members.findLastIndex(({ key }) => methods.has(key));
  if (last < 0) return undefined;
  const next = members.findIndex(({ key }) => methods.has(key) && isBefore(paths, method, key));
  return next < 0 ? last + 1 : next;
}

/** Whether most paths that have both have one before the other; where none does, what is usual counts. */
function isBefore(paths: JsonNode | undefined, one: string, other: string): boolean {
  let votes = 0;
  for (const { value } of paths?.kind === 'object' ? paths.members : []) {
    if (!member(value, one) || !member(value, other) || value.kind !== 'object') continue;
    const keys = value.members.map(({ key }) => key);
    votes += keys.indexOf(one) < keys.indexOf(other) ? 1 : -1;
  }
  return votes === 0 ? usual.indexOf(one) < usual.indexOf(other) : votes > 0;
}
