import type { Picture, PictureBox } from '../report/picture.ts';

/** One box of the picture, from a layer down to a file. */
export interface TreeBox {
  /** Its index in the tree. */
  readonly id: number;
  /** The same for the same box of a later picture. */
  readonly key: string;
  readonly kind: PictureBox['kind'] | 'folder' | 'range' | 'file';
  readonly label: string;
  /** Of a folder or file, relative to the workspace. */
  readonly path?: string;
  /** Of a layer: its place from top to bottom. */
  readonly rank?: number;
  /** Of what a policy names: its index in the picture, and the document that declares it. */
  readonly box?: number;
  readonly policy?: string;
  /** Of a file: its index in the picture. */
  readonly file?: number;
  readonly parent?: number;
  readonly depth: number;
  readonly children: readonly number[];
  /** How many files are in it. */
  readonly files: number;
}

export interface Tree {
  readonly boxes: readonly TreeBox[];
  readonly roots: readonly number[];
  /** The box of each file; undefined for one that is left out. */
  readonly boxOf: readonly (number | undefined)[];
}

/** What stands outermost; within it are the others that the policy names, and then folders. */
export type Grouping = PictureBox['kind'] | 'folder';

/** More boxes side by side are not read: they are drawn as ranges of names first. */
const mostChildren = 80;

/** A box that has no place in the tree yet. */
interface Draft extends Omit<TreeBox, 'id' | 'parent' | 'depth' | 'children' | 'files'> {
  readonly children: readonly Draft[];
}

/** The boxes of a picture: what the policy names on the outside, folders within, files at the bottom. */
export function treeOf(picture: Picture, grouping: Grouping, keep: (file: number) => boolean): Tree {
  const files = picture.files.map((_, file) => file).filter(keep);
  const chains = (file: number) => chainOf(picture, file, grouping);
  const drafts = withRanges(unwrapped(boxDrafts({ picture, chains, first: grouping }, files, 0, '')), '');
  const boxes: TreeBox[] = [];
  const boxOf: (number | undefined)[] = picture.files.map(() => undefined);
  const roots = drafts.map((draft) => place(draft, undefined, 0, boxes, boxOf));
  return { boxes, roots, boxOf };
}

/** The outermost that a picture can be drawn by, best first. */
export function groupingsOf({ boxes }: Picture): readonly Grouping[] {
  const kinds: readonly PictureBox['kind'][] = ['layer', 'slice', 'service'];
  return [...kinds.filter((kind) => boxes.some((box) => box.kind === kind)), 'folder'];
}

/** The box itself and all around it, inside first. */
export function ancestry(tree: Tree, id: number): readonly number[] {
  const chain = [id];
  for (let parent = tree.boxes[id]?.parent; parent !== undefined; parent = tree.boxes[parent]?.parent) {
    chain.push(parent);
  }
  return chain;
}

/** The boxes around a file, outermost first. */
function chainOf({ standing, boxes }: Picture, file: number, grouping: Grouping): readonly number[] {
  if (grouping === 'folder') return [];
  const chain = standing[file] ?? [];
  const isFirst = (index: number) => boxes[index]?.kind === grouping;
  return [...chain.filter(isFirst), ...chain.filter((index) => !isFirst(index))];
}

function place(
  draft: Draft,
  parent: number | undefined,
  depth: number,
  boxes: TreeBox[],
  boxOf: (number | undefined)[],
): number {
  const { children: inner, ...own } = draft;
  const id = boxes.length;
  const children: number[] = [];
  const box = { ...own, id, depth, children, files: 0, ...(parent !== undefined && { parent }) };
  boxes.push(box);
  if (draft.file !== undefined) {
    boxOf[draft.file] = id;
    box.files = 1;
  }
  for (const child of inner) {
    const childId = place(child, id, depth + 1, boxes, boxOf);
    children.push(childId);
    box.files += boxes[childId]?.files ?? 0;
  }
  return id;
}

interface DraftSource {
  readonly picture: Picture;
  /** The boxes around a file, outermost first. */
  readonly chains: (file: number) => readonly number[];
  /** What comes before others. */
  readonly first: Grouping;
}

