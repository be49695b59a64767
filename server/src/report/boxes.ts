import { byCodeUnit } from '../model/path.ts';
import type { Element } from '../model/policy.ts';
import type { Membership, SourceFile, Standing } from '../model/rule.ts';

/** What a policy names and a picture draws as a box: a layer, a slice such as `feature:cart`, a service. */
export interface Box {
  readonly kind: Element['kind'];
  readonly name: string;
  /** The policy that declares it: boxes of one name in two policies are two. */
  readonly policy: string;
  /** Of a layer: its place from top to bottom. */
  readonly rank?: number;
}

/** Files that stand alike share their standing, and so their boxes. */
const byStanding = new WeakMap<Standing, readonly Box[]>();

/** The boxes that one file is in: its service, its slices from the outermost, its layer. */
export function boxesOf({ standing }: SourceFile): readonly Box[] {
  const known = byStanding.get(standing);
  if (known) return known;
  const { service, slices, layer } = standing;
  const members: readonly (Membership | undefined)[] = [service, ...slices, layer];
  const boxes = members.flatMap((member) => (member ? boxOf(member) : []));
  byStanding.set(standing, boxes);
  return boxes;
}

/** The one box that a file is drawn in where only one can be: its layer, else what is outermost. */
export function mainBox(file: SourceFile): Box | undefined {
  const boxes = boxesOf(file);
  return boxes.find(({ kind }) => kind === 'layer') ?? boxes[0];
}

/** A box and the files in it, in their order. */
export interface FilledBox extends Box {
  readonly files: readonly SourceFile[];
}

const kinds: readonly Element['kind'][] = ['layer', 'slice', 'service'];

/** Every box that a file is in: layers from the top, then slices and services by name. */
export function filledBoxes(files: readonly SourceFile[], boxes = boxesOf): readonly FilledBox[] {
  const filled = new Map<string, FilledBox & { readonly files: SourceFile[] }>();
  const byBox = new Map<Box, SourceFile[]>();
  for (const file of files) {
    for (const box of boxes(file)) {
      const known = byBox.get(box) ?? filled.get(boxKey(box))?.files;
      if (known) known.push(file);
      else filled.set(boxKey(box), { ...box, files: [file] });
      if (!byBox.has(box)) byBox.set(box, filled.get(boxKey(box))?.files ?? []);
    }
  }
  return [...filled.values()].sort(
    (a, b) =>
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
      (a.rank ?? 0) - (b.rank ?? 0) ||
      byCodeUnit(a.name, b.name) ||
      byCodeUnit(a.policy, b.policy),
  );
}

export function boxKey({ kind, name, policy }: Box): string {
  return `${kind}\n${policy}\n${name}`;
}

function boxOf({ element, name }: Membership): Box {
  const box = { kind: element.kind, name, policy: element.place.path };
  return element.kind === 'layer' ? { ...box, rank: element.rank } : box;
}
