import type { Element, Layer } from '../model/policy.ts';
import type { Membership, Standing } from '../model/rule.ts';

/** Every element that a file belongs to: its layer, its slices from the outermost, its service. */
export function membersOf({ layer, slices, service }: Standing): readonly Membership[] {
  return [...(layer ? [layer] : []), ...slices, ...(service ? [service] : [])];
}

/** True when files that stand there belong to a layer, slice or service by this name, or to one of its family. */
export function isNamed(standing: Standing, name: string): boolean {
  return membersOf(standing).some((member) => member.name === name || member.element.name === name);
}

/** Every element that a file belongs to, from the innermost: its slices, its service, its layer. */
export function innermostFirst({ layer, slices, service }: Standing): readonly Membership[] {
  return [...[...slices].reverse(), ...(service ? [service] : []), ...(layer ? [layer] : [])];
}

/** The innermost element that the other side does not belong to. */
export function innermostApart(standing: Standing, other: Standing): Membership | undefined {
  return innermostFirst(standing).find(
    ({ name }) => !membersOf(other).some((member) => member.name === name),
  );
}

/** The membership that another standing has of the same element, if it has one. */
export function sameMember(member: Membership, from: Standing, to: Standing): Membership | undefined {
  return membersOf(to).find(
    (other) =>
      other.name === member.name &&
      other.element.kind === member.element.kind &&
      (from.policy === to.policy || member.element.kind === 'layer' || other.folder === member.folder),
  );
}

/** How a message names an element: `slice "feature:cart"`. */
export function titleOf({ element, name }: { readonly element: Element; readonly name: string }): string {
  return `${element.kind} "${name}"`;
}

/** Of a layer that another policy gave, the layer of the same name in the importer's own. */
export function ownLayer(from: Standing, to: Standing): Layer | undefined {
  const layer = to.layer?.element;
  if (!layer || from.policy === to.policy) return layer;
  return from.policy?.layers.find(({ name }) => name === layer.name);
}
