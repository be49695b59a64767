import { type LayoutEdge, layOut, type Point } from '../graph/layered-layout.ts';
import { ancestry, type Tree, type TreeBox } from './tree.ts';
import type { View } from './view.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a view is drawn. */
export interface Arrangement {
  readonly places: ReadonlyMap<number, Rectangle>;
  /** The points that an arrow passes between other boxes, by its index in the view. */
  readonly routes: ReadonlyMap<number, readonly Point[]>;
  readonly width: number;
  readonly height: number;
}

/** All arrows between two boxes that stand side by side, or between what is in them. */
interface Strand extends LayoutEdge {
  readonly weight: number;
  readonly arrows: readonly number[];
}

/** Height of the title of a box that is drawn open. */
export const titleHeight = 30;
/** Of the label of a box and of the smaller text below. */
export const characterWidth = 7.4;
const factWidth = 6.4;
const padding = 14;
const margin = 24;

/**
 * Lays out each open box by itself, from the inside out, so that a box stays together whatever is in it.
 *
 * @param factsOf the text below a box's label
 */
export function arrange(tree: Tree, view: View, factsOf: (box: TreeBox) => string): Arrangement {
  const drawn = new Set([...view.closed, ...view.open]);
  const strands = strandsByParent(tree, view);
  const open = new Set(view.open);
  const places = new Map<number, Rectangle>();
  const routes: {
    readonly parent: number | undefined;
    readonly arrow: number;
    readonly points: readonly Point[];
  }[] = [];

  const sizeOf = (id: number): Size => {
    const box = tree.boxes[id] as TreeBox;
    const closed = closedSize(box, factsOf(box));
    if (!open.has(id)) return closed;
    const inner = fill(id, box.children, box.depth + 1);
    const width = Math.max(inner.width + 2 * padding, closed.width);
    return { width, height: inner.height + titleHeight + padding };
  };
  /** Places and routes are relative to the parent until all are known. */
  const fill = (parent: number | undefined, ids: readonly number[], depth: number): Size => {
    const members = ids.filter((id) => drawn.has(id));
    const index = new Map(members.map((id, at) => [id, at]));
    const sizes = members.map(sizeOf);
    const between = strands.get(parent) ?? [];
    const layout = layOut(
      sizes.map((size, at) => withRow(size, tree.boxes[members[at] as number]?.rank)),
      between.map(({ from, to, weight }) => ({ from: index.get(from) ?? 0, to: index.get(to) ?? 0, weight })),
      depth === 0 ? { across: 30, down: 54 } : { across: 20, down: 34 },
    );
    for (const [at, id] of members.entries()) {
      places.set(id, { ...(layout.places[at] as Point), ...(sizes[at] as Size) });
    }
    for (const [at, { arrows }] of between.entries()) {
      for (const arrow of arrows) routes.push({ parent, arrow, points: layout.routes[at] ?? [] });
    }
    return layout;
  };

  const { width, height } = fill(undefined, tree.roots, 0);
  const absolute = absolutePlaces(tree, places);
  return {
    places: absolute,
    routes: new Map(
      routes.map(({ parent, arrow, points }) => {
        const { x, y } = innerCorner(parent === undefined ? undefined : absolute.get(parent));
        return [arrow, points.map((point) => ({ x: point.x + x, y: point.y + y }))];
      }),
    ),
    width: width + 2 * margin,
    height: height + 2 * margin,
  };
}

type Size = Pick<Rectangle, 'width' | 'height'>;

function withRow(size: Size, row: number | undefined) {
  return row === undefined ? size : { ...size, row };
}

function absolutePlaces(
  tree: Tree,
  relative: ReadonlyMap<number, Rectangle>,
): ReadonlyMap<number, Rectangle> {
  const places = new Map<number, Rectangle>();
  // Parents come before their children in a tree.
  for (const [id, own] of [...relative].sort(([a], [b]) => a - b)) {
    const { parent } = tree.boxes[id] as TreeBox;
    const { x, y } = innerCorner(parent === undefined ? undefined : places.get(parent));
    places.set(id, { ...own, x: own.x + x, y: own.y + y });
  }
  return places;
}

/** Where the first box within an open one stands. */
function innerCorner(outer: Rectangle | undefined): Point {
  return outer ? { x: outer.x + padding, y: outer.y + titleHeight } : { x: margin, y: margin };
}

function closedSize({ kind, label }: TreeBox, facts: string): Size {
  const wanted = Math.max(label.length * characterWidth + 54, facts.length * factWidth + 24, 96);
  return { width: Math.min(wanted, 300), height: kind === 'file' ? 30 : 48 };
}

/** Arrows between two boxes count for the two boxes around them that stand side by side. */
function strandsByParent(tree: Tree, view: View): ReadonlyMap<number | undefined, readonly Strand[]> {
  const byParent = new Map<number | undefined, Map<string, Strand & { weight: number; arrows: number[] }>>();
  for (const [arrow, { from: start, to: end, imports }] of view.arrows.entries()) {
    const [outer, inner] = [[...ancestry(tree, start)].reverse(), [...ancestry(tree, end)].reverse()];
    let depth = 0;
    while (outer[depth] === inner[depth]) depth++;
    const [from, to] = [outer[depth], inner[depth]];
    if (from === undefined || to === undefined) continue;
    const parent = outer[depth - 1];
    const strands = byParent.get(parent) ?? new Map<string, Strand & { weight: number; arrows: number[] }>();
    const strand = strands.get(`${from} ${to}`) ?? { from, to, weight: 0, arrows: [] };
    strand.weight += imports;
    strand.arrows.push(arrow);
    strands.set(`${from} ${to}`, strand);
    byParent.set(parent, strands);
  }
  return new Map([...byParent].map(([parent, strands]) => [parent, [...strands.values()]]));
}
