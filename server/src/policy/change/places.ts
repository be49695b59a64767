import { parseJsonc } from '../../format/jsonc.ts';
import type { JsonPath } from '../../format/jsonc-edit.ts';
import { type JsonNode, member } from '../../model/json.ts';
import { isBelow } from '../../model/path.ts';
import type { Element, Policy } from '../../model/policy.ts';
import type { SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import type { BoxName } from '../../protocol/architecture.ts';
import type { Ground } from './outcome.ts';

/** A document and where in it something is declared. */
export interface Declared {
  readonly path: string;
  readonly text: string;
  readonly at: JsonPath;
}

const lists = { layer: 'layers', slice: 'slices', service: 'services' } as const;

/** The files that are drawn in a box. */
export function filesOf({ kind, name, policy }: BoxName, { files }: WorkspaceFacts): readonly SourceFile[] {
  if (kind === 'folder') return files.filter(({ path }) => isBelow(name, path));
  if (kind === 'file') return files.filter(({ path }) => path === name);
  return files.filter(({ standing: { layer, slices, service } }) =>
    [layer, service, ...slices].some(
      (member) =>
        member?.element.kind === kind &&
        member.name === name &&
        (policy === undefined || member.element.place.path === policy),
    ),
  );
}

/** The layer, slice or service of a box; of `feature:cart` the family `feature`. */
export function elementOf({ kind, name }: BoxName, policy: Policy): Element | undefined {
  const family = name.includes(':') ? name.slice(0, name.indexOf(':')) : name;
  const elements: readonly Element[] =
    kind === 'layer'
      ? policy.layers
      : kind === 'slice'
        ? policy.slices
        : kind === 'service'
          ? policy.services
          : [];
  return (
    elements.find((element) => element.name === name) ?? elements.find((element) => element.name === family)
  );
}

/** The document to edit for an element: the policy's own where it names it, else the one that declares it. */
export function declaredAt(element: Element, policy: Policy, ground: Ground): Declared | undefined {
  for (const path of [policy.path, element.place.path]) {
    const text = isOurs(path) ? ground.read(path) : undefined;
    if (text === undefined) continue;
    const at = pathTo(element, member(parseJsonc(text).root, lists[element.kind]));
    if (at) return { path, text, at };
  }
  return undefined;
}

/** A document of somebody else's repository, or of a package, is not ours to edit. */
export function isOurs(path: string): boolean {
  return !path.startsWith('../') && !path.split('/').includes('node_modules');
}

/** A glob for the files of a folder, or the file itself, relative to the policy that is to hold it. */
export function globOf({ kind, name }: BoxName, { folder }: Policy): string {
  const local = folder === '' ? name : name.slice(folder.length + 1);
  return kind === 'folder' ? `${local}/**` : local;
}

function pathTo({ kind, name }: Element, list: JsonNode | undefined): JsonPath | undefined {
  if (list?.kind !== 'array') return undefined;
  for (const [index, item] of list.items.entries()) {
    if (isNamed(item, name)) return [lists[kind], index];
    if (item.kind !== 'array') continue;
    const inner = item.items.findIndex((own) => isNamed(own, name));
    if (inner >= 0) return [lists[kind], index, inner];
  }
  return undefined;
}

function isNamed(item: JsonNode, name: string): boolean {
  const own = member(item, 'name');
  return own?.kind === 'string' && own.value === name;
}