/** Files by their box at this depth of their chains; those whose chain ends here by folder. */
function boxDrafts(
  source: DraftSource,
  files: readonly number[],
  depth: number,
  prefix: string,
): readonly Draft[] {
  const { picture, chains, first } = source;
  const inner = new Map<number, number[]>();
  const loose: number[] = [];
  for (const file of files) {
    const index = chains(file)[depth];
    if (index === undefined) loose.push(file);
    else if (inner.has(index)) inner.get(index)?.push(file);
    else inner.set(index, [file]);
  }
  const others = (index: number) => (picture.boxes[index]?.kind === first ? 0 : 1);
  const named = [...inner].sort(([a], [b]) => others(a) - others(b) || a - b);
  return [
    ...named.flatMap(([index, members]) => {
      const box = picture.boxes[index];
      if (!box) return [];
      const key = `${prefix}${box.kind}:${box.policy}:${box.name}/`;
      const children = unwrapped(boxDrafts(source, members, depth + 1, key));
      const rank = box.rank === undefined ? {} : { rank: box.rank };
      return [
        { ...{ key, kind: box.kind, label: box.name, box: index, policy: box.policy, children }, ...rank },
      ];
    }),
    ...folderDrafts(picture, loose, '', prefix),
  ];
}

/** The folders right below one, with what is in them; a folder that holds one folder only is drawn as one with it. */
function folderDrafts(
  picture: Picture,
  files: readonly number[],
  folder: string,
  prefix: string,
): readonly Draft[] {
  const inner = new Map<string, number[]>();
  const own: Draft[] = [];
  for (const file of files) {
    const path = picture.files[file] ?? '';
    const slash = path.indexOf('/', folder.length);
    if (slash < 0) {
      own.push({
        ...{ key: `${prefix}${path}`, kind: 'file', label: path.slice(folder.length), path, file },
        children: [],
      });
      continue;
    }
    const name = path.slice(0, slash + 1);
    const known = inner.get(name);
    if (known) known.push(file);
    else inner.set(name, [file]);
  }
  const folders = [...inner].map(([name, members]): Draft => {
    const children = folderDrafts(picture, members, name, prefix);
    const [only] = children;
    if (children.length === 1 && only?.kind === 'folder') {
      return { ...only, label: `${name.slice(folder.length)}${only.label}` };
    }
    return {
      ...{
        key: `${prefix}${name}`,
        kind: 'folder',
        label: name.slice(folder.length),
        path: name.slice(0, -1),
      },
      children: withRanges(children, `${prefix}${name}`),
    };
  });
  return [...folders, ...own];
}

/** One folder alone says nothing: what is in it is drawn in its place, with its name before theirs. */
function unwrapped(drafts: readonly Draft[]): readonly Draft[] {
  const [only] = drafts;
  if (drafts.length !== 1 || only?.kind !== 'folder') return drafts;
  return unwrapped(
    only.children.map((child) =>
      child.kind === 'range' ? child : { ...child, label: `${only.label}${child.label}` },
    ),
  );
}

function withRanges(drafts: readonly Draft[], prefix: string): readonly Draft[] {
  const [plain, named] = [drafts.filter(isPlain), drafts.filter((draft) => !isPlain(draft))];
  if (plain.length <= mostChildren) return drafts;
  const share = Math.ceil(plain.length / Math.ceil(plain.length / (mostChildren / 2)));
  const ranges = Array.from({ length: Math.ceil(plain.length / share) }, (_, index): Draft => {
    const children = plain.slice(index * share, (index + 1) * share);
    const [first, last] = [children[0]?.label ?? '', children.at(-1)?.label ?? ''];
    return { key: `${prefix}#${index}`, kind: 'range', label: `${first} … ${last}`, children };
  });
  return [...named, ...withRanges(ranges, `${prefix}#`)];
}

function isPlain({ kind }: Draft): boolean {
  return kind === 'folder' || kind === 'file' || kind === 'range';
}
