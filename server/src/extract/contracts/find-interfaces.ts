import type { InterfaceContract } from '../../model/contract.ts';
import type { InterfaceFacts, InterfaceInput, MarkedInterface } from '../../model/interface-facts.ts';
import { byCodeUnit } from '../../model/path.ts';
import type { Place } from '../../model/span.ts';

/** Whether a text may mark an interface as a contract. */
export function mayMarkInterface(text: string): boolean {
  return text.includes('@contract') && text.includes('interface');
}

/** Whether a text may implement one of the interfaces, by their names. */
export function mayImplement(names: ReadonlySet<string>, text: string): boolean {
  for (const name of names) if (text.includes(name)) return true;
  return false;
}

/** The interfaces that are marked as contracts with what implements each, in the order of files and offsets. Pure. */
export function findInterfaceContracts(input: InterfaceInput): readonly InterfaceContract[] {
  const implementations = new Map<string, (Place & { readonly name: string })[]>();
  for (const path of input.paths)
    for (const { name, span, types } of input.facts(path)?.implementations ?? [])
      for (const key of new Set(types.flatMap((type) => interfacesOf(input, path, type)))) {
        implementations.set(key, [...(implementations.get(key) ?? []), { path, span, name }]);
      }
  return [...input.paths].sort(byCodeUnit).flatMap((path) => {
    const facts = input.facts(path);
    return (facts?.interfaces ?? []).flatMap((one) => {
      const contract = facts && contractOf(path, one, facts);
      return contract
        ? [{ ...contract, implementations: implementations.get(keyOf(path, one.name)) ?? [] }]
        : [];
    });
  });
}

function contractOf(
  path: string,
  { name, span, mark, members, head }: MarkedInterface,
  { exports }: InterfaceFacts,
): Omit<InterfaceContract, 'implementations'> | undefined {
  if (mark === undefined) return undefined;
  const { contract, version } = mark;
  // Declarations without imports and exports are everybody's.
  const isGlobal = /\.d\.[cm]?ts$/.test(path);
  const isExported =
    isGlobal || exports.some(({ local, specifier }) => local === name && specifier === undefined);
  return {
    ...{ path, span, name, head, isExported },
    contract: contract === '' ? name : contract,
    mark: { path, span: mark.span },
    ...(version === undefined ? {} : { version: { path, span: version.span, text: version.name } }),
    members: members.map((member) => ({ path, ...member })),
  };
}

const deepest = 24;

/** The interface that a name leads to, and those that it extends. */
function interfacesOf(input: InterfaceInput, path: string, type: string): readonly string[] {
  const found = new Set<string>();
  const open = [interfaceOf(input, path, type)];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const [file = '', name = ''] = key.split('\u0000');
    const parents = found.has(key)
      ? []
      : (input.facts(file)?.interfaces.find((each) => each.name === name)?.parents ?? []);
    found.add(key);
    open.push(...parents.flatMap((parent) => interfaceOf(input, file, parent) ?? []));
  }
  return [...found];
}

function keyOf(path: string, name: string): string {
  return `${path}\u0000${name}`;
}

/** The key of the interface that a name of a file leads to; undefined when it leads to none. */
function interfaceOf(input: InterfaceInput, path: string, type: string, depth = 0): string | undefined {
  const facts = input.facts(path);
  if (facts === undefined || depth > deepest) return undefined;
  const [first = '', ...members] = type.split('.');
  const found = facts.imports.find(({ local }) => local === first);
  if (found === undefined)
    return members.length === 0 && facts.interfaces.some(({ name }) => name === first)
      ? keyOf(path, first)
      : undefined;
  const other = input.follow(path, found.specifier);
  if (other === undefined) return undefined;
  if (found.imported === '*') return exportedInterface(input, other, members.join('.'), depth + 1);
  return members.length > 0 ? undefined : exportedInterface(input, other, found.imported, depth + 1);
}

function exportedInterface(
  input: InterfaceInput,
  path: string,
  name: string,
  depth: number,
): string | undefined {
  const facts = input.facts(path);
  if (facts === undefined || depth > deepest) return undefined;
  const own = facts.exports.find((each) => each.name === name);
  const wanted = own === undefined ? facts.exports.filter((each) => each.name === '*') : [own];
  for (const { local, specifier } of wanted) {
    if (specifier === undefined) return interfaceOf(input, path, local, depth + 1);
    const other = input.follow(path, specifier);
    if (other === undefined) continue;
    const found = exportedInterface(input, other, local === '*' ? name : local, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
