import { byCodeUnit } from '../model/path.ts';
import type { SourceFile } from '../model/rule.ts';

/** What a policy names and a picture draws as a box. */
export interface Box {
  readonly kind: 'layer';
  readonly name: string;
  /** The policy that declares it: boxes of one name in two policies are two. */
  readonly policy: string;
  /** Order from top to bottom. */
  readonly rank: number;
}

/** The boxes that one file is in. */
export type BoxesOf = (file: SourceFile) => readonly Box[];

export const boxesOf: BoxesOf = ({ layer }) =>
  layer ? [{ kind: 'layer', name: layer.name, policy: layer.place.path, rank: layer.rank }] : [];

/** A box and the files in it, in their order. */
export interface FilledBox extends Box {
  readonly files: readonly SourceFile[];
}

/** Every box that a file is in, by kind, then in order of rank and name. */
export function filledBoxes(files: readonly SourceFile[], boxes: BoxesOf = boxesOf): readonly FilledBox[] {
  const filled = new Map<string, FilledBox & { readonly files: SourceFile[] }>();
  for (const file of files) {
    for (const box of boxes(file)) {
      const known = filled.get(boxKey(box));
      if (known) known.files.push(file);
      else filled.set(boxKey(box), { ...box, files: [file] });
    }
  }
  return [...filled.values()].sort(
    (a, b) =>
      byCodeUnit(a.kind, b.kind) ||
      a.rank - b.rank ||
      byCodeUnit(a.name, b.name) ||
      byCodeUnit(a.policy, b.policy),
  );
}

export function boxKey({ kind, name, policy }: Box): string {
  return `${kind}\n${policy}\n${name}`;
}
